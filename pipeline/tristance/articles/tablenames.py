"""Which files are tables, and of what kind, by their names."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Kind = Literal["csv", "jsonl", "parquet"]
SUFFIXES: dict[str, Kind] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
COMPRESSED = (".gz", ".zst")  # behind the suffix of any but Parquet, which is compressed within


def is_table(path: Path) -> bool:
    """Whether the name of *path* says that it is a table.

    >>> is_table(Path("ferries.CSV")), is_table(Path("ferries.csv.gz")), is_table(Path("ferries.txt"))
    (True, True, False)
    """
    return kind_of(path) is not None


def kind_of(path: Path) -> Kind | None:
    """The kind of table that the name of *path* says, if any."""
    kind = SUFFIXES.get(suffix_of(path))
    return None if kind == "parquet" and compression_of(path) else kind


def suffix_of(path: Path) -> str:
    """The suffix of the table's own name, in lower case.

    >>> suffix_of(Path("ferries.TSV.gz"))
    '.tsv'
    """
    suffix = compression_of(path)
    return Path(path.name[: -len(suffix)] if suffix else path.name).suffix.lower()


def compression_of(path: Path) -> str:
    """The suffix that says how the file is compressed, in lower case; empty where it is not.

    >>> compression_of(Path("ferries.tsv.GZ"))
    '.gz'
    """
    last = path.suffix.lower()
    return last if last in COMPRESSED else ""
