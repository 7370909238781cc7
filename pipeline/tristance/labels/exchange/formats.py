"""The formats in which labels are exchanged, and telling them apart by name and content."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from tristance.articles.tablenames import SUFFIXES, kind_of
from tristance.articles.tables import open_table
from tristance.errors import BadTable
from tristance.labels.exchange.records import read_objects

Format = Literal["csv", "jsonl", "doccano", "label-studio"]

_OF_SUFFIX: dict[str, Format] = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "label-studio"}
_TABLES = [suffix for suffix, kind in SUFFIXES.items() if kind != "parquet"]


def format_of(path: Path) -> Format | None:
    """The format that the name of a file to write asks for, or None where it asks for none."""
    return _OF_SUFFIX.get(path.suffix.lower())


def recognise(path: Path) -> Format:
    """The format of the file at *path*, by its name and what is in it.

    A list under ``label`` is doccano's; ``data`` with an object is Label Studio's. Raises :class:`BadTable` where it is
    neither and no table.
    """
    suffix = path.suffix.lower()
    kind = kind_of(path)
    if kind == "parquet":
        raise BadTable(f"{path}: labels are not read from Parquet; save the table as CSV")
    if kind == "csv":
        return "csv"
    if kind == "jsonl":
        labels = (row.cells["label"] for row in open_table(path).rows() if "label" in row.cells)
        return "doccano" if isinstance(next(labels, None), list) else "jsonl"
    if suffix != ".json":
        raise BadTable(
            f"{path}: not a file of labels by its name; it should end in {', '.join(_TABLES)} or .json, "
            "or say what it is: --format"
        )
    first = read_objects(path)[0].cells
    if isinstance(first.get("data"), dict):
        return "label-studio"
    if isinstance(first.get("label"), list):
        return "doccano"
    raise BadTable(
        f"{path}: holds neither tasks of Label Studio (data, annotations) nor texts of doccano (text, label); "
        "from Label Studio, export as JSON, not as JSON-MIN"
    )
