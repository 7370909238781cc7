"""Which files are tables, by their names."""

from __future__ import annotations

from pathlib import Path

SUFFIXES = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def is_table(path: Path) -> bool:
    """Whether the name of *path* says that it is a table.

    >>> is_table(Path("ferries.CSV")), is_table(Path("ferries.txt"))
    (True, False)
    """
    return path.suffix.lower() in SUFFIXES
