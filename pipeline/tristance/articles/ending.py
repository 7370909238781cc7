"""The last lines of an article: who the author is, and notes without a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tristance.articles.blocks import Block
from tristance.articles.lazily import pattern
from tristance.articles.people import biography

_NOTE = pattern(r"[\[(^]?(?:\d{1,3}|[¹²³⁰⁴-⁹]{1,3}|[ivx]{1,5}|\*)[\]).:]{0,2}\s?\S")
_SOURCE = pattern(
    r"https?:|www\.|\b(?:ibid|op\. ?cit|accessed|available at|retrieved|pp?\. ?\d|vol\. ?\d|no\. ?\d|"
    r"press, (?:19|20)\d\d|et al)\b|"
    r"\((?:[^()]{0,60}[ ,])?(?:19|20)\d\d\)|, (?:19|20)\d\d[.,]|(?:19|20)\d\d\.?$",
    re.IGNORECASE,
)
_CAUSE = pattern(r"\b(?:journalism|newsroom|readers?|subscri|support|paywall|advertis)", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_NOTES = 60
_PLEA = 40
_LINE = 12  # words
_ENOUGH = 2  # paragraphs that stay; a short text is all body


def ending(blocks: Sequence[Block], reasons: Sequence[str]) -> list[str]:
    """``footnote`` and ``byline`` for the last of the blocks that are still body, else empty strings."""
    found = [""] * len(blocks)
    body = [index for index, reason in enumerate(reasons) if not reason and _may_be_body(blocks[index])]
    notes: list[int] = []
    while body and _NOTE.match(blocks[body[-1]].text):
        notes.append(body.pop())
    cited = sum(cites(blocks[index].text) for index in notes)
    if len(body) >= _ENOUGH and cited * 2 > len(notes):
        for index in notes:
            found[index] = "footnote"
    else:
        body.extend(reversed(notes))
    for _ in range(_MOST_NOTES):
        if len(body) > _ENOUGH and _noted(blocks, body):
            found[body.pop()] = "footnote"
    if len(body) > _ENOUGH and _pleads(blocks, reasons, body[-1]):
        found[body.pop()] = "donation"
    while len(body) > _ENOUGH and biography(blocks[body[-1]]):
        found[body.pop()] = "byline"
    return found


def _may_be_body(block: Block) -> bool:
    """Whether *block* is more than a line without a stop, such as a list of topics below the article."""
    if block.words <= 2:  # noqa: PLR2004  # "Ana Kim"
        return False
    return block.finished or block.kind == "item" or block.words >= _LINE or _NOTE.match(block.text) is not None


def cites(text: str) -> bool:
    """Whether *text* names a source, as a note does.

    >>> cites("Ana Kim, Piers of the North (Bira: Harbour Press, 2011), p. 12."), cites("The pier is old.")
    (True, False)
    """
    return _SOURCE.search(text[:600]) is not None


def _noted(blocks: Sequence[Block], body: Sequence[int]) -> bool:
    """Whether the last of the *body* is a note: its number stands above it, and behind a sentence further up."""
    last = body[-1]
    number = blocks[last - 1].text.strip("[]().") if last else ""
    if not number.isdecimal() or len(number) > 2 or blocks[last].words > _PLEA:  # noqa: PLR2004  # digits
        return False
    mark = pattern(rf"[.?!,][”’\"')]*(?:\[?{number}\]?|{number.translate(_RAISED)})(?!\d)")
    return any(mark.search(blocks[index].text) for index in body[:-1])


def _pleads(blocks: Sequence[Block], reasons: Sequence[str], index: int) -> bool:
    """Whether the block at *index*, the last of the body, only leads up to the plea for money behind it."""
    follows = reasons[index + 1] if index + 1 < len(reasons) else ""
    return (
        follows in {"newsletter", "donation"}
        and blocks[index].words <= _PLEA
        and _CAUSE.search(blocks[index].text) is not None
    )
