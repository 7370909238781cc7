"""A model as tables: every digit is there, R scores texts by them alike, and nothing that is not ours is replaced."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tristance.errors import OutputError
from tristance.files import make_folder, write_files
from tristance.labels.store import read_labels
from tristance.measures.calibration import Calibration
from tristance.model.blocks import Block
from tristance.model.exporting import README, csv_files, require_export_folder
from tristance.model.linear import LinearModel
from tristance.model.persistence import load
from tristance.schema import Codebook, Tag

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "examples" / "score.R"
RSCRIPT = shutil.which("Rscript")
with_r = pytest.mark.skipif(RSCRIPT is None, reason="Rscript is not installed (Debian: r-base-core)")

ODD = [
    "",
    "a",
    "“Korea’s” U.S.-led İstanbul ΟΔΟΣ ΣΑΣ. Σ A.Σ’ ΑΣΑ the North’s 'naïve' CAFÉ ﬁ ① Ǆ ẞ",
    "US us USA us_US North Korea NKorea x\u2003y\u0085z\u00a0 \x1d q",
    'Kim Jong Un\nand Xi Jinping\'s S. Korean "three-way" EU–NATO, South China Sea',
    "日本 한국 中国 ÉCOLE e\u0301 \U0001f600 \U00010400 \ufeff",
    "New ferry, new quays; enlarging noises: they noise-noised. Neighbours' council_ councils",
    "NA",
    "-1",
]


def exported(model: LinearModel, folder: Path) -> Path:
    make_folder(folder)
    write_files(folder, csv_files(model))
    return folder


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode(), newline="")))


def by_r(model: LinearModel, texts: list[str], place: Path, locale: str) -> tuple[list[str], np.ndarray]:
    """The tags and probabilities that the script gives as it stands in the examples."""
    folder = exported(model, place / "model")
    given, scored = place / "texts.csv", place / "scored.csv"
    with given.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["number", "text"], *([i, text] for i, text in enumerate(texts))])
    assert RSCRIPT is not None
    command = [RSCRIPT, str(SCRIPT), str(folder), str(given), str(scored)]
    env = {**os.environ, "LC_ALL": locale}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)  # noqa: S603  # our own script
    assert done.returncode == 0, done.stderr
    with scored.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = ["number", "text", "tag", "confidence", *(f"p_{name}" for name in model.codebook.names)]
    assert list(rows[0]) == columns
    assert [row["text"] for row in rows] == texts
    return [row["tag"] for row in rows], np.array([[float(row[name]) for name in columns[4:]] for row in rows])


def assert_alike(model: LinearModel, texts: list[str], place: Path, locale: str = "C.UTF-8") -> None:
    tags, p = by_r(model, texts, place, locale)
    expected = model.predict(texts)
    np.testing.assert_allclose(p, [each.probabilities for each in expected], rtol=0, atol=1e-9)
    assert tags == [each.tag for each in expected]


@with_r
def test_r_scores_the_bundled_model_alike(tmp_path: Path) -> None:
    rows = read_labels(ROOT / "labels").current
    texts = [row.text.replace("\n", " ") for row in rows[:: len(rows) // 200]]
    curly = [text.replace("'", "’").replace('"', "“") for text in texts[:40]]
    assert_alike(load(ROOT / "models" / "default"), [*texts, *curly, *ODD], tmp_path)


@with_r
def test_r_scores_a_small_model_alike(small_model: LinearModel, tmp_path: Path) -> None:
    assert_alike(small_model, ODD, tmp_path)
    assert_alike(small_model, ODD, tmp_path, locale="C")
    assert_alike(small_model, ["One text, alone, of the noise of a new quay."], tmp_path)


@with_r
def test_r_scores_a_model_of_two_tags_with_odd_names_and_neither_cues_nor_actors(tmp_path: Path) -> None:
    tags = (Tag('yes, "of course"', "It is wanted.", "stance"), Tag("ähnlich wie c_ja", "It is not.", "stance"))
    terms = ("new", "new quay", "na", 'na"me'.replace('"', "_"), "2019")
    rows = np.arange(10.0).reshape(5, 2) / 7
    block = Block.of("word", 1, 3, terms, 40, np.array([1, 2, 3, 4, 5]), rows)
    model = LinearModel(
        Codebook("1", "?", (), tags),
        (block,),
        None,
        None,
        np.array([0.1, -0.1]),
        Calibration(0.7, np.array([0.3, -0.3])),
        np.array([0.0, 0.5]),
    )
    assert_alike(model, ["A new quay in 2019, na na_me!", "nothing", "New new NEW quay"], tmp_path)


def test_the_tables_hold_every_digit(small_model: LinearModel) -> None:
    files = csv_files(small_model)
    terms = table(files, "terms.csv")
    names = [f"c_{name}" for name in small_model.codebook.names]
    for number, block in enumerate(small_model.blocks, start=1):
        own = [row for row in terms if row["block"] == str(number)]
        assert tuple(row["term"] for row in own) == block.terms
        assert [float(row["idf"]) for row in own] == block.idf.tolist()
        assert [[float(row[name]) for name in names] for row in own] == block.coefficients.tolist()
    tags = table(files, "tags.csv")
    assert [float(row["intercept"]) for row in tags] == small_model.intercepts.tolist()
    assert [float(row["offset"]) for row in tags] == small_model.calibration.offsets.tolist()
    kinds = [row["kind"] for row in table(files, "features.csv")]
    assert kinds == ["cues", "cues", "actor", "actor", "pair"]


def test_the_same_model_gives_the_same_bytes(small_model: LinearModel) -> None:
    assert csv_files(small_model) == csv_files(small_model)


def test_an_earlier_export_is_replaced(small_model: LinearModel, tmp_path: Path) -> None:
    files = csv_files(small_model)
    folder = exported(small_model, tmp_path / "out")
    require_export_folder(folder, files)
    with pytest.raises(OutputError, match=r"holds 'actors\.csv'"):
        require_export_folder(folder, [README, "pipeline.joblib"])


@pytest.mark.parametrize("name", ["notes.txt", "terms.csv", README])
def test_a_folder_of_somebody_else_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="which is not of such an export"):
        require_export_folder(tmp_path)


def test_a_new_and_an_empty_folder_will_do(tmp_path: Path) -> None:
    require_export_folder(tmp_path)
    require_export_folder(tmp_path / "new")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="not a directory"):
        require_export_folder(tmp_path / "file")
