"""Which actors of the codebook texts name, of a whole batch at once; ``actors`` reads one text.

What white space parts names its actors by itself, unless a term has white space within: where one of those may go on
in the part behind, the text is read again, in the places where a term may begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tristance.model.actors import Span, actor_finder
from tristance.model.blocks import Floats
from tristance.model.seen import Batch, Found, Places

_GOES_ON = -1  # a part that begins as one must behind some head


class ActorParts:
    """The terms of a actors, and what they find part by part. A term's head is what stands before its white space."""

    def __init__(self, terms: Sequence[Sequence[str]]) -> None:
        self._find = actor_finder(terms)
        self._a = len(terms)
        behind: dict[str, set[str]] = {}
        for letters in (term.removesuffix("*") for own in terms for term in own):
            head, *rest = letters.split()
            if letters != head:
                behind.setdefault(head, set()).add(rest[0] if rest else "")
        self._heads = tuple(behind)
        self._behind = [tuple(begins) for begins in behind.values()]
        self._all_behind = tuple(begin for begins in self._behind for begin in begins if begin)
        self._by_itself = np.array(["" in begins for begins in self._behind], dtype=bool)

    def read(self, part: str) -> list[int]:
        """The actors that a part names by itself, a + i where it ends as head i, and whether it may be behind one."""
        found = self._find(part)
        if part.startswith(self._all_behind):
            found.append(_GOES_ON)
        if part.endswith(self._heads):
            for i, head in enumerate(self._heads, self._a):
                before = part[: -len(head)][-1:]
                if part.endswith(head) and not (before.isalnum() or before == "_"):
                    found.append(i)
        return found

    def features(self, batch: Batch, found: Found) -> Floats:
        """One column an actor and one a pair, each row of length 1 or 0: n texts -> (n, a + a(a-1)/2).

        *found* is what :meth:`read` gave for the parts of *batch*.
        """
        named = np.zeros((len(batch.texts), self._a), dtype=bool)
        alone = np.flatnonzero((found.values >= 0) & (found.values < self._a))
        named[found.text.take(alone), found.values.take(alone)] = True
        for i, places in self._again(batch, found):
            named[i] = False
            named[i, self._find(batch.texts[i], _spans(batch.texts[i], batch.parts[i], places))] = True
        first, second = np.triu_indices(self._a, 1)
        features = np.concatenate([named, named[:, first] & named[:, second]], axis=1).astype(np.float64)
        lengths = np.sqrt(features.sum(axis=1, keepdims=True))
        return np.asarray(features / np.where(lengths, lengths, 1.0))

    def _again(self, batch: Batch, found: Found) -> Iterator[tuple[int, list[int]]]:
        """The texts in which a term may stand that has white space within, and their parts in which any may begin."""
        place = np.repeat(np.arange(len(found.lengths)), found.lengths)
        goes_on = np.zeros(len(found.lengths) + 1, dtype=bool)
        goes_on[place[found.values == _GOES_ON]] = True
        heads = np.flatnonzero(found.values >= self._a)
        head = found.values.take(heads) - self._a
        heads = heads[goes_on.take(place.take(heads) + 1) | self._by_itself.take(head)]
        starts = np.searchsorted(batch.text, np.arange(len(batch.texts)))
        ends: Places = np.searchsorted(found.text, np.arange(len(batch.texts) + 1))
        for i in np.unique(found.text.take(heads)).tolist():
            own = slice(ends[i], ends[i + 1])
            values, places = found.values[own], place[own] - starts[i]
            yield i, np.unique(places[values >= 0]).tolist()


def _spans(text: str, parts: Sequence[str], places: Sequence[int]) -> list[Span] | None:
    """Where the parts at *places* stand in a text; None where its parts are not one space apart."""
    if " ".join(parts) != text:
        return None
    spans = []
    last = start = 0
    for place in places:
        start += sum(map(len, parts[last:place])) + place - last
        spans.append((start, start + len(parts[place])))
        last = place
    return spans
