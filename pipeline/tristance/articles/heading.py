"""The head of a page: the title, the title again, the deck, a caption shown twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tristance.articles.blocks import Block
from tristance.articles.fingerprint import letters
from tristance.articles.lazily import pattern

_SITE = pattern(r"\s+[|–—:-]\s+[^|–—]{2,40}$")
_PROSE = 15
_DECK = 35
_DECKS = 2
_ARTICLE = 3
_LONGEST = 60
_HEAD = 12
_YEAR = pattern(r"(?:19|20)\d\d")
_ALT_AND_CAPTION = 2  # a picture's text for the blind, and the line below it


def head_reasons(blocks: Sequence[Block], reasons: Sequence[str], title: str) -> list[str]:
    """*reasons*, with the title, its copies, the deck and a doubled caption named in the head of the page."""
    found = list(reasons)
    start = body_start(blocks, reasons)
    key = letters(title)
    shown = False
    for index, block in enumerate(blocks):
        if key and not found[index] and block.words <= _LONGEST and _is_title(block.text, key):
            found[index] = "repeated title" if shown else "title"
            shown = True
    for index in _decks(blocks, found):
        found[index] = "deck"
    texts = [letters(block.text) for block in blocks[:start]] if start < len(blocks) else []
    counts = Counter(texts)
    for index, (this, that) in enumerate(pairwise(texts)):
        if this and this == that and counts[this] == _ALT_AND_CAPTION and not found[index] and not found[index + 1]:
            found[index] = found[index + 1] = "caption"
    return found


def _decks(blocks: Sequence[Block], reasons: Sequence[str]) -> list[int]:
    """The sentences above the first byline or date: at most two, none long, and with an article below."""
    first = next((index for index in range(min(_HEAD, len(blocks))) if is_mark(blocks[index], reasons[index])), 0)
    above = [
        index for index in range(first) if not reasons[index] and (blocks[index].finished or blocks[index].several)
    ]
    if len(above) > _DECKS or any(blocks[index].words > _DECK for index in above):
        return []
    below = sum(not reasons[index] and blocks[index].words >= _PROSE for index in range(first, len(blocks)))
    return above if below >= _ARTICLE else []


def is_mark(block: Block, reason: str) -> bool:
    return reason == "byline" or (reason == "date" and _YEAR.search(block.text) is not None)


def _is_title(text: str, key: str) -> bool:
    return key in (letters(text), letters(_SITE.sub("", text)))


def body_start(blocks: Sequence[Block], reasons: Sequence[str]) -> int:
    """The place of the first paragraph of prose; all blocks where there is none."""
    for index, (block, reason) in enumerate(zip(blocks, reasons, strict=True)):
        if not reason and block.kind != "heading" and block.words >= _PROSE and (block.finished or block.leads_in):
            return index
    return len(blocks)
