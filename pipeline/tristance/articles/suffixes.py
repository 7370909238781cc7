"""What the name of a file says of it: the kind by its suffix, behind which another may say how it is compressed."""

from __future__ import annotations

from pathlib import Path

COMPRESSED = (".gz", ".zst")


def suffix_of(path: Path) -> str:
    """The suffix that tells what is in the file, in lower case: without that of the compression.

    >>> suffix_of(Path("ferries.TSV.gz")), suffix_of(Path("a/page.HTML")), suffix_of(Path("plain"))
    ('.tsv', '.html', '')
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
