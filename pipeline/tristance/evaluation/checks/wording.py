"""How warnings write their figures."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tristance.measures.bootstrap import Estimate

_SHOWN = 3


def interval(found: Estimate, *, signed: bool = False) -> str:
    """A figure with its interval, where it has one.

    >>> interval(Estimate(0.5, 0.4, 0.6))
    '0.50 [0.40, 0.60]'
    >>> interval(Estimate(0.5, math.nan, math.nan), signed=True)
    '+0.50'
    """
    sign = "+" if signed else ""
    value = f"{found.value:{sign}.2f}"
    return value if math.isnan(found.low) else f"{value} [{found.low:{sign}.2f}, {found.high:{sign}.2f}]"


def counted(n: int, what: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{n} {what}{'s' * (n != 1)}"


def named(names: Sequence[str]) -> str:
    """A few names, and how many more there are.

    >>> named(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    more = len(names) - _SHOWN
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:_SHOWN])} and {more} more"


def percent(share: float) -> str:
    """A share in per cent, with a decimal where it is small.

    >>> percent(0.304), percent(0.0213)
    ('30 %', '2.1 %')
    """
    return f"{100 * share:.0f} %" if share >= 0.1 else f"{100 * share:.1f} %"  # noqa: PLR2004  # one tenth
