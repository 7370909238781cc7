"""Blocks of a page to the body of an article, and a reason for every block left out.

The rules look at a block's wording first, then at its place, and know no particular newspaper. Prose is kept when in
doubt: a stray caption costs a user less than a lost paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tristance.articles.blocks import Block
from tristance.articles.captions import caption, captions_around
from tristance.articles.ending import ending
from tristance.articles.heading import head_reasons
from tristance.articles.headline import choose_title
from tristance.articles.joining import joined
from tristance.articles.lastmark import last_marks_apart
from tristance.articles.people import byline
from tristance.articles.phrases import set_phrase
from tristance.articles.pullquote import repeats
from tristance.articles.sections import in_sections
from tristance.articles.tokens import one_kind
from tristance.articles.unfinished import unfinished
from tristance.schema import Dropped


@dataclass(frozen=True)
class Segmented:
    """The title, the body's paragraphs and the pieces left out, each in page order."""

    title: str
    paragraphs: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def segment(
    blocks: Sequence[Block], *, title: str = "", min_words: int = 12, keep: frozenset[str] = frozenset()
) -> Segmented:
    """The body of the page that *blocks* make up; ``paragraphs`` is empty where none was found.

    ``title`` is what the page's mark-up says its title is. Sentences of fewer than ``min_words`` words are joined to
    the paragraph behind them. Blocks with a reason in ``keep`` are paragraphs of their own after all.
    """
    blocks = last_marks_apart(blocks)
    reasons = _reasons_alone(blocks)
    title = choose_title(blocks, reasons, title)
    reasons = head_reasons(blocks, reasons, title)
    reasons = _first(reasons, repeats(blocks, reasons))
    reasons = _first(reasons, ending(blocks, reasons))
    reasons = _first(reasons, unfinished(blocks, reasons))
    if not any(not reason for reason in reasons):
        reasons = _last_resort(blocks, reasons, min_words)
    kept = frozenset(index for index, reason in enumerate(reasons) if reason in keep)
    reasons = ["" if index in kept else reason for index, reason in enumerate(reasons)]
    if "too short" not in keep:
        reasons = _strays(blocks, reasons, min_words, kept)
    paragraphs, dropped = joined(blocks, reasons, min_words, kept)
    return Segmented(title, paragraphs, dropped)


def _reasons_alone(blocks: Sequence[Block]) -> list[str]:
    """What each block's mark-up, its section and its wording say, in this order."""
    alone = [one_kind(block) or set_phrase(block) or caption(block) or byline(block) for block in blocks]
    alone = _first(alone, captions_around(blocks, alone))
    sections = in_sections(blocks, alone)
    return [block.hint or section or reason for block, section, reason in zip(blocks, sections, alone, strict=True)]


def _first(reasons: Sequence[str], more: Sequence[str]) -> list[str]:
    return [old or new for old, new in zip(reasons, more, strict=True)]


FURNITURE = frozenset(
    {
        "byline",
        "date",
        "share bar",
        "related stories",
        "comment form",
        "newsletter",
        "contact",
        "copyright",
        "tags",
        "donation",
    }
)
_SCRAPS = frozenset({"title", "heading", "too short"})


def _last_resort(blocks: Sequence[Block], reasons: Sequence[str], min_words: int) -> list[str]:
    """Lines without stops as body, where nothing better is there: a transcript, or one pasted headline."""
    if not _SCRAPS.issuperset(reasons):
        return list(reasons)
    least = 5 if len(blocks) == 1 else min_words
    return [
        "" if block.words >= least and block.kind != "heading" else reason
        for block, reason in zip(blocks, reasons, strict=True)
    ]


def _strays(blocks: Sequence[Block], reasons: Sequence[str], min_words: int, kept: frozenset[int]) -> list[str]:
    """*reasons*, with strays named: short sentences at either end that furniture parts from the body.

    Such are a deck above the byline, or a plea below the share buttons.
    """
    reasons = list(reasons)
    body = [index for index, reason in enumerate(reasons) if not reason]
    long = [index for index in body if blocks[index].words >= min_words or index in kept]
    if not long:
        return reasons
    for edge in (range(body[0], long[0]), range(body[-1], long[-1], -1)):
        parted = False
        for index in reversed(edge):
            parted = parted or reasons[index] in FURNITURE
            if parted and not reasons[index]:
                reasons[index] = "too short"
    return reasons
