"""``tristance labels adjudicate``: the list of disputes, and a session that settles them with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from terminal import HERE, Terminal
from tristance.cli import app
from tristance.labels.gold import gold
from tristance.labels.rows import AnnotationRow
from tristance.labels.store import append, check_labels, read_labels


@pytest.fixture
def folder(labels_folder: Path) -> Path:
    """Labels with two disputes, of the tags ``for`` or ``none`` and ``against``."""
    rows = [
        AnnotationRow("art-0-01", "second", "against", "unsure", note="The quay is [not] wanted."),
        AnnotationRow("art-2-04", "second", "against"),
    ]
    append(labels_folder, annotations=rows)
    return labels_folder


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["labels", "adjudicate", *map(str, arguments)])


def settled(folder: Path) -> list[tuple[str, str, str, str]]:
    rows = read_labels(folder).annotations[83:]
    return [(row.paragraph, row.annotator, row.tag, row.note) for row in rows]


def adjudicate(folder: Path) -> Terminal:
    pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    return Terminal("labels", "adjudicate", "--labels", folder)


def press(terminal: Terminal, keys: str, then: str) -> None:
    terminal.press(keys)
    terminal.shows(then)


def test_the_list_shows_who_said_what(folder: Path) -> None:
    result = run("--list", "--labels", folder)
    assert result.exit_code == 0
    for word in ("art-0-01", "second: against (unsure)", "first: none", "art-2-04", "2 open disputes"):
        assert word in result.stdout


def test_the_list_as_json_is_json_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    result = run("--list", "--labels", folder, "--json", "-")
    found = json.loads(result.stdout)["disputes"]
    assert [each["paragraph"] for each in found] == ["art-0-01", "art-2-04"]
    assert found[0]["readings"][1]["note"] == "The quay is [not] wanted."
    assert "2 open" in run("--list", "--labels", folder, "--json", tmp_path / "d.json").stdout
    assert json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))["disputes"] == found


def test_json_without_the_list_is_wrong_usage(folder: Path) -> None:
    assert run("--labels", folder, "--json", "-").exit_code == 2


@pytest.mark.parametrize("arguments", [(), ("--list",)])
def test_labels_without_disputes_say_so(labels_folder: Path, arguments: tuple[str, ...]) -> None:
    assert run("--labels", labels_folder, *arguments).stdout == f"{labels_folder}: no open disputes\n"


def test_without_a_terminal_there_is_one_line_with_the_remedy(folder: Path) -> None:
    result = run("--labels", folder)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: adjudicating needs a terminal")
    assert "--list" in result.stderr
    assert result.stderr.count("\n") == 1


def test_what_it_recommends_without_a_terminal_settles_a_dispute(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "settled.csv"
    sheet.write_text("paragraph,tag,note\nart-0-01,against,It says so.\n", encoding="utf-8")
    done = CliRunner().invoke(
        app, ["labels", "collect", str(sheet), "--annotator", "adjudicated", "--labels", str(folder)]
    )
    assert done.exit_code == 0
    assert settled(folder)[-1] == ("art-0-01", "adjudicated", "against", "It says so.")
    assert "1 open dispute\n" in run("--list", "--labels", folder).stdout


def test_a_dispute_is_settled_by_a_tag_and_a_reason(folder: Path) -> None:
    with adjudicate(folder) as terminal:
        terminal.shows("second  against  unsure  The quay is [not] wanted.")
        press(terminal, "2", "why against?")
        press(terminal, " \r", "a reason is needed")
        assert settled(folder) == []
        press(terminal, "It says  so.\r", "1 of 2")
        assert settled(folder) == [("art-0-01", "adjudicated", "against", "It says so.")]
        press(terminal, "1", "why for?")
        press(terminal, "\x1b", "z undo")
        assert len(settled(folder)) == 1
        terminal.press("q")
        assert terminal.end() == 0
        assert "adjudicated: 1 judged in" in terminal.drawn
        assert "1 left; to go on: tristance labels adjudicate --labels" in terminal.drawn
    assert gold(read_labels(folder)).tags["art-0-01"] == "against"
    assert gold(read_labels(folder)).disputes == ("art-2-04",)


def test_taking_back_settles_anew_with_the_reason_there_to_change(folder: Path) -> None:
    with adjudicate(folder) as terminal:
        terminal.shows(HERE)
        press(terminal, "2", "why")
        press(terminal, "So.\r", "1 of 2")
        press(terminal, "z", "adjudicated  against")
        press(terminal, "3", "why none? So.")
        press(terminal, "\x15No.\r", "saved: none")
    assert [row[2:] for row in settled(folder)] == [("against", "So."), ("none", "No.")]


def test_a_dispute_that_ends_meanwhile_is_passed_over(folder: Path) -> None:
    with adjudicate(folder) as terminal:
        terminal.shows(HERE)
        append(folder, annotations=[AnnotationRow("art-0-01", "second", "none")])
        press(terminal, "2", "why")
        press(terminal, "So.\r", "passed over 1 paragraph judged meanwhile")
        terminal.shows("1 of 2")
    assert [row[1] for row in settled(folder)] == ["second"]


def test_readings_that_change_meanwhile_are_looked_at_again(folder: Path) -> None:
    with adjudicate(folder) as terminal:
        terminal.shows(HERE)
        append(folder, annotations=[AnnotationRow("art-0-01", "second", "for", note="On second thoughts.")])
        press(terminal, "2", "why")
        press(terminal, "So.\r", "have changed meanwhile; look again")
        terminal.shows("On second thoughts.")
        press(terminal, "1", "why for? So.")
        press(terminal, "\r", "saved: for")
    assert [row[1:3] for row in settled(folder)] == [("second", "for"), ("adjudicated", "for")]
    assert check_labels(folder)[1] == []
