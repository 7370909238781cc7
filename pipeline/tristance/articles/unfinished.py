"""Lines without the stop that ends a sentence: sub-headings and scraps, but some are paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from tristance.articles.blocks import Block
from tristance.articles.lazily import pattern

LONG_LINE = 30  # words: a line as long as this is prose although it ends without a stop
_LONG_ENOUGH = 15  # words, where a paragraph stands directly above
_HEADLINE = 5
_QUESTION = 20
_CAPITALS = 0.6
_WORD = pattern(r"[^\W\d_]{4,}")


def unfinished(blocks: Sequence[Block], reasons: Sequence[str]) -> list[str]:
    """Sub-headings and scraps: short, and without the stop that ends a sentence. Items of a list need no stop."""
    found: list[str] = []
    in_list = below = False
    for index, (block, reason) in enumerate(zip(blocks, reasons, strict=True)):
        if reason:
            found.append("")
            below = below and reason == "advertisement"
            continue
        in_list = block.kind == "item" and in_list
        prose = block.finished or block.leads_in or in_list or block.several or block.words >= LONG_LINE
        prose = prose or (below and _lacks_its_stop(block) and not _among_headlines(blocks, reasons, index))
        if block.kind == "heading" or _linked_question(blocks, reasons, index):
            found.append("heading")
        elif prose and (block.words > 1 or in_list):
            found.append("")
        else:
            found.append("heading" if block.words > 2 else "too short")  # noqa: PLR2004  # "Fish", "Page two"
        below = not found[-1] and block.words >= _LONG_ENOUGH and Block(block.text).finished
        in_list = in_list or block.leads_in or (block.kind == "item" and not found[-1])
    return found


def _lacks_its_stop(block: Block) -> bool:
    """Whether *block* is as long as a paragraph, and has no more capitals than a sentence."""
    if block.kind != "text" or block.words < _LONG_ENOUGH:
        return False
    words = _WORD.findall(block.text)
    return sum(1 for word in words if word[0].isupper()) <= len(words) * _CAPITALS


def _linked_question(blocks: Sequence[Block], reasons: Sequence[str], index: int) -> bool:
    """Whether the block is a question between two headlines, and so a headline too."""
    block = blocks[index]
    if not block.text.endswith("?") or block.words > _QUESTION or block.several or not 0 < index < len(blocks) - 1:
        return False
    around = ((blocks[place], reasons[place]) for place in (index - 1, index + 1))
    return all(
        not reason and not near.finished and not near.leads_in and _HEADLINE <= near.words <= _QUESTION
        for near, reason in around
    )


def _among_headlines(blocks: Sequence[Block], reasons: Sequence[str], index: int) -> bool:
    """Whether the next line is without a stop too."""
    if index + 1 == len(blocks) or reasons[index + 1]:
        return False
    below = blocks[index + 1]
    return not below.finished and not below.leads_in and below.words >= _HEADLINE
