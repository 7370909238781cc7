"""The title of a text that does not say what its title is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tristance.articles.blocks import Block
from tristance.articles.fingerprint import letters
from tristance.articles.heading import body_start, is_mark
from tristance.articles.lazily import pattern

_LINES = 40  # of a head; what has more has none
_QUESTION = 20
_DECK = 35
_FULL = range(5, 21)  # words of most headlines
_STEM = 5  # letters
_WORD = pattern(r"[^\W\d_]{4,}")
_TRAIL = pattern(r"\S\s*[|/>»›]\s*\S")
_OWNER = pattern(r"copyright|©|ⓒ|rights reserved|\(c\)", re.IGNORECASE)
_DATED = pattern(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}, (?:19|20)\d\d|"
    r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d",
    re.IGNORECASE,
)
_SHARED = 4  # words; more prove no more
_NEAR = 1


def choose_title(blocks: Sequence[Block], reasons: Sequence[str], declared: str) -> str:
    """The title: what the page declares, else the line of its head that looks most like one; may be empty.

    A line that stands twice in the head, with others between, goes first: menus and sections come before a title, but
    only the title comes back. (A picture's caption comes twice too, one under the other.)
    """
    if declared:
        return declared
    start = body_start(blocks, reasons)
    lines = [index for index in range(start) if not reasons[index] and _title_like(blocks[index])][:_LINES]
    if not lines:
        return ""
    mark = next((index for index in range(min(_LINES, len(blocks))) if is_mark(blocks[index], reasons[index])), 0)
    again = _again(blocks, reasons, lines, max(start, mark + body_start(blocks[mark:], reasons[mark:])))
    if again:
        return again
    long_enough = [index for index in lines if blocks[index].words > 2] or lines  # noqa: PLR2004
    stems = {word[:_STEM] for block in blocks[start:] for word in _WORD.findall(block.text.lower())}
    owners = letters(" ".join(block.text[:600] for block in blocks if _OWNER.search(block.text[:600])))
    above = max((index for index in long_enough if index < mark), default=-1)
    scores = [_score(blocks[index], stems, owners) + (index == above) for index in long_enough]
    place = scores.index(max(scores))
    if place and long_enough[place - 1] == long_enough[place] - 1 and scores[place - 1] >= scores[place] - _NEAR:
        place -= 1  # the title stands above its deck
    return blocks[long_enough[place]].text


def _again(blocks: Sequence[Block], reasons: Sequence[str], lines: Sequence[int], end: int) -> str:
    """The first of *lines* that comes back in the head; this has its *end* below the first byline or date."""
    places: dict[str, int] = {}
    for index in range(end):
        if not reasons[index]:
            places[letters(blocks[index].text)] = index
    for index in lines:
        key = letters(blocks[index].text)
        if blocks[index].words > 2 and places.get(key, 0) > index + 1:  # noqa: PLR2004
            return blocks[index].text
    return ""


def _score(block: Block, stems: set[str], owners: str) -> int:
    """How much *block* looks like the title of an article of words that begin with *stems*, by its *owners*."""
    text = block.text
    words = {word[:_STEM] for word in _WORD.findall(text.lower())}
    score = 2 * (block.words in _FULL) + min(len(words & stems), _SHARED) + (block.kind == "heading")
    score -= 3 * (text.isupper() or _TRAIL.search(text) is not None or letters(text) in owners)
    return score - 2 * block.several - 4 * (_DATED.search(text) is not None)


def _title_like(block: Block) -> bool:
    if block.kind == "item" or block.leads_in:
        return False
    if block.kind == "heading":
        return True
    if block.text.endswith(("?", "!")):
        return block.words <= _QUESTION and not block.several
    return not block.finished and block.words <= _DECK
