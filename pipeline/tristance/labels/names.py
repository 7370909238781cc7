"""How articles and paragraphs that come in get their ids, and their text the form of one line."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Container, Iterator
from hashlib import sha256

_SPACE = re.compile(r"\s+")
_NO_SLUG = re.compile(r"[\W_]+")
_SLUG = 48


def one_line(text: str) -> str:
    """*text* with single spaces between its words: a row of the labels is one line."""
    return _SPACE.sub(" ", text).strip()


def folded(name: str) -> str:
    """*name* in a form in which spacing and upper and lower case do not count.

    >>> folded(" Coder  1") == folded("coder 1")
    True
    """
    return one_line(unicodedata.normalize("NFC", name)).casefold()


def slug(text: str) -> str:
    """The first letters and digits of *text*, joined by hyphens; empty where it has none.

    >>> slug("Ferries, 2021: the last boat")
    'ferries-2021-the-last-boat'
    """
    return _NO_SLUG.sub("-", text.casefold()).strip("-")[:_SLUG].rstrip("-")


def text_id(text: str) -> str:
    """The id of an article that is known by nothing but its *text*.

    >>> text_id("The ferry left at seven.")
    'text-27d0bbdfa03b'
    """
    return f"text-{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def numbered(name: str) -> Iterator[str]:
    """*name*, then *name* with numbers from 2 behind it, cut so that none of these is longer than a slug.

    >>> list(itertools.islice(numbered("the-last-boat"), 3))
    ['the-last-boat', 'the-last-boat-2', 'the-last-boat-3']
    """
    yield name
    for number in itertools.count(2):
        end = f"-{number}"
        yield name[: _SLUG - len(end)].rstrip("-") + end


def paragraph_id(article: str, position: int, taken: Container[str]) -> str:
    """An id for the paragraph at *position* of *article*, with a number behind it where it is *taken*.

    >>> paragraph_id("The last boat", 3, {"the-last-boat-03"})
    'the-last-boat-03.2'
    """
    name = candidate = f"{slug(article) or 'article'}-{position:02d}"
    number = 1
    while candidate in taken:
        number += 1
        candidate = f"{name}.{number}"
    return candidate
