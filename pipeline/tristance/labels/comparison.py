"""Whether a text that went through spreadsheets and mail is still the same."""

from __future__ import annotations

import itertools
import unicodedata

from tristance.labels.names import one_line

_TYPOGRAPHIC = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑–—−", "-"), "…": "..."}
)
_SHOWN = 40


def comparable(text: str) -> str:
    """*text* without what they alter: spacing, and the shape of quotation marks, dashes and dots.

    >>> comparable("“More – please …”") == comparable('"More -  please ..."')
    True
    """
    return one_line(unicodedata.normalize("NFKC", unicodedata.normalize("NFC", text).translate(_TYPOGRAPHIC)))


def first_difference(given: str, text: str) -> tuple[str, str]:
    """Where two texts that are not :func:`comparable` part, some words of each.

    >>> first_difference("The ferry left at eight.", "The ferry left at seven.")
    ('eight.', 'seven.')
    """
    one, other = comparable(given), comparable(text)
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    start = sum(1 for _ in same)
    start = one.rfind(" ", 0, start) + 1  # the word in which they part, whole
    return one[start : start + _SHOWN], other[start : start + _SHOWN]
