"""Sentences that a page shows twice: pull quotes, key points, a paragraph copied into the header."""

from __future__ import annotations

from collections.abc import Sequence

from tristance.articles.blocks import Block
from tristance.articles.fingerprint import letters
from tristance.articles.lazily import pattern

_WORD = pattern(r"[^\W\d_]+")
_WINDOW = 5
_LONGEST = 60


def repeats(blocks: Sequence[Block], reasons: Sequence[str]) -> list[str]:
    """``pull quote`` for a block whose words stand within a longer one, ``repeated`` for the later of two equal ones.

    Of blocks that have a reason already nothing is said. The time taken grows with the length of the text alone: only
    places are compared at which the first five words of a block recur.
    """
    found = [""] * len(blocks)
    seen: set[str] = set()
    words: list[tuple[str, ...]] = []
    candidates: dict[tuple[str, ...], list[int]] = {}
    for index, (block, reason) in enumerate(zip(blocks, reasons, strict=True)):
        own = () if reason else tuple(_WORD.findall(block.text.lower()))
        words.append(own)
        if len(own) < _WINDOW:
            continue
        whole = letters(block.text)
        if whole in seen:
            found[index] = "repeated"
        elif len(own) <= _LONGEST:
            candidates.setdefault(own[:_WINDOW], []).append(index)
        seen.add(whole)
    for holder, own in enumerate(words):
        if found[holder] or not candidates or not blocks[holder].finished:
            continue
        for start in range(len(own) - _WINDOW + 1):
            for index in candidates.get(own[start : start + _WINDOW], ()):
                length = len(words[index])
                if index != holder and length < len(own) and own[start : start + length] == words[index]:
                    found[index] = "pull quote"
    return found
