"""A model on disk: the same back, the same bytes again, and a clear word where the files are not whole."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tristance.errors import DamagedModel, IncompatibleModel, ModelError, ModelNotFound
from tristance.files import write_bytes
from tristance.model import persistence
from tristance.model.linear import LinearModel
from tristance.model.persistence import load, save

TEXTS = ["The council wants to enlarge the port.", "the noise of lorries", "", "nothing of the kind İ Σ"]


@pytest.fixture
def saved(tmp_path: Path, small_model: LinearModel) -> Path:
    folder = tmp_path / "mine"
    save(folder, small_model, {"labels": {}}, "# Card\n")
    return folder


def test_what_is_loaded_scores_alike(saved: Path, small_model: LinearModel) -> None:
    assert load(saved).predict(TEXTS) == small_model.predict(TEXTS)


def test_the_same_model_gives_the_same_bytes(saved: Path, tmp_path: Path, small_model: LinearModel) -> None:
    save(tmp_path / "again", small_model, {"labels": {}}, "# Card\n")
    for name in ("model.npz", "card.json", "README.md"):
        assert (saved / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_nothing_else_is_left_in_the_folder(saved: Path) -> None:
    assert sorted(path.name for path in saved.iterdir()) == ["README.md", "card.json", "model.npz"]


def test_other_files_in_the_folder_stay(saved: Path, small_model: LinearModel) -> None:
    (saved / "notes.txt").write_text("mine")
    save(saved, small_model, {}, "# Card\n")
    assert (saved / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("fails_at", [0, 1, 2])
def test_a_crash_while_saving_leaves_a_whole_model(
    saved: Path, small_model: LinearModel, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Whichever of the writes is the last, old or new, card and arrays fit together."""
    before = load(saved).predict(TEXTS)
    changed = LinearModel(
        small_model.codebook,
        small_model.blocks,
        small_model.cues,
        small_model.actors,
        small_model.intercepts + np.array([1.0, 0.0, -1.0]),
        small_model.calibration,
        small_model.decision_offsets,
    )
    writes = 0

    def crash(*_: Any) -> None:
        raise KeyboardInterrupt

    def write(path: Path, data: bytes) -> None:
        nonlocal writes
        if writes == fails_at:
            crash()
        writes += 1
        write_bytes(path, data)

    monkeypatch.setattr(persistence, "write_bytes", write)
    if fails_at == 2:  # between the card and the arrays' own name
        monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        save(saved, changed, {}, "# Card\n")
    monkeypatch.undo()
    after = load(saved).predict(TEXTS)
    assert after == (changed.predict(TEXTS) if fails_at == 2 else before)


def rewrite(folder: Path, change: dict[str, Any], arrays: dict[str, Any] | None = None) -> None:
    """Change the card, and the arrays with a digest that fits them."""
    card = json.loads((folder / "card.json").read_text()) | change
    if arrays is not None:
        with np.load(folder / "model.npz") as old:
            new = {name: value for name, value in {**old, **arrays}.items() if value is not None}
        out = io.BytesIO()
        np.savez(out, **new)
        (folder / "model.npz").write_bytes(out.getvalue())
        card["npz_sha256"] = hashlib.sha256(out.getvalue()).hexdigest()
    (folder / "card.json").write_text(json.dumps(card))


def test_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match=r"nowhere: no model \(card\.json is not there\)"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        pytest.param({"format": 99}, IncompatibleModel, "format 99, and this version reads up to 3", id="newer format"),
        pytest.param({"format": "1"}, DamagedModel, "no format number", id="format is no number"),
        pytest.param({"npz_sha256": "0" * 64}, DamagedModel, "does not match card.json", id="another model's arrays"),
        pytest.param({"codebook": {}}, DamagedModel, "not the arrays that card.json describes", id="no codebook"),
        pytest.param({"blocks": []}, DamagedModel, "", id="blocks not described"),
    ],
)
def test_a_card_that_does_not_fit(saved: Path, change: dict[str, Any], error: type[ModelError], message: str) -> None:
    rewrite(saved, change)
    if change == {"blocks": []}:  # a model of cues alone is a model: what is not described is not read
        assert load(saved).blocks == ()
        return
    with pytest.raises(error, match=message):
        load(saved)


