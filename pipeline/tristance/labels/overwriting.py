"""What no output is written over: the files of a labels folder, and coding sheets that somebody has filled in."""

from __future__ import annotations

from pathlib import Path

from tristance.errors import OutputError
from tristance.files import is_file, unwritable
from tristance.labels.rows import TABLES
from tristance.labels.sheet import is_filled
from tristance.labels.swaps import SWAPS
from tristance.labels.versions import COPIES

_OWN = {"codebook.toml", SWAPS, *TABLES, COPIES, ".lock"}


def require_replaceable(path: Path) -> None:
    """Raise :class:`OutputError` where writing *path* would replace what cannot be made again.

    That is a file of any labels folder, by whatever way *path* leads there, and a coding sheet that holds a tag, a
    confidence or a note. A device or a pipe may always be written to.
    """
    try:
        target = path.resolve()
        special = path.exists() and not path.is_file() and not path.is_dir()
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        raise unwritable(path, error) from None
    if special:
        return
    if belongs_to_labels(target):
        raise OutputError(f"{path}: belongs to the labels themselves; name another file")
    if is_file(target) and is_filled(target):
        raise OutputError(f"{path}: is a coding sheet that somebody has filled in; name another file, or move it away")


def belongs_to_labels(target: Path) -> bool:
    """Whether *target*, which need not exist, is the place of a labels folder's own file or folder.

    Upper and lower case are one: so they are on many systems.
    """
    return any(
        target.relative_to(folder).parts[0].casefold() in _OWN and _holds_labels(folder) for folder in target.parents
    )


def _holds_labels(folder: Path) -> bool:
    return is_file(folder / "codebook.toml") and any((folder / name).exists() for name in (*TABLES, COPIES))
