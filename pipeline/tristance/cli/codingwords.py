"""How far a coding session has come, in words: while it lasts, and when it ends."""

from __future__ import annotations

import math
import shlex
from collections.abc import Iterable, Sequence

from tristance.cli.screen import printable
from tristance.labels.coding import Coding


def progress(coding: Coding) -> str:
    """``12 of 230 · 3.4 a minute · about 65 min left``."""
    words = [f"{coding.done} of {coding.total}"]
    if coding.pace and coding.minutes_left is not None and coding.left:
        words += [f"{coding.pace:.1f} a minute", f"about {math.ceil(coding.minutes_left)} min left"]
    return " · ".join(words)


def closing(coding: Coding, who: str, again: Sequence[str]) -> str:
    """What was done and what is left, with the command (after ``tristance labels``) that goes on."""
    minutes = round(coding.seconds / 60)
    time = f"{minutes} min" if minutes else f"{round(coding.seconds)} s"
    if not coding.left:
        return f"{who}: {coding.judged} judged in {time}; none left"
    command = printable(shlex.join(["tristance", "labels", *again]))
    return f"{who}: {coding.judged} judged in {time}; {coding.left} left; to go on: {command}"


def span(keys: Iterable[str]) -> str:
    """Which keys there are.

    >>> span("123456789abcd")
    '1-9 a-d'
    """
    parts: dict[bool | None, list[str]] = {}
    for key in keys:
        parts.setdefault(None if key.isdigit() else key.islower(), []).append(key)
    return " ".join(part[0] if len(part) == 1 else f"{part[0]}-{part[-1]}" for part in parts.values())
