"""Headings that end the article, or interrupt it: related stories, comments, notes, the author."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tristance.articles.blocks import Block

_LONGEST = 20
_OPENERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "related stories",
        re.compile(
            r"(?:you (?:may|might) (?:also )?(?:like|be interested in|enjoy|have missed)|what to read next|"
            r"read next|up next|"
            r"(?:related|recommended|more|most|top|latest|trending|popular|recent|hot|other|similar|today's|other top)"
            r"(?: (?:viewed|read|popular|shared|related|recommended|top|trending|latest))*"
            r"(?: (?:stories|story|articles?|news|posts?|content|topics?|links?|coverage|reading|items?|"
            r"headlines|videos?|"
            r"reads|issues|now|today|for you|this week|from .{1,30}|on .{1,30}|in .{1,30}))*|"
            r"editors?'?s?'? (?:picks?|choice)|also (?:in|on|from) .{1,30}|see also|further reading|"
            r"read more|also read|"
            r"around the web|from (?:the|our|around) .{1,25}|in other news|don't miss|must[- ]reads?|"
            r"keep reading|next article|"
            r"previous article|sponsored(?: content| stories| links)?|promoted(?: content| stories)?|"
            r"most read|breaking news)"
        ),
    ),
    (
        "comment form",
        re.compile(
            r"(?:leave|post|add|write) (?:a|your) (?:reply|comment|response)|"
            r"(?:reader )?comments?(?: ?[(\[]?\d+[)\]]?)?|"
            r"\d+ (?:comments?|responses?|replies|thoughts?)(?: (?:on|to) .*)?|join the (?:conversation|discussion)|"
            r"what do you think|have your say|responses|discussion"
        ),
    ),
    (
        "footnote",
        re.compile(
            r"(?:end ?|foot ?)?notes?|references?|sources?|bibliography|works cited|citations?|notes and references"
        ),
    ),
    (
        "byline",
        re.compile(r"about the (?:author|writer|contributor)s?|author(?:s|'s)? (?:bio|profile)|(?:the )?contributors?"),
    ),
    ("newsletter", re.compile(r"(?:newsletters?|subscribe(?: now)?|sign up)")),
)
_PROSE = 15
_RUN = 3
_TWO_PARAGRAPHS = 35  # words
_LONG_TEASER = 35
_FINAL = frozenset({"comment form", "footnote", "byline"})
_NUMBERED = re.compile(r"[\[(]?\d{1,3}[\]).]?\s|https?:")


def opens(block: Block) -> str:
    """The reason to drop all that follows *block*, where it is a heading of such a section; else an empty string.

    >>> opens(Block("Related stories")), opens(Block("Comments (3)")), opens(Block("Comments made by the minister"))
    ('related stories', 'comment form', '')
    """
    if block.words > _LONGEST:
        return ""
    text = block.text.replace("’", "'").lower().strip(" :.!?-–—*#[]»>|")
    return next((reason for reason, pattern in _OPENERS if pattern.fullmatch(text)), "")


def in_sections(blocks: Sequence[Block]) -> list[str]:
    """For each of *blocks* the reason of the section that it lies in, its heading included, or an empty string.

    A box of related stories holds headlines, and at most one summary behind each. So the article has resumed where
    prose follows prose: three paragraphs, or two of 35 words together, or one too long for a summary. Behind comments
    and notes it has not, unless more prose follows in one run than stood before: readers write prose too.
    """
    lengths, sizes = _runs_ahead(blocks)
    reasons: list[str] = []
    now, before = "", 0
    for block, length, words in zip(blocks, lengths, sizes, strict=True):
        opened = opens(block)
        if opened:
            now = now if now in _FINAL and opened not in _FINAL else opened
        elif now and length and _resumed(now, length, words, before):
            now = ""
        if not now and length:
            before += block.words
        reasons.append(now)
    return reasons


def _resumed(section: str, length: int, words: int, before: int) -> bool:
    """Whether a run of *length* paragraphs of *words* words ends *section*, behind *before* words of the article."""
    if section in _FINAL:
        return length >= _RUN and words > before
    return length >= _RUN or words >= (_LONG_TEASER if length == 1 else _TWO_PARAGRAPHS)


def _runs_ahead(blocks: Sequence[Block]) -> tuple[list[int], list[int]]:
    """For each block the number of prose blocks in a row from it on, and their words."""
    lengths, sizes = [0] * len(blocks), [0] * len(blocks)
    length = words = 0
    for index in range(len(blocks) - 1, -1, -1):
        length, words = (length + 1, words + blocks[index].words) if _prose(blocks[index]) else (0, 0)
        lengths[index], sizes[index] = length, words
    return lengths, sizes


def _prose(block: Block) -> bool:
    return (
        block.finished
        and block.words >= _PROSE
        and block.kind != "heading"
        and not block.hint
        and _NUMBERED.match(block.text) is None
    )
