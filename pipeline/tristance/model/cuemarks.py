"""How often the cues of a codebook match in texts, of a whole batch at once; ``cues`` counts in one text.

Of the words of all stems that a word of a text begins with, the longest says which: the others begin that one. Its
number is the word's mark, and all that a batch of texts needs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tristance.model.features import tokens

_NO_MARK = 0


class CueMarks:
    """The stems of m tags, and what they find in the marks of words."""

    def __init__(self, stems: Sequence[Sequence[str]]) -> None:
        found = [(column, tokens(stem)) for column, tag in enumerate(stems) for stem in tag]
        written = {word for _, words in found for word in words}
        self._mark = {word: mark for mark, word in enumerate(sorted(written), _NO_MARK + 1)}
        self._sizes = sorted({len(word) for word in written}, reverse=True)
        begins = {
            word: np.array([False, *(longer.startswith(word) for longer in self._mark)])  # in order of marks
            for word in written
        }
        self._stems = [(column, [begins[word] for word in words]) for column, words in found if words]
        self._m = len(stems)

    def mark(self, word: str) -> int:
        """The mark of a word in lower case."""
        for size in self._sizes:
            mark = self._mark.get(word[:size])
            if mark is not None:
                return mark
        return _NO_MARK

    def matches(self, n: int, marks: NDArray[np.int32], text: NDArray[np.uint16]) -> NDArray[np.int64]:
        """How often each tag's stems match in n texts, (n, m): by the *marks* of their words, each in its *text*."""
        counts = np.zeros((n, self._m), dtype=np.int64)
        places = np.flatnonzero(marks)
        present = marks.take(places)
        for column, (first, *rest) in self._stems:
            at = places[first.take(present)]
            for distance, begins in enumerate(rest, 1):
                at = at[: np.searchsorted(at, len(marks) - distance)]
                following = at + distance
                at = at[begins.take(marks.take(following)) & (text.take(following) == text.take(at))]
            if len(at):
                counts[:, column] += np.bincount(text.take(at), minlength=n)
        return counts
