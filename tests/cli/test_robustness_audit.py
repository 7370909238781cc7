"""``tristance audit``: what it tells of a model, and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from command import Tristance

SWAPS = """\
[[swap]]
name = "quay and noise"
expect = "same"
between = [["a new quay", "enlarge"], ["the noise", "fear"]]

[[mask]]
name = "no Ostend"
terms = ["Ostend"]
with = "that port"
"""
ROWS = (
    "The council wants a new quay for the port.",
    "Neighbours fear the noise of lorries.",
    "The ferry left at seven.",
)


@pytest.fixture
def swaps(tmp_path: Path) -> Path:
    path = tmp_path / "my-swaps.toml"
    path.write_text(SWAPS)
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Ten articles of three paragraphs."""
    path = tmp_path / "archive.csv"
    lines = [f"{text} Page {a}.,a{a}" for a in range(10) for text in ROWS]
    path.write_text("\n".join(["text,article", *lines]) + "\n")
    return path


def by_name(figures: Any) -> dict[str, Any]:
    return {each["name"]: each for each in figures["perturbations"]}


def test_a_table_is_audited_by_the_model_itself(tristance: Tristance, swaps: Path, table: Path) -> None:
    found = tristance.figures("audit", "small", "--swaps", swaps, "--test", table)
    assert (found["n_paragraphs"], found["n_articles"], found["text"]) == (30, 10, "real")
    assert found["tagged_by"] == "the model"
    effect = by_name(found)["quay and noise"]
    assert (effect["kind"], effect["expect"], effect["n_paragraphs"], effect["n_articles"]) == ("swap", "same", 20, 10)
    assert effect["n_moved"] == sum(move["n"] for move in effect["moves"]) > 0
    assert effect["against_expectation"]
    assert effect["share_moved"]["low"] <= effect["share_moved"]["value"] <= effect["share_moved"]["high"]
    assert {warning["code"] for warning in found["warnings"]} >= {"W51", "W53"}
    assert [each["file"] for each in found["manifest"]["inputs"]] == [str(swaps), str(table)]


def test_the_screen_has_a_row_for_each_change(tristance: Tristance, swaps: Path, table: Path) -> None:
    result = tristance("audit", "small", "--swaps", swaps, "--test", table)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    for name in ("quay and noise", "typos", "quotation marks removed", "all in small letters", "a sentence left out"):
        assert sum(line.startswith(name) for line in lines) >= 1
    assert next(line for line in lines if line.startswith("no Ostend")).split()[-3:] == ["no", "paragraph", "changes"]
    assert next(line for line in lines if line.startswith("quay and noise")).rstrip().endswith("W51")
    [warning] = [line for line in lines if line.startswith("W51 quay and noise: ")]
    assert warning.endswith("differ in them")  # one line, however long, to be searched and counted
    assert any(line.startswith("W53 no Ostend: no paragraph has any of its terms") for line in lines)
    assert "30 paragraphs of 10 articles, real text, tagged by the model" in result.stderr


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_what_moved_is_written(tristance: Tristance, swaps: Path, table: Path, tmp_path: Path, suffix: str) -> None:
    output, figures = tmp_path / f"moved.{suffix}", tmp_path / "audit.json"
    result = tristance("audit", "small", "--swaps", swaps, "--test", table, "-o", output, "--json", figures)
    assert result.exit_code == 0, result.output
    with output.open(newline="", encoding="utf-8") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file)) if suffix == "csv" else list(map(json.loads, file))
    assert len(rows) == sum(each["n_moved"] for each in json.loads(figures.read_text())["perturbations"])
    row = next(row for row in rows if row["perturbation"] == "quay and noise")
    assert list(row) == [
        *("perturbation", "kind", "expect", "paragraph", "article", "before", "after"),
        *("confidence_before", "confidence_after", "text", "changed_text"),
    ]
    assert (row["paragraph"], row["article"], row["before"]) == ("line 3", "a0", "against")
    assert row["text"] == "Neighbours fear the noise of lorries. Page 0."
    assert row["changed_text"] == "Neighbours enlarge a new quay of lorries. Page 0."
    assert json.loads((tmp_path / f"moved.{suffix}.manifest.json").read_text())["output"]["file"] == output.name


