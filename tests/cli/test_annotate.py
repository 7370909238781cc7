"""``tristance labels annotate`` on a real terminal: what is drawn, and above all what is on the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from terminal import HERE, Terminal
from tristance.cli import app
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.sheet import sheet_rows, write_sheet
from tristance.labels.store import append, check_labels, create, read_labels

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
N_ARTICLES, PER_ARTICLE = 2, 3


@pytest.fixture
def folder(tmp_path: Path, codebook_file: Path) -> Path:
    """Six paragraphs, ``Text 0.`` to ``Text 5.``, that nobody has read."""
    place = tmp_path / "harbour"
    create(place, codebook_file)
    articles = [ArticleRow(f"a{a}", title=f"Article {a}") for a in range(N_ARTICLES)]
    paragraphs = [
        ParagraphRow(f"a{a}-{p}", f"a{a}", p, f"Text {a * PER_ARTICLE + p - 1}.")
        for a in range(N_ARTICLES)
        for p in range(1, PER_ARTICLE + 1)
    ]
    append(place, articles=articles, paragraphs=paragraphs)
    return place


def annotate(folder: Path, *more: object, who: str = "anna", columns: int = 100, lines: int = 30) -> Terminal:
    arguments = ("labels", "annotate", "--annotator", who, "--labels", folder, *more)
    return Terminal(*arguments, columns=columns, lines=lines)


def given(folder: Path, who: str = "anna") -> list[tuple[str, str, str, str]]:
    """Paragraph, tag, confidence and note of each judgement of *who*, in the order of the file."""
    rows = read_labels(folder).annotations
    return [(row.paragraph, row.tag, row.confidence, row.note) for row in rows if row.annotator == who]


def press(terminal: Terminal, keys: str, then: str) -> None:
    terminal.press(keys)
    terminal.shows(then)


def test_each_judgement_is_on_the_disk_before_the_next_paragraph_appears(folder: Path) -> None:
    with annotate(folder) as terminal:
        terminal.shows(HERE + "Text 0.")
        press(terminal, "1", HERE + "Text 1.")
        assert given(folder) == [("a0-1", "for", "sure", "")]
        press(terminal, "3", HERE + "Text 2.")
        assert given(folder)[1:] == [("a0-2", "none", "sure", "")]
        terminal.press("q")
        assert terminal.end() == 0
        assert "anna: 2 judged in" in terminal.drawn
        assert "; 4 left; to go on: tristance labels annotate --annotator anna --labels" in terminal.drawn
        assert terminal.restored()
    assert read_labels(folder).annotations[0].codebook == "1"
    assert read_labels(folder).annotations[0].time


def test_the_same_command_goes_on_where_it_stopped(folder: Path) -> None:
    append(folder, annotations=[AnnotationRow(name, "anna", "for") for name in ("a1-1", "a0-1")])
    with annotate(folder) as terminal:
        terminal.shows("2 of 6")
        terminal.shows(HERE + "Text 1.")


def test_the_sheet_of_what_is_to_be_read_again_is_read_at_the_keyboard(folder: Path, tmp_path: Path) -> None:
    append(folder, annotations=[AnnotationRow(name, "anna", "for", codebook="1") for name in ("a0-1", "a0-2")])
    book = folder / "codebook.toml"
    book.write_text(book.read_text(encoding="utf-8").replace("should grow", "ought to grow"), encoding="utf-8")
    sheet = tmp_path / "again.csv"
    for arguments in (["--accept"], ["--again", str(sheet)]):
        assert CliRunner().invoke(app, ["labels", "codebook", "--labels", str(folder), *arguments]).exit_code == 0
    with annotate(folder, "--queue", sheet) as terminal:
        terminal.shows("0 of 2")
        press(terminal, "1", HERE + "Text 1.")
    assert read_labels(folder).annotations[-1].codebook == "2"
    with annotate(folder, "--queue", sheet) as terminal:
        terminal.shows("1 of 2")
        terminal.shows(HERE + "Text 1.")


def test_unsure_and_a_note_go_with_the_judgement_and_end_with_it(folder: Path) -> None:
    with annotate(folder) as terminal:
        terminal.shows(HERE + "Text 0.")
        press(terminal, "u", "unsure   ")
        press(terminal, "nThe quay,  os\x7fr nót\r", "note: The quay, or nót")
        press(terminal, "2", HERE + "Text 1.")
        press(terminal, "2", HERE + "Text 2.")
    assert given(folder) == [("a0-1", "against", "unsure", "The quay, or nót"), ("a0-2", "against", "sure", "")]


def test_escape_leaves_a_note_as_it_was(folder: Path) -> None:
    with annotate(folder) as terminal:
        terminal.shows(HERE + "Text 0.")
        press(terminal, "nKept.\r", "note: Kept.")
        press(terminal, "n and more", "note: Kept. and more")
        press(terminal, "\x1b", "z undo")
        press(terminal, "1", HERE + "Text 1.")
    assert given(folder) == [("a0-1", "for", "sure", "Kept.")]


def test_taking_back_judges_anew_and_the_new_row_stands(folder: Path) -> None:
    with annotate(folder) as terminal:
        terminal.shows(HERE + "Text 0.")
        press(terminal, "1", HERE + "Text 1.")
        press(terminal, "z", "you said: for, sure")
        press(terminal, "2", HERE + "Text 1.")
    assert [row[:2] for row in given(folder)] == [("a0-1", "for"), ("a0-1", "against")]


def test_a_skipped_paragraph_comes_back_at_the_end_and_the_end_is_told(folder: Path) -> None:
    with annotate(folder, "--article", "a0") as terminal:
        terminal.shows(HERE + "Text 0.")
        press(terminal, " ", HERE + "Text 1.")
        press(terminal, "1", HERE + "Text 2.")
        press(terminal, "1", HERE + "Text 0.")
        press(terminal, "1", "All 3 are judged.")
        press(terminal, "1", "z goes back, q leaves")
        terminal.press("q")
        terminal.end()
        assert "3 judged in" in terminal.drawn
        assert "none left" in terminal.drawn
    assert len(given(folder)) == 3


def test_the_codebook_is_there_to_read(folder: Path) -> None:
    with annotate(folder) as terminal:
        terminal.shows(HERE + "Text 0.")
        press(terminal, "?", "Tag what the paragraph says.")
        press(terminal, "q", HERE + "Text 0.")


def test_keys_pressed_before_a_paragraph_is_seen_do_not_judge_it(folder: Path) -> None:
    with annotate(folder) as terminal:
        terminal.shows(HERE + "Text 0.")
        press(terminal, "1111", HERE + "Text 1.")
        press(terminal, "x", "x: no such key")
    assert len(given(folder)) == 1


@pytest.mark.parametrize("keys", ["\x03", "\x04", "q", "Q", "nhalf a note\x03"])
def test_every_way_out_keeps_what_was_judged_and_puts_the_terminal_back(folder: Path, keys: str) -> None:
    with annotate(folder) as terminal:
        terminal.shows(HERE + "Text 0.")
        press(terminal, "1", HERE + "Text 1.")
        terminal.press(keys)
        assert terminal.end() == 0
        assert "anna: 1 judged" in terminal.drawn
        assert terminal.restored()
    assert len(given(folder)) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_request_to_end_is_followed_politely(folder: Path, number: signal.Signals) -> None:
    with annotate(folder) as terminal:
        terminal.shows(HERE + "Text 0.")
        os.kill(terminal.process.pid, number)
        assert terminal.end() == 0
        assert "anna: 0 judged" in terminal.drawn
        assert terminal.restored()


def test_a_session_that_ends_by_an_error_says_what_was_judged_and_why_it_ended(folder: Path) -> None:
    with annotate(folder) as terminal:
        terminal.shows(HERE + "Text 0.")
        press(terminal, "1", HERE + "Text 1.")
        book = folder / "codebook.toml"
        book.write_text(book.read_text(encoding="utf-8").replace('"1"', '"2"'), encoding="utf-8")
        terminal.press("1")
        assert terminal.end() == 1
        assert "anna: 1 judged" in terminal.drawn
        assert "error: " in terminal.drawn
        assert "Traceback" not in terminal.drawn
        assert terminal.restored()


def test_a_full_disk_is_said_and_the_key_can_be_pressed_again(folder: Path) -> None:
    resource = pytest.importorskip("resource", reason="this system sets no limits to a program")
    if not hasattr(resource, "prlimit"):
        pytest.skip("this system sets no limits to another program")
    with annotate(folder) as terminal:
        terminal.shows(HERE + "Text 0.")
        before = resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, (20, resource.RLIM_INFINITY))
        press(terminal, "1", "not saved: ")
        terminal.shows("press the key again once that is mended")
        terminal.shows(HERE + "Text 0.")
        assert given(folder) == []
        resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, before)
        press(terminal, "1", HERE + "Text 1.")
    assert len(given(folder)) == 1
    assert not list(folder.glob(".*.tmp"))


def test_others_tags_are_never_shown(folder: Path) -> None:
    rows = [AnnotationRow(name, "ben", "against", note="Secret.") for name in ("a0-1", "a0-2")]
    append(folder, annotations=rows)
    with annotate(folder) as terminal:
        terminal.shows("q quit")
        assert "ben" not in terminal.drawn
        assert "Secret" not in terminal.drawn
        press(terminal, "1", HERE + "Text 1.")
        press(terminal, "z", "you said: for")
        terminal.shows("q quit")
        assert "ben" not in terminal.drawn


def test_a_queue_is_read_in_its_order_and_its_columns_are_kept(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "next.csv"
    rows = sheet_rows(read_labels(folder), ["a1-2", "a0-1"])
    write_sheet(sheet, [replace(row, chosen="random", probability="0.25") for row in rows])
    with annotate(folder, "--queue", sheet) as terminal:
        terminal.shows(HERE + "Text 4.")
        press(terminal, "1", HERE + "Text 0.")
        press(terminal, "2", "All 2 are judged.")
    found = read_labels(folder).annotations
    assert [(row.paragraph, row.chosen, row.probability) for row in found] == [
        ("a1-2", "random", "0.25"),
        ("a0-1", "random", "0.25"),
    ]


def test_unsure_ones_are_read_again_with_what_was_said(folder: Path) -> None:
    append(folder, annotations=[AnnotationRow("a0-2", "anna", "for", "unsure", chosen="queue", note="Hm.")])
    with annotate(folder, "--unsure") as terminal:
        terminal.shows("you said: for, unsure; Hm.")
        press(terminal, "3", "All 1 are judged.")
    assert read_labels(folder).annotations[-1].chosen == "queue"
    assert given(folder)[-1] == ("a0-2", "none", "sure", "Hm.")


@pytest.mark.parametrize(("columns", "lines"), [(60, 24), (40, 12), (100, 60)])
def test_a_terminal_of_any_size_can_be_used(folder: Path, columns: int, lines: int) -> None:
    append(folder, paragraphs=[ParagraphRow("a0-0", "a0", 9, "The ferry left. " * 400)])
    with annotate(folder, "--article", "a0", columns=columns, lines=lines) as terminal:
        terminal.shows("1 for")
        terminal.press("1")
        terminal.shows("1 of 4")
        terminal.press("q")
        assert terminal.end() == 0
    assert len(given(folder)) == 1


def test_two_terminals_of_one_annotator_never_judge_a_paragraph_twice(folder: Path) -> None:
    with annotate(folder) as one, annotate(folder) as two:
        one.shows(HERE + "Text 0.")
        two.shows(HERE + "Text 0.")
        press(one, "1", HERE + "Text 1.")
        press(one, "1", HERE + "Text 2.")
        press(two, "2", HERE + "Text 2.")
        two.shows("passed over 2 paragraphs judged meanwhile in another terminal")
        press(two, "3", HERE + "Text 3.")
        press(one, "1", HERE + "Text 3.")
    assert [row[:2] for row in given(folder)] == [("a0-1", "for"), ("a0-2", "for"), ("a0-3", "none")]


def test_two_annotators_and_an_import_at_once_lose_nothing(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "coded.csv"
    table.write_text("text,tag\n" + "".join(f"Imported {i}.,for\n" for i in range(20)), encoding="utf-8")
    command = [sys.executable, "-m", "tristance", "labels", "import", str(table), "--labels", str(folder)]
    with annotate(folder) as one, annotate(folder, who="ben") as two:
        one.shows(HERE + "Text 0.")
        two.shows(HERE + "Text 0.")
        imports = [subprocess.Popen([*command, "--annotator", f"c{i}"], stdout=subprocess.PIPE) for i in range(3)]  # noqa: S603  # our own
        for i in range(1, 6):
            one.press("1")
            two.press("2")
            one.shows(HERE + f"Text {i}.")
            two.shows(HERE + f"Text {i}.")
        for each in imports:
            each.communicate()
            assert each.returncode == 0
    assert check_labels(folder)[1] == []
    rows = read_labels(folder).annotations
    assert [sum(row.annotator == who for row in rows) for who in ("anna", "ben", "c0", "c1", "c2")] == [
        5,
        5,
        20,
        20,
        20,
    ]
    assert {row.tag for row in rows if row.annotator == "ben"} == {"against"}


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["labels", "annotate", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_without_a_terminal_there_is_one_line_with_the_remedy(folder: Path) -> None:
    status, _, error = run("--annotator", "anna", "--labels", folder)
    assert status == 1
    assert error == (
        "error: annotating needs a terminal, and standard input or output is none; "
        "code in a spreadsheet instead: tristance labels assign\n"
    )
    assert given(folder) == []


@pytest.mark.parametrize("name", ["adjudicated", "", "an\nna", " anna"])
def test_an_odd_annotator_is_wrong_usage(folder: Path, name: str) -> None:
    assert run("--annotator", name, "--labels", folder)[0] == 2


def test_where_all_is_judged_that_is_said(folder: Path) -> None:
    rows = [AnnotationRow(row.paragraph, "anna", "for") for row in read_labels(folder).current]
    append(folder, annotations=rows)
    assert run("--annotator", "anna", "--labels", folder) == (0, "anna: all 6 are judged\n", "")
    status, said, _ = run("--annotator", "anna", "--labels", folder, "--unsure")
    assert (status, said) == (0, "anna: none of these paragraphs is marked unsure\n")


def test_a_queue_without_paragraphs_of_the_named_article_is_no_error(folder: Path, tmp_path: Path) -> None:
    write_sheet(tmp_path / "next.csv", sheet_rows(read_labels(folder), ["a0-1"]))
    arguments = ("--annotator", "anna", "--labels", folder, "--queue", tmp_path / "next.csv", "--article", "a1")
    assert run(*arguments) == (0, "anna: there is no paragraph to judge in what you named\n", "")


def test_a_replaced_paragraph_of_a_queue_is_told(folder: Path, tmp_path: Path) -> None:
    write_sheet(tmp_path / "next.csv", sheet_rows(read_labels(folder), ["a0-1"]))
    append(folder, paragraphs=[ParagraphRow("a0-1b", "a0", 1, "Mended.", replaces="a0-1")])
    _, _, error = run("--annotator", "anna", "--labels", folder, "--queue", tmp_path / "next.csv")
    assert error == f"{tmp_path / 'next.csv'}: 1 of its paragraphs was replaced since, and is left out\n"


def test_a_folder_without_paragraphs_says_how_to_add_some(tmp_path: Path, codebook_file: Path) -> None:
    create(tmp_path / "empty", codebook_file)
    _, said, _ = run("--annotator", "anna", "--labels", tmp_path / "empty")
    assert "add some: tristance labels add ARTICLE" in said


def test_too_many_tags_for_the_keys_are_an_error(tmp_path: Path) -> None:
    book = tmp_path / "many.toml"
    tag = '[[tag]]\nname = "tag {}"\nrole = "stance"\ndefinition = "X."\n'
    book.write_text('version = "1"\nquestion = "Q?"\n' + "".join(tag.format(i) for i in range(60)), encoding="utf-8")
    create(tmp_path / "many", book)
    append(tmp_path / "many", articles=[ArticleRow("a")], paragraphs=[ParagraphRow("p", "a", 1, "Text.")])
    with annotate(tmp_path / "many") as terminal:
        assert terminal.end() == 1
        assert "error: the codebook has 60 tags, and there are keys for 53" in terminal.drawn.replace("\r\n", "")
