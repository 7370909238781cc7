"""Rows of CSV and JSON Lines as Arrow columns."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from tristance.articles.tables import Table
from tristance.classification.writing import as_cell

_BATCH = 8192
_INT64 = range(-(2**63), 2**63)
_EXACT = range(-(2**53), 2**53 + 1)  # whole numbers that a float holds


def row_schema(table: Table) -> pa.Schema:
    """The types of the columns of *table*: of CSV, texts; of JSON Lines, what all values of the column are.

    Whole numbers beyond 64 bits, values of several kinds, lists and objects are texts, which hold JSON. JSON Lines are
    read through for it.
    """
    if table.kind == "csv":
        return pa.schema([(name, pa.string()) for name in table.columns])
    kinds: dict[str, set[str]] = {name: set() for name in table.columns}
    for row in table.rows():
        for name, value in row.cells.items():
            kinds[name].add(_kind(value))
    return pa.schema([(name, _type(kinds[name] - {"null"})) for name in table.columns])


def row_batches(table: Table, schema: pa.Schema, start: int) -> Iterator[pa.RecordBatch]:
    """The rows of *table* from number *start*, counted from 0, on, as columns of *schema*."""
    rows = itertools.islice(table.rows(), start, None)
    while batch := list(itertools.islice(rows, _BATCH)):
        columns = [_column([row.cells.get(field.name) for row in batch], field.type) for field in schema]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _kind(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "bool"
        case int():
            return "small" if value in _EXACT else "int" if value in _INT64 else "json"
        case float():
            return "float"
        case str():
            return "text"
        case _:
            return "json"


def _type(kinds: set[str]) -> Any:
    if kinds == {"bool"}:
        return pa.bool_()
    if kinds and kinds <= {"small", "int"}:
        return pa.int64()
    if kinds and kinds <= {"small", "float"}:
        return pa.float64()
    return pa.string()


def _column(values: list[Any], kind: Any) -> pa.Array:
    if kind != pa.string():
        return pa.array(values, kind)
    return pa.array([None if value is None else _text(value) for value in values], kind)


def _text(value: Any) -> str:
    cell = as_cell(value)
    return cell if isinstance(cell, str) else json.dumps(cell)
