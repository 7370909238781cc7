"""The coding sheet: what is written comes back, also from spreadsheets that save it in their own way."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tristance.errors import BadTable, OutputError, UnreadableFile
from tristance.labels.rows import CHOSEN
from tristance.labels.sheet import COLUMNS, SheetRow, check_sheet, read_sheet, sheet_rows, write_sheet
from tristance.labels.store import read_labels

awkward = st.sampled_from([*"=+-@\t\r\n;,\"'|\u2028\u2029\x85\x0b\x0c\x1c\0 ", "'=", "''-", "\r\n", "\ufeff"])
cell = st.lists(awkward | st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=6).map("".join)
sheets = st.lists(
    st.builds(
        SheetRow,
        paragraph=cell.filter(str.strip),
        article=cell,
        title=cell,
        position=st.integers(1, 10**8),
        text=cell,
        tag=cell,
        confidence=st.sampled_from(["", "sure", "unsure"]),
        note=cell,
        chosen=st.sampled_from(CHOSEN),
        probability=st.sampled_from(["", "1", "0.25", "1e-05"]),
        codebook=st.sampled_from(["", "1", "1.10", "version 2", "=1", "2026-11"]),
    ).filter(lambda row: row.chosen != CHOSEN[0] or not row.probability),
    max_size=5,
)
ROW = SheetRow(
    "p-01", "p", "On ferries", 1, "The ferry left at seven; nobody was on it.", "none", "unsure", "Hm, well."
)


def saved(path: Path, separator: str, encoding: str = "utf-8-sig", end: str = "\r\n") -> Path:
    """The sheet as a spreadsheet of another country saves it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.mark.property
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=sheets)
def test_any_sheet_comes_back_as_it_was_written(tmp_path: Path, rows: list[SheetRow]) -> None:
    write_sheet(tmp_path / "s.csv", rows)
    assert [row for _, row in read_sheet(tmp_path / "s.csv")] == rows


@pytest.mark.property
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=sheets, separator=st.sampled_from(",;\t"))
def test_any_sheet_survives_another_separator(tmp_path: Path, rows: list[SheetRow], separator: str) -> None:
    write_sheet(tmp_path / "s.csv", rows)
    assert [row for _, row in read_sheet(saved(tmp_path / "s.csv", separator))] == rows


@pytest.mark.property
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=sheets)
def test_no_cell_begins_as_a_formula(tmp_path: Path, rows: list[SheetRow]) -> None:
    write_sheet(tmp_path / "s.csv", rows)
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def test_a_sheet_has_a_byte_order_mark_and_the_columns_in_order(tmp_path: Path) -> None:
    write_sheet(tmp_path / "s.csv", [ROW])
    data = (tmp_path / "s.csv").read_bytes()
    assert data.startswith(
        b"\xef\xbb\xbfparagraph,article,title,position,text,tag,confidence,note,chosen,probability,codebook\n"
    )
    assert read_sheet(tmp_path / "s.csv") == [(2, ROW)]


