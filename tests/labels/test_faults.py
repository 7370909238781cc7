"""Each fault of a row, or between rows, is named by file, line and column, with what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tristance.errors import DuplicateParagraph, LabelError, UnknownTag
from tristance.labels.store import check_labels, read_labels

ARTICLES = "article,title,outlet,author,date,event_date,url,genre,origin"
PARAGRAPHS = "paragraph,article,position,text,replaces,source_sha256"
ANNOTATIONS = "paragraph,annotator,tag,confidence,time,chosen,probability,codebook,note"
GOOD = {
    "articles.csv": [ARTICLES, "a1,,,,,,,,imported"],
    "paragraphs.csv": [PARAGRAPHS, "p1,a1,1,One.,,"],
    "annotations.csv": [ANNOTATIONS, "p1,me,for,sure,,whole article,,,"],
}


def write(folder: Path, name: str, *rows: str) -> None:
    """Good tables, with *rows* added to one of them from line 3 on."""
    for table, lines in GOOD.items():
        added = [*lines, *rows] if table == name else lines
        (folder / table).write_text("\n".join(added) + "\n", encoding="utf-8")


def faults(folder: Path) -> list[str]:
    return [str(problem) for problem in check_labels(folder)[1]]


def test_the_tables_to_break_are_good(empty_folder: Path) -> None:
    write(empty_folder, "")
    assert faults(empty_folder) == []


@pytest.mark.parametrize(
    ("table", "row", "column", "message"),
    [
        ("articles.csv", " ,,,,,,,,imported", "article", "is empty"),
        ("articles.csv", "a2,,,,22.8.2019,,,,imported", "date", "'22.8.2019' is not of the form 2019-08-22, 2019-08"),
        ("articles.csv", "a2,,,,2019-13,,,,imported", "date", "'2019-13' is not of the form"),
        ("articles.csv", "a2,,,,,2019-08-32,,,imported", "event_date", "'2019-08-32' is not of the form"),
        ("articles.csv", "a2,,,,,,,,import", "origin", "'import' is not one of published, composed, imported (did you"),
        ("articles.csv", "a2,,,,,,,,zebra", "origin", "'zebra' is not one of published, composed, imported"),
        ("articles.csv", "a1,,,,,,,,imported", "article", "'a1' is already on line 2"),
        ("articles.csv", "a2,,,,,,,imported", "", "8 cells where the header has 9"),
        ("articles.csv", '"a\n2",,,,,,,,imported', "", "this row goes on to line 4; a row is one line"),
        ("articles.csv", 'a2,"x"y,,,,,,,imported', "", "not a row of CSV"),
        ("paragraphs.csv", ",a1,1,Two.,,", "paragraph", "is empty"),
        ("paragraphs.csv", "p2,,1,Two.,,", "article", "is empty"),
        ("paragraphs.csv", "p2,a1,0,Two.,,", "position", "'0' is not a number from 1 up"),
        ("paragraphs.csv", "p2,a1,-1,Two.,,", "position", "'-1' is not a number from 1 up"),
        ("paragraphs.csv", "p2,a1,1.5,Two.,,", "position", "'1.5' is not a number from 1 up"),
        ("paragraphs.csv", "p2,a1,²,Two.,,", "position", "'²' is not a number from 1 up"),
        ("paragraphs.csv", f"p2,a1,{'9' * 5000},Two.,,", "position", "is not a number from 1 up"),
        ("paragraphs.csv", "p2,a1,2, ,,", "text", "is empty"),
        ("paragraphs.csv", "p2,a1,2,Two.,,ABC", "source_sha256", "'ABC' is not of the form of 64 hexadecimal digits"),
        ("paragraphs.csv", "p1,a1,2,Two.,,", "paragraph", "'p1' is already on line 2"),
        ("paragraphs.csv", "p2,a1,2,One.,,", "text", "the same text of the same article is on line 2"),
        ("paragraphs.csv", "p2,a11,1,Two.,,", "article", "'a11' is not in articles.csv (did you mean 'a1'?)"),
        ("paragraphs.csv", "p2,zebra,1,Two.,,", "article", "'zebra' is not in articles.csv"),
        ("paragraphs.csv", "p2,a1,2,Two.,p11,", "replaces", "'p11' is not in this table (did you mean 'p1'?)"),
        ("paragraphs.csv", "p2,a1,2,Two.,p2,", "replaces", "'p2'"),
        ("annotations.csv", ",me,for,sure,,random,,,", "paragraph", "is empty"),
        ("annotations.csv", "p1,,for,sure,,random,,,", "annotator", "is empty"),
        ("annotations.csv", "p1,me,,sure,,random,,,", "tag", "is empty"),
        ("annotations.csv", "p1,me,for,maybe,,random,,,", "confidence", "'maybe' is not one of sure, unsure"),
        ("annotations.csv", "p1,me,for,Sure,,random,,,", "confidence", "(did you mean 'sure'?)"),
        ("annotations.csv", "p1,me,for,sure,9:30,random,,,", "time", "'9:30' is not of the form 2026-11-22T09:30:00Z"),
        (
            "annotations.csv",
            "p1,me,for,sure,,randon,,,",
            "chosen",
            "'randon' is not one of whole article, random, queue",
        ),
        (
            "annotations.csv",
            "p1,me,for,sure,,random,0,,",
            "probability",
            "'0' is not a probability above 0 and at most",
        ),
        ("annotations.csv", "p1,me,for,sure,,random,1.1,,", "probability", "'1.1' is not a probability"),
        ("annotations.csv", "p1,me,for,sure,,random,nan,,", "probability", "'nan' is not a probability"),
        ("annotations.csv", "p1,me,for,sure,,random,50%,,", "probability", "'50%' is not a probability"),
        ("annotations.csv", "p11,me,for,sure,,random,,,", "paragraph", "'p11' is not in paragraphs.csv (did you mean"),
        (
            "annotations.csv",
            "p1,me,agianst,sure,,random,,,",
            "tag",
            "'agianst' is not one of for, against, none (did you",
        ),
        ("annotations.csv", "p1,me,zebra,sure,,random,,,", "tag", "'zebra' is not one of for, against, none"),
        (
            "annotations.csv",
            "p1,adjudicated,for,sure,,random,,,",
            "note",
            "is empty; an adjudicated tag gives its reason",
        ),
        ("annotations.csv", "p1,adjudicated,for,sure,,random,,, ", "note", "is empty; an adjudicated tag gives its"),
    ],
)
def test_a_fault_of_a_row_is_named(empty_folder: Path, table: str, row: str, column: str, message: str) -> None:
    write(empty_folder, table, row)
    [fault] = faults(empty_folder)
    assert fault.startswith(f"{empty_folder / table}:3: " + (f"column {column}: " if column else ""))
    assert message in fault
    with pytest.raises(LabelError) as caught:
        read_labels(empty_folder)
    assert str(caught.value) == fault


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "column 'article' is missing"),
        (ARTICLES.replace("outlet", "outlets"), "unknown column 'outlets' (did you mean 'outlet'?); expected article,"),
        (ARTICLES.replace(",genre", ""), "column 'genre' is missing; expected article,"),
        (ARTICLES.replace("outlet,author", "author,outlet"), "the columns are in another order; expected article,"),
        (ARTICLES.replace(",", ";"), "the columns are not parted by commas; save as comma-separated"),
        (ARTICLES.replace(",", "\t"), "the columns are not parted by commas; save as comma-separated"),
    ],
)
def test_a_fault_of_a_header_is_named(empty_folder: Path, header: str, message: str) -> None:
    (empty_folder / "articles.csv").write_text(f"{header}\n", encoding="utf-8")
    [fault] = faults(empty_folder)
    assert fault.startswith(f"{empty_folder / 'articles.csv'}:1: ")
    assert message in fault


def test_another_encoding_is_named_by_its_first_byte(empty_folder: Path) -> None:
    path = empty_folder / "articles.csv"
    path.write_bytes(ARTICLES.encode() + b"\na,\xe9,,,,,,,imported\n")
    assert faults(empty_folder) == [f"{path}: not UTF-8 (byte {len(ARTICLES) + 3}); save the table as UTF-8"]


def test_a_quotation_mark_that_is_never_closed_is_found_where_it_was_opened(empty_folder: Path) -> None:
    write(empty_folder, "articles.csv", 'a2,"open,,,,,,,imported', "a3,,,,,,,,imported", "a4,,,,,,,,imported")
    [fault] = faults(empty_folder)
    assert fault.startswith(f"{empty_folder / 'articles.csv'}:3: ")


def test_blank_lines_are_passed_over_and_lines_still_counted(empty_folder: Path) -> None:
    write(empty_folder, "annotations.csv", "", "", "p1,me,zebra,sure,,random,,,")
    [fault] = faults(empty_folder)
    assert ":5: column tag" in fault


def test_every_fault_of_every_table_is_listed_in_order(empty_folder: Path) -> None:
    write(empty_folder, "")
    with (empty_folder / "articles.csv").open("a", encoding="utf-8") as file:
        file.write("a2,,,,x,,,,y\n")
    with (empty_folder / "annotations.csv").open("a", encoding="utf-8") as file:
        file.write("p1,me,for,maybe,,random,,,\n")
    places = [(problem.path.name, problem.line, problem.column) for problem in check_labels(empty_folder)[1]]
    assert places == [("articles.csv", 3, "date"), ("articles.csv", 3, "origin"), ("annotations.csv", 3, "confidence")]


def test_rows_that_refer_to_an_unreadable_row_are_not_blamed(empty_folder: Path) -> None:
    write(empty_folder, "articles.csv", "a2,,,,x,,,,imported")
    with (empty_folder / "paragraphs.csv").open("a", encoding="utf-8") as file:
        file.write("p2,a2,1,Two.,,\n")
    assert len(faults(empty_folder)) == 1


def test_paragraphs_that_replace_each_other_are_refused(empty_folder: Path) -> None:
    """Else both would be gone."""
    write(empty_folder, "paragraphs.csv", "p2,a1,2,Two.,p3,", "p3,a1,3,Three.,p2,")
    assert any("column replaces" in fault for fault in faults(empty_folder))


def test_a_corrected_paragraph_may_return_to_a_text_that_was_replaced(empty_folder: Path) -> None:
    write(empty_folder, "paragraphs.csv", "p2,a1,1,Other.,p1,", "p3,a1,1,One.,p2,")
    assert faults(empty_folder) == []
    assert [row.paragraph for row in read_labels(empty_folder).current] == ["p3"]


def test_two_articles_may_hold_the_same_text(empty_folder: Path) -> None:
    write(empty_folder, "paragraphs.csv", "p2,a2,1,One.,,")
    with (empty_folder / "articles.csv").open("a", encoding="utf-8") as file:
        file.write("a2,,,,,,,,imported\n")
    assert faults(empty_folder) == []


@pytest.mark.parametrize(
    ("table", "row", "kind"),
    [
        ("annotations.csv", "p1,me,zebra,sure,,random,,,", UnknownTag),
        ("paragraphs.csv", "p1,a1,2,Two.,,", DuplicateParagraph),
        ("paragraphs.csv", "p2,a1,2,One.,,", DuplicateParagraph),
        ("articles.csv", "a1,,,,,,,,imported", DuplicateParagraph),
    ],
)
def test_a_fault_that_a_caller_can_act_on_has_its_own_class(
    empty_folder: Path, table: str, row: str, kind: type[LabelError]
) -> None:
    write(empty_folder, table, row)
    with pytest.raises(kind):
        read_labels(empty_folder)


@pytest.mark.parametrize("date", ["", "2019", "2019-08", "2019-08-22"])
def test_a_date_may_be_as_exact_as_is_known(empty_folder: Path, date: str) -> None:
    write(empty_folder, "articles.csv", f"a2,,,,{date},,,,imported")
    assert faults(empty_folder) == []


def test_one_annotator_may_change_their_mind(empty_folder: Path) -> None:
    write(empty_folder, "annotations.csv", "p1,me,against,unsure,2026-11-22T09:30Z,queue,0.5,1,On a second look.")
    assert faults(empty_folder) == []
