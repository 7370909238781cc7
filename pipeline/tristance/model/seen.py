"""What has been seen of texts: what white space parts is read once and kept at hand, since words repeat.

Reading part by part is reading whole: no white space is part of a word, is another letter's lower case, or is looked
past where a capital sigma's lower case is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Places = NDArray[np.intp]
Read = Callable[[str], list[int]]  # what is kept of one part, as it is written

_MOST_PARTS = 200_000
_MOST_VALUES = 8_000_000  # of one table, and letters of all parts
_SMALLEST = 1024


class Batch(NamedTuple):
    """At most 65,536 texts, what white space parts in each, and the number and the text of each part."""

    texts: Sequence[str]
    parts: list[list[str]]
    numbers: Places
    text: NDArray[np.uint16]


class Found(NamedTuple):
    """What was kept of the parts of a batch, behind one another: whole numbers, and the text in which each stands.

    ``lengths`` are how many of them each part has.
    """

    values: Ints
    text: NDArray[np.uint16]
    lengths: Places


class Seen:
    """Reads texts part by part, in as many ways as there are *reads*."""

    def __init__(self, reads: Sequence[Read]) -> None:
        self._reads = reads
        self._forget()

    def __len__(self) -> int:
        return len(self._numbers)

    def _forget(self) -> None:
        self._tables = [_Table(read) for read in self._reads]
        self._numbers = _Numbers(self._tables)

    def read(self, texts: Sequence[str]) -> Batch:
        """The parts of *texts*. Forgets all before it begins, where that has grown too large."""
        sizes = [self._numbers.letters, *(table.size for table in self._tables)]
        if len(self._numbers) > _MOST_PARTS or max(sizes) > _MOST_VALUES:
            self._forget()
        parts = [text.split() for text in texts]
        lengths = np.fromiter(map(len, parts), np.intp, len(parts))
        each = map(self._numbers.__getitem__, chain.from_iterable(parts))
        numbers = np.fromiter(each, np.intp, int(lengths.sum()))
        return Batch(texts, parts, numbers, np.repeat(np.arange(len(texts), dtype=np.uint16), lengths))

    def found(self, batch: Batch) -> Iterator[Found]:
        """What each of the reads gave for the parts of *batch*, the one read last."""
        for table in self._tables:
            values, lengths = table.of(batch.numbers)
            yield Found(values, np.repeat(batch.text, lengths), lengths)


class _Table:
    """Lists of whole numbers, one for each part, behind one another in arrays that grow."""

    def __init__(self, read: Read) -> None:
        self.size = 0
        self._read = read
        self._values = np.empty(_SMALLEST, dtype=np.int32)
        self._starts = np.empty(_SMALLEST, dtype=np.intp)
        self._lengths = np.empty(_SMALLEST, dtype=np.intp)

    def add(self, number: int, part: str) -> None:
        found = self._read(part)
        if number == len(self._starts):
            self._starts, self._lengths = (
                np.concatenate([array, np.empty_like(array)]) for array in (self._starts, self._lengths)
            )
        end = self.size + len(found)
        if end > len(self._values):
            self._values = np.concatenate([self._values, np.empty(end, dtype=np.int32)])
        self._starts[number], self._lengths[number] = self.size, len(found)
        self._values[self.size : end] = found
        self.size = end

    def of(self, numbers: Places) -> tuple[Ints, Places]:
        lengths = self._lengths.take(numbers)
        ends = np.cumsum(lengths)
        places = np.repeat(self._starts.take(numbers) - ends + lengths, lengths)
        places += np.arange(len(places))
        return self._values.take(places), lengths


class _Numbers(dict[str, int]):
    """The number of each part seen; one not seen before is read, and gets the next."""

    def __init__(self, tables: Sequence[_Table]) -> None:
        super().__init__()
        self.letters = 0
        self._tables = tables

    def __missing__(self, part: str) -> int:
        number = len(self)
        for table in self._tables:
            table.add(number, part)
        self[part] = number
        self.letters += len(part)
        return number
