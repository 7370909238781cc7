"""Lines about who wrote the article."""

from __future__ import annotations

import re

from tristance.articles.blocks import Block
from tristance.articles.lazily import pattern
from tristance.articles.wordset import word_set

ROLES = (
    r"(?:reporter|correspondent|columnist|editor|editor-in-chief|journalist|contributor|"
    r"contributing writer|writer|author|"
    r"freelancer?|researcher|analyst|professor|lecturer|fellow|scholar|economist|historian|commentator|critic|blogger|"
    r"photographer|intern|bureau chief|staff)"
)
_NAME = r"[^\W\d_a-z][\w.’'-]*"
_BY = pattern(
    rf"(?:[Bb]y|BY|(?:Written|Words|Story|Text|Posted|Reported|Report|Article|Commentary|Analysis|Opinion|Essay|"
    rf"Interview) by|(?:Author|Reporter|"
    rf"Writer)s?\s*:)\s*:?\s+{_NAME}"
)
_POSTED = pattern(r"(?:Posted|Published|Updated|Written|Submitted)\b.{0,60}\bby \S")
_LOWER = pattern(r"(?<![\w-])[a-z]{2,}")
_LINKS = word_set("and de van von der la bin al of the in at for staff")
_ROLE_LINE = pattern(rf"{_NAME}(?: {_NAME}){{0,3}}\s*[/|,(-]?\s*(?:\w+ ){{0,4}}{ROLES}s?\b.{{0,30}}$", re.IGNORECASE)
_ADDRESS = pattern(r"[\w.+-]{1,40}@[\w-]{1,40}\.[\w.]{2,30}")
_BIO = pattern(
    rf"(?!(?:It|He|She|They|This|That|These|Those|There|What|Who|We|I|You|One|Such)\b)"
    rf"(?:The (?:writer|author)|{_NAME}(?: {_NAME}){{0,4}}(?:, [\w .-]{{1,40}},)?) (?:is|was|are|teaches|"
    rf"covers|reports|writes|"
    rf"works as|serves as)\b"
)
_BIO_ROLE = pattern(
    rf"\b{ROLES}s?\b|\b(?:covers|reports on|writes (?:about|on|for)|teaches)\b|"
    r"\b(?:doctoral|ph\.?d\.?) (?:candidate|student)\b|\b(?:research associate|directs|tweets)\b",
    re.IGNORECASE,
)
_MOST = 20
_BIO_MOST = 50


def byline(block: Block) -> str:
    """``byline`` for a line that only names the writer or gives an address, else an empty string.

    >>> byline(Block("By Ana Kim, staff reporter")), byline(Block("By Monday the ferries sailed again."))
    ('byline', '')
    """
    if block.words > _MOST:
        return ""
    text = block.text
    if _ADDRESS.search(text[:400]) and block.words <= 12:  # noqa: PLR2004  # an address with a name and a post
        return "byline"
    if block.finished:
        return ""
    found = _BY.match(text)
    if found:
        lower = [word for word in _LOWER.findall(text[found.end() :]) if word not in _LINKS]
        roles = re.search(ROLES, text, re.IGNORECASE)
        return "byline" if roles or len(lower) * 2 <= block.words else ""
    if _POSTED.match(text):
        return "byline"
    return "byline" if block.words <= 9 and _ROLE_LINE.match(text) else ""  # noqa: PLR2004  # "Ana Kim, senior staff reporter"


def biography(block: Block) -> bool:
    """Whether *block* says who the author is; to be asked of the last lines of an article only.

    >>> biography(Block("Ana Kim is a staff writer at the Harbour Post."))
    True
    >>> biography(Block("The pier is a burden on the town."))
    False
    """
    if block.words > _BIO_MOST or "“" in block.text:
        return False
    return _BIO.match(block.text) is not None and _BIO_ROLE.search(block.text[:250]) is not None
