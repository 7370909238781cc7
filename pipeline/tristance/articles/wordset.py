"""Sets of words, written as running text."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of *text*, each once.

    >>> sorted(word_set("share tweet  share"))
    ['share', 'tweet']
    """
    return frozenset(text.split())