@pytest.mark.parametrize(
    "arrays",
    [
        pytest.param({"intercepts": np.zeros(2)}, id="wrong shape"),
        pytest.param({"intercepts": np.array([0.0, np.nan, 0.0])}, id="not finite"),
        pytest.param({"intercepts": np.array(["a", "b", "c"])}, id="not numbers"),
        pytest.param({"block_0_terms": np.frombuffer(b"one\none", dtype=np.uint8)}, id="too few terms"),
        pytest.param({"block_0_terms": np.frombuffer(b"\xff\xfe", dtype=np.uint8)}, id="terms not UTF-8"),
        pytest.param({"block_0_terms": np.zeros(3)}, id="terms that are no bytes"),
        pytest.param({"decision_offsets": None}, id="an array missing"),
        pytest.param({"intercepts": np.zeros(3, dtype=complex)}, id="complex numbers"),
        pytest.param({"block_0_df": np.zeros(3, dtype=np.int32)}, id="too few frequencies"),
    ],
)
def test_arrays_that_do_not_fit(saved: Path, arrays: dict[str, Any]) -> None:
    rewrite(saved, {}, arrays)
    with pytest.raises(DamagedModel, match=r"not the arrays that card\.json describes"):
        load(saved)


def changed(folder: Path, name: str, change: Callable[[Any], Any]) -> None:
    """Put what *change* makes of the array *name* in its place."""
    with np.load(folder / "model.npz") as arrays:
        rewrite(folder, {}, {name: change(arrays[name].copy())})


def put(place: int, value: float) -> Callable[[Any], Any]:
    """A change of one number."""

    def change(array: Any) -> Any:
        array.flat[place] = value
        return array

    return change


@pytest.mark.parametrize(
    ("name", "change"),
    [
        pytest.param("block_0_which", put(-1, 100_000), id="a row beyond the last"),
        pytest.param("block_0_which", put(0, -1), id="a row before the first"),
        pytest.param("block_1_which", lambda which: which.astype(float), id="rows that are no whole numbers"),
        pytest.param("block_1_which", lambda which: which[:-1], id="a row missing"),
        pytest.param("block_1_which", lambda which: which.astype(np.uint64) + 2**63, id="rows of 64 bits"),
        pytest.param("block_0_distinct", put(5, np.inf), id="coefficients not finite"),
        pytest.param("block_0_distinct", lambda distinct: distinct[:0], id="no coefficients"),
        pytest.param("block_0_distinct", lambda distinct: distinct[:, :2], id="coefficients of two tags"),
        pytest.param("block_0_distinct", lambda _: np.float64(1), id="one coefficient"),
        pytest.param("block_0_df", lambda df: df.astype(np.int32) - 1000, id="a frequency below 0"),
    ],
)
def test_a_block_whose_parts_do_not_fit(saved: Path, name: str, change: Callable[[Any], Any]) -> None:
    """The kernel trusts the arrays that were loaded: an index beyond them must not reach it."""
    changed(saved, name, change)
    with pytest.raises(DamagedModel, match=r"not the arrays that card\.json describes"):
        load(saved)


def test_a_term_that_stands_twice_gives_no_score(saved: Path) -> None:
    def first_twice(terms: Any) -> Any:
        first, second, *others = terms.tobytes().split(b"\n")
        assert first != second
        return np.frombuffer(b"\n".join([first, first, *others]), dtype=np.uint8)

    changed(saved, "block_0_terms", first_twice)
    with pytest.raises(DamagedModel, match="a term stands twice"):
        load(saved).predict(TEXTS)


