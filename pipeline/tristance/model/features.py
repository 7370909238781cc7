"""What a text becomes: words and word pairs, character n-grams within words, and matches of the codebook's cues.

This is the specification. It follows scikit-learn's default token pattern and its ``char_wb`` analyser to the letter
(``sklearn/feature_extraction/text.py``), so that a model fitted there can be scored here; tests hold the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log

_TOKEN = re.compile(r"(?u)\b\w\w+\b")


def tokens(text: str) -> list[str]:
    """The words of two characters or more, in lower case.

    >>> tokens("The U.S. and South Korea's navy")
    ['the', 'and', 'south', 'korea', 'navy']
    """
    return _TOKEN.findall(text.lower())


def word_ngrams(words: Sequence[str], low: int, high: int) -> list[str]:
    """Runs of *low* to *high* words, joined by a space.

    >>> word_ngrams(["three", "way", "talks"], 1, 2)
    ['three', 'way', 'talks', 'three way', 'way talks']
    """
    runs: list[str] = []
    for n in range(low, high + 1):
        runs += words if n == 1 else [" ".join(words[i : i + n]) for i in range(len(words) - n + 1)]
    return runs


def chunks(text: str) -> list[str]:
    """What white space parts, in lower case, each between two spaces: the places where character n-grams live."""
    return [f" {chunk} " for chunk in text.lower().split()]


def character_ngrams(chunk: str, low: int, high: int) -> list[str]:
    """Runs of *low* to *high* characters of one padded chunk; one that is too short for a length counts once, whole.

    >>> character_ngrams(" us ", 2, 5)
    [' u', 'us', 's ', ' us', 'us ', ' us ']
    """
    runs = []
    for n in range(low, high + 1):
        if len(chunk) <= n:
            runs.append(chunk)
            break
        runs += [chunk[i : i + n] for i in range(len(chunk) - n + 1)]
    return runs


def cue_matches(words: Sequence[str], stems: Sequence[str]) -> int:
    """How many times any of *stems* matches.

    A stem matches at a word that starts with it; one of several words, where consecutive words start with its words in
    turn. Words and stems are read alike, so a stem written ``U.S.-led`` matches as ``led``.

    >>> cue_matches(tokens("A three-way drill, and contained risks."), ["three way", "contain"])
    2
    """
    found = 0
    for stem in stems:
        parts = tokens(stem)
        if parts:
            found += sum(
                all(word.startswith(part) for word, part in zip(words[i:], parts, strict=False))
                for i in range(len(words) - len(parts) + 1)
            )
    return found


def cue_feature(matches: int) -> float:
    """The value of a cue feature: log(1 + matches), so that the first match says most."""
    return log(1 + matches)
