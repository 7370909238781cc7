"""Tagging a table as Arrow columns: into Parquet, where every column keeps its type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tristance.articles.parquet import read_batches, read_schema
from tristance.articles.tables import Table
from tristance.classification.abstaining import needed, undecided_tag
from tristance.classification.arrowarrays import floats, names_of
from tristance.classification.columns import row_batches, row_schema
from tristance.classification.counts import Counts
from tristance.classification.predictions import NO_TEXT, score
from tristance.classification.rows import REASON, prediction_columns, renamed
from tristance.model.linear import LinearModel

if TYPE_CHECKING:
    from tristance.model.abstention import Thresholds


class ColumnTagging:
    """How the columns of *table* become Parquet, with the tags by *model* behind them."""

    def __init__(self, model: LinearModel, table: Table, text_column: str, thresholds: Thresholds | None) -> None:
        self._model, self._table, self._text_column = model, table, text_column
        self._given = read_schema(table.path)[0] if table.kind == "parquet" else row_schema(table)
        leaving = thresholds is not None
        self._tags = model.codebook.names
        self._needed = None if thresholds is None else needed(thresholds, model.codebook)
        names = renamed(self._given.names, self._tags, abstaining=leaving)
        kinds = {"tag": pa.string(), REASON: pa.string()}
        self._schema = pa.schema(
            [field.with_name(names[field.name]) for field in self._given]
            + [
                pa.field(name, kinds.get(name, pa.float64()))
                for name in prediction_columns(self._tags, abstaining=leaving)
            ],
            metadata=self._given.metadata,
        )
        self.columns = tuple(self._schema.names)

    def batches(self, start: int) -> Iterator[pa.RecordBatch]:
        """The rows from number *start*, counted from 0, on."""
        if self._table.kind == "parquet":
            return read_batches(self._table.path, start)
        return row_batches(self._table, self._given, start)

    def tag(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, Counts]:
        """*batch* as it is written, and what is counted of it."""
        found = score(self._model, texts(batch.column(self._text_column)))
        there = found.tags != NO_TEXT
        codes, names = found.tags, self._tags
        reasons = []
        n_unsure = 0
        if self._needed is not None:
            least = np.array([each[0] for each in self._needed])
            unsure = there & (found.confidence < least[found.tags])
            n_unsure = int(np.count_nonzero(unsure))
            said = [f"{tag}: {why}" for tag, (_, why) in zip(names, self._needed, strict=True)]
            reasons = [names_of(codes, said, unsure)]
            codes = np.where(unsure, len(names), codes)
            names = (*names, undecided_tag(self._model.codebook))
        figures = [floats(each, there) for each in (found.confidence, *found.p.T)]
        columns = [*batch.columns, names_of(codes, names, there), *figures, *reasons]
        counted = np.bincount(codes[there], minlength=len(names))
        tags = Counter({name: n for name, n in zip(names, counted.tolist(), strict=True) if n})
        tagged = pa.RecordBatch.from_arrays(columns, schema=self._schema)
        return tagged, Counts(batch.num_rows, found.without_text, n_unsure, tags=tags)

    def begin(self, file: IO[bytes]) -> ParquetFile:
        """What writes such columns into *file*."""
        return ParquetFile(file, self._schema)


class ParquetFile:
    """Batches as Parquet, each a row group of its own."""

    def __init__(self, file: IO[bytes], schema: pa.Schema) -> None:
        self._writer = pq.ParquetWriter(file, schema, compression="zstd")

    def write(self, batch: Any) -> None:
        """Write *batch*."""
        self._writer.write_batch(batch)
        pa.default_memory_pool().release_unused()  # else what was freed is kept, and seems to grow

    def close(self) -> None:
        """Write what closes the file."""
        try:
            self._writer.close()
        finally:
            self._writer.is_open = False  # else it tries again when it is collected


def texts(column: Any) -> Any:
    """The texts of an Arrow column, dictionaries read out; null where there is none but white space."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        column = column.cast(pa.large_string())
    there = pc.binary_length(pc.utf8_trim_whitespace(column)).cast(pa.bool_())
    if pc.all(there).as_py() is not False:  # nulls are passed over
        return column
    return pc.if_else(there, column, pa.nulls(len(column), column.type))  # a plain None would import pandas
