"""Articles that share text must not stand on both sides of a split: they are found here and made one group.

Two paragraphs of 25 words or more are near-duplicates when the Jaccard similarity of their sets of five consecutive
words (Broder 1997) is at least 0.6.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

SIMILARITY = 0.6
_SHINGLE = 5
_MANY_COPIES = 50
_SHORTEST = 25
_WORD = re.compile(r"\w+")
M = TypeVar("M", bound=Hashable)
_Shingles = frozenset[tuple[str, ...]]


class Link(NamedTuple):
    """Two paragraphs, by their row numbers, and how similar they are."""

    first: int
    second: int
    similarity: float


def near_duplicates(texts: Sequence[str], articles: Sequence[object]) -> list[Link]:
    """Pairs of near-duplicate paragraphs in different articles: n texts with their articles -> links."""
    return [link for link in _similar(texts) if articles[link.first] != articles[link.second]]


def copies(texts: Sequence[str]) -> list[Link]:
    """Pairs of paragraphs, of one article or of two, that are near-duplicates or have the same words: n texts -> links.

    Same words in the same order count however few they are. Each such paragraph is linked to the one before it.
    """
    found = {(link.first, link.second): link for link in _similar(texts)}
    last: dict[tuple[str, ...], int] = {}
    for number, text in enumerate(texts):
        words = tuple(_WORD.findall(text.lower()))
        if words in last:
            found[last[words], number] = Link(last[words], number, 1.0)
        if words:
            last[words] = number
    return sorted(found.values())


def _similar(texts: Sequence[str]) -> list[Link]:
    shingles = [_shingles(text) for text in texts]
    links = []
    for a, b in sorted(_candidates(shingles)):
        common = len(shingles[a] & shingles[b])
        similarity = common / (len(shingles[a]) + len(shingles[b]) - common)
        if similarity >= SIMILARITY:
            links.append(Link(a, b, similarity))
    return links


def _shingles(text: str) -> _Shingles:
    words = _WORD.findall(text.lower())
    if len(words) < _SHORTEST:
        return frozenset()
    return frozenset(zip(*(words[i:] for i in range(_SHINGLE)), strict=False))


def _candidates(shingles: Sequence[_Shingles]) -> set[tuple[int, int]]:
    """Every pair that can be similar enough, and few others.

    Two such sets share a shingle even among the rarest few of each: as many as a set may have that are not in the
    other, and one more (prefix filtering; Chaudhuri, Ganti and Kaushik 2006, ICDE). Phrases that many paragraphs share
    are thus seldom looked at.
    """
    frequency = Counter(shingle for own in shingles for shingle in own)
    holders: dict[tuple[str, ...], list[int]] = {}
    copies: dict[_Shingles, list[int]] = {}
    for number, own in enumerate(shingles):
        same = copies.setdefault(own, []) if own else []
        same.append(number)
        if len(same) > _MANY_COPIES:  # each is linked to the copy before it, and need not be compared with all others
            continue
        rarest = sorted(own, key=lambda shingle: (frequency[shingle], shingle))
        for shingle in rarest[: len(own) - math.ceil(SIMILARITY * len(own)) + 1]:
            holders.setdefault(shingle, []).append(number)
    candidates = {pair for numbers in holders.values() for pair in itertools.combinations(numbers, 2)}
    return candidates | {pair for numbers in copies.values() for pair in itertools.pairwise(numbers)}


def groups(articles: Sequence[object], links: Sequence[Link]) -> NDArray[np.intp]:
    """The group of each paragraph, 0 … g-1 as they appear: its article, with all articles linked to it."""
    root = joined(articles, ((articles[link.first], articles[link.second]) for link in links))
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(root[article], len(numbers)) for article in articles], dtype=np.intp)


def joined(members: Iterable[M], pairs: Iterable[tuple[M, M]]) -> dict[M, M]:
    """For each of *members* the one that stands for all that *pairs* join it to, directly or by others."""
    parent = {member: member for member in members}

    def root(member: M) -> M:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for first, second in pairs:
        parent[root(second)] = root(first)
    return {member: root(member) for member in parent}
