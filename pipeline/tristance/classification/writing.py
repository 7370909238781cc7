"""Rows as CSV or JSON Lines."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import IO, Any, Literal

from tristance.files import csv_line

Format = Literal["csv", "jsonl"]


def write_rows(rows: Iterable[dict[str, Any]], columns: Sequence[str], file: IO[str], kind: Format) -> None:
    """Write *rows* to the open text *file*, with *columns* first to last; a missing cell is empty, or left out of JSON.

    A value that JSON gave and CSV has no form for (a list, an object, a boolean) is written as JSON. Lone surrogates,
    which no encoding has, are written as escapes; NaN and infinities, which JSON does not have, as null.
    """
    if kind == "jsonl":
        for row in rows:
            ordered = {name: row[name] for name in columns if name in row}
            file.write(_encodable(_json(ordered)) + "\n")
        return
    file.write(csv_line(map(_encodable, columns)))
    for row in rows:
        file.write(csv_line(_cell(row.get(name)) for name in columns))


def _json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:  # NaN and infinities, which some writers put into JSON and most readers refuse
        return json.dumps(_finite(value), ensure_ascii=False)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict, bool)):
        value = _json(value)
    return _encodable(value) if isinstance(value, str) else value


def _encodable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
