"""Finding the rows of a hand-tagged sample in the corpus that it was drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tristance.articles.tables import TableRow
from tristance.errors import BadTable
from tristance.evaluation.prevalence.hand_sample import HandSample, key_of


@dataclass(frozen=True)
class Matched:
    """Where the n rows of a sample are in the corpus: ``cells`` (n,), and the probabilities ``p`` (n, k) there."""

    cells: NDArray[np.intp]
    p: NDArray[np.float64]


class SampleSearch:
    """Looks for the rows of *sample* among those of the corpus at *path*, which come one by one."""

    def __init__(self, sample: HandSample, path: Path) -> None:
        """Begin with none found."""
        self._sample, self._path = sample, path
        self._wanted = {key: i for i, key in enumerate(sample.keys)}
        self._found: dict[int, tuple[int, int, list[float]]] = {}  # line, cell and p in the corpus

    def look_at(self, row: TableRow, cell: int, p: list[float]) -> None:
        """Take note of *row* of the corpus where the sample has it.

        Raises :class:`BadTable` where another row has the same key, but for the same text of the same article once
        more, which changes nothing.
        """
        i = self._wanted.get(key_of(row, self._sample.columns))
        if i is None:
            return
        line, *first = self._found.setdefault(i, (row.line, cell, p))
        if first != [cell, p]:
            raise BadTable(
                f"{self._path}:{row.line}: the same {' and '.join(self._sample.columns)} as line {line}, so that a row "
                "of the sample could be either; name columns that tell the rows apart: --key COLUMN, once for each"
            )

    def refuse(self, row: TableRow) -> None:
        """Raise :class:`BadTable` where the sample has *row*, which has no tag of the model."""
        i = self._wanted.get(key_of(row, self._sample.columns))
        if i is not None:
            raise BadTable(
                f"{self._sample.path}:{self._sample.lines[i]}: its row in the corpus ({self._path}:{row.line}) has no "
                "tag of the model; take it out of the sample"
            )

    def matched(self) -> Matched:
        """The rows of the corpus, in the order of the sample. Raises :class:`BadTable` where some were not found."""
        missing = [line for i, line in enumerate(self._sample.lines) if i not in self._found]
        if missing:
            raise BadTable(
                f"{self._sample.path}:{missing[0]}: {len(missing)} of {len(self._sample.lines)} rows are not in "
                f"{self._path} by {' and '.join(self._sample.columns)}; a sample is drawn from the corpus itself: take "
                "the others out, or name columns that both share: --key COLUMN, once for each"
            )
        found = [self._found[i] for i in range(len(self._sample.lines))]
        return Matched(np.array([cell for _, cell, _ in found], dtype=np.intp), np.array([p for _, _, p in found]))
