"""Mending what copying from a page does to its text: footnote digits, lost spaces, invisible characters.

Each function is pure, and does nothing when in doubt: a wrong mend is worse than a stray digit.
"""

from __future__ import annotations

import re

from tristance.articles.lazily import pattern
from tristance.articles.wordset import word_set

_INVISIBLE = dict.fromkeys(
    [
        0x00AD,  # soft hyphen
        *range(0x200B, 0x2010),  # zero-width spaces and joiners, direction marks
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *(code for code in range(0x20) if chr(code) not in "\t\n\v\f\r"),
        *(code for code in range(0x7F, 0xA0) if chr(code) != "\x85"),  # 0x85 is a line end
    ]
)
ABBREVIATIONS = word_set(
    "adm approx apr art aug brig capt cf ch chap col corp dec dept dr eds est etc feb fig figs gen gov "
    "hon inc jan jr jul "
    "jun lt ltd maj mar messrs mr mrs ms mt no nos nov oct op para ph pp prof pt rep rev rs sec sen sept sep sgt sr st "
    "supt ver viz vol vols vs www"
)
_DOMAINS = word_set("app biz co com edu gov htm html info int io jp js kr mil net org pdf php py tv uk us")
_STOP = pattern(
    r"(?P<stop>[.!?])(?P<close>[”’)\]]{0,2})(?:(?P<note>\[?\d{1,3}\]?|[⁰¹²³⁴-⁹]{1,3})|(?P<far>\s\d{1,3}(?=[^\W\d_])))?"
    r"(?P<gap>\s?)(?=(?P<next>[“‘(]?[^\W\d_]{0,20})|$)"
)
_LEFT = pattern(r"(?:^|[\s“‘(\[\"'—–-])(?P<word>[^\W\d_]{2,30}(?:[’'-][^\W\d_]{1,30})*|(?:19|20)\d\d)%?$")
_GLUED_QUOTE = pattern(r"(?<=[,.!?]”)(?=[^\W\d_])")


def visible(text: str) -> str:
    """*text* without characters that do not show: zero-width ones, soft hyphens, byte order marks, controls."""
    return text.translate(_INVISIBLE)


def one_line(text: str) -> str:
    r"""*text* with every run of white space, no-break spaces included, as one space, and none at its ends.

    >>> one_line("  two\u00a0\n words ")
    'two words'
    """
    return " ".join(text.split())


def part_sentences(text: str) -> str:
    """*text* with footnote digits behind a sentence taken out, and a space where two sentences touch.

    >>> part_sentences("the need arises.11In 2021")
    'the need arises. In 2021'
    >>> part_sentences("at 3.5 per cent, says example.com of the U.S.")
    'at 3.5 per cent, says example.com of the U.S.'
    """
    return _GLUED_QUOTE.sub(" ", _STOP.sub(_mended, text))


def mend(text: str) -> str:
    r"""All repairs, in the order in which they help one another.

    >>> mend("its allies.While\u200b it waits. ")
    'its allies. While it waits.'
    """
    return one_line(part_sentences(one_line(visible(text))))


def _mended(found: re.Match[str]) -> str:
    """The place between two sentences as it should be, or as it was."""
    was = found[0]
    text, start = found.string, found.start()
    left = _LEFT.search(text[max(0, start - 64) : start].rstrip("”’)]%"))
    note, far, following = found["note"], found["far"], found["next"] or ""
    at_end = found.end() == len(text)
    if left is None or not _starts_sentence(following, at_end=at_end, touching=not (note or far or found["gap"])):
        return was
    word = left["word"]
    if word.lower() in ABBREVIATIONS or following.lower() in _DOMAINS:
        return was
    if word[0].isdigit() and (note or far or found["gap"]):
        return was  # "2021.5" may be a number
    if far and (len(following) < 2 or following[1:2].isupper()):  # noqa: PLR2004  # "3D", "5G", "2A"
        return was
    if not (note or far or not found["gap"]):
        return was
    return f"{found['stop']}{found['close']}" + ("" if at_end else " ")


def _starts_sentence(word: str, *, at_end: bool, touching: bool) -> bool:
    """Whether *word*, behind a full stop, opens a sentence: ``While``, ``“South``, but not ``com`` or ``NET``."""
    if at_end:
        return True
    bare = word.lstrip("“‘(")
    if bare != word:
        return bare != ""
    if not bare or not bare[0].isupper():
        return False
    if len(bare) == 1:
        return bare in "IA" and not touching
    return not touching or bare[1:].islower()
