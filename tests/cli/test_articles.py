"""``tristance articles``: what is read, what is left out and why, on the screen and as rows."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from command import Tristance

GOLDEN = Path(__file__).parent / "screens" / "articles.txt"
ONE = "The ferry will sail again in May, the city said on Monday, and many people are glad of it."
TWO = "It had been in the dock since a storm in January, when a wave broke two of its windows and a door."
NOTE = (
    f"---\nauthor: Ana Kim\ndate: 2020-05-03\npublication: The Harbour Gazette\nurl: https://a.example/ferry\n---\n"
    f"# Ferry sails again\n\n{ONE}\n\n## What it cost\n\n{TWO}\n\nShare Tweet Print\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "note.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "archive" / "page.html.gz").write_bytes(gzip.compress(f"<h1>Pier</h1><p>{TWO}</p>".encode()))
    (tmp_path / "archive" / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Tristance:
    return Tristance(folder)


def test_the_screen(run: Tristance, folder: Path) -> None:
    assert run("articles", "archive", "-o", "screen.txt").exit_code == 0
    shown = [line.rstrip() for line in (folder / "screen.txt").read_text(encoding="utf-8").splitlines()]
    assert shown == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_what_was_done_is_said(run: Tristance) -> None:
    result = run("articles", "archive")
    assert result.stderr.splitlines() == [
        "3 paragraphs of 2 articles; left out: 2 title, 1 heading, 1 share bar",
        "passed over: 1 .jpg",
    ]


def test_rows_of_csv(run: Tristance, folder: Path) -> None:
    assert run("articles", "archive/*.md", "-o", "pieces.csv").exit_code == 0
    rows = list(csv.DictReader((folder / "pieces.csv").read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == [
        "source", "title", "date", "outlet", "author", "url", "paragraph", "left_out", "words", "text",
    ]  # fmt: skip
    assert [(row["paragraph"], row["left_out"], row["words"]) for row in rows] == [
        ("", "title", "3"), ("1", "", "19"), ("", "heading", "3"), ("2", "", "22"), ("", "share bar", "3"),
    ]  # fmt: skip
    assert {(row["source"], row["title"], row["date"], row["outlet"], row["author"], row["url"]) for row in rows} == {
        (
            "archive/note.md",
            "Ferry sails again",
            "2020-05-03",
            "The Harbour Gazette",
            "Ana Kim",
            "https://a.example/ferry",
        )
    }
    assert json.loads((folder / "pieces.csv.manifest.json").read_text(encoding="utf-8"))["inputs"][0]["sha256"]


def test_only_the_body_and_what_is_kept(run: Tristance) -> None:
    result = run("articles", "archive/note.md", "--body", "--keep", "heading", "--format", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["paragraph"], row["text"]) for row in rows] == [(1, ONE), (2, "What it cost"), (3, TWO)]


def test_standard_input(run: Tristance) -> None:
    result = run(
        "articles", "-", "--min-words", "1", "--format", "jsonl", stdin=f"{ONE}\n\nHe was late.\n\n{TWO}".encode()
    )
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == [ONE, "He was late.", TWO]


def test_an_unknown_reason_lists_the_known_ones(run: Tristance) -> None:
    result = run("articles", "archive", "--keep", "headings")
    assert result.exit_code == 2
    shown = " ".join(result.stderr.replace("│", " ").split())
    assert "did you mean 'heading'?); the reasons are: advertisement, byline," in shown


def test_one_bad_file_stops_no_other(run: Tristance, folder: Path) -> None:
    (folder / "archive" / "bare.txt").write_text("Share Tweet Print", encoding="utf-8")
    (folder / "archive" / "torn.pdf").write_bytes(b"%PDF-1.7\n")
    message = run.refuses("articles", "archive", "-o", "pieces.jsonl")
    assert message == "error: 1 could not be read and 1 had no body paragraph, of 4 articles: see the lines above"
    assert len((folder / "pieces.jsonl").read_text(encoding="utf-8").splitlines()) == 8


def test_a_file_without_a_body_is_shown_and_refused(run: Tristance, folder: Path) -> None:
    (folder / "bare.txt").write_text("Share Tweet Print", encoding="utf-8")
    assert "no body paragraph was found" in run.refuses("articles", "bare.txt")
    assert "share bar" in run("articles", "bare.txt").stdout


def test_control_characters_do_not_reach_the_terminal(run: Tristance, folder: Path) -> None:
    (folder / "odd.md").write_text(f"---\ntitle: a\x1b[2Jb\n---\n{ONE}\x1b[31m", encoding="utf-8")
    assert "\x1b" not in run("articles", "odd.md").stdout


def test_what_is_read_is_not_replaced(run: Tristance) -> None:
    assert "is what is read here" in run.refuses("articles", "archive", "-o", "archive/note.md", "--format", "csv")
