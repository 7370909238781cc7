"""Each judgement is on the disk at once, and what others write meanwhile is neither lost nor overruled unseen."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tristance.errors import LabelError, OutputError, UnacceptedCodebook
from tristance.labels.accepting import accept
from tristance.labels.desk import Desk
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.store import append, check_labels, read_labels

Content = Callable[[Path], dict[str, bytes]]


def last(folder: Path) -> AnnotationRow:
    return read_labels(folder).annotations[-1]


def test_a_judgement_is_on_the_disk_with_who_when_and_by_which_codebook(labels_folder: Path) -> None:
    desk = Desk(labels_folder, "anna")
    assert desk.judge(AnnotationRow("art-0-01", "", "for", "unsure", chosen="random", probability="0.5", note="Hm."))
    row = last(labels_folder)
    assert (row.annotator, row.tag, row.confidence, row.codebook) == ("anna", "for", "unsure", "1")
    assert (row.chosen, row.probability, row.note) == ("random", "0.5", "Hm.")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row.time)
    assert desk.mine("art-0-01") == row


def test_a_blind_desk_holds_nothing_of_what_others_said(labels_folder: Path) -> None:
    desk = Desk(labels_folder, "first")
    append(labels_folder, annotations=[AnnotationRow("art-0-01", "second", "against", note="No.")])
    desk.judge(AnnotationRow("art-0-02", "", "for"))
    held = {row.annotator for row in desk.labels.annotations}
    held |= {name for by in desk.standing.values() for name in by}
    assert held == {"first"}
    assert len(desk.labels.written) == len(desk.labels.annotations)
    assert desk.annotators == {"first", "second", "adjudicated"}


def test_others_do_not_keep_a_blind_desk_from_judging(labels_folder: Path) -> None:
    desk = Desk(labels_folder, "anna")
    append(labels_folder, annotations=[AnnotationRow("art-0-01", "ben", "against")])
    assert desk.judge(AnnotationRow("art-0-01", "", "for"))
    assert desk.changed() == set()


def test_what_the_same_annotator_judged_elsewhere_is_not_overruled(labels_folder: Path) -> None:
    here, there = Desk(labels_folder, "anna"), Desk(labels_folder, "anna")
    assert there.judge(AnnotationRow("art-0-01", "", "against"))
    assert there.judge(AnnotationRow("art-0-03", "", "against"))
    assert not here.judge(AnnotationRow("art-0-01", "", "for"))
    assert last(labels_folder).paragraph == "art-0-03"
    assert here.changed() == {"art-0-01", "art-0-03"}
    assert here.changed() == set()
    assert there.changed() == set()


def test_a_judgement_can_be_made_anew(labels_folder: Path) -> None:
    desk = Desk(labels_folder, "anna")
    assert desk.judge(AnnotationRow("art-0-01", "", "for"))
    assert desk.judge(AnnotationRow("art-0-01", "", "none"))
    assert last(labels_folder).tag == "none"


def test_an_open_desk_sees_any_change_of_a_paragraph(labels_folder: Path) -> None:
    desk = Desk(labels_folder, "adjudicated", blind=False)
    append(labels_folder, annotations=[AnnotationRow("art-0-01", "second", "against")])
    assert not desk.judge(AnnotationRow("art-0-01", "", "for", note="Why."))
    assert desk.changed() == {"art-0-01"}
    assert desk.standing["art-0-01"]["second"].tag == "against"
    assert desk.judge(AnnotationRow("art-0-01", "", "for", note="Why, now that I have seen it."))


def test_a_paragraph_that_was_corrected_meanwhile_is_not_judged(labels_folder: Path) -> None:
    desk = Desk(labels_folder, "anna")
    append(labels_folder, paragraphs=[ParagraphRow("art-0-01b", "art-0", 1, "Mended.", replaces="art-0-01")])
    assert not desk.judge(AnnotationRow("art-0-01", "", "for"))
    assert desk.changed() == {"art-0-01"}


def test_paragraphs_that_are_added_meanwhile_disturb_nobody(labels_folder: Path) -> None:
    desk = Desk(labels_folder, "anna")
    append(labels_folder, articles=[ArticleRow("new")], paragraphs=[ParagraphRow("new-01", "new", 1, "New.")])
    append(labels_folder, annotations=[AnnotationRow("new-01", "ben", "for")])
    assert desk.judge(AnnotationRow("art-0-01", "", "for"))
    assert check_labels(labels_folder)[1] == []


def test_a_codebook_that_has_changed_in_meaning_ends_the_session(labels_folder: Path, content: Content) -> None:
    """The tag that was meant may not be there any more."""
    desk = Desk(labels_folder, "anna")
    book = labels_folder / "codebook.toml"
    book.write_text(book.read_text(encoding="utf-8").replace('"against"', '"opposed"'), encoding="utf-8")
    before = content(labels_folder)
    with pytest.raises(LabelError, match=r"codebook\.toml: has changed in meaning since this session began"):
        desk.judge(AnnotationRow("art-0-01", "", "against"))
    assert content(labels_folder) == before


@pytest.mark.parametrize(
    ("old", "new"), [("[[tag]]", "# a comment\n[[tag]]"), ('cues = ["noise"]', 'cues = ["noise", "gulls"]')]
)
def test_a_session_goes_on_where_the_codebook_means_what_it_meant(
    labels_folder: Path, edit_codebook: Callable[[Path, str, str], None], old: str, new: str
) -> None:
    desk = Desk(labels_folder, "anna")
    edit_codebook(labels_folder, old, new)
    assert desk.judge(AnnotationRow("art-0-01", "", "for"))
    assert desk.judge(AnnotationRow("art-0-02", "", "for"))
    assert last(labels_folder).codebook == "1"


def test_a_codebook_accepted_meanwhile_ends_the_session(
    labels_folder: Path, edit_codebook: Callable[[Path, str, str], None], content: Content
) -> None:
    desk = Desk(labels_folder, "anna")
    edit_codebook(labels_folder, "should grow", "ought to grow")
    accept(labels_folder)
    before = content(labels_folder)
    with pytest.raises(LabelError, match="has changed in meaning"):
        desk.judge(AnnotationRow("art-0-01", "", "for"))
    assert content(labels_folder) == before


def test_a_table_mended_by_hand_is_read_anew(labels_folder: Path) -> None:
    desk = Desk(labels_folder, "first")
    path = labels_folder / "annotations.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^art-0-01,first,\w+,", "art-0-01,first,against,", text), encoding="utf-8")
    assert not desk.judge(AnnotationRow("art-0-01", "", "for"))
    assert desk.changed() == {"art-0-01"}
    assert desk.judge(AnnotationRow("art-0-02", "", "for"))
    assert check_labels(labels_folder)[1] == []


def test_a_codebook_changed_in_meaning_and_not_accepted_is_said_before_a_paragraph_is_read(labels_folder: Path) -> None:
    book = labels_folder / "codebook.toml"
    book.write_text(book.read_text(encoding="utf-8").replace("should grow", "should shrink"), encoding="utf-8")
    with pytest.raises(UnacceptedCodebook):
        Desk(labels_folder, "anna")


@pytest.mark.parametrize("added", [b'art-0-01,"\n', b"\xff\n", b",,\n"])
def test_nothing_is_added_to_a_table_that_was_broken_meanwhile(labels_folder: Path, added: bytes) -> None:
    desk = Desk(labels_folder, "first")
    path = labels_folder / "annotations.csv"
    path.write_bytes(path.read_bytes() + added)
    before = path.read_bytes()
    with pytest.raises(LabelError, match=r"annotations\.csv"):
        desk.judge(AnnotationRow("art-0-02", "", "for"))
    assert path.read_bytes() == before


def test_a_table_without_a_last_line_end_is_still_followed(labels_folder: Path) -> None:
    path = labels_folder / "annotations.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    desk = Desk(labels_folder, "anna")
    assert desk.judge(AnnotationRow("art-0-01", "", "for"))
    assert desk.judge(AnnotationRow("art-0-02", "", "for"))
    assert len(read_labels(labels_folder).annotations) == 83


@pytest.mark.parametrize("step", ["os.replace", "os.fsync"])
def test_a_judgement_that_cannot_be_written_can_be_given_again(
    labels_folder: Path, content: Content, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    desk = Desk(labels_folder, "anna")
    before = content(labels_folder)
    with monkeypatch.context() as patch:
        patch.setattr(step, full)
        with pytest.raises(OutputError, match="no space left"):
            desk.judge(AnnotationRow("art-0-01", "", "for"))
    assert content(labels_folder) == before
    assert desk.mine("art-0-01") is None
    assert desk.judge(AnnotationRow("art-0-01", "", "for"))
    assert sorted(path.name for path in labels_folder.iterdir() if path.suffix == ".tmp") == []


@pytest.mark.soak
def test_a_judgement_beside_a_hundred_thousand_others_takes_well_under_half_a_second(empty_folder: Path) -> None:
    names = [f"p-{i}" for i in range(50_000)]
    append(
        empty_folder,
        articles=[ArticleRow("a")],
        paragraphs=[ParagraphRow(name, "a", i + 1, f"Text {i}.") for i, name in enumerate(names)],
        annotations=[AnnotationRow(name, who, "none") for who in ("ben", "cleo") for name in names],
    )
    desk, other = Desk(empty_folder, "anna"), Desk(empty_folder, "anna")
    times = []
    for i in range(20):
        began = time.perf_counter()
        assert desk.judge(AnnotationRow(names[2 * i], "", "for"))
        times.append(time.perf_counter() - began)
        assert other.judge(AnnotationRow(names[2 * i + 1], "", "for"))
    assert sorted(times)[len(times) // 2] < 0.5
