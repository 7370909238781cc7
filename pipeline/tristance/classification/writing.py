"""Rows as CSV, TSV or JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Sequence
from typing import IO, Any, Literal

RowFormat = Literal["csv", "tsv", "jsonl"]


class RowFile:
    """Rows with *columns* as text of UTF-8 in *file*; CSV begins with its header."""

    def __init__(self, file: IO[bytes], columns: Sequence[str], kind: RowFormat) -> None:
        self._file, self._columns, self._kind = file, columns, kind
        if kind != "jsonl":
            self.write([], header=True)

    def write(self, rows: Iterable[dict[str, Any]], *, header: bool = False) -> None:
        """Write *rows*."""
        text = io.StringIO(newline="")
        write_rows(rows, self._columns, text, self._kind, header=header)
        self._file.write(text.getvalue().encode())

    def close(self) -> None:
        """Nothing closes such a file."""


def write_rows(
    rows: Iterable[dict[str, Any]], columns: Sequence[str], file: IO[str], kind: RowFormat, *, header: bool = True
) -> None:
    """Write *rows* to the open text *file*, with *columns* first to last; a missing cell is empty, or left out of JSON.

    A value that JSON gave and CSV has no form for (a list, an object, a boolean) is written as JSON. Lone surrogates,
    which no encoding has, are written as escapes; NaN and infinities, which JSON does not have, as null.
    """
    if kind == "jsonl":
        for row in rows:
            ordered = {name: row[name] for name in columns if name in row}
            file.write(_encodable(_json(ordered)) + "\n")
        return
    writer = csv.writer(_Lines(file), delimiter="\t" if kind == "tsv" else ",", lineterminator="\r\n")
    if header:
        writer.writerow(map(_encodable, columns))
    writer.writerows([as_cell(row.get(name)) for name in columns] for row in rows)


class _Lines:
    """Each row of CSV as RFC 4180 has it, ended by LF, as of :func:`~tristance.files.csv_line`; one writer for all.

    The writer quotes a carriage return only where its own line end has one, so it is given that, and then cut. It
    writes one row at a time.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, line: str) -> None:
        self._file.write(f"{line[:-2]}\n")


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _json(value: Any) -> str:
    try:
        return _encode(value)
    except ValueError:  # NaN and infinities, which some writers put into JSON and most readers refuse
        return json.dumps(_finite(value), ensure_ascii=False)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def as_cell(value: Any) -> Any:
    """*value* as a cell that has no form for lists, objects and booleans: those are JSON."""
    if isinstance(value, (list, dict, bool)):
        value = _json(value)
    return _encodable(value) if isinstance(value, str) else value


def _encodable(text: str) -> str:
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode()
