"""Blocks of a page to the body of an article, and a reason for every block left out.

The rules look at a block's wording first, then at its place, and know no particular newspaper. Prose is kept when in
doubt: a stray caption costs a user less than a lost paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tristance.articles.blocks import Block
from tristance.articles.ending import ending
from tristance.articles.heading import choose_title, head_reasons
from tristance.articles.people import byline
from tristance.articles.phrases import set_phrase
from tristance.articles.pullquote import repeats
from tristance.articles.sections import in_sections
from tristance.articles.tokens import one_kind
from tristance.schema import Dropped

LONG_LINE = 30  # words: a line as long as this is prose although it ends without a stop


@dataclass(frozen=True)
class Segmented:
    """The title, the body's paragraphs and the pieces left out, each in page order."""

    title: str
    paragraphs: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def segment(blocks: Sequence[Block], *, title: str = "", min_words: int = 12) -> Segmented:
    """The body of the page that *blocks* make up; ``paragraphs`` is empty where none was found.

    ``title`` is what the page's mark-up says its title is. Sentences of fewer than ``min_words`` words are joined to
    the paragraph behind them.
    """
    reasons = _reasons_alone(blocks)
    title = choose_title(blocks, reasons, title)
    reasons = head_reasons(blocks, reasons, title)
    reasons = _first(reasons, repeats(blocks, reasons))
    reasons = _first(reasons, ending(blocks, reasons))
    reasons = _first(reasons, _unfinished(blocks, reasons))
    if not any(not reason for reason in reasons):
        reasons = _last_resort(blocks, reasons, min_words)
    paragraphs, reasons = _joined(blocks, reasons, min_words)
    dropped = tuple(Dropped(block.text, reason) for block, reason in zip(blocks, reasons, strict=True) if reason)
    return Segmented(title, paragraphs, dropped)


def _reasons_alone(blocks: Sequence[Block]) -> list[str]:
    """What each block's mark-up, its section and its wording say, in this order."""
    sections = in_sections(blocks)
    return [
        block.hint or section or one_kind(block) or set_phrase(block) or byline(block)
        for block, section in zip(blocks, sections, strict=True)
    ]


def _first(reasons: Sequence[str], more: Sequence[str]) -> list[str]:
    return [old or new for old, new in zip(reasons, more, strict=True)]


def _unfinished(blocks: Sequence[Block], reasons: Sequence[str]) -> list[str]:
    """Sub-headings and scraps: short, and without the stop that ends a sentence. Items of a list need no stop."""
    found: list[str] = []
    in_list = False
    for block, reason in zip(blocks, reasons, strict=True):
        if reason:
            found.append("")
            continue
        in_list = block.kind == "item" and in_list
        prose = block.finished or block.leads_in or in_list or block.several or block.words >= LONG_LINE
        if block.kind == "heading":
            found.append("heading")
        elif prose and (block.words > 1 or in_list):
            found.append("")
        else:
            found.append("heading" if block.words > 2 else "too short")  # noqa: PLR2004  # "Fish", "Page two"
        in_list = in_list or block.leads_in or (block.kind == "item" and not found[-1])
    return found


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


def _joined(blocks: Sequence[Block], reasons: Sequence[str], min_words: int) -> tuple[tuple[str, ...], list[str]]:
    """The paragraphs, each short sentence put before the next one; and the reasons, with strays among furniture added.

    A short sentence at either end is a stray where furniture parts it from the body: a deck above the byline, a plea
    below the share buttons.
    """
    reasons = list(reasons)
    body = [index for index, reason in enumerate(reasons) if not reason]
    long = [index for index in body if blocks[index].words >= min_words]
    if not long:
        text = " ".join(blocks[index].text for index in body)
        return ((text,) if text else ()), reasons
    for edge in (range(body[0], long[0]), range(body[-1], long[-1], -1)):
        parted = False
        for index in reversed(edge):
            parted = parted or reasons[index] in FURNITURE
            if parted and not reasons[index]:
                reasons[index] = "too short"
    paragraphs: list[str] = []
    waiting: list[str] = []
    for index in body:
        if reasons[index]:
            continue
        waiting.append(blocks[index].text)
        in_list = blocks[index].kind == "item"
        if blocks[index].words >= min_words:
            paragraphs.append(" ".join(waiting))
            waiting = []
        elif in_list and paragraphs and len(waiting) == 1:
            paragraphs[-1] += f" {waiting.pop()}"
    if waiting:
        paragraphs[-1] = " ".join([paragraphs[-1], *waiting])
    return tuple(paragraphs), reasons
