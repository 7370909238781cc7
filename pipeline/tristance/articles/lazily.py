"""Regular expressions that are compiled when they are first used: one article needs few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern: what is asked of it is looked up once, and then its own."""

    def __init__(self, text: str, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As :func:`re.compile`, but later; a fault in *text* is met at first use.

    >>> pattern("a+", re.IGNORECASE).findall("Aab")
    ['Aa']
    """
    return cast("re.Pattern[str]", _Lazy(text, flags))
