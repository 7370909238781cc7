"""What shows that a heading ends the article: comments have names and dates, notes have sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tristance.articles.blocks import Block
from tristance.articles.ending import cites
from tristance.articles.lazily import pattern
from tristance.articles.openers import subhead
from tristance.articles.people import biography

PROSE = 15
_AHEAD = 12  # pieces
_NOTES = 6
_NUMBERED = pattern(r"[\[(]?\d{1,3}[\]).]?\s|https?:")
_REPLY = pattern(
    r"\b(?:repl(?:y|ies)|says|wrote|ago|likes?|log ?in|sign in|upvotes?|flag|report)\b|says:|@\w", re.IGNORECASE
)
_MORE_ABOUT = pattern(r"(?:He|She|They|His|Her|Their|Before that|Previously)\b")
_TEASER = 40
_TO_READER = pattern(
    r"^(?:get|stay|join|receive|subscribe|sign)\b|\b(?:you|your|our|us|newsletter|inbox|e-?mail|briefing)\b",
    re.IGNORECASE,
)


def is_prose(block: Block, reason: str) -> bool:
    """Whether *block*, which has the *reason* of its own to be dropped, could be a paragraph of the article."""
    return (
        block.finished
        and block.words >= PROSE
        and block.kind != "heading"
        and not block.hint
        and not reason
        and _NUMBERED.match(block.text) is None
    )


def proves(section: str, blocks: Sequence[Block], reasons: Sequence[str], index: int) -> bool:
    """Whether what follows the heading at *index* is a *section* that ends the article."""
    ahead = list(_ahead(blocks, reasons, index, 2 if subhead(blocks[index]) else 3))
    if section == "footnote":
        notes = [place for place in ahead if not reasons[place]][:_NOTES]
        return sum(_is_note(blocks[place].text) for place in notes) * 2 >= max(1, len(notes))
    if section == "byline":
        return any(describes_author(blocks[place]) for place in ahead)
    if any(_is_reply(blocks[place], reasons[place]) for place in ahead):
        return True
    return not subhead(blocks[index]) and bool(ahead) and not is_prose(blocks[ahead[0]], reasons[ahead[0]])


def describes_author(block: Block) -> bool:
    """Whether *block* is about the author, or goes on about somebody."""
    return biography(block) or _MORE_ABOUT.match(block.text) is not None


def teases(block: Block) -> bool:
    """Whether *block*, below the heading of a newsletter, says what is in it: it speaks to the reader, and is short."""
    return block.words <= _TEASER and "“" not in block.text and _TO_READER.search(block.text) is not None


def _ahead(blocks: Sequence[Block], reasons: Sequence[str], index: int, most: int) -> Iterator[int]:
    """The places behind *index*, up to the paragraph with which there are *most*."""
    for place in range(index + 1, min(index + 1 + _AHEAD, len(blocks))):
        yield place
        most -= is_prose(blocks[place], reasons[place])
        if not most:
            return


def _is_note(text: str) -> bool:
    return _NUMBERED.match(text) is not None or cites(text)


def _is_reply(block: Block, reason: str) -> bool:
    if reason in {"date", "comment form", "share bar"}:
        return True
    return block.words <= 8 and _REPLY.search(block.text) is not None  # noqa: PLR2004  # "Reply", "Ana Kim says:"
