"""The names of annotators: one that looks like another's is a slip, and would make two coders of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from tristance.errors import LabelError
from tristance.labels.names import folded
from tristance.labels.rows import ADJUDICATED

_DOWNLOADED = re.compile(r"(.+?) ?\(\d+\)")
_LONGEST = 80


def annotator_fault(name: str) -> str:
    """What is wrong with *name* as the id of a person who annotates; empty where nothing is."""
    if not name.strip():
        return "is empty; give the id under which your judgements are kept"
    if name != name.strip() or not name.isprintable() or len(name) > _LONGEST:
        return f"{name!r} is no id: one line of at most {_LONGEST} visible characters, no space around it"
    if name.casefold() == ADJUDICATED:
        return f"{name!r} settles disputes: tristance labels adjudicate"
    return ""


class Roster:
    """The annotators of a labels folder, and those who come to them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: set[str] = set()
        self._folded: dict[str, str] = {}
        for name in (ADJUDICATED, *names):
            self.add(name)

    def add(self, name: str) -> None:
        """Know *name* from now on."""
        self._names.add(name)
        self._folded.setdefault(folded(name), name)

    def like(self, name: str) -> str | None:
        """The annotator from whom *name* differs in upper and lower case alone, or in spacing."""
        return None if name in self._names else self._folded.get(folded(name))

    def original(self, name: str) -> str | None:
        """The annotator whose name *name* is with a browser's number behind it, as in ``coder-1 (1)``."""
        numbered = None if name in self._names else _DOWNLOADED.fullmatch(name)
        return self._folded.get(folded(numbered[1])) if numbered else None

    def fault(self, name: str) -> str:
        """What is wrong with *name* beside those that are known; empty where nothing is."""
        other = self.like(name)
        return "" if other is None else f"{name!r} is nearly the annotator {other!r}; write the name as it is there"


def sheet_annotators(paths: Sequence[Path], annotator: str, known: Iterable[str]) -> list[str]:
    """Whose the sheet at each of *paths* is: *annotator*'s, else that of its file's name.

    Raises :class:`LabelError` for a name that is nearly another's: of a coder who is *known*, or of another sheet. So
    is that of a file that a browser has numbered because it had been downloaded before: ``coder-1 (1).csv``.
    """
    names = {path: annotator or path.stem for path in paths}
    roster = Roster(known)
    for path in sorted(names, key=lambda path: len(names[path])):  # the shortest first: others are copies of it
        name = names[path]
        other = roster.like(name) or (None if annotator else roster.original(name))
        if other is not None:
            raise LabelError(
                f"{path}: {name!r} is nearly the annotator {other!r}; say whose sheet it is: --annotator ID"
            )
        roster.add(name)
    return [names[path] for path in paths]
