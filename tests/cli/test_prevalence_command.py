"""``tristance prevalence``."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from command import Tristance
from predicted import predicted, write_table
from tristance.files import sha256
from tristance.model.linear import LinearModel
from tristance.model.persistence import save


@pytest.fixture
def classified(tristance: Tristance, small_model: LinearModel) -> Path:
    """``tagged.csv`` and ``sample.csv`` in the folder, and ``models/small`` with held-out predictions."""
    held_out = predicted(200, 2).held_out()
    mixed = replace(held_out, texts=("composed",) * 300 + ("restated",) * 700)
    save(tristance.folder / "models" / "small", small_model, {}, "# Card\n", mixed.as_csv())
    text = predicted(120, 1, shares=(0.2, 0.3, 0.5))
    write_table(tristance.folder / "sample.csv", text.sample(150))
    return write_table(tristance.folder / "tagged.csv", text.rows())


def test_the_screen_names_method_and_assumption(tristance: Tristance, classified: Path) -> None:
    result = tristance("prevalence", classified, "--model", "small", "--by", "outlet")
    assert result.exit_code == 0, result.output
    assert "adjusted count: assumes that error rates carry over from the labels" in result.stdout
    assert "700 held-out paragraphs of 140 articles, restated text, model small" in result.stdout
    assert result.stdout.count("Quay Daily") == 1
    assert all(len(line.rstrip()) <= 100 for line in result.stdout.splitlines()[3:])
    assert "W2" not in result.stderr


def test_a_table_for_r(tristance: Tristance, classified: Path) -> None:
    result = tristance("prevalence", classified, "--model", "small", "--by", "year", "-o", "shares.csv")
    assert (result.stdout, result.stderr) == ("", "shares.csv: 12 rows\ngrouped by year, read off column date\n")
    with (tristance.folder / "shares.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["group"] for row in rows[::3]] == ["2021", "2022", "2023", "all"]
    assert all(float(row["low"]) <= float(row["corrected"]) <= float(row["high"]) for row in rows)


def test_error_rates_are_those_of_the_model_that_tagged_the_corpus(tristance: Tristance, classified: Path) -> None:
    """The manifest that classify leaves says which one it was."""
    beside = classified.with_name("tagged.csv.manifest.json")
    card = json.loads((tristance.folder / "models" / "small" / "card.json").read_text(encoding="utf-8"))
    beside.write_text(json.dumps({"model": {"npz_sha256": card["npz_sha256"]}}), encoding="utf-8")
    assert tristance("prevalence", classified, "--model", "small").exit_code == 0
    beside.write_text(json.dumps({"model": {"npz_sha256": "0123456789abcdef"}}), encoding="utf-8")
    assert "was tagged by another model than models/small (its manifest names 0123456789ab)" in tristance.refuses(
        "prevalence", classified, "--model", "small"
    )
    assert tristance("prevalence", classified, "--sample", "sample.csv").exit_code == 0
    of_this = {"output": {"sha256": sha256(classified)}, "model": {"npz_sha256": "0123456789abcdef"}}
    beside.write_text(json.dumps(of_this), encoding="utf-8")
    assert tristance.refuses("prevalence", classified, "--model", "small").endswith("--model NAME")
    of_this["output"]["sha256"] = "of what stood there before"
    beside.write_text(json.dumps(of_this), encoding="utf-8")
    assert tristance.refuses("prevalence", classified, "--model", "small").endswith("remove its manifest")
    beside.write_text("[]", encoding="utf-8")
    assert tristance("prevalence", classified, "--model", "small").exit_code == 0


def test_figures_and_tables_carry_a_manifest(tristance: Tristance, classified: Path) -> None:
    account = tristance.figures("prevalence", classified, "--sample", "sample.csv")["manifest"]
    assert [each["file"] for each in account["inputs"]] == [str(classified), "sample.csv"]
    assert tristance("prevalence", classified, "--model", "small", "-o", "shares.csv").exit_code == 0
    beside = json.loads((tristance.folder / "shares.csv.manifest.json").read_text(encoding="utf-8"))
    assert beside["model"]["folder"] == "models/small"


def test_jsonl_in_and_out(tristance: Tristance, classified: Path) -> None:
    with classified.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update({name: float(value) for name, value in row.items() if name.startswith("p_")})
    (tristance.folder / "t.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    first, second = (tristance.figures("prevalence", f, "--model", "small") for f in (classified, "t.jsonl"))
    assert first["groups"] == second["groups"]
    assert tristance("prevalence", "t.jsonl", "--model", "small", "-o", "s.jsonl").exit_code == 0
    lines = (tristance.folder / "s.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["method"] == "adjusted count"


def test_json_has_the_whole_as_group_null(tristance: Tristance, classified: Path) -> None:
    found = tristance.figures("prevalence", classified, "--model", "small", "--by", "outlet")
    assert [group["group"] for group in found["groups"]] == ["Island Post", "Quay Daily", None]
    assert set(found["groups"][0]["per_tag"]["for"]) == {"n", "raw", "corrected"}
    assert found["error_rates"]["matrix"]["tags"] == ["for", "against", "none"]
    assert found["warnings"] == []
    assert found["sample"] is None


@pytest.mark.parametrize(("text", "n"), [("all", 1000), ("composed", 300), ("restated", 700), ("published", 700)])
def test_error_rates_are_of_the_text_that_is_named(tristance: Tristance, classified: Path, text: str, n: int) -> None:
    found = tristance.figures("prevalence", classified, "--model", "small", "--error-rates", text)
    assert found["error_rates"]["n_paragraphs"] == n
    assert [w["code"] for w in found["warnings"]] == (["W25"] if text == "composed" else [])


def test_text_that_no_label_has_is_refused(tristance: Tristance, classified: Path) -> None:
    error = tristance.refuses("prevalence", classified, "--model", "small", "--error-rates", "real")
    assert "none of its 1000 held-out paragraphs is real text" in error


def test_a_sample_needs_no_model(tristance: Tristance, classified: Path) -> None:
    result = tristance("prevalence", classified, "--sample", "sample.csv")
    assert result.exit_code == 0, result.output
    assert "prediction-powered: assumes that the sample was drawn by chance" in result.stdout
    assert "150 paragraphs of 92 articles tagged by hand, found by id, all weighing alike" in result.stdout
    found = tristance.figures("prevalence", classified, "--sample", "sample.csv", "--key", "text", "--by", "outlet")
    assert found["sample"]["key"] == ["text"]
    assert found["sample"]["n_effective"] == 150


def test_the_sheet_that_was_drawn_of_the_corpus_is_its_sample(
    tristance: Tristance, classified: Path, labels_folder: Path
) -> None:
    drawn = tristance(
        "labels", "next", "--random", "-n", "60", "--from", classified, "--labels", labels_folder, "-o", "sheet.csv"
    )
    assert drawn.exit_code == 0, drawn.output
    with (tristance.folder / "sheet.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    coded = write_table(tristance.folder / "coded.csv", [{**row, "tag": "for"} for row in rows])
    found = tristance.figures("prevalence", classified, "--sample", coded)
    assert found["sample"]["key"] == ["article", "text"]
    assert found["sample"]["weighted"] is True
    assert found["groups"][0]["sampled"] == {"for": 60, "against": 0, "none": 0}


def test_a_group_too_small_for_its_sample_says_so(tristance: Tristance, classified: Path) -> None:
    with (tristance.folder / "sample.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    write_table(tristance.folder / "sample.csv", rows[:40])
    result = tristance("prevalence", classified, "--sample", "sample.csv", "--by", "year")
    assert "too few sampled" in result.stdout
    assert "W26 too few sampled paragraphs: 2021 (" in result.stderr


def test_a_model_without_held_out_predictions_is_refused(
    tristance: Tristance, classified: Path, small_model: LinearModel
) -> None:
    save(tristance.folder / "models" / "bare", small_model, {}, "# Card\n")
    error = tristance.refuses("prevalence", classified, "--model", "bare")
    assert error.endswith("train it again: tristance train")


def test_a_model_of_other_tags_is_refused_on_the_screen(tristance: Tristance, classified: Path) -> None:
    rows = predicted(20, 1, tags=("yes", "no")).rows()
    error = tristance.refuses("prevalence", write_table(classified, rows), "--model", "small")
    assert "was classified with the tags yes, no, and the model small has for, against, none" in error


def test_nothing_that_a_file_holds_steers_the_terminal(tristance: Tristance, classified: Path) -> None:
    rows = predicted(60, 1).rows()
    for row in rows:
        row["outlet"] = "Quay\x1b[31m [bold]Daily\x07" if row["outlet"] == "Quay Daily" else ""
    path = write_table(classified, rows)
    result = tristance("prevalence", path, "--model", "small", "--by", "outlet")
    assert result.exit_code == 0, result.output
    assert not set("\x1b\x07") & set(result.output)
    assert "(empty)" in result.stdout
    assert "[bold]" in result.stdout


def test_rows_left_out_are_named(tristance: Tristance, classified: Path) -> None:
    rows = [{k: v for k, v in row.items() if k != "article"} for row in predicted(60, 1).rows()]
    rows[0].update(tag="", confidence="", p_for="", p_against="", p_none="")
    result = tristance("prevalence", write_table(classified, rows), "--model", "small")
    assert "1 row without a text to classify left out" in result.stderr
    assert "name its column: --article COLUMN" in result.stderr


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--key", "id"], "--key"),
        (["--sample", "sample.csv", "--model", "small"], "--model"),
        (["--sample", "sample.csv", "--error-rates", "all"], "--error-rates"),
        (["-o", "shares.txt"], "--output"),
        (["-o", "same.csv", "--json", "same.csv"], "--json"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(
    tristance: Tristance, classified: Path, options: list[str], expected: str
) -> None:
    result = tristance("prevalence", classified, *options)
    assert result.exit_code == 2
    assert expected in result.stderr


def test_a_column_that_is_not_there_is_named(tristance: Tristance, classified: Path) -> None:
    error = tristance.refuses("prevalence", classified, "--model", "small", "--by", "outlets")
    assert "no column 'outlets' (did you mean 'outlet'?)" in error
