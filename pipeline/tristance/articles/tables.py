"""Tables of texts: CSV, TSV, JSON Lines and Parquet, read row by row at constant memory.

A table is read through once before its first row is handed out, so that torn JSON on the last line is reported before
anything has been made of the first.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tristance.articles.binary import refuse_binary
from tristance.articles.compression import unpacked
from tristance.articles.encoding import MARKS
from tristance.articles.guessing import guess
from tristance.articles.suffixes import COMPRESSED, suffix_of
from tristance.articles.tablenames import SUFFIXES, Kind, kind_of
from tristance.articles.tablerows import BrokenRow, TableRow, csv_rows, jsonl_rows
from tristance.articles.wide import wide_encoding
from tristance.errors import BadTable, UnreadableFile, did_you_mean

__all__ = ["BrokenRow", "Table", "TableRow", "open_table"]
_HEAD = 1 << 16
_PIECE = 1 << 20
_SHOWN = 12


@dataclass(frozen=True)
class Table:
    """A table that has been checked from end to end; ``columns`` are in the order of their first appearance.

    ``n_rows`` are those that can be used, and ``n_broken`` those that cannot, where it was opened to go on at them.
    """

    path: Path
    kind: Kind
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    n_rows: int
    text_column: str | None = None
    n_broken: int = 0

    def rows(self) -> Iterator[TableRow]:
        """The rows that can be used, in the order of the file."""
        for row in _rows(self.path, self.kind, self.encoding, self.delimiter, self.text_column):
            if isinstance(row, TableRow):
                yield row
            elif not self.n_broken:  # the file has changed since it was checked
                raise _bad(self.path, row)

    def require(self, column: str, remedy: str) -> None:
        """Raise :class:`BadTable` where there is no such column; *remedy* ends the message."""
        if column not in self.columns:
            there = ", ".join(self.columns[:_SHOWN]) + (", …" if len(self.columns) > _SHOWN else "")
            raise BadTable(
                f"{self.path}: no column {column!r}{did_you_mean(column, self.columns)}; there are: {there}; {remedy}"
            )


def open_table(
    path: Path,
    text_column: str | None = None,
    *,
    kind: Kind | None = None,
    broken: Callable[[BrokenRow], object] | None = None,
) -> Table:
    """The table at *path*, checked from end to end; *kind* is by its name unless given.

    Raises :class:`UnreadableFile` where it is missing, empty or binary, and :class:`BadTable` with the line where a row
    is torn or does not fit the header, or holds in *text_column* a value that is neither a text nor missing. With
    *broken*, such rows are handed to it, and left out; that all are broken is still an error.
    """
    kind = kind or kind_of(path)
    if kind is None:
        raise BadTable(
            f"{path}: not a table; the name should end in {', '.join(SUFFIXES)}, of which all but the last may be "
            f"compressed ({', '.join(COMPRESSED)})"
        )
    if kind == "parquet":
        return _parquet(path, text_column)
    encoding = _encoding(path)
    delimiter = _delimiter(path, encoding) if kind == "csv" else ""
    columns: dict[str, None] = {}
    n_rows = n_broken = 0
    first: BrokenRow | None = None
    for row in _rows(path, kind, encoding, delimiter, text_column):
        if isinstance(row, BrokenRow):
            if broken is None:
                raise _bad(path, row)
            first = first or row
            n_broken += 1
            broken(row)
            continue
        columns.update(dict.fromkeys(row.cells))
        n_rows += 1
    if not n_rows:
        raise BadTable(f"{path}: has no rows") if first is None else _bad(path, first)
    return Table(path, kind, encoding, delimiter, tuple(columns), n_rows, text_column, n_broken)


def _parquet(path: Path, text_column: str | None) -> Table:
    from tristance.articles.parquet import read_schema, require_text

    schema, n_rows = read_schema(path)
    if text_column is not None:
        require_text(path, schema, text_column)
    if not n_rows:
        raise BadTable(f"{path}: has no rows")
    return Table(path, "parquet", "", "", tuple(schema.names), n_rows, text_column)


def _bad(path: Path, row: BrokenRow) -> BadTable:
    return BadTable(f"{path}:{row.line}: {row.reason}")


@contextlib.contextmanager
def _open(path: Path, encoding: str) -> Iterator[IO[str]]:
    with unpacked(path) as file:
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        try:
            yield text
        except UnicodeError as error:
            raise UnreadableFile(
                f"{path}: begins as {encoding} but goes on otherwise ({error}); save the table as UTF-8"
            ) from None


def _encoding(path: Path) -> str:
    with unpacked(path) as file:
        head = file.read(_HEAD)
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
    with unpacked(path) as file:
        while piece := file.read(_PIECE):
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                around = max(0, error.start - _HEAD // 2)
                return guess(piece[around : around + _HEAD])
    return "utf-8"


def _delimiter(path: Path, encoding: str) -> str:
    """The character that parts the header's cells: a comma, or what spreadsheets of other countries write."""
    if suffix_of(path) == ".tsv":
        return "\t"
    with _open(path, encoding) as file:
        header = next((line for line in file if line.strip()), "")
    unquoted = re.sub(r'"[^"]*"', "", header)
    return max(",;\t|", key=unquoted.count)  # the comma, where none is there


def _rows(
    path: Path, kind: Kind, encoding: str, delimiter: str, text_column: str | None
) -> Iterator[TableRow | BrokenRow]:
    if kind == "parquet":
        from tristance.articles.parquet import parquet_rows

        yield from parquet_rows(path)
        return
    with _open(path, encoding) as file:
        rows = jsonl_rows(file) if kind == "jsonl" else csv_rows(path, file, delimiter)
        if kind == "csv" or text_column is None:
            yield from rows
            return
        for row in rows:
            if isinstance(row, TableRow):
                text = row.cells.get(text_column)
                if text is not None and not isinstance(text, str):
                    yield _not_a_text(row, text_column)
                    continue
            yield row


def _not_a_text(row: TableRow, column: str) -> BrokenRow:
    import json

    text = row.cells[column]
    reason = f"column {column}: {text!r} is not a text; put it in quotation marks"
    return BrokenRow(row.line, reason, json.dumps(row.cells, ensure_ascii=False) + "\n")