def test_blank_rows_are_of_the_paragraphs_in_the_given_order(labels_folder: Path) -> None:
    rows = sheet_rows(read_labels(labels_folder), ["art-1-02", "art-0-01"])
    assert [(row.paragraph, row.article, row.title, row.position) for row in rows] == [
        ("art-1-02", "art-1", "Article 1", 2),
        ("art-0-01", "art-0", "Article 0", 1),
    ]
    assert {(row.tag, row.confidence, row.note, row.chosen, row.probability) for row in rows} == {
        ("", "", "", "whole article", "")
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_sheet_may_come_back_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    row = SheetRow("p-01", "p", "Über Fähren", 1, "Die Fähre fährt über den größeren Hafen, sagt die Behörde.", "für")
    write_sheet(tmp_path / "s.csv", [row] * 5)
    assert read_sheet(saved(tmp_path / "s.csv", ";", encoding))[0] == (2, row)


def test_a_sheet_with_the_line_ends_of_old_macs_is_read(tmp_path: Path) -> None:
    write_sheet(tmp_path / "s.csv", [ROW])
    assert [row for _, row in read_sheet(saved(tmp_path / "s.csv", ";", end="\r"))] == [ROW]


def test_columns_may_be_moved_added_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("mood,Tag , paragraph,,\ngood,for,p-01,,\n", encoding="utf-8")
    assert read_sheet(path) == [(2, SheetRow("p-01", "", "", 0, "", "for"))]


def test_rows_of_separators_are_passed_over_and_short_rows_filled(tmp_path: Path) -> None:
    """Excel leaves both behind."""
    path = tmp_path / "s.csv"
    path.write_text(
        ",".join(COLUMNS) + "\np-01,p,T,1,One.,for\n,,,,,,,,,\n\np-02,p,T,2,Two.,none,,,\n", encoding="utf-8"
    )
    assert [(line, row.paragraph, row.tag) for line, row in read_sheet(path)] == [
        (2, "p-01", "for"),
        (5, "p-02", "none"),
    ]


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n', "\ufeffsep=;\r\n"])
def test_a_first_line_that_names_the_separator_is_no_header(tmp_path: Path, first: str) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes((first + "a,b,c;paragraph;tag\nx;p-01;for\n").encode())
    assert read_sheet(path, coded=True) == [(3, SheetRow("p-01", "", "", 0, "", "for"))]


@pytest.mark.parametrize("first", ["sep=\r\n", 'sep=""\n', "sep=a\n"])
def test_a_first_line_that_names_no_separator_is_a_header_like_any(tmp_path: Path, first: str) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes((first + "paragraph,tag\np-01,for\n").encode())
    with pytest.raises(BadTable, match=r"s\.csv:1: no column 'paragraph'"):
        read_sheet(path, coded=True)


def test_a_decimal_comma_is_a_point(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("paragraph;chosen;probability\np-01;random;0,25\n", encoding="utf-8")
    assert read_sheet(path)[0][1].probability == "0.25"


def test_a_version_is_written_so_that_no_spreadsheet_takes_it_for_a_number(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    write_sheet(path, [SheetRow("p-01", "p", "T", 1, "One.", codebook="1.10")])
    assert path.read_text(encoding="utf-8").endswith(",version 1.10\n")
    path.write_text("paragraph,codebook\np-01, 1.10\n", encoding="utf-8")
    assert read_sheet(path)[0][1].codebook == "1.10"


def test_a_queue_needs_no_tags_and_a_coded_sheet_does(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("paragraph,tags\np-01,\n", encoding="utf-8")
    assert len(read_sheet(path)) == 1
    with pytest.raises(
        BadTable, match=r"s\.csv:1: no column 'tag' \(did you mean 'tags'\?\); there are: paragraph, tags"
    ):
        read_sheet(path, coded=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (",,\n", ":1: no column 'paragraph'; there are: none"),
        ("id,tag\np,for\n", ":1: no column 'paragraph'; there are: id, tag"),
        ("paragraph,tag,tag\np,for,for\n", ":1: column 'tag' is there twice"),
        ("paragraph,tag\np,for,none\n", ":2: 3 cells where the header has 2"),
        ("paragraph,tag\n,for\n", ":2: column paragraph: is empty"),
        ('paragraph,tag\n"p\n', ":2: not a row of CSV"),
        ("paragraph,chosen\np,randon\n", ":2: column chosen: 'randon' is not one of whole article, random, queue"),
        ("paragraph,chosen,probability\np,queue,1.5\n", ":2: column probability: '1.5' is not a probability above 0"),
        ("paragraph,probability\np,0.5\n", ":2: column probability: '0.5' beside chosen 'whole article'"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "s.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadTable) as caught:
        read_sheet(path)
    assert str(caught.value).startswith(f"{path}{message}")


def test_every_fault_is_found_and_the_good_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("paragraph,chosen,probability\np,no,2\nq,random,0.5\n,random,\n", encoding="utf-8")
    rows, problems = check_sheet(path)
    assert [(problem.line, problem.column) for problem in problems] == [
        (2, "chosen"),
        (2, "probability"),
        (4, "paragraph"),
    ]
    assert [(line, row.paragraph) for line, row in rows] == [(3, "q")]


def test_a_sheet_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="there is no such file"):
        read_sheet(tmp_path / "no.csv")


def test_a_sheet_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    write_sheet(tmp_path / "s.csv", [ROW])
    with pytest.raises(UnicodeEncodeError):
        write_sheet(tmp_path / "s.csv", [ROW, SheetRow("\ud800", "", "", 1, "")])
    assert read_sheet(tmp_path / "s.csv") == [(2, ROW)]
    with pytest.raises(OutputError):
        write_sheet(tmp_path / "no" / "s.csv", [ROW])
