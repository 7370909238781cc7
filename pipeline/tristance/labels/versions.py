"""The versions of a codebook: a labels folder keeps a copy of each that annotations were made under.

``codebooks/VERSION.toml`` are the copies, and ``codebooks/versions.csv`` lists them from the first to the last. A copy
counts once it is listed, so that a change that was interrupted has not happened. Folders from before copies were kept
have none; for them nothing is refused.
"""

from __future__ import annotations

import csv
import io
import re
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tristance.errors import BadCodebook, LabelError, UnacceptedCodebook
from tristance.files import csv_line, is_file, make_folder, read_bytes, write_bytes, write_text
from tristance.labels.changes import Change, changes
from tristance.labels.codebook import read_codebook
from tristance.labels.rows import timestamp
from tristance.schema import Codebook

COPIES = "codebooks"
_LIST = "versions.csv"
_HEADER = ["version", "time"]
_PLAIN = re.compile(r"(?!(con|prn|aux|nul|com\d|lpt\d)(\.|$))[a-z0-9][a-z0-9._-]{0,59}", re.ASCII)
_ODD = re.compile(r"[^a-z0-9.-]+")


class Version(NamedTuple):
    """A saved version, and when it was saved (UTC)."""

    name: str
    time: str


class Pending(NamedTuple):
    """A codebook that is no version yet: what it is compared with, and what changed since; or nothing but its name."""

    since: Codebook
    changes: tuple[Change, ...]


def copy_path(folder: Path, version: str) -> Path:
    """Where the copy of a version lies.

    A name that not every system takes, or that another may not tell from its like, gets a part of its digest.
    """
    if _PLAIN.fullmatch(version):
        return folder / COPIES / f"{version}.toml"
    readable = _ODD.sub("-", version.lower()).strip("-.")[:40]
    return folder / COPIES / f"{readable or 'version'}-{sha256(version.encode()).hexdigest()[:12]}.toml"


def saved_versions(folder: Path) -> tuple[Version, ...]:
    """The versions that the folder keeps copies of, oldest first. Raises :class:`LabelError` for a torn list."""
    path = folder / COPIES / _LIST
    if not is_file(path):
        return ()
    try:
        rows = list(csv.reader(io.StringIO(read_bytes(path).decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise LabelError(f"{path}: not a table in UTF-8 ({error}); take it from a backup") from None
    if rows[:1] != [_HEADER] or any(len(row) != len(_HEADER) for row in rows[1:] if row):
        raise LabelError(f"{path}: expected the columns {','.join(_HEADER)}; take it from a backup")
    return tuple(Version(*row) for row in rows[1:] if row)


def saved_codebooks(folder: Path) -> dict[str, Codebook]:
    """The saved codebooks by version, oldest first. Raises :class:`LabelError` where a copy is missing or damaged."""
    return {version.name: _saved(folder, version.name) for version in saved_versions(folder)}


def _saved(folder: Path, version: str) -> Codebook:
    path = copy_path(folder, version)
    if not is_file(path):
        raise LabelError(f"{path}: the copy of codebook version {version!r} is not there; take it from a backup")
    book = read_codebook(path)
    if book.version != version:
        raise BadCodebook(
            f"{path}: is version {book.version!r}, not {version!r}; a copy is never edited: take it from a backup"
        )
    return book


def save_copy(folder: Path, version: str, data: bytes) -> None:
    """Write the copy of a version, which counts from :func:`record_version` on."""
    make_folder(folder / COPIES)
    write_bytes(copy_path(folder, version), data)


def record_version(folder: Path, version: str) -> None:
    """List a version whose copy has been written as the newest."""
    path = folder / COPIES / _LIST
    before = read_bytes(path).decode("utf-8-sig") if is_file(path) else csv_line(_HEADER)
    ended = before if before.endswith("\n") else before + "\n"
    write_text(path, ended + csv_line([version, timestamp()]))


def pending(folder: Path, codebook: Codebook) -> Pending | None:
    """How *codebook*, that of *folder*, differs from the saved copy of its version.

    A version that has no copy is compared with the newest that has, and is pending even where it means the same.
    Returns None where codebook and copy mean the same, and where no copy was ever kept.
    """
    versions = [version.name for version in saved_versions(folder)]
    if not versions:
        return None
    since = _saved(folder, codebook.version if codebook.version in versions else versions[-1])
    found = changes(since, codebook)
    return Pending(since, found) if found or since.version != codebook.version else None


def require_accepted(folder: Path) -> None:
    """Raise :class:`UnacceptedCodebook` where the codebook of *folder* was changed and is no version yet."""
    path = folder / "codebook.toml"
    book = read_codebook(path)
    found = pending(folder, book)
    if found is not None:
        raise UnacceptedCodebook(_unaccepted(folder, path, book, found))


def _unaccepted(folder: Path, path: Path, book: Codebook, found: Pending) -> str:
    places = list(dict.fromkeys(change.place for change in found.changes))
    more = f", {len(places) - 2} more" if places[2:] else ""
    what = f" ({', '.join(places[:2])}{more})" if places else ""
    state = (
        f"changed in meaning since version {book.version!r} was saved{what}"
        if found.since.version == book.version
        else f"version {book.version!r} is not accepted yet"
    )
    command = f"tristance labels codebook --labels {folder}"
    return f"{path}: {state}; see what changed: {command}; make it the version to code by: {command} --accept"
