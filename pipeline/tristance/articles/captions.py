"""Captions of pictures, by how they are worded: who does what in the picture, when, and whose picture it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tristance.articles.blocks import Block
from tristance.articles.lazily import pattern

_LONGEST = 60
_BRACKETED = pattern(r"\s*[(\[][^()\[\]]{2,60}[)\]]\W{0,2}$")
_AGENCY = pattern(
    r"[(\[](?:[^()\[\]]{0,40}[/ -])?(?:yonhap|newsis|news1|ap|afp|reuters|epa|upi|kyodo|jiji|xinhua|tass|pool|"
    r"getty images|bloomberg|korea (?:times|herald)|agencies)(?:[/ -][^()\[\]]{0,30})?[)\]]$",
    re.IGNORECASE,
)
_NAMES = pattern(r"(?<=[.”\"])(?: [A-Z][\w’'/&-]{0,30}){1,5}$")
_PLACES = pattern(
    r"\((?:(?:far|from|second|third|fourth|top|bottom|from) )*(?:left|right|center|centre|top|bottom|l|r|c)\b"
    r"[^()]{0,20}\)|, (?:(?:far|second|third|fourth|from) )*(?:left|right|center|centre)(?: from (?:left|right))?,",
    re.IGNORECASE,
)
_ACTS = pattern(
    r"\b(?:speaks?|poses?|shakes? hands|(?:is|are) (?:seen|greeted|pictured)|waves?|walks?|attends?|delivers?|greets?|"
    r"salutes?|bows?|arrives?|inspects?|holds? (?:a|up)|answers? questions|leaves?|presides?|looks? on|marches)\b"
)
_WHEN = pattern(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2})\b",
    re.IGNORECASE,
)
_TOLD = pattern(r"[“”\"]|\b(?:said|says|told|added|according to|announced|agreed)\b")


def caption(block: Block) -> str:
    """``caption`` for a sentence that tells what a picture shows and ends with whose picture it is, else "".

    >>> caption(Block("Mayor Kim (left) shakes hands with the harbour master on Tuesday. (Yonhap)"))
    'caption'
    >>> caption(Block("Mayor Kim shook hands with the harbour master on Tuesday. (Yonhap)"))
    ''
    """
    if block.words > _LONGEST:
        return ""
    credit = _AGENCY.search(block.text) or _NAMES.search(block.text)
    return "caption" if credit and shows(block.text[: credit.start()]) else ""


def shows(text: str) -> bool:
    """Whether the one sentence *text* tells what can be seen: who stands where, or who does what on which day."""
    text = _BRACKETED.sub("", text).strip()
    if _TOLD.search(text) or Block(text).several:
        return False
    return _PLACES.search(text) is not None or (_ACTS.search(text) is not None and _WHEN.search(text) is not None)


def captions_around(blocks: Sequence[Block], reasons: Sequence[str]) -> list[str]:
    """``caption`` where the place tells: above a credit, first in the body; or twice, one under the other."""
    found = [""] * len(blocks)
    begun = False
    for index, block in enumerate(blocks[:-1]):
        below, reason = blocks[index + 1], reasons[index + 1]
        if reasons[index] or found[index] or block.words > _LONGEST:
            continue
        twice = block.text == below.text and not reason and block.finished
        if twice and (_BRACKETED.search(block.text) or shows(block.text)):
            found[index] = found[index + 1] = "caption"
        elif reason == "caption" and not begun and shows(block.text):
            found[index] = "caption"
        begun = begun or (not found[index] and block.finished and block.words >= 15)  # noqa: PLR2004  # prose
    return found
