"""A sample of a corpus that was tagged by hand: which rows of the corpus it speaks of, and with what weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.articles.tables import Table, TableRow, open_table
from tristance.errors import BadTable, UnknownTag, did_you_mean
from tristance.labels.names import one_line
from tristance.labels.sheet import bare

Key = tuple[str, ...]

_KEYS = (("source", "paragraph"), ("id",), ("article", "text"), ("text",))


@dataclass(frozen=True)
class HandSample:
    """n tagged paragraphs, with ``gold`` (n,) tags and ``weights`` (n,), 1/probability.

    They are found in the corpus by their ``keys``, the cells of ``columns``; ``lines`` are where they stand in the file
    at ``path``. ``weighted`` is whether probabilities were given; ``uncoded`` counts the rows without a tag, which are
    not among the n.
    """

    path: Path
    columns: Key
    keys: tuple[Key, ...]
    lines: tuple[int, ...]
    gold: NDArray[np.intp]
    weights: NDArray[np.float64]
    weighted: bool
    uncoded: int


def key_of(row: TableRow, columns: Sequence[str]) -> Key:
    """The cells of *columns*, as they are compared: as text, whatever its spacing, and as a coding sheet has it."""
    return tuple(bare(_text(row.cells.get(column))) for column in columns)


def _text(value: Any) -> str:
    """A cell as one line. A number that a table program wrote as 3.0 is 3."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else one_line(str(value).encode("utf-8", "replace").decode())


def read_sample(path: Path, corpus: Table, tags: Sequence[str], columns: Sequence[str] = ()) -> HandSample:
    """The sample at *path*, of the rows of *corpus* with one of *tags* each.

    Rows are found by *columns*; unless given, by the first of these that both tables have: ``source`` and
    ``paragraph``, ``id``, ``article`` and ``text``, ``text``. The tag is in column ``gold``, else in ``tag``; the
    probability of the row to be drawn in ``probability``, else all weigh alike.

    Raises :class:`BadTable` and :class:`UnknownTag` with the line.
    """
    table = open_table(path)
    found = tuple(columns) or _shared_key(table, corpus)
    for column in found:
        for each in (table, corpus):
            each.require(column, "rows of the sample are found in the corpus by it; name another: --key COLUMN")
    gold = _gold_column(table, tags)
    weighted = "probability" in table.columns and any(_cell(row, "probability") for row in table.rows())
    lines: dict[Key, int] = {}
    places, weights, uncoded = [], [], 0
    for row in table.rows():
        tag = _cell(row, gold)
        if not tag:
            uncoded += 1
            continue
        if tag not in tags:
            where = f"{path}:{row.line}: column {gold}"
            raise UnknownTag(f"{where}: {tag!r} is not one of {', '.join(tags)}{did_you_mean(tag, tags)}")
        key = key_of(row, found)
        if key in lines:
            raise BadTable(
                f"{path}:{row.line}: the same {' and '.join(found)} as line {lines[key]}; a sample has one row a "
                "paragraph: settle on one tag, or name columns that tell the rows apart: --key COLUMN"
            )
        lines[key] = row.line
        places.append(tags.index(tag))
        weights.append(1 / _probability(table, row) if weighted else 1.0)
    if not lines:
        raise BadTable(f"{path}: column {gold} has no tag in any row; tag the sample by hand first")
    return HandSample(
        path,
        found,
        tuple(lines),
        tuple(lines.values()),
        np.array(places, dtype=np.intp),
        np.array(weights),
        weighted,
        uncoded,
    )


def _shared_key(table: Table, corpus: Table) -> Key:
    for columns in _KEYS:
        if all(name in table.columns and name in corpus.columns for name in columns):
            return columns
    ways = ", ".join("+".join(columns) for columns in _KEYS)
    raise BadTable(
        f"{table.path}: has none of the columns by which its rows would be found in {corpus.path} ({ways}); name one "
        "that both have: --key COLUMN"
    )


def _gold_column(table: Table, tags: Sequence[str]) -> str:
    if "gold" in table.columns:
        return "gold"
    table.require("tag", "the tags given by hand are in column gold or tag")
    if any(f"p_{tag}" in table.columns for tag in tags):
        raise BadTable(
            f"{table.path}: its column tag is the model's, as column p_{tags[0]} beside it shows; "
            "put the tags given by hand into a column gold"
        )
    return "tag"


def _cell(row: TableRow, column: str) -> str:
    return str("" if (value := row.cells.get(column)) is None else value).strip()


def _probability(table: Table, row: TableRow) -> float:
    cell = _cell(row, "probability")
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not 0 < value <= 1:
        raise BadTable(
            f"{table.path}:{row.line}: column probability: {cell!r} is not above 0 and at most 1; it is the "
            "probability with which the row was drawn, and all rows have one or none has"
        )
    return value
