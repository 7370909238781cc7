"""Tagging a table into one file, at constant memory: rows or columns, whatever the file is to hold."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Protocol

from tristance.articles.compression import packing
from tristance.classification.counts import Counts
from tristance.files import replacing


class Sink(Protocol):
    """What writes tagged batches into a file."""

    def write(self, batch: Any) -> None:
        """Write a batch as :meth:`Tagging.tag` returns it."""

    def close(self) -> None:
        """Write what closes the file, which stays open."""


class Tagging(Protocol):
    """A table, batch by batch: batches can be counted by ``len`` and sliced."""

    columns: tuple[str, ...]

    def batches(self, start: int) -> Iterator[Any]:
        """The rows from number *start*, counted from 0, on."""

    def tag(self, batch: Any) -> tuple[Any, Counts]:
        """*batch* as it is written, and what is counted of it."""

    def begin(self, file: IO[bytes]) -> Sink:
        """What writes such batches into *file*."""


Step = Callable[[int], object]  # told how many rows have been done since the last time


def tag_file(tagging: Tagging, output: Path, step: Step) -> Counts:
    """Tag the whole table into the file *output*, which is there when all of it is. Its name says how it is packed."""
    return write_file(tagging, tagging.batches(0), output, step)


def write_file(tagging: Tagging, batches: Iterator[Any], output: Path, step: Step) -> Counts:
    """Tag *batches* into the file *output*, which is there when all of it is."""
    counts = Counts()
    with replacing(output) as file, packing(output, file) as packed, _closing(tagging.begin(packed)) as sink:
        for batch in batches:
            tagged, counted = tagging.tag(batch)
            sink.write(tagged)
            counts.add(counted)
            step(counted.rows)
    return counts


@contextlib.contextmanager
def _closing(sink: Sink) -> Iterator[Sink]:
    try:
        yield sink
    except BaseException:
        with contextlib.suppress(Exception):  # the file is given up, and what was wrong is known
            sink.close()
        raise
    sink.close()
