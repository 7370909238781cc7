"""``tristance labels codebook``: what it shows, what it accepts, and the sheet of what is to be read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tristance.cli import app
from tristance.labels.rows import AnnotationRow
from tristance.labels.sheet import read_sheet
from tristance.labels.store import append, read_labels


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["labels", *map(str, arguments)])


def good(*arguments: object) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return str(result.stdout)


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "codebook.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def changed(labels_folder: Path) -> Path:
    """A folder in which three judgements are of the version before the last edit."""
    rows = [("art-0-01", "ana", "for"), ("art-1-01", "ana", "for"), ("art-0-01", "ben", "for")]
    append(labels_folder, annotations=[AnnotationRow(p, who, tag, codebook="1") for p, who, tag in rows])
    edit(labels_folder, "The harbour should grow.", "The harbour ought to grow.")
    return labels_folder


def test_the_codebook_is_shown_whole(labels_folder: Path) -> None:
    edit(labels_folder, 'name = "for"', 'name = "for"\nformerly = ["pro"]\nexamples = ["A new quay is wanted."]')
    said = good("codebook", "--labels", labels_folder)
    for words in ("version 1", "Should the harbour be enlarged?", "- Tag what the paragraph says.", "background"):
        assert words in said
    assert "for example: A new quay is wanted." in said
    assert "formerly: pro" in said
    assert "example added" in said


def test_a_change_is_shown_word_by_word_and_how_to_accept_it(changed: Path) -> None:
    said = good("codebook", "--labels", changed)
    assert "The harbour [-should-] {+ought to+} grow." in said
    assert f"to make it version 2: tristance labels codebook --labels {changed} --accept" in said
    assert "--again" not in said  # not before it is accepted


def test_check_says_that_a_change_is_not_accepted(changed: Path) -> None:
    result = run("check", "--labels", changed)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "tag 'for': definition" in result.stderr
    assert result.stderr.count("\n") == 1


def test_check_says_that_the_copy_of_an_older_version_is_gone(changed: Path) -> None:
    good("codebook", "--labels", changed, "--accept")
    (changed / "codebooks" / "1.toml").unlink()
    assert "the copy of codebook version '1' is not there" in run("check", "--labels", changed).stderr


def test_accepting_says_the_version_and_what_to_read_again(changed: Path) -> None:
    said = good("codebook", "--labels", changed, "--accept")
    assert f"{changed / 'codebook.toml'}: is now version 2; copy: {changed / 'codebooks' / '2.toml'}" in said
    assert [line.rstrip() for line in said.splitlines() if line.startswith(" -")] == [
        " - ana: 2 judgements of version 1, before the new definition (for 2)",
        " - ben: 1 judgement of version 1, before the new definition (for 1)",
    ]
    again = good("codebook", "--labels", changed, "--accept")
    assert again.startswith(f"{changed}: nothing to accept; the codebook means what the copy of its version says\n")
    assert "Should the harbour" not in again
    assert "good" in good("check", "--labels", changed)


def test_the_json_holds_all_that_the_screen_shows(changed: Path) -> None:
    found = json.loads(good("codebook", "--labels", changed, "--json", "-"))
    assert (found["version"], found["accepted"], found["next_version"]) == ("1", False, "2")
    assert [tag["annotations"] for tag in found["tags"]] == [23, 20, 41]
    assert found["changes"] == [
        {"what": "definition", "tag": "for", "old": "The harbour should grow.", "new": "The harbour ought to grow."}
    ]
    assert [each["paragraph"] for each in found["read_again"]] == ["art-0-01", "art-0-01", "art-1-01"]
    assert found["made_under_unsaved_versions"] == {"": 81}


def test_accepting_with_json_prints_json_alone(changed: Path) -> None:
    result = run("codebook", "--labels", changed, "--accept", "--json", "-")
    assert json.loads(result.stdout)["version"] == "2"
    assert "is now version 2" in result.stderr


def test_the_sheet_of_one_annotator(changed: Path, tmp_path: Path) -> None:
    good("codebook", "--labels", changed, "--accept")
    said = good("codebook", "--labels", changed, "--again", tmp_path / "ben.csv", "--annotator", "ben")
    assert said.startswith(f"{tmp_path / 'ben.csv'}: 1 paragraph to read again; once filled: tristance labels collect ")
    assert [row.paragraph for _, row in read_sheet(tmp_path / "ben.csv")] == ["art-0-01"]
    good("codebook", "--labels", changed, "--again", tmp_path / "all.csv")
    assert [row.paragraph for _, row in read_sheet(tmp_path / "all.csv")] == ["art-0-01", "art-1-01"]


@pytest.mark.parametrize("arguments", [("codebook", "--again"), ("next", "-o"), ("audit", "--sheet")])
def test_no_sheet_is_written_of_a_codebook_that_is_no_version_yet(
    changed: Path, tmp_path: Path, arguments: tuple[str, str]
) -> None:
    """It would name the version before the change."""
    command, option = arguments
    result = run(command, "--labels", changed, option, tmp_path / "s.csv")
    assert result.exit_code == 1
    assert "changed in meaning since version '1' was saved" in result.stderr
    assert not (tmp_path / "s.csv").exists()


def test_a_sheet_is_not_written_over(changed: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "ben.csv"
    sheet.write_text("filled", encoding="utf-8")
    good("codebook", "--labels", changed, "--accept")
    result = run("codebook", "--labels", changed, "--again", sheet)
    assert result.exit_code == 1
    assert f"error: {sheet}: is there already and may hold somebody's work" in result.stderr
    assert sheet.read_text(encoding="utf-8") == "filled"


def test_an_unknown_annotator_is_said(changed: Path, tmp_path: Path) -> None:
    good("codebook", "--labels", changed, "--accept")
    result = run("codebook", "--labels", changed, "--again", tmp_path / "s.csv", "--annotator", "bem")
    assert "no annotator 'bem' (did you mean 'ben'?)" in result.stderr


def test_nothing_to_read_again_writes_no_sheet(labels_folder: Path, tmp_path: Path) -> None:
    assert "nothing to read again" in good("codebook", "--labels", labels_folder, "--again", tmp_path / "s.csv")
    assert not (tmp_path / "s.csv").exists()


@pytest.mark.parametrize(
    "arguments", [("--annotator", "ana"), ("--again", "s.csv", "--accept"), ("--again", "s.csv", "--json", "-")]
)
def test_options_that_do_not_go_together_are_wrong_usage(labels_folder: Path, arguments: tuple[str, ...]) -> None:
    assert run("codebook", "--labels", labels_folder, *arguments).exit_code == 2


def test_a_tag_that_was_taken_out_too_early_is_shown_with_its_remedy(labels_folder: Path) -> None:
    edit(labels_folder, 'name = "for"', 'name = "pro"')
    result = run("codebook", "--labels", labels_folder)
    assert result.exit_code == 0
    assert "tag 'for': taken out" in result.stdout
    assert 'formerly = ["for"]' in result.stderr
    assert "--accept" not in result.stdout
    assert run("codebook", "--labels", labels_folder, "--accept").exit_code == 1


def test_no_control_characters_of_the_codebook_reach_the_screen(labels_folder: Path) -> None:
    edit(labels_folder, "The harbour should grow.", "The \\u001b[31mharbour should grow.")
    edit(labels_folder, 'name = "for"', 'name = "f\\u001bor"\nformerly = ["for"]')
    assert "\x1b" not in good("codebook", "--labels", labels_folder)


def test_the_bundled_codebook_is_shown_but_not_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "reading the labels that are bundled" in run("codebook").stderr
    assert run("codebook", "--accept").exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_copies_says_how_to_save_the_first(labels_folder: Path) -> None:
    for path in (labels_folder / "codebooks").iterdir():
        path.unlink()
    assert f"no copy is kept yet: tristance labels codebook --labels {labels_folder} --accept" in good(
        "codebook", "--labels", labels_folder
    )
    assert "saved as version 1" in good("codebook", "--labels", labels_folder, "--accept")
    assert read_labels(labels_folder).codebook.version == "1"
