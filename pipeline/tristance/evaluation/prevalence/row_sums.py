"""The rows of a classified table, checked and added up by cell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tristance.articles.tables import Table, TableRow
from tristance.errors import BadTable, UnknownTag, did_you_mean

Array = NDArray[np.float64]

NOT_CLASSIFIED = "give the file that `tristance classify -o` wrote"
_REASON = "undecided_reason"
_CHUNK = 1 << 14
_SUM = 0.01  # how far probabilities may be from summing to 1: tables are rounded


def _is_ours(row: TableRow) -> bool:
    """Whether the reason is that of ``classify``, and not a column that its table had before."""
    columns = list(row.cells)
    return columns.index(_REASON) > columns.index("confidence")


class RowSums:
    """Sums of the rows of *table* in numbered cells. Rows are gathered first: adding each to arrays would be slow.

    ``undecided_tag`` is the tag of rows that were left undecided, as the first of them has it.
    """

    def __init__(self, table: Table, tags: Sequence[str]) -> None:
        """Begin with no cells."""
        self.undecided_tag = "undecided"
        self._path, self._tags = table.path, tuple(tags)
        self._columns = [f"p_{tag}" for tag in tags]
        self._places = {tag: place for place, tag in enumerate(tags)}
        self._rows: list[tuple[int, int, list[float]]] = []
        self._sums = np.zeros((0, 1 + 3 * len(tags)))
        self._seen_undecided = False

    def add(self, row: TableRow, cell: int) -> list[float]:
        """Add *row* to *cell*, and return its probabilities.

        Raises :class:`BadTable` and :class:`UnknownTag` with the line.
        """
        try:
            p = [float(row.cells[column]) for column in self._columns]
        except (KeyError, TypeError, ValueError):
            p = []
        if not p or min(p) < 0 or not abs(sum(p) - 1) <= _SUM:  # not a number is no such sum either
            p = self._examined(row)
        self._rows.append((cell, self._tag(row), p))
        if len(self._rows) == _CHUNK:
            self._flush()
        return p

    def by_cell(self) -> tuple[Array, Array, Array]:
        """Of the c cells: paragraphs (c,), those of each tag (c, k), sums of p and of their squares (c, 2k)."""
        self._flush()
        k = len(self._tags)
        filled = self._sums[: int(np.flatnonzero(self._sums[:, 0])[-1]) + 1]
        return filled[:, 0], filled[:, 1 : 1 + k], filled[:, 1 + k :]

    def _tag(self, row: TableRow) -> int:
        """The place of the row's tag; k where it was left undecided."""
        tag = row.cells.get("tag")
        if row.cells.get(_REASON) and _is_ours(row):
            if not self._seen_undecided:
                self._seen_undecided, self.undecided_tag = True, str(tag)
            return len(self._tags)
        place = self._places.get(tag) if isinstance(tag, str) else None
        if place is None:
            raise UnknownTag(
                f"{self._path}:{row.line}: column tag: {tag!r} has no column of probabilities"
                f"{did_you_mean(str(tag), self._tags)}; {NOT_CLASSIFIED}"
            )
        return place

    def _examined(self, row: TableRow) -> list[float]:
        """The probabilities of a row as other programs may have written it, or what is wrong with them."""
        p = [self._probability(row, column) for column in self._columns]
        if abs(sum(p) - 1) > _SUM:
            raise BadTable(
                f"{self._path}:{row.line}: {', '.join(self._columns)} sum to {sum(p):.3g} and not to 1; "
                f"{NOT_CLASSIFIED}"
            )
        return p

    def _probability(self, row: TableRow, column: str) -> float:
        cell = row.cells.get(column)
        try:
            value = float(cell if isinstance(cell, (int, float)) else str(cell).replace(",", "."))
        except ValueError:
            value = float("nan")
        if not 0 <= value <= 1:
            raise BadTable(f"{self._path}:{row.line}: column {column}: {cell!r} is not a probability; {NOT_CLASSIFIED}")
        return value

    def _flush(self) -> None:
        if not self._rows:
            return
        cells, tags, p = zip(*self._rows, strict=True)
        self._rows = []
        probabilities = np.array(p)
        known = np.eye(len(self._tags) + 1)[list(tags), :-1]
        values = np.concatenate([np.ones((len(known), 1)), known, probabilities, probabilities**2], axis=1)
        if max(cells) >= len(self._sums):
            grown = np.zeros((max(max(cells) + 1, 2 * len(self._sums)), values.shape[1]))
            grown[: len(self._sums)] = self._sums
            self._sums = grown
        np.add.at(self._sums, np.array(cells), values)
