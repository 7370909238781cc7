"""A warning as a linter gives one: a code that can be looked up, and a line that carries numbers and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class CodedWarning(NamedTuple):
    """``W03`` and ``hedging: 9 articles only; its interval is ±0.14; label about 12 more``."""

    code: str
    message: str

    def __str__(self) -> str:
        """As it is printed: the code, then the line."""
        return f"{self.code} {self.message}"


def plain(warnings: Iterable[CodedWarning]) -> list[dict[str, str]]:
    """Warnings as plain values."""
    return [warning._asdict() for warning in warnings]
