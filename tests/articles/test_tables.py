"""Tables of texts: every row with its line, and a clear word where one is torn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tristance.articles.tables import open_table
from tristance.errors import BadTable, InputError, UnreadableFile

ROWS = [("1", "Käse, “quoted”"), ("2", 'a "b"\nc')]


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.csv", 'id,text\n1,"Käse, “quoted”"\n2,"a ""b""\nc"\n'.encode(), id="csv"),
        pytest.param(
            "a.csv", 'id,text\r\n1,"Käse, “quoted”"\r\n2,"a ""b""\nc"\r\n'.encode("utf-8-sig"), id="csv of Excel"
        ),
        pytest.param(
            "a.csv", 'id;text\n1;"Käse, “quoted”"\n2;"a ""b""\nc"\n'.encode("cp1252"), id="semicolons, cp1252"
        ),
        pytest.param("a.tsv", 'id\ttext\n1\tKäse, “quoted”\n2\t"a ""b""\nc"\n'.encode("utf-16"), id="tsv in UTF-16"),
        pytest.param("A.CSV", 'id|text\n1|"Käse, “quoted”"\n\n2|"a ""b""\nc"\n'.encode(), id="pipes, an empty line"),
        pytest.param(
            "a.jsonl", "\n".join(json.dumps({"id": i, "text": t}) for i, t in ROWS).encode() + b"\n\n", id="json lines"
        ),
        pytest.param(
            "a.ndjson",
            "".join(json.dumps({"id": i, "text": t}, ensure_ascii=False) + "\r\n" for i, t in ROWS).encode("utf-8-sig"),
            id="json lines with a mark",
        ),
    ],
)
def test_the_same_rows_from_all_kinds(tmp_path: Path, name: str, data: bytes) -> None:
    table = open_table(write(tmp_path / name, data))
    assert [(row.cells["id"], row.cells["text"]) for row in table.rows()] == ROWS
    assert table.columns == ("id", "text")
    assert table.n_rows == 2


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.csv", b'text\n"a\nb"\nc\n'))
    assert [row.line for row in table.rows()] == [2, 4]


def test_columns_of_json_lines_are_all_that_occur(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.jsonl", b'{"text": "a"}\n{"id": 1, "text": "b"}\n'))
    assert table.columns == ("text", "id")


def test_a_long_cell_is_read(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.csv", b"text\n" + b"word " * 200_000 + b"\n"))
    assert len(next(table.rows()).cells["text"]) == 1_000_000


@pytest.mark.parametrize(
    ("name", "data", "error", "message"),
    [
        pytest.param(
            "a.jsonl", b'{"text": "a"}\n{"text": "b', BadTable, r"a\.jsonl:2: not a line of JSON", id="torn json"
        ),
        pytest.param(
            "a.jsonl", b"[1]\n", BadTable, r"a\.jsonl:1: a JSON list; each line is one object", id="not an object"
        ),
        pytest.param("a.jsonl", b"[" * 100_000, BadTable, r"a\.jsonl:1: not a line of JSON", id="deep json"),
        pytest.param("a.csv", b"a,b\n1\n", BadTable, r"a\.csv:2: 1 cells where the header has 2", id="short row"),
        pytest.param("a.csv", b"a,b\n1,2,3\n", BadTable, r"a\.csv:2: 3 cells where the header has 2", id="long row"),
        pytest.param("a.csv", b'a,b\n1,"2\n', BadTable, r"a\.csv:2: not a row of CSV", id="open quotation mark"),
        pytest.param("a.csv", b"a,a\n1,2\n", BadTable, r"a\.csv:1: column 'a' is there twice", id="a column twice"),
        pytest.param("a.csv", b"a,b\n", BadTable, r"a\.csv: has no rows", id="header only"),
        pytest.param("a.csv", b"\xef\xbb\xbf", BadTable, r"a\.csv: has no header", id="a mark alone"),
        pytest.param("a.csv", b"", UnreadableFile, r"a\.csv: is empty", id="empty"),
        pytest.param("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(99), UnreadableFile, r"a\.csv: ", id="a picture"),
        pytest.param("a.txt", b"a\n1\n", BadTable, "the name should end in .csv", id="not a table by name"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, error: type[InputError], message: str) -> None:
    with pytest.raises(error, match=message):
        open_table(write(tmp_path / name, data))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be", "utf-8"])
def test_a_letter_late_in_a_table_decides_its_encoding(tmp_path: Path, encoding: str) -> None:
    text = "text\n" + "plain words\n" * 20_000 + "café\n"
    rows = list(open_table(write(tmp_path / "a.csv", text.encode(encoding))).rows())
    assert (len(rows), rows[-1].cells["text"]) == (20_001, "café")


def test_separators_within_quotation_marks_do_not_count(tmp_path: Path) -> None:
    table = open_table(write(tmp_path / "a.csv", b'\n"a;b;c;d",text\n1,x\n'))
    assert table.columns == ("a;b;c;d", "text")


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="there is no such file"):
        open_table(tmp_path / "none.csv")
