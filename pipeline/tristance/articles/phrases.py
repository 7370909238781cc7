"""What the wording of a piece alone gives away."""

from __future__ import annotations

from tristance.articles.blocks import Block
from tristance.articles.lazily import pattern
from tristance.articles.phrasebook import PHRASES

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u2013": "-", "\u2014": "-"})
_LONGEST = 120  # words; beyond, nothing is a set phrase
_REPORTED = pattern(r"\b(?:said|says|told|warned|argued|added|wrote|asked|insisted|explained)\b")
_ADDRESS = frozenset(
    {"cookie notice", "newsletter", "donation", "contact", "share bar", "copyright", "caption", "navigation"}
)
_SURE = pattern(r"[\[(<©ⓒ▲]")


def set_phrase(block: Block) -> str:
    """The reason to drop *block* for its wording, or an empty string.

    What speaks to the reader does not report what somebody said: a sentence that does is of the article, however it
    starts ("Get your own boat, the ferryman told the paper").
    """
    if block.words > _LONGEST:
        return ""
    text = block.text.translate(_STRAIGHT).lower()
    for phrase in PHRASES:
        if block.words <= phrase.most and phrase.begins(text):
            reported = phrase.reason in _ADDRESS and block.finished and _REPORTED.search(text) is not None
            return "" if reported and not _SURE.match(text) else phrase.reason
    return ""
