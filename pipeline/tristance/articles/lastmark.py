"""The mark behind the last sentence of an agency's report, as a piece of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tristance.articles.blocks import Block
from tristance.articles.lazily import pattern

_MARK = pattern(
    r"(?<=[.?!”\"')\]])\s*(?:\((?:END|end)\)|/(?:END|end)/|\[(?:END|end)\]|#{3,5}|-\s?(?:ENDS?|ends?|30)\s?-)$"
)
_LONGEST = 8


def last_marks_apart(blocks: Iterable[Block]) -> list[Block]:
    """*blocks*, with the end mark that closes one of them as the next block.

    >>> [block.text for block in last_marks_apart([Block("The ferry sailed. /END/")])]
    ['The ferry sailed.', '/END/']
    """
    found: list[Block] = []
    for block in blocks:
        at = max(0, len(block.text) - _LONGEST)
        mark = _MARK.search(block.text, at)
        if mark:
            found.append(replace(block, text=block.text[: mark.start()].rstrip()))
            found.append(replace(block, text=mark[0].strip(), kind="text"))
        else:
            found.append(block)
    return found