def test_the_seed_decides_typos(tristance: Tristance, swaps: Path, table: Path) -> None:
    def run(seed: int) -> Any:
        found = tristance.figures("audit", "small", "--swaps", swaps, "--test", table, "--seed", str(seed))
        return {name: each["change_of_p"]["value"] for name, each in by_name(found).items()}

    first, again, other = run(1), run(1), run(2)
    assert first == again
    assert first["typos"] != other["typos"]
    assert first["quay and noise"] == other["quay and noise"]


def test_fewer_paragraphs_are_whole_articles(tristance: Tristance, swaps: Path, table: Path) -> None:
    found = tristance.figures("audit", "small", "--swaps", swaps, "--test", table, "--paragraphs", "4")
    assert (found["n_paragraphs"], found["n_articles"]) == (6, 2)


def test_labels_of_another_codebook_are_texts_as_any(tristance: Tristance, swaps: Path) -> None:
    Path("other.toml").write_text(
        'version = "1"\nquestion = "?"\n'
        + "".join(f'[[tag]]\nname = "{name}"\nrole = "stance"\ndefinition = "D."\n' for name in ("yes", "no"))
    )
    assert tristance("labels", "new", "other", "--codebook", "other.toml").exit_code == 0
    Path("a.txt").write_text("\n\n".join(f"{text} It was said so again on the evening of that day." for text in ROWS))
    assert tristance("labels", "add", "a.txt", "--labels", "other", "--genre", "speech").exit_code == 0
    found = tristance.figures("audit", "small", "--labels", "other", "--swaps", swaps)
    assert found["tagged_by"] == "the model"
    assert found["n_paragraphs"] == 3
    assert by_name(found)["typos"]["share_moved"]["low"] is None  # one article: no interval


def test_a_model_on_its_own_labels_is_audited_without_memory(tristance: Tristance, labels_folder: Path) -> None:
    (labels_folder / "swaps.toml").write_text(SWAPS)
    assert tristance("train", "--labels", labels_folder, "--name", "mine").exit_code == 0
    found = tristance.figures("audit", "mine", "--labels", labels_folder)
    assert found["tagged_by"] == "models without their fold"
    assert by_name(found)["quay and noise"]["n_paragraphs"] > 10
    seen = tristance.figures("audit", "mine", "--labels", labels_folder, "--in-sample")
    assert seen["tagged_by"] == "the model, which was trained on them"
    assert tristance("train", "--labels", labels_folder, "--name", "blind", "--no-evaluate").exit_code == 0
    result = tristance("audit", "blind", "--labels", labels_folder)
    assert result.exit_code == 0, result.output
    assert "tagged by itself: more will move on new ones: " in result.stderr
    assert "has no held-out predictions" in result.stderr


def test_without_a_file_of_swaps_only_built_in_changes_are_tried(tristance: Tristance, labels_folder: Path) -> None:
    result = tristance("audit", "small", "--labels", labels_folder)
    assert result.exit_code == 0, result.output
    assert f"{labels_folder}: has no swaps.toml: built-in perturbations only" in result.stderr
    assert "typos" in result.stdout


def test_what_cannot_be_used_is_refused(tristance: Tristance, swaps: Path, table: Path, tmp_path: Path) -> None:
    assert "there is no such file" in tristance.refuses("audit", "small", "--swaps", "none.toml", "--test", table)
    assert "no model of that name" in tristance.refuses("audit", "smal", "--swaps", swaps, "--test", table)
    assert "no labels folder" in tristance.refuses("audit", "small", "--labels", tmp_path / "none", "--swaps", swaps)
    (tmp_path / "empty.csv").write_text("")
    assert "is empty" in tristance.refuses("audit", "small", "--swaps", swaps, "--test", tmp_path / "empty.csv")
    refused = tristance.refuses("audit", "small", "--swaps", swaps, "--test", table, "--text-column", "body")
    assert "no column 'body'" in refused
    swaps.write_text(SWAPS.replace("between", "betwen"))
    assert "between: field required" in tristance.refuses("audit", "small", "--swaps", swaps, "--test", table)
    result = tristance("audit", "small", "-o", "moved.xlsx")
    assert result.exit_code == 2
    assert "ends in none of .csv" in " ".join(result.stderr.replace("│", "").split())


def test_swaps_beside_labels_are_not_written_over(tristance: Tristance, labels_folder: Path) -> None:
    (labels_folder / "swaps.toml").write_text(SWAPS)
    refused = tristance.refuses("audit", "small", "--labels", labels_folder, "--json", labels_folder / "swaps.toml")
    assert "belongs to the labels themselves" in refused
    assert (labels_folder / "swaps.toml").read_text() == SWAPS
