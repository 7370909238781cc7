"""Making a changed codebook the next version of its labels folder."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Container
from pathlib import Path
from typing import NamedTuple

from tristance.errors import BadCodebook
from tristance.files import read_bytes, write_bytes
from tristance.labels.codebook import parse_codebook
from tristance.labels.store import Labels, locked, read_labels
from tristance.labels.versions import copy_path, pending, record_version, save_copy, saved_versions

_NUMBERED = re.compile(r"(.*\.)?(\d+)", re.ASCII)
_VERSION = re.compile(
    r"""^(\ufeff?[ \t]*(?:version|"version"|'version')[ \t]*=[ \t]*)("[^\r\n"]*"|'[^\r\n']*')""", re.MULTILINE
)


class Accepted(NamedTuple):
    """The version that a codebook now has, where its copy lies, and whether it is the first that was saved."""

    version: str
    copy: Path
    first: bool


def accept(folder: Path) -> Accepted | None:
    """Make the codebook of *folder* its next version and save a copy; None where nothing changed in meaning.

    A version that the author wrote is taken where it is free (:func:`version_to_be`); else the number is counted up in
    ``codebook.toml``, of which nothing else changes. The copy is written first and listed last: interrupted, it can be
    done again.

    Raises the error of the first fault in the labels, so :class:`~tristance.errors.UnknownTag` where a tag was taken
    out that annotations use.
    """
    with locked(folder):
        labels = read_labels(folder)
        path = folder / "codebook.toml"
        data = read_bytes(path)
        book = parse_codebook(data, path)
        versions = [version.name for version in saved_versions(folder)]
        if versions and pending(folder, book) is None:
            return None
        version = version_to_be(labels, versions)
        if version != book.version:
            data = with_version(data, version, path)
        save_copy(folder, version, data)
        if version != book.version:
            write_bytes(path, data)
        record_version(folder, version)
    return Accepted(version, copy_path(folder, version), first=not versions)


def version_to_be(labels: Labels, saved: Collection[str]) -> str:
    """The version that the codebook of *labels* gets once it is accepted, where those *saved* have copies.

    That is its own, or the next that neither has a copy nor is named by a judgement: one that was brought from
    elsewhere may name any. Where there is no copy yet, it is its own: the first copy is of what was applied so far.
    """
    named = {row.codebook for row in labels.annotations} if saved else set()
    return free_version(labels.codebook.version, {*saved, *named})


def free_version(version: str, taken: Container[str]) -> str:
    """*version*, or the next behind it that is not taken."""
    while version in taken:
        version = next_version(version)
    return version


def next_version(version: str) -> str:
    """The version behind *version*.

    >>> [next_version(version) for version in ("1.0", "1.9", "2", "pilot", "pilot.1", "2026-11")]
    ['1.1', '1.10', '3', 'pilot.1', 'pilot.2', '2026-11.1']
    """
    counted = _NUMBERED.fullmatch(version)
    return f"{counted[1] or ''}{int(counted[2]) + 1}" if counted else f"{version}.1"


def with_version(data: bytes, version: str, path: Path) -> bytes:
    """The TOML *data* with another version, and nothing else changed: comments, layout and line ends stay.

    Raises :class:`BadCodebook` where the line cannot be told, or the version is too long.
    """
    text = data.decode()
    wanted = tomllib.loads(text.removeprefix("\ufeff")) | {"version": version}
    value = json.dumps(version, ensure_ascii=False)  # a string of TOML is written as one of JSON
    for found in _VERSION.finditer(text):  # the right one, where a rule of several lines holds such a line too
        changed = f"{text[: found.end(1)]}{value}{text[found.end() :]}"
        try:
            if tomllib.loads(changed.removeprefix("\ufeff")) == wanted:
                parse_codebook(changed.encode(), path)
                return changed.encode()
        except tomllib.TOMLDecodeError:
            continue
    raise BadCodebook(f"{path}: the version cannot be counted up here; write the new one yourself: version = {value}")
