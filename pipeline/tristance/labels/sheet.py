"""The coding sheet: a table of paragraphs that a coder fills in a spreadsheet.

CSV in UTF-8 with a byte-order mark, by which Excel knows the encoding. ``tag``, ``confidence`` and ``note`` are empty
until coded. A cell that a spreadsheet would take for a formula has one ``'`` in front, which reading takes off
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from tristance.articles.encoding import decode
from tristance.errors import BadTable, UnreadableFile, did_you_mean
from tristance.files import csv_line, read_bytes, replacing
from tristance.labels.store import Labels
from tristance.labels.tables import Problem, faults, probability_fault

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MARK = b"\xef\xbb\xbf"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
_SEPARATORS = ",;\t"
_DECLARED = re.compile(r"\"?sep=([^\w\s\"]|\t)\"?(?=[\r\n])", re.IGNORECASE)  # a first line, for Excel
_HEAD = 4096
_FIRST = 3  # rows in which the header is looked for: others may write a line of their own before it
_VERSION = "version "  # else a spreadsheet takes 1.10 for a number, and makes it 1.1


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One paragraph to code. An empty ``confidence`` means sure.

    ``chosen`` and ``probability`` say how the paragraph came to be read, as in the annotation that is made of the row.
    ``codebook`` is the version that it is to be read by; empty where that is not said.
    """

    paragraph: str
    article: str
    title: str
    position: int
    text: str
    tag: str = ""
    confidence: str = ""
    note: str = ""
    chosen: str = "whole article"
    probability: str = ""
    codebook: str = ""


COLUMNS = tuple(field.name for field in fields(SheetRow))
"""The columns of a sheet, in order."""


def sheet_rows(labels: Labels, paragraphs: Iterable[str]) -> list[SheetRow]:
    """Blank rows of the paragraphs with these ids, in that order, to be read by the present codebook.

    Raises :class:`KeyError` for an unknown id.
    """
    known = {row.paragraph: row for row in labels.paragraphs}
    return [
        SheetRow(
            row.paragraph,
            row.article,
            labels.article[row.article].title,
            row.position,
            row.text,
            codebook=labels.codebook.version,
        )
        for row in (known[name] for name in paragraphs)
    ]


def write_sheet(path: Path, rows: Iterable[SheetRow]) -> None:
    """Write the sheet at *path* in one step. Raises :class:`~tristance.errors.OutputError` where that fails."""
    lines = [csv_line(COLUMNS), *(csv_line(_cells(row)) for row in rows)]
    data = _MARK + "".join(lines).encode()  # all bytes before the file is opened
    with replacing(path) as file:
        file.write(data)


def read_sheet(path: Path, *, coded: bool = False) -> list[tuple[int, SheetRow]]:
    """The rows of the sheet at *path*, each with the line on which it begins.

    Columns may stand in any order, parted by commas, semicolons or tabs; others are passed over. ``paragraph`` must be
    there, and for a *coded* sheet ``tag``; what else is missing takes the value of a blank row. A position that is no
    number is 0. ``chosen`` and ``probability`` are such as annotations may have; a decimal comma becomes a point.

    Raises :class:`~tristance.errors.UnreadableFile`, and :class:`BadTable` with the first fault and its line.
    """
    rows, problems = check_sheet(path, coded=coded)
    if problems:
        raise BadTable(str(problems[0]))
    return rows


def check_sheet(path: Path, *, coded: bool = False) -> tuple[list[tuple[int, SheetRow]], list[Problem]]:
    """The rows that :func:`read_sheet` can read, and all that is wrong with the others."""
    text = _text(path)
    declared = _DECLARED.match(text)
    if declared:
        text = text[declared.end() :]  # its line stays, empty: those below keep their numbers
    separator = declared[1] if declared else _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, SheetRow]] = []
    problems: list[Problem] = []
    last = 0  # the line on which the last whole row ended
    try:
        header = [name.strip().casefold() for name in next(filter(any, reader), [])]
        if fault := _header_fault(header, coded=coded):
            return [], [Problem(path, max(reader.line_num, 1), "", fault)]
        last = reader.line_num
        for cells in reader:
            line, last = last + 1, reader.line_num
            if not any(map(str.strip, cells)):  # spreadsheets leave rows of separators behind
                continue
            if any(cells[len(header) :]):
                problems.append(Problem(path, line, "", f"{len(cells)} cells where the header has {len(header)}"))
                continue
            found = list(_faults_of(path, line, values := _values(header, cells)))
            problems += found
            if not found:
                rows.append((line, _row(values)))
    except csv.Error as error:
        problems.append(Problem(path, last + 1, "", f"not a row of CSV ({error})"))
    return rows, problems


