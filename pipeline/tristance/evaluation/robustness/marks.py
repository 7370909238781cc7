"""Quotation marks in another form, or none."""

from __future__ import annotations

import re

_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'"})
_STRAIGHT = re.compile(r"[\"']")
_DOUBLE = str.maketrans("", "", '"“”„‟«»')
_BEFORE_OPENING = "([{-–—/“‘\"'"


def turned(text: str) -> str:
    r"""*text* with straight quotation marks and apostrophes where it has curly ones; curly ones where it has none.

    >>> turned('"We won\'t choose," he said.')
    '“We won’t choose,” he said.'
    >>> turned("“We won’t choose,” he said.")
    '"We won\'t choose," he said.'
    """
    straight = text.translate(_CURLY)
    return _STRAIGHT.sub(_curly, text) if straight == text else straight


def _curly(match: re.Match[str]) -> str:
    """The opening form at the start, and behind a space, a bracket or another opening mark; else the closing one."""
    before = match.string[match.start() - 1 : match.start()]
    opens = not before or before.isspace() or before in _BEFORE_OPENING
    if match[0] == '"':
        return "“" if opens else "”"
    return "‘" if opens else "’"


def removed(text: str) -> str:
    r"""*text* without double quotation marks. Single ones stay: most are apostrophes.

    >>> removed('"We won\'t choose," he said.')
    "We won't choose, he said."
    """
    return text.translate(_DOUBLE)
