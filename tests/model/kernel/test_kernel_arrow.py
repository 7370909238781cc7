"""An Arrow column is scored as the list of its texts; a null is NaN; what is no text, or broken, is refused."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import AWKWARD, hostile_texts
from made_up_models import SHAPES
from tristance.errors import TristanceError
from tristance.model.blocks import Floats
from tristance.model.linear import LinearModel

pa: Any = pytest.importorskip("pyarrow", reason="pyarrow, which makes Arrow columns, is not installed")

Scorer = Callable[[LinearModel, Sequence[str]], Floats]
TYPES = {"utf8": pa.utf8(), "large_utf8": pa.large_utf8(), "string_view": pa.string_view()}
TEXTS = [text for text in AWKWARD.values() if "\ud800" not in text and "\ud83d" not in text]
MODEL = SHAPES["everything"]


@pytest.fixture(params=["compiled", "numpy"])
def model(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> LinearModel:
    """The model, scored by the kernel or, since that is switched off, with numpy."""
    if request.param == "compiled":
        request.getfixturevalue("kernel_logits")
        return MODEL
    monkeypatch.setenv("TRISTANCE_KERNEL", "off")
    return LinearModel(*(getattr(MODEL, name) for name in LinearModel.__dataclass_fields__))


def assert_listed(model: LinearModel, column: Any, cells: Sequence[str | None]) -> None:
    """The scores of a column are those of its cells as a list, to the bit, and NaN where there is none."""
    there = [cell is not None for cell in cells]
    for score in (model.logits, model.log_probabilities):
        found = score(column)
        assert found.shape == (len(cells), len(model.intercepts))
        assert np.array_equal(found[there], score([cell for cell in cells if cell is not None]))
        assert np.isnan(found[[not each for each in there]]).all()


@pytest.mark.parametrize("kind", TYPES)
def test_columns_of_every_type(model: LinearModel, kind: str) -> None:
    cells = [None, *TEXTS, None, *TEXTS * 10, *[None] * 300, "quay"]
    whole = pa.array(cells, TYPES[kind])
    assert_listed(model, whole, cells)
    for start, length in ((0, 0), (1, 5), (3, 1), (7, 200), (len(cells), 0)):
        assert_listed(model, whole.slice(start, length), cells[start : start + length])
    assert_listed(model, pa.array([], TYPES[kind]), [])
    assert_listed(model, pa.nulls(3, TYPES[kind]), [None] * 3)
    assert_listed(model, pa.array(TEXTS, TYPES[kind]), TEXTS)


@pytest.mark.parametrize("kind", TYPES)
def test_columns_in_pieces(model: LinearModel, kind: str) -> None:
    cells = [*TEXTS, None, *TEXTS, ""]
    pieces = [cells[i : i + 7] for i in range(0, len(cells), 7)]
    column = pa.chunked_array([[], *pieces, []], TYPES[kind])
    assert_listed(model, column, cells)
    assert_listed(model, column.slice(5, 20), cells[5:25])
    assert_listed(model, pa.chunked_array([], TYPES[kind]), [])
    assert_listed(model, pa.table({"text": column}).column("text"), cells)


@pytest.mark.property
@given(st.lists(st.one_of(st.none(), hostile_texts())), st.sampled_from(sorted(TYPES)), st.data())
@pytest.mark.usefixtures("kernel_logits")
def test_any_column(cells: list[str | None], kind: str, data: st.DataObject) -> None:
    cells = [cell and cell.encode(errors="replace").decode() for cell in cells]
    start = data.draw(st.integers(0, len(cells)))
    column = pa.array(cells, TYPES[kind])
    assert_listed(MODEL, column.slice(start), cells[start:])
    assert_listed(MODEL, pa.chunked_array([column.slice(start), column]), [*cells[start:], *cells])


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(pa.array([1, 2]), id="numbers"),
        pytest.param(pa.array([b"quay"]), id="bytes"),
        pytest.param(pa.array(["quay", "quay"]).dictionary_encode(), id="a dictionary"),
        pytest.param(pa.array([["quay"]]), id="lists"),
        pytest.param(pa.array([{"text": "quay"}]), id="structures"),
        pytest.param(pa.chunked_array([[1.5], [2.5]]), id="numbers in pieces"),
        pytest.param(pa.table({"text": ["quay"]}), id="a table"),
        pytest.param(pa.record_batch({"text": ["quay"]}), id="a batch of records"),
    ],
)
@pytest.mark.usefixtures("kernel_logits")
def test_columns_of_other_types(column: Any) -> None:
    with pytest.raises((TristanceError, TypeError), match="strings belong"):
        MODEL.logits(column)


def built(kind: str, offsets: Sequence[int], data: bytes) -> Any:
    """An array of any offsets, right or wrong: pyarrow sees them when they are still zeros."""
    places = np.zeros(len(offsets), {"utf8": np.int32, "large_utf8": np.int64}[kind])
    array = pa.Array.from_buffers(TYPES[kind], len(offsets) - 1, [None, pa.py_buffer(places), pa.py_buffer(data)])
    places[:] = offsets
    return array


@pytest.mark.parametrize("kind", ["utf8", "large_utf8"])
@pytest.mark.parametrize("data", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"quay\xe2\x82"])
@pytest.mark.usefixtures("kernel_logits")
def test_bytes_that_are_no_utf_8(kind: str, data: bytes) -> None:
    column = built(kind, [0, 4, 4 + len(data), 8 + len(data)], b"quay" + data + b"quay")
    with pytest.raises(TristanceError, match="row 1 is not UTF-8"):
        MODEL.logits(column)
    with pytest.raises(TristanceError, match="row 1 is not UTF-8"):
        MODEL.logits(pa.chunked_array([column]))
    assert_listed(MODEL, column.slice(2), ["quay"])


@pytest.mark.usefixtures("kernel_logits")
def test_a_letter_that_lies_in_two_rows() -> None:
    with pytest.raises(TristanceError, match="row 0 is not UTF-8"):
        MODEL.logits(built("utf8", [0, 1, 2], "é".encode()))


@pytest.mark.parametrize("kind", ["utf8", "large_utf8"])
@pytest.mark.parametrize("offsets", [[0, 3, 1], [-4, 2], [2**31 - 1, 0], [-(2**31), 2**31 - 1]])
@pytest.mark.usefixtures("kernel_logits")
def test_offsets_that_run_backwards(kind: str, offsets: list[int]) -> None:
    with pytest.raises(TristanceError, match="broken"):
        MODEL.logits(built(kind, offsets, b"quay"))


def view(length: int, buffer: int, start: int) -> Any:
    """One view of a text of *length* bytes."""
    views = pa.py_buffer(struct.pack("<i4sii", length, b"quay", buffer, start))
    return pa.Array.from_buffers(TYPES["string_view"], 1, [None, views, pa.py_buffer(b"quay and noise, quay")])


@pytest.mark.parametrize(
    ("length", "buffer", "start"),
    [
        (20, 1, 0),
        (20, -1, 0),
        (21, 0, 0),
        (20, 0, 1),
        (20, 0, -1),
        (-1, 0, 0),
        (2**31 - 1, 0, 2**31 - 1),
        (-(2**31), 0, 0),
    ],
)
@pytest.mark.usefixtures("kernel_logits")
def test_views_of_what_is_not_there(length: int, buffer: int, start: int) -> None:
    assert_listed(MODEL, view(20, 0, 0), ["quay and noise, quay"])
    with pytest.raises(TristanceError, match="broken"):
        MODEL.logits(view(length, buffer, start))


class Handed:
    """Something of a length that hands over what it is told to."""

    def __init__(self, length: int, capsules: Any) -> None:
        self.length, self.capsules = length, capsules

    def __len__(self) -> int:
        return self.length

    def __arrow_c_array__(self, requested_schema: object = None) -> Any:
        assert requested_schema is None
        return self.capsules


@pytest.mark.usefixtures("kernel_logits")
def test_capsules_that_are_none() -> None:
    array = pa.array(["quay", "noise"])
    schema, data = array.__arrow_c_array__()
    for capsules in (None, 3, (), (schema,), (data, schema), (schema, None), (None, data)):
        with pytest.raises((TristanceError, TypeError)):
            MODEL.logits(Handed(2, capsules))
    assert_listed(MODEL, Handed(2, (schema, data)), ["quay", "noise"])


@pytest.mark.usefixtures("kernel_logits")
@pytest.mark.parametrize("length", [0, 1])
def test_a_column_that_says_it_is_shorter(length: int) -> None:
    with pytest.raises(TristanceError, match="rows"):
        MODEL.logits(Handed(length, pa.array(["quay", "noise"]).__arrow_c_array__()))


@pytest.mark.usefixtures("kernel_logits")
def test_a_column_that_says_it_is_longer() -> None:
    with pytest.raises(TristanceError, match="rows"):
        MODEL.logits(Handed(3, pa.array(["quay", "noise"]).__arrow_c_array__()))


@pytest.mark.usefixtures("kernel_logits")
def test_a_column_that_was_handed_on() -> None:
    capsules = pa.array(["quay", "noise"]).__arrow_c_array__()
    assert len(pa.Array._import_from_c_capsule(*capsules)) == 2
    with pytest.raises(TristanceError, match="before"):
        MODEL.logits(Handed(2, capsules))


@pytest.mark.usefixtures("kernel_logits")
def test_a_column_is_let_go() -> None:
    before = pa.total_allocated_bytes()
    for _ in range(50):
        MODEL.logits(pa.array(TEXTS * 10))
        MODEL.logits(pa.chunked_array([TEXTS, TEXTS]))
        with pytest.raises((TristanceError, TypeError)):
            MODEL.logits(pa.chunked_array([[1], [2]]))
    assert pa.total_allocated_bytes() == before


@pytest.mark.usefixtures("kernel_logits")
@pytest.mark.parametrize("length", [0, 3, 5])
def test_a_column_in_pieces_that_says_other_rows(length: int) -> None:
    class Pieces:
        def __len__(self) -> int:
            return length

        def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
            return pa.chunked_array([["quay", "noise"], ["", "ferry"]]).__arrow_c_stream__(requested_schema)

    with pytest.raises(TristanceError, match="rows"):
        MODEL.logits(Pieces())