def _text(path: Path) -> str:
    data = read_bytes(path)
    if data.startswith(_WORKBOOKS):
        raise UnreadableFile(f"{path}: is a workbook; open it in the spreadsheet and save it as CSV UTF-8")
    if not data.strip():
        raise UnreadableFile(f"{path}: is empty; a sheet has the names of its columns in the first row")
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    try:
        return decode(data, str(path))  # a spreadsheet that saved in an encoding of its own
    except UnreadableFile:  # whose remedies are for articles
        raise UnreadableFile(f"{path}: is not text; save the sheet as CSV UTF-8") from None


def _separator(text: str) -> str:
    header = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    return max(_SEPARATORS, key=header.count)  # the comma, where none is there


def _header_fault(header: list[str], *, coded: bool) -> str:
    for name in ("paragraph", "tag") if coded else ("paragraph",):
        if name not in header:
            there = ", ".join(filter(None, header)) or "none"
            return f"no column {name!r}{did_you_mean(name, header)}; there are: {there}; a sheet keeps its first row"
    twice = next((name for name in COLUMNS if header.count(name) > 1), None)
    return f"column {twice!r} is there twice; take one of the two out" if twice else ""


def _values(header: list[str], cells: list[str]) -> dict[str, str]:
    """The cells of our columns. A row may be short: Excel leaves the last separators of empty cells away."""
    given = {name: bare(cell) for name, cell in zip(header, cells, strict=False) if name in COLUMNS}
    given["chosen"] = given.get("chosen", "").strip() or "whole article"
    given["probability"] = given.get("probability", "").strip().replace(",", ".")
    given["codebook"] = bare_version(given.get("codebook", ""))
    return given


def _faults_of(path: Path, line: int, values: dict[str, str]) -> Iterator[Problem]:
    checked = {name: values.get(name, "") for name in ("paragraph", "chosen", "probability")}
    found = faults("annotations.csv", checked)
    if not found and (fault := probability_fault(checked["chosen"], checked["probability"])):
        found = [("probability", fault)]
    return (Problem(path, line, column, message) for column, message in found)


def _row(values: dict[str, str]) -> SheetRow:
    position = values.get("position", "").strip()
    blank = {"article": "", "title": "", "text": ""}
    given = {name: value for name, value in values.items() if name != "position"}
    number = int(position) if position.isascii() and position.isdecimal() and len(position) < 10 else 0  # noqa: PLR2004
    return SheetRow(position=number, **{**blank, **given})


def _cells(row: SheetRow) -> Iterator[str]:
    for name in COLUMNS:
        value = str(getattr(row, name))
        yield _guarded(f"{_VERSION}{value}" if name == "codebook" and value else value)


def bare_version(cell: str) -> str:
    """The version that a cell of ``codebook`` names: ``1.10`` for ``version 1.10``, or where it stands alone."""
    return cell.strip().removeprefix(_VERSION).strip()


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def bare(cell: str) -> str:
    """*cell* of a sheet as it was before :func:`write_sheet` kept spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def is_filled(path: Path) -> bool:
    """Whether the file at *path* is a coding sheet in which there is a tag, a confidence or a note.

    Whatever `labels collect` would take counts as one, but for tables that can be made again: exported judgements have
    a column ``annotator``, and classified rows a probability of each tag.
    """
    with contextlib.suppress(OSError), path.open("rb") as file:
        if b"paragraph" not in file.read(_HEAD).replace(b"\0", b"").lower():  # a large file is not read for nothing
            return False
    try:
        text = _text(path)
    except UnreadableFile:
        return False
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        first = ([cell.strip().casefold() for cell in row] for row in itertools.islice(rows, _FIRST))
        header = next((row for row in first if "paragraph" in row), [])
        if "tag" not in header or any(name == "annotator" or name.startswith("p_") for name in header):
            return False
        places = [at for at, name in enumerate(header) if name in {"tag", "confidence", "note"}]
        return any(cell.strip() for cells in rows for at, cell in enumerate(cells) if at in places)
    except csv.Error:
        return True  # torn: what it holds is not known
