"""A table that others add to while a session is open: each look costs what was added, not what is there."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Generic

from tristance.files import read_bytes
from tristance.labels.rows import TABLES
from tristance.labels.tables import Problem, R, header, read_rows


class Followed(Generic[R]):
    """The table at *path*, whose rows of *kind* are all known at the start."""

    def __init__(self, path: Path, kind: type[R]) -> None:
        self._path = path
        self._kind = kind
        self._header = header(TABLES[path.name])
        self._state = self._stat()
        self._known = read_bytes(path)

    def look(self) -> list[R] | None:
        """The rows added since the last look; None where the table was changed otherwise, and must be read anew."""
        state = self._stat()
        if state is not None and state == self._state:
            return []
        now = read_bytes(self._path)
        if not now.startswith(self._known):
            return None
        added = now[len(self._known) :]
        if added and not self._known.endswith(b"\n") and not added.startswith((b"\n", b"\r\n")):
            return None  # the last row itself has grown
        problems: list[Problem] = []
        try:
            text = self._header + added.decode()
        except UnicodeDecodeError:
            return None
        rows = read_rows(self._path, text, self._kind, problems)
        if problems:
            return None
        self._known, self._state = now, state
        return [found.row for found in rows]

    def _stat(self) -> tuple[int, int, int] | None:
        """What differs once the file was replaced; None where the system does not tell."""
        with contextlib.suppress(OSError):
            found = self._path.stat()
            return found.st_ino, found.st_size, found.st_mtime_ns
        return None
