"""Which actors of the codebook a text names: equal to ``features.actors_named``, but the text is read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from tristance.model.features import actor_columns, term_ends_at

_WORD = re.compile(r"\w+")
_REMEMBERED = 200_000  # words whose terms are kept at hand

Finder = Callable[[str], list[int]]


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
    """A function that says which of the actors, numbered from 0, a text names; *actors* are their terms.

    A term begins with a word's first letters: those that can begin with a word are found once a word, and remembered.
    """
    ordered = sorted(
        ((term, number) for number, terms in enumerate(actors) for term in terms),
        key=lambda each: -len(each[0].removesuffix("*")),
    )
    begins = [(_first_word(term), term, number) for term, number in ordered]
    remembered: dict[str, list[tuple[str, int]]] = {}

    def candidates(word: str) -> list[tuple[str, int]]:
        known = remembered.get(word)
        if known is None:
            if len(remembered) > _REMEMBERED:
                remembered.clear()
            known = remembered[word] = [
                (term, number)
                for begin, term, number in begins
                if word == begin or (term == f"{begin}*" and word.startswith(begin))
            ]
        return known

    def find(text: str) -> list[int]:
        found = set()
        behind = 0
        for match in _WORD.finditer(text):
            if match.start() < behind:
                continue
            for term, number in candidates(match[0]):
                end = term_ends_at(text, match.start(), term)
                if end:
                    found.add(number)
                    behind = end
                    break
        return sorted(found)

    return find


def _first_word(term: str) -> str:
    return _WORD.match(term)[0]  # type: ignore[index]  # the codebook takes no term that begins otherwise
