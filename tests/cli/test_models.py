"""``tristance models``: what there is, what it goes by, and what is handed out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from command import Tristance
from tristance.cli.models.show import _folded
from tristance.model.linear import LinearModel
from tristance.model.persistence import save


def test_the_list_names_each_model_and_marks_the_default(tristance: Tristance) -> None:
    found = tristance.figures("models", "list")
    assert [(each["name"], each["default"]) for each in found["models"]] == [("default", True), ("small", False)]
    bundled, small = found["models"]
    assert bundled["n_paragraphs"] > 10_000
    assert bundled["stance_macro_f1"]["low"] < bundled["stance_macro_f1"]["value"]
    assert small["folder"] == str(Path("models/small"))
    assert small["stance_macro_f1"] is None
    printed = tristance("models", "list").stdout.splitlines()
    assert printed[1].startswith("default *")
    assert "not evaluated" in printed[2]


def test_a_local_default_takes_the_place_of_the_bundled_one(tristance: Tristance, small_model: LinearModel) -> None:
    save(Path("models/default"), small_model, {"labels": {}}, "# Card\n")
    found = tristance.figures("models", "list")["models"]
    assert [each["folder"] for each in found] == [str(Path("models/default")), str(Path("models/small"))]


def test_a_damaged_model_hides_no_other(tristance: Tristance) -> None:
    Path("models/torn").mkdir()
    Path("models/torn/card.json").write_text("{", encoding="utf-8")
    result = tristance("models", "list")
    assert result.exit_code == 0
    assert "small" in result.stdout
    assert "torn cannot be used: " in result.stderr
    assert [each["name"] for each in tristance.figures("models", "list")["damaged"]] == ["torn"]


@pytest.mark.parametrize(
    "change",
    [
        {"codebook": []},
        {"codebook": None},
        {"blocks": [7]},
        {"scores": {"stance_macro_f1": {"value": 0.5}}},
        {"scores": {"per_tag": {"for": "good"}}},
    ],
)
def test_a_card_of_something_else_is_damaged(tristance: Tristance, change: dict[str, object]) -> None:
    card = json.loads(Path("models/small/card.json").read_text(encoding="utf-8"))
    Path("models/odd").mkdir()
    Path("models/odd/card.json").write_text(json.dumps(card | change), encoding="utf-8")
    assert [each["name"] for each in tristance.figures("models", "list")["damaged"]] == ["odd"]


def test_terms_are_shown_for_and_against_each_tag(tristance: Tristance) -> None:
    found = tristance.figures("models", "show", "small", "--top", "3")
    assert list(found["terms"]) == ["for", "against", "none"]
    for sides in found["terms"].values():
        for side, sign in (("for", 1), ("against", -1)):
            for terms in sides[side].values():
                weights = [sign * term["weight"] for term in terms]
                assert len(weights) <= 3
                assert all(weight > 0 for weight in weights)
                assert weights == sorted(weights, reverse=True)
    printed = tristance("models", "show", "small").stdout
    assert "Should the harbour be enlarged?" in printed
    assert printed.index("for against") < printed.index("against against")


def test_no_terms_are_shown_where_none_are_asked_for(tristance: Tristance) -> None:
    assert "characters " not in tristance("models", "show", "small", "--top", "0").stdout


def test_a_model_is_shown_by_its_path(tristance: Tristance) -> None:
    found = tristance.figures("models", "show", "models/small")
    assert (found["name"], found["default"]) == ("small", False)
    assert tristance.refuses("models", "show", "smal").endswith("train one: tristance train --name NAME")


def test_long_lines_end_behind_a_comma() -> None:
    assert _folded(["a b +1.00", "c d +0.90", "e f +0.80"], 22) == "a b +1.00, c d +0.90,\ne f +0.80"
    assert _folded(["wider than that"], 5) == "wider than that"


def test_tables_are_exported_and_again(tristance: Tristance) -> None:
    for _ in range(2):
        result = tristance("models", "export", "small", "out")
        assert result.exit_code == 0, result.output
    with Path("out/tags.csv").open(newline="", encoding="utf-8") as file:
        assert [row["tag"] for row in csv.DictReader(file)] == ["for", "against", "none"]
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "README.txt",
        "actors.csv",
        "blocks.csv",
        "cues.csv",
        "features.csv",
        "tags.csv",
        "terms.csv",
    ]


def test_an_export_replaces_nothing_of_others(tristance: Tristance, labels_folder: Path) -> None:
    before = {path: path.read_bytes() for path in labels_folder.iterdir() if path.is_file()}
    assert "name a new folder" in tristance.refuses("models", "export", "small", labels_folder)
    assert "name a new folder" in tristance.refuses("models", "export", "small", "models/small")
    assert {path: path.read_bytes() for path in labels_folder.iterdir() if path.is_file()} == before
    assert tristance("models", "export", "small", "out").exit_code == 0
    assert "name a new folder" in tristance.refuses("models", "export", "small", "out", "--format", "joblib")


def test_a_pipeline_is_exported_with_a_warning(tristance: Tristance) -> None:
    result = tristance("models", "export", "small", "out", "--format", "joblib")
    assert result.exit_code == 0, result.output
    assert "runs code when it is loaded" in result.stderr
    assert sorted(path.name for path in Path("out").iterdir()) == ["README.txt", "pipeline.joblib"]


def test_training_writes_its_figures(tristance: Tristance, labels_folder: Path) -> None:
    found = tristance.figures("train", "--labels", labels_folder, "--name", "mine", "--no-evaluate")
    assert found["folder"] == str(Path("models/mine"))
    assert found["labels"]["paragraphs"] == 40
    assert found["scores"] is None
    assert Path("models/mine/model.npz").exists()


def test_checking_labels_writes_its_figures(tristance: Tristance, labels_folder: Path) -> None:
    found = tristance.figures("labels", "check", "--labels", labels_folder)
    assert found == {
        "paragraphs": 40,
        "articles": 8,
        "annotations": 81,
        "open_disputes": 0,
        "articles_without_paragraphs": [],
    }