@pytest.mark.parametrize("paragraphs", [0, -1, 2**31, 10**400, 1.5, True, None, "40"])
def test_a_number_of_paragraphs_that_cannot_be(saved: Path, paragraphs: object) -> None:
    blocks = json.loads((saved / "card.json").read_text(encoding="utf-8"))["blocks"]
    blocks[0]["paragraphs"] = paragraphs
    rewrite(saved, {"blocks": blocks})
    with pytest.raises(DamagedModel):
        load(saved)


class Bomb:
    """What a hostile file would run when it is unpickled."""

    def __reduce__(self) -> Any:
        return (open, ("/tmp/tristance-was-here", "w"))  # noqa: S108  # must never happen


def test_no_pickle_is_ever_read(saved: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(saved / "model.npz") as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            member = io.BytesIO()
            if name == "intercepts.npy":
                np.save(member, np.array([Bomb()] * 3, dtype=object), allow_pickle=True)
                new.writestr(name, member.getvalue())
            else:
                new.writestr(name, old.read(name))
    (saved / "model.npz").write_bytes(out.getvalue())
    rewrite(saved, {"npz_sha256": hashlib.sha256(out.getvalue()).hexdigest()})
    with pytest.raises(DamagedModel, match="does not begin an array of plain numbers"):
        load(saved)
    (saved / "model.npz").write_bytes(pickle.dumps(Bomb()))
    rewrite(saved, {"npz_sha256": hashlib.sha256(pickle.dumps(Bomb())).hexdigest()})
    with pytest.raises(DamagedModel):
        load(saved)
    assert not Path("/tmp/tristance-was-here").exists()  # noqa: S108


def test_a_torn_card(saved: Path) -> None:
    (saved / "card.json").write_bytes((saved / "card.json").read_bytes()[:100])
    with pytest.raises(DamagedModel, match="torn JSON"):
        load(saved)


def test_a_torn_npz(saved: Path) -> None:
    (saved / "model.npz").write_bytes((saved / "model.npz").read_bytes()[:1000])
    with pytest.raises(DamagedModel, match=r"does not match card\.json; copy the whole folder again"):
        load(saved)


OF_FORMAT_1 = [
    [0.9483372727392346, 0.010151877380817182, 0.041510849879948006],
    [0.0001764563794666414, 0.9988263996842899, 0.0009971439362434077],
    [0.00044226456567155744, 0.0017015334896414945, 0.9978562019446868],
    [0.03143015758755282, 0.10277371817040953, 0.8657961242420376],
]
OF_FORMAT_2 = [
    [0.8806212296026936, 0.026189758099728407, 0.09318901229757785],
    [0.00016703176969975195, 0.9996280489126279, 0.0002049193176723598],
    [0.00017668495545753381, 0.00015949201392549133, 0.999663823030617],
    [0.0318301535505546, 0.13976703334115345, 0.828402813108292],
]


@pytest.mark.parametrize(("number", "expected"), [(1, OF_FORMAT_1), (2, OF_FORMAT_2)])
def test_a_model_of_an_earlier_format_keeps_scoring_as_it_did(
    tmp_path: Path, number: int, expected: list[list[float]]
) -> None:
    """Its probabilities are those that the version that wrote it gave; saved anew, they stay."""
    old = Path(__file__).parent / "formats" / str(number)
    assert json.loads((old / "card.json").read_bytes())["format"] == number
    model = load(old)
    assert (model.actors is None) == (number == 1)
    texts = ["They want a new quay.", "Neighbours fear the noise of lorries.", "The ferry left at seven.", ""]
    assert np.abs(np.exp(model.log_probabilities(texts)) - expected).max() < 1e-12
    save(tmp_path / "new", model, {}, "# Card\n")
    assert load(tmp_path / "new").predict(texts) == model.predict(texts)


@pytest.mark.parametrize("term", ["", "*", "-led", 7])
def test_an_actor_that_no_codebook_could_have_is_a_damaged_model(saved: Path, term: object) -> None:
    card = json.loads((saved / "card.json").read_text(encoding="utf-8"))
    card["codebook"]["actors"][0]["terms"] = [term]
    (saved / "card.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(DamagedModel):
        load(saved)
