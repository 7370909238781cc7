"""Words and runs of words by their numbers: a run of n + 1 words is a run of n words and the word behind it.

So a run is found without its letters being joined: (number of the run of n words, number of the next word) is one
64-bit key, and the place of that key in a table is the number of the longer run. A whole batch is looked up at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tristance.model.blocks import Block

Ints = NDArray[np.int64]
Text = NDArray[np.uint16]

_LF, _SPACE = 10, 32
_NONE = -1
_GOLDEN = 0x9E3779B97F4A7C15  # 2^64 divided by the golden ratio: spreads keys that follow one another


class WordRuns:
    """The terms of a block of words as a trie of numbers."""

    def __init__(self, block: Block) -> None:
        self.words = _Numbers()
        words = block.packed.decode().replace("\n", " ").split(" ") if block.packed else []
        numbers = np.fromiter(map(self.words.__getitem__, words), np.int64, len(words))
        letters = np.frombuffer(block.packed, dtype=np.uint8)
        gaps = letters[(letters == _LF) | (letters == _SPACE)]
        starts = np.flatnonzero(np.concatenate([[_LF], gaps]) == _LF) if words else np.zeros(0, dtype=np.int64)
        lengths = np.diff(starts, append=len(words))
        rows = np.arange(len(starts), dtype=np.int32)
        rows[(lengths < block.low) | (lengths > block.high)] = _NONE
        runs = numbers[starts]
        self._rows = [_spread(runs[lengths == 1], rows[lengths == 1], len(self.words))]
        self._tables: list[_Table] = []
        for n in range(2, min(block.high, int(lengths.max(initial=0))) + 1):
            longer = lengths >= n
            starts, lengths, rows = starts[longer], lengths[longer], rows[longer]
            keys = runs[longer] * len(self.words) + numbers[starts + n - 1]
            table = _Table(keys)
            runs = table.find(keys)
            self._tables.append(table)
            self._rows.append(_spread(runs[lengths == n], rows[lengths == n], table.size))

    def number(self, word: str) -> int:
        """The number of a word of the terms; -1 of any other."""
        return self.words.get(word, _NONE)

    def find(self, numbers: NDArray[np.int32], text: Text) -> tuple[Text, NDArray[np.int32]]:
        """The terms in texts, given as the *numbers* of their words and the *text* in which each stands, ascending.

        Gives the text and the row of each term found, as often as it occurs, in the order of the texts.
        """
        runs = numbers.astype(np.int64)
        places = np.flatnonzero(runs >= 0)
        runs = runs.take(places)
        rows = [self._rows[0].take(runs)]
        texts = [text.take(places)]
        for n, (table, row) in enumerate(zip(self._tables, self._rows[1:], strict=True), 1):
            inside = np.searchsorted(places, len(numbers) - n)
            places, runs = places[:inside], runs[:inside]
            following = numbers.take(places + n)
            keep = np.flatnonzero((following >= 0) & (text.take(places) == text.take(places + n)))
            found = table.find(runs.take(keep) * len(self.words) + following.take(keep))
            known = np.flatnonzero(found >= 0)
            runs, places = found.take(known), places.take(keep.take(known))
            rows.append(row.take(runs))
            texts.append(text.take(places))
        row, text = np.concatenate(rows), np.concatenate(texts)
        terms = np.flatnonzero(row >= 0)
        order = terms.take(np.argsort(text.take(terms), kind="stable"))  # of 16 bits: a radix sort
        return text.take(order), row.take(order)


class _Numbers(dict[str, int]):
    """A number for each word, in order of appearance."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Table:
    """A set of keys, not negative; the place of each is its number.

    Keys whose cell another has taken go on to a further, smaller array: where a cell is empty, no array behind it has
    the key.
    """

    def __init__(self, keys: Ints) -> None:
        self.size = 0
        self._arrays: list[tuple[np.uint64, np.uint64, Ints]] = []
        while len(keys):
            bits = int(2 * len(keys)).bit_length()
            times, shift = np.uint64(_GOLDEN * (2 * len(self._arrays) + 1) % 2**64), np.uint64(64 - bits)
            cells = np.full(2**bits, _NONE, dtype=np.int64)
            at = _cell(keys, times, shift)
            cells[at] = keys
            self._arrays.append((times, shift, cells))
            self.size += len(cells)
            keys = keys[cells[at] != keys]

    def find(self, keys: Ints) -> Ints:
        """The number of each key; -1 of those that are not in the set."""
        found = np.full(len(keys), _NONE, dtype=np.int64)
        left: Ints | None = None  # where the keys stand that are still looked for; at first all do
        offset = 0
        for times, shift, cells in self._arrays:
            at = _cell(keys, times, shift)
            there = cells.take(at)
            hit = there == keys
            if left is None:
                np.copyto(found, at, where=hit)
            else:
                found[left[hit]] = at[hit] + offset
            further = np.flatnonzero(~hit & (there != _NONE))
            if not len(further):
                break
            keys, left = keys.take(further), further if left is None else left.take(further)
            offset += len(cells)
        return found


def _cell(keys: Ints, times: np.uint64, shift: np.uint64) -> Ints:
    return ((keys.view(np.uint64) * times) >> shift).view(np.int64)


def _spread(places: Ints, rows: NDArray[np.int32], size: int) -> NDArray[np.int32]:
    spread = np.full(size, _NONE, dtype=np.int32)
    spread[places] = rows
    return spread
