"""Lines to a text: words that a line end parts are put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tristance.articles.wordset import word_set

_PARTED = re.compile(r"([^\W\d_]{2,})[-\u2010\u00ad]$")
_FIRST = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff01-\uff9f\u3001-\u303f]")
_STAND_ALONE = word_set("all cross ex half high ill low mid multi near neo non quasi self so vice well")


def words_in(lines: Iterable[str]) -> frozenset[str]:
    """The words and compounds that stand whole within a line, in lower case."""
    return frozenset(word.lower().replace("\u2010", "-") for line in lines for word in _WORDS.findall(line))


def join_lines(lines: Sequence[str], known: frozenset[str] = frozenset()) -> str:
    """*lines* as one text. A hyphen at a line's end goes, unless the compound is *known* or of a kind that keeps it.

    >>> join_lines(["the infra-", "structure of the self-", "appointed committee"])
    'the infrastructure of the self-appointed committee'
    >>> join_lines(["North-", "Korean waters"]), join_lines(["long-", "term aims"], frozenset({"long-term"}))
    ('North-Korean waters', 'long-term aims')
    """
    parts: list[str] = []
    for line in lines:
        if parts:
            parts[-1:] = _joint(parts[-1], line, known)
        parts.append(line)
    return "".join(parts)


def _joint(before: str, line: str, known: frozenset[str]) -> tuple[str, str]:
    parted, first = _PARTED.search(before), _FIRST.match(line)
    if parted and first:
        head, tail = parted[1].lower(), first[0].lower()
        whole = f"{head}{tail}" in known or (f"{head}-{tail}" not in known and head not in _STAND_ALONE)
        if whole and first[0][0].islower():
            return before[:-1], ""
        return before, ""
    if _UNSPACED.match(before[-1:]) and _UNSPACED.match(line[:1]):
        return before, ""
    return before, " " if not before.endswith("-") or before.endswith((" -", "--")) else ""
