"""A labels folder is started, read and added to; nothing that is there changes."""

from __future__ import annotations

import csv
import errno
import os
from itertools import count
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tristance.errors import BadCodebook, LabelError, OutputError, UnreadableFile
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.store import append, check_labels, create, locked, read_labels

line = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"))
filled = line.filter(str.strip)


def test_a_new_folder_is_empty_and_good(empty_folder: Path, codebook_file: Path) -> None:
    labels = read_labels(empty_folder)
    assert (labels.articles, labels.paragraphs, labels.annotations) == ((), (), ())
    assert (empty_folder / "codebook.toml").read_bytes() == codebook_file.read_bytes()
    assert (empty_folder / "annotations.csv").read_bytes().startswith(b"paragraph,annotator,tag,")


def test_a_folder_that_holds_labels_is_not_started_again(labels_folder: Path, codebook_file: Path) -> None:
    before = (labels_folder / "annotations.csv").read_bytes()
    with pytest.raises(OutputError, match=r"already holds codebook\.toml, articles\.csv.*name a folder without labels"):
        create(labels_folder, codebook_file)
    assert (labels_folder / "annotations.csv").read_bytes() == before


def test_a_bad_codebook_starts_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("x = 1", encoding="utf-8")
    with pytest.raises(BadCodebook):
        create(tmp_path / "labels", tmp_path / "bad.toml")
    assert not (tmp_path / "labels").exists()


@pytest.mark.parametrize("step", range(6))
@pytest.mark.parametrize("stop", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=str)
def test_a_folder_that_cannot_be_started_whole_is_not_started(
    tmp_path: Path, codebook_file: Path, monkeypatch: pytest.MonkeyPatch, step: int, stop: BaseException
) -> None:
    """Six files are written, and the disk may be full at each; the second attempt finds nothing in its way."""
    folder, beside = tmp_path / "new" / "labels", tmp_path / "beside"
    beside.mkdir()
    (beside / "notes.txt").touch()
    steps = count()
    replace_file = os.replace

    def full(old: str, new: Path) -> None:
        if next(steps) == step:
            raise stop
        replace_file(old, new)

    for place in (folder, beside):
        steps = count()
        with monkeypatch.context() as patch:
            patch.setattr("tristance.files.os.replace", full)
            with pytest.raises((OutputError, KeyboardInterrupt)):
                create(place, codebook_file)
    assert not (tmp_path / "new").exists()
    assert [path.name for path in beside.iterdir()] == ["notes.txt"]
    for place in (folder, beside):
        create(place, codebook_file)
        assert check_labels(place)[1] == []


def test_what_is_added_comes_back_in_its_order(empty_folder: Path) -> None:
    articles = [ArticleRow("b", title="B", date="2019-08", origin="composed"), ArticleRow("a")]
    paragraphs = [ParagraphRow("b-1", "b", 1, "One."), ParagraphRow("a-1", "a", 1, "Two.", source_sha256="0" * 64)]
    annotations = [AnnotationRow("b-1", "me", "for", "unsure", "2026-11-22T09:30:00Z", "random", "0.25", "1", "Hm.")]
    append(empty_folder, articles=articles, paragraphs=paragraphs, annotations=annotations)
    labels = read_labels(empty_folder)
    assert list(labels.articles) == articles
    assert list(labels.paragraphs) == paragraphs
    assert list(labels.annotations) == annotations
    assert labels.article["a"] == ArticleRow("a")


def test_adding_only_adds(labels_folder: Path) -> None:
    before = (labels_folder / "annotations.csv").read_bytes()
    append(labels_folder, annotations=[AnnotationRow("art-0-01", "third", "for")])
    after = (labels_folder / "annotations.csv").read_bytes()
    assert after == before + b"art-0-01,third,for,sure,,whole article,,,\n"


def test_a_table_without_a_last_line_end_gets_it_first(empty_folder: Path) -> None:
    path = empty_folder / "articles.csv"
    path.write_bytes(path.read_bytes() + b"one,,,,,,,,imported")
    append(empty_folder, articles=[ArticleRow("two")])
    assert [row.article for row in read_labels(empty_folder).articles] == ["one", "two"]


