"""Reading the three tables of a labels folder row by row, and saying of each fault where it is and what was expected.

The tables are CSV as RFC 4180 has it, in UTF-8, one row a line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from tristance.errors import LabelError, did_you_mean
from tristance.files import csv_line, read_bytes
from tristance.labels.rows import CHOSEN, CONFIDENCES, ORIGINS, Row, columns

R = TypeVar("R", bound=Row)

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z?", re.ASCII)
_NUMBER = re.compile(r"0*[1-9]\d{0,8}", re.ASCII)
_SHA = re.compile(r"[0-9a-f]{64}")
csv.field_size_limit(2**31 - 1)  # a paragraph may be long; the module's own limit is 131,072 characters


class Problem(NamedTuple):
    """One fault: ``str()`` gives ``labels/annotations.csv:41: column tag: 'agianst' is not …``."""

    path: Path
    line: int
    column: str
    message: str
    error: type[LabelError] = LabelError

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {f'column {self.column}: ' if self.column else ''}{self.message}"


class Located(NamedTuple, Generic[R]):
    """A row and the line that it stands on."""

    line: int
    row: R


def read_table(path: Path, kind: type[R], problems: list[Problem]) -> list[Located[R]]:
    """The rows of the table at *path* that can be read; faults are added to *problems*."""
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(Problem(path, 0, "", f"not UTF-8 (byte {error.start}); save the table as UTF-8"))
        return []
    return read_rows(path, text, kind, problems)


def read_rows(path: Path, text: str, kind: type[R], problems: list[Problem]) -> list[Located[R]]:
    """As :func:`read_table`, of *text* that was read already; faults are said to be of *path*."""
    expected = columns(kind)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Located[R]] = []
    previous = 0
    try:
        first = next(reader, [])
        if tuple(first) != expected:
            problems.append(Problem(path, 1, "", _header_fault(first, expected)))
            return []
        previous = reader.line_num  # the line on which the last whole row ended
        for cells in reader:
            line, previous = previous + 1, reader.line_num
            if cells:
                rows.extend(_row(path, kind, (line, previous), cells, problems))
    except csv.Error as error:
        problems.append(Problem(path, previous + 1, "", f"not a row of CSV ({error})"))
    return rows


def _row(
    path: Path, kind: type[R], lines: tuple[int, int], cells: list[str], problems: list[Problem]
) -> Iterator[Located[R]]:
    line, last = lines
    names = columns(kind)
    if last > line:
        problems.append(Problem(path, line, "", f"this row goes on to line {last}; a row is one line"))
        return
    if len(cells) != len(names):
        problems.append(Problem(path, line, "", f"{len(cells)} cells where the header has {len(names)}"))
        return
    values: dict[str, Any] = dict(zip(names, cells, strict=True))
    found = faults(path.name, values)
    problems.extend(Problem(path, line, name, fault) for name, fault in found)
    if not found:
        if "position" in values:
            values["position"] = int(values["position"])
        yield Located(line, kind(**values))


def faults(table: str, cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is wrong with *cells* of a row of *table*: ``(column, message)`` pairs."""
    checks = _CHECKS[table]
    return [(name, fault) for name in cells if name in checks and (fault := checks[name](cells[name]))]


def probability_fault(chosen: str, probability: str) -> str:
    """What is wrong with a *probability* beside how a paragraph was *chosen*; rows from before this was asked stay."""
    if chosen == CHOSEN[0] and probability:
        return f"{probability!r} beside chosen {chosen!r}, which is not drawn; empty it, or say random or queue"
    return ""


def header(kind: type[Row]) -> str:
    """The first line of a table."""
    return csv_line(columns(kind))


def lines(rows: Iterable[Row]) -> str:
    """Rows as lines of CSV, LF at the end of each."""
    return "".join(csv_line(getattr(row, name) for name in columns(type(row))) for row in rows)


def _header_fault(found: list[str], expected: tuple[str, ...]) -> str:
    unknown = [name for name in found if name not in expected]
    missing = [name for name in expected if name not in found]
    if len(found) == 1 and (";" in found[0] or "\t" in found[0]):
        return f"the columns are not parted by commas; save as comma-separated, with the header {','.join(expected)}"
    twice = next((name for name in found if found.count(name) > 1), None)
    if twice is not None:
        return f"column {twice!r} is there twice; expected {','.join(expected)}"
    if unknown:
        return f"unknown column {unknown[0]!r}{did_you_mean(unknown[0], expected)}; expected {','.join(expected)}"
    if missing:
        return f"column {missing[0]!r} is missing; expected {','.join(expected)}"
    return f"the columns are in another order; expected {','.join(expected)}"


Check = Callable[[str], str]


def _filled(value: str) -> str:
    return "" if value.strip() else "is empty"


def _one_of(choices: tuple[str, ...]) -> Check:
    return lambda value: (
        "" if value in choices else f"{value!r} is not one of {', '.join(choices)}{did_you_mean(value, choices)}"
    )


def _matching(pattern: re.Pattern[str], form: str) -> Check:
    return lambda value: "" if not value or pattern.fullmatch(value) else f"{value!r} is not of the form {form}"


def _whole_number(value: str) -> str:
    return "" if _NUMBER.fullmatch(value) else f"{value!r} is not a number from 1 up"


def _probability(value: str) -> str:
    try:
        good = not value or 0 < float(value) <= 1
    except ValueError:
        good = False
    return "" if good else f"{value!r} is not a probability above 0 and at most 1"


def _date(value: str) -> str:
    try:
        good = not value or bool(_DATE.fullmatch(value) and date.fromisoformat((value + "-01-01")[:10]))
    except ValueError:  # a day that no month has
        good = False
    return "" if good else f"{value!r} is not of the form 2019-08-22, 2019-08 or 2019"


_CHECKS: dict[str, dict[str, Check]] = {
    "articles.csv": {"article": _filled, "date": _date, "event_date": _date, "origin": _one_of(ORIGINS)},
    "paragraphs.csv": {
        "paragraph": _filled,
        "article": _filled,
        "position": _whole_number,
        "text": _filled,
        "source_sha256": _matching(_SHA, "of 64 hexadecimal digits"),
    },
    "annotations.csv": {
        "paragraph": _filled,
        "annotator": _filled,
        "tag": _filled,
        "confidence": _one_of(CONFIDENCES),
        "time": _matching(_TIME, "2026-11-22T09:30:00Z"),
        "chosen": _one_of(CHOSEN),
        "probability": _probability,
    },
}
