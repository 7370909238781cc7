"""Articles that share text must not stand on both sides of a split: they are found here and made one group.

Two paragraphs of 25 words or more are near-duplicates when the Jaccard similarity of their sets of five consecutive
words (Broder 1997) is at least 0.6.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SIMILARITY = 0.6
_SHINGLE = 5
_SHORTEST = 25
_COMMONEST = 50  # pairs grow with the square: beyond this, copies are found along a chain
_WORD = re.compile(r"\w+")


class Link(NamedTuple):
    """Two paragraphs of different articles, by their row numbers, and how similar they are."""

    first: int
    second: int
    similarity: float


def near_duplicates(texts: Sequence[str], articles: Sequence[object]) -> list[Link]:
    """Pairs of near-duplicate paragraphs in different articles: n texts with their articles -> links."""
    shingles: list[frozenset[tuple[str, ...]]] = []
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, text in enumerate(texts):
        words = _WORD.findall(text.lower())
        long_enough = len(words) >= _SHORTEST
        own = frozenset(zip(*(words[i:] for i in range(_SHINGLE)), strict=False)) if long_enough else frozenset()
        shingles.append(own)
        for shingle in own:
            holders.setdefault(shingle, []).append(number)
    pairs = itertools.chain.from_iterable(map(_pairs, holders.values()))
    candidates = {(a, b) for a, b in pairs if articles[a] != articles[b]}
    links = []
    for a, b in sorted(candidates):
        common = len(shingles[a] & shingles[b])
        similarity = common / (len(shingles[a]) + len(shingles[b]) - common)
        if similarity >= SIMILARITY:
            links.append(Link(a, b, similarity))
    return links


def _pairs(numbers: list[int]) -> Iterable[tuple[int, int]]:
    """Pairs to compare of those that hold one shingle: all, or each with the next where a phrase is very common."""
    return itertools.combinations(numbers, 2) if len(numbers) <= _COMMONEST else itertools.pairwise(numbers)


def groups(articles: Sequence[object], links: Sequence[Link]) -> NDArray[np.intp]:
    """The group of each paragraph, 0 … g-1 as they appear: its article, with all articles linked to it."""
    parent: dict[object, object] = {article: article for article in articles}

    def root(article: object) -> object:
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article

    for link in links:
        parent[root(articles[link.second])] = root(articles[link.first])
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(root(article), len(numbers)) for article in articles], dtype=np.intp)
