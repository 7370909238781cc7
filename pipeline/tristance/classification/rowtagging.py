"""Tagging a table as rows: into CSV and JSON Lines."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import IO

from tristance.articles.tables import Table, TableRow
from tristance.classification.abstaining import abstaining
from tristance.classification.counts import Counts
from tristance.classification.rows import Row, prediction_columns, renamed, tag_rows
from tristance.classification.writing import RowFile, RowFormat
from tristance.model.abstention import Thresholds
from tristance.model.linear import LinearModel

_BATCH = 1024


class RowTagging:
    """How the rows of *table* become rows of *kind*, with their tags by *model*."""

    def __init__(
        self, model: LinearModel, table: Table, text_column: str, kind: RowFormat, thresholds: Thresholds | None
    ) -> None:
        self._model, self._table, self._text_column = model, table, text_column
        self._kind, self._thresholds = kind, thresholds
        leaving = thresholds is not None
        self._names = renamed(table.columns, model.codebook.names, abstaining=leaving)
        self.columns = (*self._names.values(), *prediction_columns(model.codebook.names, abstaining=leaving))

    def batches(self, start: int) -> Iterator[list[TableRow]]:
        """The rows from number *start*, counted from 0, on."""
        rows = itertools.islice(self._table.rows(), start, None)
        while batch := list(itertools.islice(rows, _BATCH)):
            yield batch

    def tag(self, batch: Sequence[TableRow]) -> tuple[list[Row], Counts]:
        """*batch* as it is written, and what is counted of it."""
        tagged = tag_rows(self._model, batch, self._names, self._text_column)
        if self._thresholds is not None:
            tagged = abstaining(tagged, self._thresholds, self._model.codebook)
        counts = Counts()
        return list(counts.counting(tagged)), counts

    def begin(self, file: IO[bytes]) -> RowFile:
        """What writes such rows into *file*."""
        return RowFile(file, self.columns, self._kind)
