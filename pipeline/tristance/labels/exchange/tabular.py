"""Labels as a table, CSV or JSON Lines: a row a judgement, and one for each paragraph without any."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tristance.articles.tablenames import Kind
from tristance.articles.tables import open_table
from tristance.files import csv_line
from tristance.labels.exchange.records import COLUMNS, Record, records_of
from tristance.labels.exchange.standing import Cells, Standing, judgement_cells
from tristance.labels.sheet import COLUMNS as SHEET_COLUMNS
from tristance.labels.sheet import bare, bare_version

_CONTROLS = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f]")


def read_tabular(path: Path, kind: Kind | None = None) -> Iterator[Record]:
    """The records of the table at *path*, CSV or JSON Lines by its name or by *kind*.

    A coding sheet is such a table too, whose cells are read as they were before they were guarded against spreadsheets.
    Raises :class:`BadTable` where it has no columns ``text`` and ``tag``.
    """
    table = open_table(path, kind=kind)
    for column in ("text", "tag"):
        table.require(
            column, "labels have columns text and tag, and may have article, annotator, outlet, date, confidence"
        )
    of_sheet = set(SHEET_COLUMNS) - {"codebook"}  # which sheets did not always have
    guarded = of_sheet <= set(table.columns) and not set(COLUMNS) <= set(table.columns)
    return (_unguarded(record) if guarded else record for record in records_of(table))


def _unguarded(record: Record) -> Record:
    cells = {name: bare(cell) if isinstance(cell, str) else cell for name, cell in record.cells.items()}
    if isinstance(version := cells.get("codebook"), str):
        cells["codebook"] = bare_version(version)
    return replace(record, cells=cells)


def as_csv(found: Iterable[Standing]) -> str:
    """*found* as CSV, with the columns of an exported table."""
    lines = [csv_line(COLUMNS), *(csv_line(row.get(name, "") for name in COLUMNS) for row in _rows(found))]
    text = "".join(lines)
    # Who reads bytes of which many are controls doubts that they are text: the mark says so.
    return "\ufeff" + text if _CONTROLS.search(text) else text


def as_jsonl(found: Iterable[Standing]) -> str:
    """*found* as JSON Lines, each with all columns of an exported table."""
    return "".join(
        json.dumps({name: row.get(name, "") for name in COLUMNS}, ensure_ascii=False) + "\n" for row in _rows(found)
    )


def _rows(found: Iterable[Standing]) -> Iterator[Cells]:
    for each in found:
        cells = each.paragraph_cells()
        if not each.judgements:
            yield cells
        for judgement in each.judgements:
            yield cells | judgement_cells(judgement)
