"""Headings that open a section which is not the article: related stories, comments, notes, the author."""

from __future__ import annotations

import re

from tristance.articles.blocks import Block
from tristance.articles.lazily import pattern

_LONGEST = 20
_OPENERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "related stories",
        pattern(
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
        pattern(
            r"(?:leave|post|add|write) (?:a|your) (?:reply|comment|response)|"
            r"(?:reader )?comments?(?: ?[(\[]?\d+[)\]]?)?|"
            r"\d+ (?:comments?|responses?|replies|thoughts?)(?: (?:on|to) .*)?|join the (?:conversation|discussion)|"
            r"discussion about this (?:post|article|story)|"
            r"what do you think|have your say|responses|discussion"
        ),
    ),
    (
        "footnote",
        pattern(
            r"(?:end ?|foot ?)?notes?|references?|sources?|bibliography|works cited|citations?|notes and references"
        ),
    ),
    (
        "byline",
        pattern(r"about the (?:author|writer|contributor)s?|author(?:s|'s)? (?:bio|profile)|(?:the )?contributors?"),
    ),
    (
        "newsletter",
        pattern(r"(?:(?:our|free|daily|weekly|morning|evening) )*newsletters?|subscribe(?: now)?|sign up"),
    ),
)
_LOCAL = pattern(
    r"read (?:more|also|next)|also read|see also|up next|keep reading|more|related|recommended|don't miss|"
    r"(?:next|previous) article|breaking news|sponsored.*|promoted.*|(?:[a-z]+ )*newsletters?|"
    r"subscribe(?: now)?|sign up"
)
_SUBHEADS = pattern(r"discussion|responses|what do you think|have your say|(?:the )?contributors?")


def opens(block: Block) -> str:
    """The reason to drop all that follows *block*, where it is a heading of such a section; else an empty string.

    >>> opens(Block("Related stories")), opens(Block("Comments (3)")), opens(Block("Comments made by the minister"))
    ('related stories', 'comment form', '')
    """
    if block.words > _LONGEST:
        return ""
    text = _bare(block)
    return next((reason for reason, pattern in _OPENERS if pattern.fullmatch(text)), "")


def local(block: Block) -> bool:
    """Whether the section that *block* opens is a box within the article, of headlines alone.

    >>> local(Block("Read more:")), local(Block("Most read"))
    (True, False)
    """
    return _LOCAL.fullmatch(_bare(block)) is not None


def subhead(block: Block) -> bool:
    """Whether the heading could as well be one of a part of the article.

    >>> subhead(Block("Discussion")), subhead(Block("Leave a reply"))
    (True, False)
    """
    return _SUBHEADS.fullmatch(_bare(block)) is not None


def _bare(block: Block) -> str:
    return block.text.replace("’", "'").lower().strip(" :.!?-–—*#[]»>|")
