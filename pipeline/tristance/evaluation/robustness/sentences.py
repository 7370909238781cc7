"""A text without one of its sentences."""

from __future__ import annotations

import random
import re

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*([^\W\d_]))|[。！？]+[」』”’）]*")
_ABBREVIATION = re.compile(r"\b(?:\w|\w+\.\w+|[A-Z][^\W\d_aeiouy]{1,2})$")  # J, U.S, Mr


def sentences(text: str) -> list[str]:
    """The sentences of *text* with the space behind each: joined, they are the text.

    A sentence begins with a letter that is not small. What looks like an abbreviation ends none: two sentences are
    better taken for one than one for two.

    >>> sentences("Mr. Lee of the U.S. Navy came. It rained! He left.")
    ['Mr. Lee of the U.S. Navy came. ', 'It rained! ', 'He left.']
    """
    found = []
    start = 0
    for match in _END.finditer(text):
        begins = match[1]
        if begins and (begins.islower() or (match[0][0] == "." and _ABBREVIATION.search(text[start : match.start()]))):
            continue
        found.append(text[start : match.end()])
        start = match.end()
    return [*found, text[start:]] if start < len(text) else found


def without_one(text: str, seed: int = 0) -> str:
    """*text* without one of its sentences, chosen by *seed* and text; as it is where it has but one."""
    parts = sentences(text)
    if len(parts) < 2:  # noqa: PLR2004
        return text
    dropped = random.Random(f"{seed} {text}").randrange(len(parts))  # noqa: S311  # no secret
    return "".join(parts[:dropped] + parts[dropped + 1 :]).rstrip()
