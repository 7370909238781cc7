"""Slips of the keyboard."""

from __future__ import annotations

import random
import re

_WORD = re.compile(r"[^\W\d_]{4,}")  # in shorter words a slip makes another word
_WORDS_A_SLIP = 20  # far more than in print, and as in hasty typing


def slipped(text: str, seed: int = 0) -> str:
    """*text* with a slip in one of every 20 words, and in one at least: a letter lost, doubled, or before its turn.

    Only words of four letters or more, and never their first letter. The slips depend on text and *seed* alone.

    >>> slipped("The ferry left the harbour at seven.")
    'The ferry left the hrbour at seven.'
    """
    words = [match.span() for match in _WORD.finditer(text)]
    if not words:
        return text
    chance = random.Random(f"{seed} {text}")  # noqa: S311  # no secret
    n = min(len(words), -(-len(text.split()) // _WORDS_A_SLIP))
    changed = list(text)
    for start, end in chance.sample(words, n):
        place = chance.randrange(start + 1, end - 1)
        kind = chance.randrange(3)
        if kind == 0:
            changed[place] = ""
        elif kind == 1:
            changed[place] *= 2
        else:
            changed[place], changed[place + 1] = changed[place + 1], changed[place]
    return "".join(changed)
