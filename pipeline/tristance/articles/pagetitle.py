"""The title of a web page: what it says it is, where it says the same in two places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tristance.articles.blocks import Block
from tristance.articles.elements import Piece
from tristance.articles.fingerprint import letters
from tristance.articles.lazily import pattern
from tristance.articles.repair import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]  # lxml ships no types

_SITE = pattern(r"\s+[|–—·:»-]\s+")
_HEADLINE = pattern(r'"headline"\s*:\s*"((?:[^"\\]|\\.){1,300})"')
_SCRIPT = 200_000  # characters
_PROSE = 20
_GENERIC = 2  # words: "Blog", "Korean politics"


def page_title(tree: _Element, pieces: Sequence[Piece], blocks: Sequence[Block]) -> str:
    """The only first heading, unless the page says elsewhere that another heading is its title; else what it declares.

    May be empty, where the page says nothing but the name of its site.
    """
    first = [piece.text for piece in pieces if piece.level]
    headings = {letters(piece.text): piece.text for piece in reversed(pieces) if piece.kind == "heading"}
    declared = list(_declared(tree))
    window = one_line(tree.findtext(".//title") or "")
    parts = [window, *_SITE.split(window)]
    told = next((headings[key] for key in map(letters, declared) if key and key in headings), "")
    shown = max((headings[key] for key in map(letters, parts) if key and key in headings), key=len, default="")
    generic = not declared and len(window.split()) <= _GENERIC
    if len(first) == 1:
        if told or len(shown) > len(first[0]):
            return told or shown
        return (_top_heading(blocks) if generic and window else "") or first[0]
    longest = max(parts[1:], key=len)
    named = longest if len(longest.split()) > _GENERIC else ""
    return told or next(iter(declared), "") or shown or next(iter(first), "") or _top_heading(blocks) or named


def _declared(tree: _Element) -> Iterator[str]:
    """What the page tells social networks and search engines."""
    for path in ('.//meta[@property="og:title"]', './/meta[@name="twitter:title"]'):
        found = tree.find(path)
        if found is not None and one_line(found.get("content") or ""):
            yield one_line(found.get("content"))
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        headline = _HEADLINE.search((script.text or "")[:_SCRIPT])
        if headline and "\\" not in headline[1]:
            yield one_line(headline[1])


def _top_heading(blocks: Sequence[Block]) -> str:
    """The first heading within the article, where it stands above all prose."""
    for block in blocks:
        if block.hint:
            continue
        if block.finished and block.words >= _PROSE:
            return ""
        if block.kind == "heading" and block.words > _GENERIC:
            return block.text
    return ""
