"""Which actors of the codebook a text names: equal to ``features.actors_named``, but the text is read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tristance.model.features import actor_columns, term_ends_at

_WORD = re.compile(r"\w+")
_REMEMBERED = 200_000  # words whose terms are kept at hand

Span = tuple[int, int]


class Finder(Protocol):
    """Says which of the actors, numbered from 0, a text names."""

    def __call__(self, text: str, spans: Iterable[Span] | None = None) -> list[int]:
        """The numbers, ascending; with *spans*, whole words each, of terms that begin within one of these."""


def actor_features(find: Finder, n_actors: int, texts: Sequence[str]) -> NDArray[np.float64]:
    """One column an actor and one a pair of actors: n texts -> (n, a + a(a-1)/2), each row of length 1 or 0.

    *find* is what :func:`actor_finder` made of the a actors' terms.
    """
    found = np.zeros((len(texts), n_actors * (n_actors + 1) // 2))
    for row, text in zip(found, texts, strict=True):
        columns = actor_columns(find(text), n_actors)
        if columns:
            row[columns] = len(columns) ** -0.5
    return found


def actor_finder(actors: Sequence[Sequence[str]]) -> Finder:
    """The finder of *actors*, which are their terms: those that can begin with a word are found once a word."""
    candidates = _candidates(actors)

    def find(text: str, spans: Iterable[Span] | None = None) -> list[int]:
        found = set()
        behind = 0
        for match in chain.from_iterable(_WORD.finditer(text, *span) for span in spans or ((0, len(text)),)):
            known = candidates(match[0])
            if not known or match.start() < behind:
                continue
            for term, number in known:
                end = term_ends_at(text, match.start(), term)
                if end:
                    found.add(number)
                    behind = end
                    break
        return sorted(found)

    return find


def longest_first(actors: Sequence[Sequence[str]]) -> list[tuple[str, int]]:
    """All terms with the numbers of their actors, those of most letters first; of equals the first actor's."""
    return sorted(
        ((term, number) for number, terms in enumerate(actors) for term in terms),
        key=lambda each: -len(each[0].removesuffix("*")),
    )


def _candidates(actors: Sequence[Sequence[str]]) -> Callable[[str], list[tuple[str, int]]]:
    """The terms, with their actors, that can begin with a word, the longest first."""
    whole: dict[str, list[tuple[int, str, int]]] = {}
    opening: dict[str, list[tuple[int, str, int]]] = {}
    for place, (term, number) in enumerate(longest_first(actors)):
        begin = _first_word(term)
        (opening if term == f"{begin}*" else whole).setdefault(begin, []).append((place, term, number))
    sizes = {len(begin) for begin in opening}
    remembered: dict[str, list[tuple[str, int]]] = {}

    def candidates(word: str) -> list[tuple[str, int]]:
        known = remembered.get(word)
        if known is None:
            if len(remembered) > _REMEMBERED:
                remembered.clear()
            found = list(whole.get(word, ()))
            for size in sizes:
                if size <= len(word):
                    found += opening.get(word[:size], ())
            known = remembered[word] = [(term, number) for _, term, number in sorted(found)]
        return known

    return candidates


def _first_word(term: str) -> str:
    return _WORD.match(term)[0]  # type: ignore[index]  # the codebook takes no term that begins otherwise
