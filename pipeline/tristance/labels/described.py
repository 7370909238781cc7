"""What people write by hand in TOML, checked against a description of it: one message, with place and remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from tristance.errors import LabelError

Described = TypeVar("Described", bound=BaseModel)


def parse_toml(
    data: bytes,
    path: Path,
    description: type[Described],
    *,
    tables: Collection[str],
    error: type[LabelError],
    remedy: Callable[[str], str],
) -> Described:
    """What *data* holds, where it fits the *description*; messages name *path*.

    *tables* are the keys that stand as ``[[key]]``; *remedy* says how to mend a fault of a kind (pydantic's name of
    it), or nothing. Raises *error* for the first fault.
    """
    try:
        raw = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise error(f"{path}: not a TOML file in UTF-8 ({fault})") from None
    try:
        return description.model_validate(raw)
    except ValidationError as fault:
        first = fault.errors()[0]
        place = _place(first["loc"], tables)
        raise error(f"{path}: {place}: {first['msg'].lower()}{remedy(first['type'])}") from None


def _place(location: tuple[int | str, ...], tables: Collection[str]) -> str:
    """``[[tag]] number 2, role`` for ``("tag", 1, "role")``."""
    words = [f"number {part + 1}" if isinstance(part, int) else part for part in location]
    if len(words) > 1 and words[0] in tables:
        words[:2] = [f"[[{words[0]}]] {words[1]}"]
    return ", ".join(words)
