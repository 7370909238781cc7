"""Parquet tables, read as batches of Arrow columns at constant memory."""

from __future__ import annotations

import contextlib
import datetime as dt
import decimal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tristance.articles.arrowlibrary import require_pyarrow
from tristance.articles.tablerows import TableRow
from tristance.errors import BadTable, UnreadableFile
from tristance.files import unreadable

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 16_384  # of a batch
_BUFFER = 1 << 20  # bytes of a column that are read ahead; without it, those of a whole row group


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    pa = require_pyarrow(path)
    import pyarrow.parquet as pq

    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise unreadable(path, error) from None
    try:
        with pq.ParquetFile(path, pre_buffer=False, buffer_size=_BUFFER) as file:
            yield file
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise UnreadableFile(f"{path}: not a whole Parquet file ({' '.join(str(error).split())})") from None


def read_schema(path: Path) -> tuple[pa.Schema, int]:
    """The columns of the Parquet file at *path*, and how many rows it has.

    Raises :class:`UnreadableFile` where it is missing or torn, and :class:`BadTable` where a column is there twice.
    """
    with _opened(path) as file:
        schema, n_rows = file.schema_arrow, file.metadata.num_rows
    twice = next((name for name in schema.names if schema.names.count(name) > 1), None)
    if twice is not None:
        raise BadTable(f"{path}: column {twice!r} is there twice; give each column a name of its own")
    return schema, n_rows


def require_text(path: Path, schema: pa.Schema, column: str) -> None:
    """Raise :class:`BadTable` where *column* is there and holds something else than text."""
    import pyarrow.types as of

    if column not in schema.names:
        return
    kind = schema.field(column).type
    inner = kind.value_type if of.is_dictionary(kind) else kind
    if not (of.is_string(inner) or of.is_large_string(inner) or of.is_string_view(inner) or of.is_null(inner)):
        raise BadTable(f"{path}: column {column} is of type {kind}, not of text (string); cast it, or name another")


def read_batches(path: Path, start: int = 0, rows: int = ROWS) -> Iterator[pa.RecordBatch]:
    """Batches of at most *rows* rows, in the order of the file, from row *start* (counted from 0) on.

    Row groups that end before *start* are not read.
    """
    with _opened(path) as file:
        groups = list(range(file.num_row_groups))
        while groups and start >= (n := file.metadata.row_group(groups[0]).num_rows):
            start -= n
            del groups[0]
        for batch in file.iter_batches(rows, row_groups=groups, use_threads=False):
            batch.validate(full=True)  # a text may be no UTF-8, and an index beyond its dictionary
            skipped = min(start, batch.num_rows)
            start -= skipped
            if skipped < batch.num_rows:
                yield batch.slice(skipped)


def parquet_rows(path: Path) -> Iterator[TableRow]:
    """The rows of the Parquet file at *path*, by their numbers from 1, with cells that JSON has a form for."""
    number = 0
    for batch in read_batches(path):
        names = batch.schema.names
        for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            yield TableRow(number, {name: _plain(cell) for name, cell in zip(names, cells, strict=True)})


def _plain(value: Any) -> Any:  # noqa: PLR0911  # one a kind
    """*value* as JSON has it: dates and times in ISO 8601, decimals in digits, bytes in hexadecimal."""
    match value:
        case None | str() | bool() | int() | float():
            return value
        case dict():
            return {str(name): _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case bytes():
            return value.hex()
        case dt.date() | dt.time():
            return value.isoformat()
        case decimal.Decimal():
            return format(value, "f")
        case _:
            return str(value)
