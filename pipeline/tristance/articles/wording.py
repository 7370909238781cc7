"""How a set phrase is written down: a reason, and the wordings that are dropped for it.

A wording names words of which it holds one, and is compiled when a piece holds that word too: an article has few of
them. A test reads every pattern, and finds such a word in all that it can match.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tristance.articles.lazily import pattern


class Wording(NamedTuple):
    """A pattern, and words of which each text that it matches holds one; every text holds the empty word."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]


class Phrase(NamedTuple):
    """Wordings that match at the start of a lower-cased piece of at most ``most`` words."""

    reason: str
    most: int
    wordings: tuple[Wording, ...]

    def begins(self, text: str) -> bool:
        """Whether *text* begins in one of these ways. A wording is compiled when a text holds one of its words."""
        for words, found in self.wordings:
            for word in words:
                if word in text:
                    if found.match(text):
                        return True
                    break
        return False


def holding(words: str, wording: str) -> Wording:
    return Wording(tuple(words.split()) or ("",), pattern(wording))


def phrase(reason: str, most: int, *wordings: str | Wording) -> Phrase:
    return Phrase(reason, most, tuple(holding("", each) if isinstance(each, str) else each for each in wordings))
