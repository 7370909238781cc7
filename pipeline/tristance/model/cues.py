"""How often the cues of a codebook match in a text: equal to ``features.cue_matches``, but the text is read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from tristance.model.features import cue_feature, tokens


def cue_features(count: Callable[[str], list[int]], texts: Sequence[str]) -> NDArray[np.float64]:
    """The cue features of n texts, (n, m)."""
    return np.array([[cue_feature(matches) for matches in count(text)] for text in texts], dtype=np.float64)


def cue_counter(stems: Sequence[Sequence[str]]) -> Callable[[str], list[int]]:
    """A function that counts the matches of each of m lists of stems in a text; equal to ``cue_matches``, but quick.

    A stem's first word finds its candidates by its own letters alone, so that a text is read once and not once a stem.
    """
    by_letters: dict[str, list[tuple[int, list[str]]]] = {}
    lengths: set[int] = set()
    for column, tag in enumerate(stems):
        for stem in tag:
            parts = tokens(stem)
            if parts:
                by_letters.setdefault(parts[0], []).append((column, parts[1:]))
                lengths.add(len(parts[0]))
    sizes = sorted(lengths)

    def count(text: str) -> list[int]:
        words = tokens(text)
        found = [0] * len(stems)
        for i, word in enumerate(words):
            for size in sizes:
                if size > len(word):
                    break
                for column, rest in by_letters.get(word[:size], ()):
                    following = words[i + 1 : i + 1 + len(rest)]
                    if len(following) == len(rest) and all(map(str.startswith, following, rest)):
                        found[column] += 1
        return found

    return count
