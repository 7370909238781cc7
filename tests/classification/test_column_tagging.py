"""Tables as Arrow columns: what came in keeps type, order and nulls; the tags are those of the same rows as text."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import AWKWARD
from tristance.articles.tables import open_table
from tristance.classification.columntagging import ColumnTagging
from tristance.classification.parts import in_parts
from tristance.classification.predictions import rounded, score
from tristance.classification.rowtagging import RowTagging
from tristance.classification.tagging import tag_file
from tristance.errors import BadTable, UnreadableFile
from tristance.model.linear import LinearModel

TAGS = ("for", "against", "none")


def parquet(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    pq.write_table(pa.table(columns), path, **options)
    return path


def tagged(model: LinearModel, path: Path, text_column: str = "text") -> Any:
    """The table at *path*, tagged into Parquet and read again."""
    out = path.parent / "tagged.parquet"
    tag_file(ColumnTagging(model, open_table(path, text_column), text_column, None), out, lambda _: None)
    return pq.read_table(out)


def test_every_column_keeps_its_type_order_and_nulls(tmp_path: Path, small_model: LinearModel) -> None:
    columns = {
        "id": pa.array([3, None, 1], pa.int16()),
        "when": pa.array([dt.date(2020, 1, 2), None, dt.date(2021, 3, 4)]),
        "tag": pa.array(["a", None, "b"]).dictionary_encode(),
        "text": pa.array(["the new quay", None, "  "]),
        "deep": pa.array([{"a": [1, 2]}, None, {"a": []}]),
        "price": pa.array([Decimal("1.50"), None, Decimal("-2.00")]),
        "at": pa.array([dt.datetime(2020, 1, 2, tzinfo=dt.UTC), None, None], pa.timestamp("ns", "Asia/Seoul")),
        "raw": pa.array([b"\xff", None, b""]),
    }
    out = tagged(small_model, parquet(tmp_path / "a.parquet", columns))
    names = ["id", "when", "input_tag", "text", "deep", "price", "at", "raw"]
    assert out.column_names == [*names, "tag", "confidence", *(f"p_{tag}" for tag in TAGS)]
    for name, (_, column) in zip(names, columns.items(), strict=True):
        assert out[name].type == column.type, name
        assert out[name].to_pylist() == column.to_pylist(), name
    assert [value is None for value in out["tag"].to_pylist()] == [False, True, True]
    assert out["p_none"].null_count == 2


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())], ids=str
)
def test_texts_of_every_type_get_the_same_tags(tmp_path: Path, small_model: LinearModel, kind: Any) -> None:
    texts: list[str | None] = ["noise of lorries", None, "the new quay", "noise of lorries", " \u2003\n"]
    path = parquet(tmp_path / "a.parquet", {"text": pa.array(texts).cast(kind)})
    out = tagged(small_model, path)
    assert out["text"].to_pylist() == texts
    expected = [small_model.predict([text])[0].tag if text and text.strip() else None for text in texts]
    assert out["tag"].to_pylist() == expected


@pytest.mark.parametrize("kind", [pa.int64(), pa.binary(), pa.list_(pa.string())], ids=str)
def test_a_column_that_holds_no_text_is_named_with_its_type(tmp_path: Path, kind: Any) -> None:
    path = parquet(tmp_path / "a.parquet", {"text": pa.array([None], kind)})
    with pytest.raises(BadTable, match=r"a\.parquet: column text is of type .*, not of text"):
        open_table(path, "text")


@pytest.mark.property
@given(st.lists(st.one_of(st.sampled_from(sorted(AWKWARD.values())), st.text()), min_size=1, max_size=8))
def test_rows_and_columns_get_the_same_figures(
    small_model: LinearModel, tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("both")
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    out = tagged(small_model, parquet(folder / "a.parquet", {"text": texts}))
    table = open_table(folder / "a.parquet", "text")
    tag_file(RowTagging(small_model, table, "text", "jsonl", None), folder / "out.jsonl", lambda _: None)
    lines = (folder / "out.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert [json.loads(line) for line in lines] == out.to_pylist()


def test_json_lines_become_typed_columns(tmp_path: Path, small_model: LinearModel) -> None:
    rows: list[dict[str, Any]] = [
        {"text": "noise", "n": 1, "x": 1, "yes": True, "mixed": 1, "big": 2**70, "list": [1, "é"]},
        {"text": None, "x": 1.5, "yes": None, "mixed": "a", "late": "b\ud800"},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    out = tagged(small_model, path)
    given_columns = out.select(["text", "n", "x", "yes", "mixed", "big", "list", "late"])
    assert given_columns.to_pylist() == [
        {
            "text": "noise",
            "n": 1,
            "x": 1.0,
            "yes": True,
            "mixed": "1",
            "big": str(2**70),
            "list": '[1, "é"]',
            "late": None,
        },
        {
            "text": None,
            "n": None,
            "x": 1.5,
            "yes": None,
            "mixed": "a",
            "big": None,
            "list": None,
            "late": "b\\ud800",
        },
    ]
    assert [str(field.type) for field in given_columns.schema] == [
        *("string", "int64", "double", "bool", "string", "string", "string", "string")
    ]


def test_cells_of_csv_are_texts(tmp_path: Path, small_model: LinearModel) -> None:
    (tmp_path / "a.csv").write_text("id,text\n007,noise\n,\n", encoding="utf-8")
    out = tagged(small_model, tmp_path / "a.csv")
    assert out.select(["id", "text"]).to_pylist() == [{"id": "007", "text": "noise"}, {"id": "", "text": ""}]
    assert out["tag"].to_pylist()[1] is None


def test_reading_begins_at_any_row(tmp_path: Path, small_model: LinearModel) -> None:
    path = parquet(tmp_path / "a.parquet", {"text": ["a"] * 25, "id": range(25)}, row_group_size=7)
    table = open_table(path, "text")
    for start in range(27):
        columns = ColumnTagging(small_model, table, "text", None).batches(start)
        assert [i for batch in columns for i in batch["id"].to_pylist()] == list(range(start, 25))
        rows = RowTagging(small_model, table, "text", "csv", None).batches(start)
        assert [row.cells["id"] for batch in rows for row in batch] == list(range(start, 25))


@pytest.mark.parametrize("cut", [3, 40, 400])
def test_a_torn_parquet_file_is_one_line(tmp_path: Path, cut: int) -> None:
    path = parquet(tmp_path / "a.parquet", {"text": [f"quay {i}" for i in range(500)]})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UnreadableFile, match=r"a\.parquet: not a whole Parquet file \([^\n]*\)$"):
        open_table(path, "text")


def test_a_text_that_is_no_utf8_is_one_line(tmp_path: Path, small_model: LinearModel) -> None:
    offsets = pa.array([0, 2], pa.int32()).buffers()[1]
    text = pa.StringArray.from_buffers(1, offsets, pa.py_buffer(b"\xff\xfe"))
    path = parquet(tmp_path / "a.parquet", {"text": text})
    with pytest.raises(UnreadableFile, match="Invalid UTF8"):
        tagged(small_model, path)
    assert not (tmp_path / "tagged.parquet").exists()


@pytest.mark.property
@given(st.lists(st.floats(0, 1), min_size=1))
def test_rounding_is_that_of_python(values: list[float]) -> None:
    import numpy as np

    values += [round(value * 1e12) / 1e12 + 5e-13 for value in values]  # halves
    assert rounded(np.array(values)).tolist() == [round(value, 12) for value in values]


def test_no_texts_have_no_predictions(small_model: LinearModel) -> None:
    assert score(small_model, []).without_text == 0


@pytest.mark.property
@given(st.lists(st.text("ab", min_size=1)), st.integers(1, 9))
def test_parts_hold_everything_once_and_in_order(batches: list[str], rows: int) -> None:
    parts = ["".join(part) for part in in_parts(iter(batches), rows)]
    assert "".join(parts) == "".join(batches)
    assert all(len(part) == rows for part in parts[:-1])
    assert all(parts)
