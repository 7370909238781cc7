"""Tagging a table into a folder of parts, which can be gone on with after a crash.

Each part holds the same number of rows, the last one what is left, and takes its name when it is whole. The manifest is
written after each part, and a part counts once it is listed there; so a run that dies loses at most the part that it
was at. It binds the parts to the digests of input and model, to the options and to the version: parts of two runs that
could differ never lie in one folder.

The names of the manifest and of the broken rows begin with an underscore, so that what opens a folder of Parquet files
as one table passes over them.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tristance.classification.counts import Counts
from tristance.classification.tagging import Step, Tagging, write_file
from tristance.errors import OutputError
from tristance.files import is_file, locked, make_folder, read_bytes, remove, sha256, write_text

MANIFEST = "_manifest.json"
BROKEN = "_broken.csv"
_AGAIN = "name another folder, or remove this one"


class Parts:
    """The parts in *folder* of one run, each of *rows* rows and with a name that ends in *suffix*.

    *bound* is what a run that goes on must have in common with the one that began; *account* is kept with it.
    """

    def __init__(
        self, folder: Path, rows: int, suffix: str, bound: dict[str, Any], account: dict[str, Any] | None = None
    ) -> None:
        self._folder, self._rows, self._suffix = folder, rows, suffix
        self._bound, self._account = bound, account or {}
        self._parts: list[dict[str, Any]] = []
        self.complete = False

    @property
    def counts(self) -> Counts:
        """What is counted of all parts so far."""
        counts = Counts()
        for part in self._parts:
            counts.add(Counts.of_json(part))
        return counts

    def __len__(self) -> int:
        return len(self._parts)

    def begin(self, *, resume: bool) -> None:
        """Make the folder ready, or take in what an earlier run left in it.

        Raises :class:`OutputError` where the folder holds something and *resume* is not set, where it is of another run
        or a part is not as it was written.
        """
        found = self._found()
        if not resume:
            if any(not path.name.startswith(".") for path in self._folder.iterdir()):
                raise OutputError(f"{self._folder}: is not empty; go on with what is there by --resume, or {_AGAIN}")
        elif found is not None:
            self._take(found)
        elif any(not path.name.startswith((".", BROKEN)) for path in self._folder.iterdir()):
            raise OutputError(f"{self._folder}: has no {MANIFEST}, so nothing here can be gone on with; {_AGAIN}")
        for pattern in (".part-*.tmp", "._*.tmp"):  # of a run that was killed
            for path in self._folder.glob(pattern):
                remove(path)

    def write(self, tagging: Tagging, step: Step, n_broken: int) -> None:
        """Tag what is missing, part by part, and then say in the manifest that all is there."""
        self._write()
        batches = tagging.batches(len(self._parts) * self._rows)
        for part in in_parts(batches, self._rows):
            path = self._folder / f"part-{len(self._parts):05d}{self._suffix}"
            counts = write_file(tagging, part, path, step)
            self._parts.append({"file": path.name, "sha256": sha256(path), **counts.as_json()})
            self._write()
        self.complete = True
        self._account |= {"rows": self.counts.as_json() | {"broken": n_broken}}
        self._write()

    def _found(self) -> dict[str, Any] | None:
        path = self._folder / MANIFEST
        if not is_file(path):
            return None
        try:
            found = json.loads(read_bytes(path))
            fits = isinstance(found["bound"], dict) and isinstance(found["complete"], bool)
            for part in found["parts"]:
                Counts.of_json(part)
                fits = fits and all(isinstance(part[name], str) for name in ("file", "sha256"))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            fits = False
        if not fits:
            raise OutputError(f"{path}: is not a manifest of parts; {_AGAIN}")
        return found  # type: ignore[no-any-return]

    def _take(self, found: dict[str, Any]) -> None:
        """Go on with the parts of the manifest *found*, which are of this run, and are there as they were written."""
        for name, mine in self._bound.items():
            theirs = found["bound"].get(name)
            if theirs != mine:
                raise OutputError(
                    f"{self._folder}: was begun with another {name} ({_short(theirs)}, not {_short(mine)}); {_AGAIN}"
                )
        for part in found["parts"]:
            path = self._folder / part["file"]
            if not is_file(path):
                return  # it is made again, and what is behind it
            if sha256(path) != part["sha256"]:
                raise OutputError(f"{path}: has changed since it was written; remove it, and it is made again")
            self._parts.append(part)
        self.complete = found["complete"]

    def _write(self) -> None:
        whole = {"complete": self.complete, "bound": self._bound, **self._account, "parts": self._parts}
        write_text(self._folder / MANIFEST, json.dumps(whole, indent=1, ensure_ascii=False) + "\n")


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    return text if len(text) <= 40 else f"{text[:12]}…"  # noqa: PLR2004  # a digest, cut


@contextlib.contextmanager
def owning(folder: Path) -> Iterator[None]:
    """Make *folder*, and keep other runs from it. Raises :class:`OutputError` where one is at work in it."""
    make_folder(folder)
    with locked(folder, 0, "another run is writing its parts here; wait for it"):
        yield


def in_parts(batches: Iterator[Any], rows: int) -> Iterator[Iterator[Any]]:
    """*batches* cut anew into parts of *rows* rows each, the last one of what is left; each part is to be used up.

    >>> [list(part) for part in in_parts(iter(["abc", "de", "fgh"]), 4)]
    [['abc', 'd'], ['e', 'fgh']]
    """
    rest: list[Any] = []  # of a batch that was cut

    def part(left: int) -> Iterator[Any]:
        while left and (batch := rest.pop() if rest else next(batches, None)) is not None:
            if len(batch) > left:
                rest.append(batch[left:])
            yield batch[:left]
            left -= min(left, len(batch))

    while rest or (first := next(batches, None)) is not None:
        if not rest:
            rest.append(first)
        yield part(rows)
