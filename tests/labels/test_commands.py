"""``tristance labels``: what each command prints, its exit status, and one line for an error."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tristance.cli import app
from tristance.labels.rows import AnnotationRow
from tristance.labels.store import append, read_labels

Write = Callable[..., Path]


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["labels", *map(str, arguments)])


def error(*arguments: object) -> str:
    """The one line of a command that fails as it should."""
    result = run(*arguments)
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    return str(result.stderr)


def good(*arguments: object) -> str:
    """What a command prints that succeeds, and says nothing on standard error."""
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return str(result.stdout)


def test_new_starts_a_folder(tmp_path: Path, codebook_file: Path) -> None:
    said = good("new", tmp_path / "mine", "--codebook", codebook_file)
    assert said == f"{tmp_path / 'mine'}: ready for labels; tags: for, against, none\n"
    assert read_labels(tmp_path / "mine").codebook.version == "1"


def test_new_refuses_a_folder_that_holds_labels(labels_folder: Path, codebook_file: Path) -> None:
    assert "already holds" in error("new", labels_folder, "--codebook", codebook_file)


def test_new_without_a_codebook_is_wrong_usage(tmp_path: Path) -> None:
    assert run("new", tmp_path / "mine").exit_code == 2


def test_new_with_a_missing_codebook_is_an_error(tmp_path: Path) -> None:
    assert "there is no such file" in error("new", tmp_path / "mine", "--codebook", tmp_path / "no.toml")


def test_import_says_what_it_added(empty_folder: Path, table: Write) -> None:
    path = table("text,tag\nOne.,for\nTwo.,none\nThree.,\n")
    said = good("import", path, "--labels", empty_folder, "--annotator", "anna")
    assert said == f"{empty_folder}: added 2 tags, 3 new paragraphs, 3 new articles\n"
    again = good("import", path, "--labels", empty_folder, "--annotator", "anna", "--skip-duplicates")
    assert again == f"{empty_folder}: added 0 tags, 0 new paragraphs, 0 new articles; 2 passed over, tagged before\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("text,tag\nOne.,fro\n", "coded.csv:2: column tag: 'fro' is not one of for, against, none"),
        ("text,label\nOne.,for\n", "no column 'tag'"),
        ("", "is empty"),
        ("text,tag\nOne.,for\nOne.,for\n", "--skip-duplicates"),
    ],
)
def test_import_of_a_wrong_table_is_one_line(empty_folder: Path, table: Write, text: str, message: str) -> None:
    assert message in error("import", table(text), "--labels", empty_folder)


def test_import_takes_the_format_that_is_said(empty_folder: Path, table: Write) -> None:
    path = table('{"text": "One.", "label": "for"}\n', "admin.jsonl")
    assert "no column 'tag'" in error("import", path, "--labels", empty_folder)
    said = good("import", path, "--labels", empty_folder, "--format", "doccano", "--annotator", "anna")
    assert said == f"{empty_folder}: added 1 tag, 1 new paragraph, 1 new article\n"


def test_import_of_a_missing_file_is_one_line(empty_folder: Path, tmp_path: Path) -> None:
    assert "there is no such file" in error("import", tmp_path / "no.csv", "--labels", empty_folder)


def test_import_into_no_folder_says_how_to_start_one(tmp_path: Path, table: Write) -> None:
    assert "tristance labels new" in error("import", table("text,tag\nOne.,for\n"), "--labels", tmp_path / "no")


def test_check_of_good_labels_counts_them(labels_folder: Path) -> None:
    said = good("check", "--labels", labels_folder)
    assert said == f"{labels_folder}: good; 40 paragraphs of 8 articles, 81 annotations, 0 open disputes\n"


def test_one_of_a_kind_is_counted_in_the_singular(empty_folder: Path, table: Write) -> None:
    good("import", table("text,tag,annotator\nOne.,for,x\n"), "--labels", empty_folder)
    said = good("check", "--labels", empty_folder)
    assert said == f"{empty_folder}: good; 1 paragraph of 1 article, 1 annotation, 0 open disputes\n"
    assert good("stats", "--labels", empty_folder).startswith("1 paragraph of 1 article, ")
    good("import", table("text,tag,annotator\nOne.,none,y\n"), "--labels", empty_folder)
    assert good("check", "--labels", empty_folder).endswith("2 annotations, 1 open dispute\n")
    assert "1 paragraph of 1 article read by" in good("agreement", "--labels", empty_folder)


def test_check_counts_open_disputes(labels_folder: Path) -> None:
    append(labels_folder, annotations=[AnnotationRow("art-0-01", "second", "against")])
    assert "1 open dispute" in good("check", "--labels", labels_folder)


def test_check_lists_every_fault_on_a_line(labels_folder: Path) -> None:
    append(labels_folder, annotations=[AnnotationRow("art-0-01", "x", tag) for tag in ("fro", "agianst")])
    result = run("check", "--labels", labels_folder)
    assert (result.exit_code, result.stdout) == (1, "")
    path = labels_folder / "annotations.csv"
    remedy = "; if a tag was renamed or merged, add to the present one in codebook.toml: formerly ="
    assert result.stderr.splitlines() == [
        f"error: {path}:{line}: column tag: {wrong!r} is not one of for, against, none "
        f'(did you mean {right!r}?){remedy} ["{wrong}"]'
        for line, wrong, right in ((83, "fro", "for"), (84, "agianst", "against"))
    ]


def test_check_of_no_folder_is_one_line(tmp_path: Path) -> None:
    assert "no labels folder" in error("check", "--labels", tmp_path / "no")


def test_stats_show_every_tag_and_annotator(labels_folder: Path) -> None:
    said = good("stats", "--labels", labels_folder)
    for word in ("40 paragraphs of 8 articles", "for", "against", "none", "first", "composed", "wire report"):
        assert word in said


@pytest.mark.parametrize("command", ["stats", "agreement"])
def test_json_on_standard_output_is_json_and_nothing_else(labels_folder: Path, command: str) -> None:
    assert json.loads(good(command, "--labels", labels_folder, "--json", "-"))


@pytest.mark.parametrize("command", ["stats", "agreement"])
def test_json_in_a_file_is_that_of_standard_output(labels_folder: Path, tmp_path: Path, command: str) -> None:
    shown = good(command, "--labels", labels_folder, "--json", tmp_path / "out.json")
    assert "40 paragraphs of 8 articles" in shown
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    printed = json.loads(good(command, "--labels", labels_folder, "--json", "-"))
    for figures in (written, printed):  # the command line differs
        figures.pop("manifest", None)
    assert written == printed


def test_agreement_is_of_the_first_readings(labels_folder: Path) -> None:
    found = json.loads(good("agreement", "--labels", labels_folder, "--json", "-"))
    assert found["annotators"] == ["first", "second"]
    assert (found["n_paragraphs"], found["n_articles"]) == (40, 8)
    assert found["percent"]["value"] == pytest.approx(39 / 40)
    assert 0.8 < found["kappa"]["low"] <= found["kappa"]["value"] < found["kappa"]["high"] == 1
    assert set(found["per_tag"]) == {"for", "against", "none"}


def test_a_change_of_mind_does_not_raise_agreement_and_is_said(labels_folder: Path) -> None:
    before = json.loads(good("agreement", "--labels", labels_folder, "--json", "-"))
    readings = [row for row in read_labels(labels_folder).annotations if row.annotator == "second"]
    append(labels_folder, annotations=[replace(row, tag="none") for row in readings])
    changed = sum(row.tag != "none" for row in readings)
    found = json.loads(good("agreement", "--labels", labels_folder, "--json", "-"))
    assert (before.pop("n_changed_later"), found.pop("n_changed_later")) == (0, changed)
    assert before.pop("manifest") != found.pop("manifest")  # the digest of the labels
    assert found == before
    assert f"{changed} tags changed later, here as given at first\n" in good("agreement", "--labels", labels_folder)


def test_agreement_that_is_undefined_is_null_and_said(empty_folder: Path, table: Write) -> None:
    """Only one tag was used: no warning, no number that is none."""
    path = table("text,tag,annotator\nOne.,for,x\nOne.,for,y\nTwo.,for,x\nTwo.,for,y\n")
    good("import", path, "--labels", empty_folder)
    found = json.loads(good("agreement", "--labels", empty_folder, "--json", "-"))
    assert found["percent"] == {"value": 1, "low": 1, "high": 1}
    assert found["kappa"] == found["alpha"] == {"value": None, "low": None, "high": None}
    assert "undefined" in good("agreement", "--labels", empty_folder)


def test_agreement_of_one_annotator_says_how_to_add_a_second(empty_folder: Path, table: Write) -> None:
    good("import", table("text,tag\nOne.,for\n"), "--labels", empty_folder)
    assert "add a second reading: tristance labels annotate --annotator ID --labels" in error(
        "agreement", "--labels", empty_folder
    )


def test_agreement_depends_on_the_seed_alone(labels_folder: Path) -> None:
    def with_seed(seed: int) -> str:
        return good("agreement", "--labels", labels_folder, "--json", "-", "--seed", seed)

    assert with_seed(1) == with_seed(1)


@pytest.mark.parametrize(
    "command", ["new", "add", "assign", "collect", "codebook", "import", "check", "stats", "agreement"]
)
def test_help_answers_with_an_example(command: str) -> None:
    assert f"tristance labels {command}" in good(command, "--help")


def test_an_unknown_command_is_wrong_usage() -> None:
    assert run("chekc").exit_code == 2


@pytest.mark.parametrize("name", ["First", "FIRST", "Adjudicated"])
def test_annotating_under_nearly_the_name_of_another_is_wrong_usage(labels_folder: Path, name: str) -> None:
    result = run("annotate", "--annotator", name, "--labels", labels_folder)
    assert result.exit_code == 2
    assert f"'{name}'" in result.stderr


def test_reading_needs_no_folder_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ./labels the bundled ones are read, which is said; nothing is written."""
    monkeypatch.chdir(tmp_path)
    result = run("stats", "--json", "-")
    assert json.loads(result.stdout)["paragraphs"] > 0
    assert "reading the labels that are bundled with tristance" in result.stderr
    assert list(tmp_path.iterdir()) == []