@pytest.mark.property
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=filled, note=line, title=line)
def test_any_one_line_text_comes_back_as_it_was(empty_folder: Path, text: str, note: str, title: str) -> None:
    """Quotes, commas, any script, odd spaces: as RFC 4180 has it, LF behind each row, no bytes but the rows'."""
    for name in ("articles.csv", "paragraphs.csv", "annotations.csv"):
        path = empty_folder / name
        path.write_bytes(path.read_bytes().split(b"\n", 1)[0] + b"\n")
    append(
        empty_folder,
        articles=[ArticleRow("a", title=title)],
        paragraphs=[ParagraphRow("p", "a", 1, text)],
        annotations=[AnnotationRow("p", "me", "for", note=note)],
    )
    labels = read_labels(empty_folder)
    assert labels.paragraphs[0].text == text
    assert labels.annotations[0].note == note
    assert labels.articles[0].title == title
    raw = (empty_folder / "paragraphs.csv").read_bytes()
    assert raw.count(b"\n") == 2
    assert b"\r" not in raw
    quoted = '"' + text.replace('"', '""') + '"'
    assert f",{text}," in raw.decode() or f",{quoted}," in raw.decode()


def test_python_csv_reads_what_is_written(empty_folder: Path) -> None:
    append(empty_folder, articles=[ArticleRow("a", title='He said "no, thanks"')])
    assert b'"He said ""no, thanks"""' in (empty_folder / "articles.csv").read_bytes()
    with (empty_folder / "articles.csv").open(newline="", encoding="utf-8") as file:
        assert next(csv.DictReader(file))["title"] == 'He said "no, thanks"'


def test_line_ends_of_windows_and_a_byte_order_mark_are_no_fault(labels_folder: Path) -> None:
    """A checkout on Windows, or a spreadsheet, gives them; the digest does not change."""
    before = read_labels(labels_folder).digest
    for name in ("articles.csv", "paragraphs.csv", "annotations.csv"):
        path = labels_folder / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_labels(labels_folder).digest == before


def test_the_digest_is_of_what_is_said_and_not_of_where(labels_folder: Path, tmp_path: Path) -> None:
    before = read_labels(labels_folder).digest
    moved = labels_folder.rename(tmp_path / "elsewhere")
    assert read_labels(moved).digest == before
    append(moved, annotations=[AnnotationRow("art-0-01", "third", "for")])
    assert read_labels(moved).digest != before


def test_the_digest_changes_with_a_definition(labels_folder: Path) -> None:
    before = read_labels(labels_folder).digest
    book = labels_folder / "codebook.toml"
    book.write_text(book.read_text(encoding="utf-8").replace("should grow", "should shrink"), encoding="utf-8")
    assert read_labels(labels_folder).digest != before


def test_a_replaced_paragraph_is_no_longer_current(labels_folder: Path) -> None:
    append(labels_folder, paragraphs=[ParagraphRow("art-0-01b", "art-0", 1, "Mended.", replaces="art-0-01")])
    labels = read_labels(labels_folder)
    assert len(labels.paragraphs) == 41
    current = [row.paragraph for row in labels.current]
    assert len(current) == 40
    assert "art-0-01" not in current
    assert "art-0-01b" in current


def test_a_folder_without_labels_says_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=rf"start one: tristance labels new {tmp_path} --codebook FILE"):
        read_labels(tmp_path)


def test_a_missing_table_is_said(labels_folder: Path) -> None:
    (labels_folder / "paragraphs.csv").unlink()
    with pytest.raises(UnreadableFile, match=r"paragraphs\.csv: there is no such file"):
        read_labels(labels_folder)


def test_the_first_fault_is_raised_with_the_number_of_others(labels_folder: Path) -> None:
    append(labels_folder, annotations=[AnnotationRow("art-0-01", "x", tag) for tag in ("fro", "agianst", "?")])
    with pytest.raises(LabelError, match=r":83: column tag: 'fro'.* \(2 more: tristance labels check --labels .*\)$"):
        read_labels(labels_folder)
    assert len(check_labels(labels_folder)[1]) == 3


def test_the_same_process_may_lock_twice(empty_folder: Path) -> None:
    with locked(empty_folder), locked(empty_folder):
        append(empty_folder, articles=[ArticleRow("a")])
    assert len(read_labels(empty_folder).articles) == 1


def test_waiting_too_long_for_another_program_is_an_error(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tristance.labels.store._LOCK_SECONDS", 0.1)
    with FileLock(empty_folder / ".lock"), pytest.raises(OutputError, match="another program has been writing for"):
        append(empty_folder, articles=[ArticleRow("a")])


def test_a_row_that_cannot_be_written_leaves_every_table_alone(empty_folder: Path) -> None:
    """Half a character has no UTF-8: that is found before the first table is touched."""
    before = (empty_folder / "articles.csv").read_bytes()
    with pytest.raises((LabelError, UnicodeEncodeError)):
        append(empty_folder, articles=[ArticleRow("a")], paragraphs=[ParagraphRow("p", "a", 1, "\ud800")])
    assert (empty_folder / "articles.csv").read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_is_an_error(empty_folder: Path) -> None:
    empty_folder.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            append(empty_folder, articles=[ArticleRow("a")])
    finally:
        empty_folder.chmod(0o755)
