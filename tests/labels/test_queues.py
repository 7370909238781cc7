"""What there is still to read: in which order, from which sheet, of which articles, and how it was chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tristance.errors import BadTable, LabelError
from tristance.labels.accepting import accept
from tristance.labels.desk import Desk
from tristance.labels.queues import Queued, lot, of_sheet, whole_articles
from tristance.labels.rereading import to_read_again
from tristance.labels.roster import annotator_fault
from tristance.labels.rows import AnnotationRow, ParagraphRow
from tristance.labels.store import append, read_labels

Edit = Callable[[Path, str, str], None]
Write = Callable[..., Path]
HEADER = "paragraph,article,title,position,text,tag,confidence,note,chosen,probability\n"


def names(queue: list[Queued]) -> list[str]:
    return [each.paragraph for each in queue]


def test_articles_come_in_the_order_of_the_labels_and_paragraphs_as_they_stand(labels_folder: Path) -> None:
    found = names(whole_articles(read_labels(labels_folder), "anna"))
    assert found == [f"art-{a}-{p:02d}" for a in range(8) for p in range(1, 6)]


def test_articles_that_were_begun_come_first(labels_folder: Path) -> None:
    append(
        labels_folder, annotations=[AnnotationRow("art-5-02", "anna", "for"), AnnotationRow("art-3-01", "ben", "for")]
    )
    labels = read_labels(labels_folder)
    found = lot(labels, whole_articles(labels, "anna"), "anna")
    assert names(found.ahead)[:5] == ["art-5-01", "art-5-03", "art-5-04", "art-5-05", "art-0-01"]
    assert (len(found.ahead), found.before) == (39, 1)


def test_a_corrected_paragraph_stands_where_the_old_one_stood_and_is_unread(labels_folder: Path) -> None:
    row = ParagraphRow("art-0-02b", "art-0", 2, "Mended.", replaces="art-0-02")
    append(labels_folder, paragraphs=[row], annotations=[AnnotationRow("art-0-02", "anna", "for")])
    labels = read_labels(labels_folder)
    found = lot(labels, whole_articles(labels, "anna"), "anna")
    assert names(found.ahead)[:3] == ["art-0-01", "art-0-02b", "art-0-03"]
    assert found.before == 0


def test_named_articles_only(labels_folder: Path) -> None:
    labels = read_labels(labels_folder)
    found = lot(labels, whole_articles(labels, "first"), "anna", articles=["art-7", "art-2"])
    assert {name[:5] for name in names(found.ahead)} == {"art-2", "art-7"}


def test_an_article_that_is_not_there_is_an_error(labels_folder: Path) -> None:
    labels = read_labels(labels_folder)
    with pytest.raises(LabelError, match=r"articles\.csv: no article 'art-88' \(did you mean 'art-\d'\?\)"):
        lot(labels, whole_articles(labels, "anna"), "anna", articles=["art-88"])


def test_unsure_ones_are_read_again_as_they_were_chosen(labels_folder: Path) -> None:
    rows = [
        AnnotationRow("art-0-01", "anna", "for", "unsure", chosen="random", probability="0.25"),
        AnnotationRow("art-0-02", "anna", "for", "unsure"),
        AnnotationRow("art-0-02", "anna", "for", "sure"),
        AnnotationRow("art-0-03", "ben", "for", "unsure"),
    ]
    append(labels_folder, annotations=rows)
    labels = read_labels(labels_folder)
    found = lot(labels, whole_articles(labels, "anna"), "anna", unsure=True)
    assert found == ([Queued("art-0-01", "random", "0.25")], 0)


def test_a_sheet_gives_its_order_and_how_each_was_chosen(labels_folder: Path, table: Write) -> None:
    path = table(
        HEADER + "art-3-02,art-3,T,2,x,,,,random,0.125\nart-0-01,art-0,T,1,x,for,,,queue,\nart-3-02,art-3,T,2,x,,,,,\n"
    )
    labels = read_labels(labels_folder)
    queue, replaced = of_sheet(labels, path)
    assert (queue, replaced) == ([Queued("art-3-02", "random", "0.125"), Queued("art-0-01", "queue")], 0)
    assert lot(labels, queue, "first").before == 2
    assert lot(labels, queue, "anna").ahead == queue


def test_what_is_to_be_read_again_is_ahead_as_it_was_chosen_at_first(labels_folder: Path, edit_codebook: Edit) -> None:
    rows = [
        AnnotationRow("art-0-01", "anna", "for", chosen="random", probability="0.25", codebook="1"),
        AnnotationRow("art-0-02", "anna", "none", codebook="1"),
        AnnotationRow("art-0-03", "ben", "for", codebook="1"),
    ]
    append(labels_folder, annotations=rows)
    edit_codebook(labels_folder, "should grow", "ought to grow")
    accept(labels_folder)
    desk = Desk(labels_folder, "anna")
    again = to_read_again(desk.labels, "anna")
    assert again == {"art-0-01"}
    queue = [Queued("art-0-01"), Queued("art-0-02"), Queued("art-0-03")]
    found = lot(desk.labels, queue, "anna", again=again)
    assert found == ([Queued("art-0-01", "random", "0.25"), Queued("art-0-03")], 1)
    desk.judge(AnnotationRow("art-0-01", "", "for"))
    assert to_read_again(Desk(labels_folder, "anna").labels, "anna") == set()


def test_a_sheet_may_be_no_more_than_ids(labels_folder: Path, table: Write) -> None:
    queue, _ = of_sheet(read_labels(labels_folder), table("paragraph\nart-0-01\n"))
    assert queue == [Queued("art-0-01")]


def test_paragraphs_of_a_sheet_that_were_replaced_since_are_counted(labels_folder: Path, table: Write) -> None:
    append(labels_folder, paragraphs=[ParagraphRow("art-0-01b", "art-0", 1, "Mended.", replaces="art-0-01")])
    queue, replaced = of_sheet(read_labels(labels_folder), table("paragraph\nart-0-01\nart-0-02\n"))
    assert (names(queue), replaced) == (["art-0-02"], 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("paragraph\nart-0-0l\n", r"coded\.csv:2: column paragraph: 'art-0-0l' is no paragraph of .*did you mean"),
        (HEADER + "art-0-01,,,1,,,,,randon,\n", r"coded\.csv:2: column chosen: 'randon' is not one of"),
        (HEADER + "art-0-01,,,1,,,,,random,7\n", r"coded\.csv:2: column probability: '7' is not a probability"),
    ],
)
def test_a_fault_of_a_sheet_is_named(labels_folder: Path, table: Write, text: str, message: str) -> None:
    with pytest.raises(BadTable, match=message):
        of_sheet(read_labels(labels_folder), table(text))


@pytest.mark.parametrize("name", ["anna", "coder 2", "Zoë", "안나", "a" * 80])
def test_any_plain_name_is_an_id(name: str) -> None:
    assert annotator_fault(name) == ""


@pytest.mark.parametrize(
    "name",
    ["", " ", " anna", "anna ", "an\nna", "an\tna", "\x1b[31m", "\u202eanna", "a" * 81, "adjudicated", "Adjudicated"],
)
def test_an_odd_name_is_none(name: str) -> None:
    fault = annotator_fault(name)
    assert fault
    assert fault.isprintable()
