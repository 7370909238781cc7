"""TF-IDF: the weights of the terms that texts hold, and what these add to the logits."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tristance.model.blocks import Block, Floats

_CELLS = 2**20  # of the array in which repeated terms meet: small enough for a processor's cache


class Weighing:
    """Weights terms of one block."""

    def __init__(self, block: Block) -> None:
        self._which, self._table = _idf_and_coefficients(block)
        self._size = max(len(block.which), 1)
        self._at_once = max(_CELLS // self._size, 1)  # texts
        self._cells = np.empty(self._at_once * self._size, dtype=np.int32)

    def score(self, n: int, text: NDArray[np.uint16], row: NDArray[np.integer]) -> Floats:
        """What the block adds to the logits of n texts, (n, k).

        Each term found is given by its *text*, ascending, and its *row*, as often as it occurs.
        """
        text, row, counts = self._counted(n, text, row)
        found = self._table.take(self._which.take(row), axis=0)
        weights = (1.0 + np.log(counts)) * found[:, 0]
        norms = np.sqrt(np.bincount(text, weights * weights, minlength=n))
        norms[norms == 0] = 1.0
        coefficients = found[:, 1:]
        ends = np.searchsorted(text, np.arange(n + 1)).tolist()
        added = [weights[start:end].dot(coefficients[start:end]) for start, end in pairwise(ends)]
        return np.asarray(np.array(added) / norms[:, None])

    def _counted(
        self, n: int, text: NDArray[np.uint16], row: NDArray[np.integer]
    ) -> tuple[NDArray[np.uint16], NDArray[np.integer], NDArray[np.intp]]:
        """Each term once a text, and how often it occurs there.

        All who share a text and a row write their place into the same cell; who wrote last stands for them all. So
        nothing is sorted, and no cell has to be emptied first.
        """
        place = np.arange(len(row), dtype=np.int32)
        last = np.empty_like(place)
        cells = (np.arange(n) % self._at_once * self._size).take(text) + row
        ends = np.searchsorted(text, np.arange(0, n + self._at_once, self._at_once)).tolist()
        for start, end in pairwise(ends):
            own = cells[start:end]
            self._cells[own] = place[start:end]
            self._cells.take(own, out=last[start:end], mode="clip")
        counts = np.bincount(last, minlength=len(row))
        once = np.flatnonzero(counts)
        return text.take(once), row.take(once), counts.take(once)


def _idf_and_coefficients(block: Block) -> tuple[NDArray[np.integer], Floats]:
    """A table of idf and coefficients, (u, 1 + k), and the row of each term in it.

    Terms of the same training paragraphs have both alike, which is seen; where any has not, each has its own row.
    """
    which: NDArray[np.integer] = block.which
    coefficients = block.distinct
    df = np.zeros(len(coefficients), dtype=block.df.dtype)
    df[which] = block.df
    if not np.array_equal(df.take(which), block.df):
        which, df, coefficients = np.arange(len(which)), block.df, block.coefficients
    return which, np.column_stack([block.idf_of(df), coefficients])
