"""Which files are tables, and of what kind, by their names."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from tristance.articles.suffixes import compression_of, suffix_of

Kind = Literal["csv", "jsonl", "parquet"]
SUFFIXES: dict[str, Kind] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}


def is_table(path: Path) -> bool:
    """Whether the name of *path* says that it is a table.

    >>> is_table(Path("ferries.CSV")), is_table(Path("ferries.csv.gz")), is_table(Path("ferries.txt"))
    (True, True, False)
    """
    return kind_of(path) is not None


def kind_of(path: Path) -> Kind | None:
    """The kind of table that the name of *path* says, if any; Parquet is compressed within, and not as a whole."""
    kind = SUFFIXES.get(suffix_of(path))
    return None if kind == "parquet" and compression_of(path) else kind
