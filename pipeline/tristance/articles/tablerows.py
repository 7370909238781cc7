"""The rows of CSV and JSON Lines, one after the other; one that is broken comes as such, and reading goes on."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tristance.errors import BadTable

csv.field_size_limit(2**31 - 1)  # a paragraph may be long; the module's own limit is 131,072 characters


class TableRow(NamedTuple):
    """One row: the line on which it starts, and its cells by column. Cells of CSV are strings, of JSON any value."""

    line: int
    cells: dict[str, Any]


class BrokenRow(NamedTuple):
    """A row that cannot be used: the line on which it starts, why, and the text as it stands in the file."""

    line: int
    reason: str
    text: str


def jsonl_rows(lines: Iterable[str]) -> Iterator[TableRow | BrokenRow]:
    """The rows of JSON Lines; empty lines are passed over."""
    for line, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            cells = json.loads(text)
        except (ValueError, RecursionError) as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            yield BrokenRow(line, f"not a line of JSON ({what}); each line is one object", text)
            continue
        if isinstance(cells, dict):
            yield TableRow(line, cells)
        else:
            kind = type(cells).__name__
            yield BrokenRow(line, f'a JSON {kind}; each line is one object like {{"text": "…"}}', text)


def csv_rows(path: Path, lines: Iterable[str], delimiter: str) -> Iterator[TableRow | BrokenRow]:
    """The rows of CSV below its header; empty lines are passed over.

    Raises :class:`BadTable` where the header is none. After a row that is no CSV, reading goes on with the next line.
    """
    kept = _Kept(lines)
    reader = csv.reader(kept, delimiter=delimiter, strict=True)
    header = _header(path, reader)
    last = reader.line_num  # the line on which the last row ended
    while True:
        kept.lines.clear()
        line = last + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            last = reader.line_num
            yield BrokenRow(line, f"not a row of CSV ({error})", "".join(kept.lines))
            continue
        last = reader.line_num
        if cells is None:
            return
        if not cells:
            continue
        if len(cells) == len(header):
            yield TableRow(line, dict(zip(header, cells, strict=True)))
        else:
            yield BrokenRow(
                line,
                f"{len(cells)} cells where the header has {len(header)}; "
                "a cell that holds a comma, a quotation mark or a line end stands in quotation marks",
                "".join(kept.lines),
            )


def _header(path: Path, reader: Any) -> list[str]:
    try:
        header = [name.strip() for name in next(filter(None, reader), [])]
    except csv.Error as error:
        raise BadTable(f"{path}:1: not a row of CSV ({error})") from None
    if not header:
        raise BadTable(f"{path}: has no header; the first line names the columns")
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        raise BadTable(f"{path}:1: column {twice!r} is there twice; give each column a name of its own")
    return header


class _Kept:
    """Lines, and those of the present row, as they were before they became cells."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._all = iter(lines)
        self.lines: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._all)
        self.lines.append(line)
        return line
