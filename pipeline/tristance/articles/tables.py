"""Tables of texts: CSV, TSV and JSON Lines, read row by row at constant memory.

A table is read through once before its first row is handed out, so that torn JSON on the last line is reported before
anything has been made of the first.
"""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

from tristance.articles.binary import refuse_binary
from tristance.articles.encoding import MARKS
from tristance.articles.guessing import guess
from tristance.articles.tablenames import SUFFIXES
from tristance.articles.wide import wide_encoding
from tristance.errors import BadTable, UnreadableFile, did_you_mean
from tristance.files import unreadable

_HEAD = 1 << 16
_PIECE = 1 << 20
_SHOWN = 12
csv.field_size_limit(2**31 - 1)  # a paragraph may be long; the module's own limit is 131,072 characters


class TableRow(NamedTuple):
    """One row: the line on which it starts, and its cells by column. Cells of CSV are strings, of JSON any value."""

    line: int
    cells: dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A table that has been checked from end to end; ``columns`` are in the order of their first appearance."""

    path: Path
    kind: str
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    n_rows: int

    def rows(self) -> Iterator[TableRow]:
        """The rows, in the order of the file."""
        return (row for row in _rows(self.path, self.kind, self.encoding, self.delimiter))

    def require(self, column: str, remedy: str) -> None:
        """Raise :class:`BadTable` where there is no such column; *remedy* ends the message."""
        if column not in self.columns:
            there = ", ".join(self.columns[:_SHOWN]) + (", …" if len(self.columns) > _SHOWN else "")
            raise BadTable(
                f"{self.path}: no column {column!r}{did_you_mean(column, self.columns)}; there are: {there}; {remedy}"
            )


def open_table(path: Path, text_column: str | None = None, *, kind: str | None = None) -> Table:
    """The table at *path*, checked from end to end; *kind*, ``csv`` or ``jsonl``, is by its name unless given.

    Raises :class:`UnreadableFile` where it is missing, empty or binary, and :class:`BadTable` with the line where a row
    is torn or does not fit the header, or holds in *text_column* a value that is neither a text nor missing.
    """
    kind = kind or SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise BadTable(f"{path}: not a table; the name should end in {', '.join(SUFFIXES)}")
    encoding = _encoding(path)
    delimiter = _delimiter(path, encoding) if kind == "csv" else ""
    columns: dict[str, None] = {}
    n_rows = 0
    for row in _rows(path, kind, encoding, delimiter):
        columns.update(dict.fromkeys(row.cells))
        n_rows += 1
        text = row.cells.get(text_column) if text_column is not None else None
        if text is not None and not isinstance(text, str):
            raise BadTable(
                f"{path}:{row.line}: column {text_column}: {text!r} is not a text; put it in quotation marks"
            )
    if not n_rows:
        raise BadTable(f"{path}: has no rows")
    return Table(path, kind, encoding, delimiter, tuple(columns), n_rows)


def _open(path: Path, encoding: str) -> IO[str]:
    try:
        return path.open(encoding=encoding, newline="")
    except OSError as error:
        raise unreadable(path, error) from None


def _encoding(path: Path) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise unreadable(path, error) from None
    if not head.strip():
        raise UnreadableFile(f"{path}: is empty; give a table with a header and rows")
    for mark, name in MARKS:
        if head.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(name, name.removesuffix("-le").removesuffix("-be"))
    refuse_binary(head, str(path))
    wide = wide_encoding(head[: len(head) // 4 * 4])
    if wide is not None:
        return wide
    if b"\0" in head:
        raise UnreadableFile(f"{path}: holds NUL bytes, so it is not text; save the table as CSV in UTF-8")
    return _narrow_encoding(path)


def _narrow_encoding(path: Path) -> str:
    """UTF-8 if the whole file is; else what the bytes around the first that is not speak for."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                around = max(0, error.start - _HEAD // 2)
                return guess(piece[around : around + _HEAD])
    return "utf-8"


def _delimiter(path: Path, encoding: str) -> str:
    """The character that parts the header's cells: a comma, or what spreadsheets of other countries write."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    with _open(path, encoding) as file:
        try:
            header = next((line for line in file if line.strip()), "")
        except UnicodeError as error:
            raise _wrong_encoding(path, encoding, error) from None
    unquoted = re.sub(r'"[^"]*"', "", header)
    return max(",;\t|", key=unquoted.count)  # the comma, where none is there


def _rows(path: Path, kind: str, encoding: str, delimiter: str) -> Iterator[TableRow]:
    with _open(path, encoding) as file:
        try:
            yield from _jsonl(path, file) if kind == "jsonl" else _csv(path, file, delimiter)
        except UnicodeError as error:
            raise _wrong_encoding(path, encoding, error) from None


def _jsonl(path: Path, file: IO[str]) -> Iterator[TableRow]:
    for line, text in enumerate(file, start=1):
        if not text.strip():
            continue
        try:
            cells = json.loads(text)
        except (ValueError, RecursionError) as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            raise BadTable(f"{path}:{line}: not a line of JSON ({what}); each line is one object") from None
        if not isinstance(cells, dict):
            raise BadTable(
                f'{path}:{line}: a JSON {type(cells).__name__}; each line is one object like {{"text": "…"}}'
            )
        yield TableRow(line, cells)


def _csv(path: Path, file: IO[str], delimiter: str) -> Iterator[TableRow]:
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    last = 0  # the line on which the last whole row ended
    try:
        header = [name.strip() for name in next(filter(None, reader), [])]
        if not header:
            raise BadTable(f"{path}: has no header; the first line names the columns")
        twice = next((name for name in header if header.count(name) > 1), None)
        if twice is not None:
            raise BadTable(f"{path}:1: column {twice!r} is there twice; give each column a name of its own")
        last = reader.line_num
        for cells in reader:
            line, last = last + 1, reader.line_num
            if not cells:
                continue
            if len(cells) != len(header):
                raise BadTable(
                    f"{path}:{line}: {len(cells)} cells where the header has {len(header)}; "
                    "a cell that holds a comma, a quotation mark or a line end stands in quotation marks"
                )
            yield TableRow(line, dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        raise BadTable(f"{path}:{last + 1}: not a row of CSV ({error})") from None


def _wrong_encoding(path: Path, encoding: str, error: UnicodeError) -> UnreadableFile:
    return UnreadableFile(f"{path}: begins as {encoding} but goes on otherwise ({error}); save the table as UTF-8")
