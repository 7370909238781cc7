"""What a text becomes: words and word pairs, character n-grams within words, cues that match, actors that are named.

This is the specification. It follows scikit-learn's default token pattern and its ``char_wb`` analyser to the letter
(``sklearn/feature_extraction/text.py``), so that a model fitted there can be scored here; tests hold the two equal.
"""

from __future__ import annotations

import itertools
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


def actors_named(text: str, actors: Sequence[Sequence[str]]) -> list[int]:
    """The numbers of the actors whose terms stand in *text*, ascending; *actors* are lists of terms.

    A term stands where it is written letter for letter, from the start of a word to the end of one; with ``*`` at its
    end, to whatever end the word has. The text is read from left to right; of several terms that stand at one place the
    one of most letters counts, and reading goes on behind it: "North Korea" names no "Korea".

    >>> actors_named("Pyongyang and Koreans in the U.S.", [["U.S.", "US"], ["Korea*"], ["North Korea*", "Pyongyang"]])
    [0, 1, 2]
    >>> actors_named("North Korea told us", [["U.S.", "US"], ["Korea*"], ["North Korea*", "Pyongyang"]])
    [2]
    """
    terms = [(term, number) for number, own in enumerate(actors) for term in own]
    terms.sort(key=lambda each: -len(each[0].removesuffix("*")))
    found = set()
    place = 0
    while place < len(text):
        if not (place and _is_word(text[place - 1])):
            for term, number in terms:
                end = term_ends_at(text, place, term)
                if end:
                    found.add(number)
                    place = end - 1
                    break
        place += 1
    return sorted(found)


def term_ends_at(text: str, place: int, term: str) -> int:
    """Where *term* ends that begins at *place* of *text*; 0 where it does not stand there."""
    letters = term.removesuffix("*")
    if not text.startswith(letters, place):
        return 0
    end = place + len(letters)
    if term.endswith("*"):
        while end < len(text) and _is_word(text[end]):
            end += 1
    elif end < len(text) and _is_word(text[end]):
        return 0
    return end


def actor_columns(named: Sequence[int], n_actors: int) -> list[int]:
    """The features of the actors *named* (ascending) among *n_actors*: one an actor, then one a pair, in order.

    A pair (i, j) stands behind the singles, at the place that it has among (0, 1), (0, 2), …, (1, 2), …

    >>> actor_columns([0, 2], 3)
    [0, 2, 4]
    """
    pairs = [n_actors + i * (2 * n_actors - i - 1) // 2 + (j - i - 1) for i, j in itertools.combinations(named, 2)]
    return [*named, *pairs]


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
