"""Rows as CSV or JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import IO, Any, Literal

from tristance.files import csv_line

Format = Literal["csv", "jsonl"]


def write_rows(rows: Iterable[dict[str, Any]], columns: Sequence[str], file: IO[str], kind: Format) -> None:
    """Write *rows* to the open text *file*, with *columns* first to last; a missing cell is empty, or left out of JSON.

    A value that JSON gave and CSV has no form for (a list, an object, a boolean) is written as JSON. Lone surrogates,
    which no encoding has, are written as escapes.
    """
    if kind == "jsonl":
        for row in rows:
            ordered = {name: row[name] for name in columns if name in row}
            file.write(_encodable(json.dumps(ordered, ensure_ascii=False)) + "\n")
        return
    file.write(csv_line(columns))
    for row in rows:
        file.write(csv_line(_cell(row.get(name)) for name in columns))


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict, bool)):
        value = json.dumps(value, ensure_ascii=False)
    return _encodable(value) if isinstance(value, str) else value


def _encodable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
