"""Figures in words: two decimals with the interval behind, and what is undefined says so."""

from __future__ import annotations

import math

from tristance.measures.bootstrap import Estimate

UNDEFINED = "undefined"


def number(value: float, digits: int = 2) -> str:
    """``0.52``, or that it is undefined.

    >>> number(0.516), number(math.nan)
    ('0.52', 'undefined')
    """
    return UNDEFINED if math.isnan(value) else f"{value:.{digits}f}".replace("-", "−")


def estimate(found: Estimate, digits: int = 2) -> str:
    """``0.52 [0.44, 0.59]``.

    >>> estimate(Estimate(0.516, math.nan, math.nan))
    '0.52 [no interval]'
    """
    if math.isnan(found.value):
        return UNDEFINED
    return f"{number(found.value, digits)} {interval(found, digits)}"


def interval(found: Estimate, digits: int = 2) -> str:
    """``[0.44, 0.59]``; one article alone has none."""
    if math.isnan(found.low):
        return "[no interval]"
    return f"[{number(found.low, digits)}, {number(found.high, digits)}]"


def count(n: int, what: str) -> str:
    """``1 article``, ``1,519 articles``."""
    return f"{n:,} {what}{'s' * (n != 1)}"


def signed(value: float, digits: int = 2) -> str:
    """``+1.23`` or ``−0.45``, with a minus sign as wide as the plus.

    >>> signed(-0.449)
    '−0.45'
    """
    rounded = round(value, digits) + 0.0
    return f"{'+' * (rounded > 0)}{rounded:.{digits}f}".replace("-", "−")


def share(value: float) -> str:
    r"""``43 %``; a share of nothing is a dash.

    >>> share(0.431), share(math.nan)
    ('43\u202f%', '–')
    """
    return "–" if math.isnan(value) else f"{100 * value:.0f}\u202f%"
