"""HTML to blocks: every piece of the page in order, those outside the article with the reason to drop them.

Trafilatura finds where on the page the article is; it is good at that, but leaves out short, doubled and listed
paragraphs, and merges others. So its answer only points: what stands in the same boxes as the text that it found goes
on to the rules for all blocks, in the page's own words and order.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING

from tristance.articles.blocks import Block
from tristance.articles.document import Document
from tristance.articles.elements import Piece, Place, pieces_of
from tristance.articles.lazily import pattern
from tristance.articles.pagemetadata import page_metadata
from tristance.articles.pagetitle import page_title
from tristance.articles.plain import plain_blocks
from tristance.articles.repair import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]  # lxml ships no types

_WORD = pattern(r"\w+")
_SHINGLE = 4
_MOST_OF_IT = 0.6
_TOO_MUCH = 0.3  # an element with this share of the article is not its share bar, whatever its class says
_WITHIN = frozenset({"byline", "caption", "copyright", "date", "embedded post", "footnote", "pull quote", "tags"})
_PROSE = 20
_FAST_FROM = 1_000_000  # characters: beyond, trafilatura's second opinion takes too long
_BLOCK_END = pattern(r"</?(?:p|div|li|h[1-6]|br|tr|section|article|blockquote)\b[^<>]{0,2000}>", re.IGNORECASE)
_SILENT = pattern(r"<(script|style|noscript)\b.{0,200000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = pattern(r"<[^<>]{0,5000}>")


def page_document(text: str) -> Document:
    """The blocks of the page, and the title, date, outlet, author and address that it declares."""
    tree = _tree(text)
    if tree is None:
        return Document(without_tags(text))
    pieces, found = pieces_of(tree), _main_text(text)
    blocks = _marked(pieces, found) if pieces else [Block(line) for line in found] or without_tags(text)
    inside = [block for piece, block in zip(pieces, blocks, strict=False) if not piece.level]
    told = page_metadata(tree, text)
    return Document(blocks, page_title(tree, pieces, inside), told.date, told.outlet, told.author, told.url)


def _tree(text: str) -> _Element | None:
    """The page as a tree; entities that it defines itself are not expanded, so none can blow up."""
    from lxml import etree, html  # type: ignore[import-untyped]  # lxml ships no types

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None


def _main_text(text: str) -> list[str]:
    """The lines of the article that trafilatura finds; none where it finds no article."""
    import trafilatura  # half a second, for HTML only

    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what it cannot use, we report
    try:
        document = trafilatura.bare_extraction(
            f"<html><body>{text}</body></html>" if "<body" not in text.lower() else text,
            fast=len(text) > _FAST_FROM,
            favor_recall=True,
            include_comments=False,
        )
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return []  # a page that breaks it still has paragraphs
    body = getattr(document, "body", None)
    if body is None:
        return []
    return [line for run in body.itertext() if (line := one_line(run))]


def _marked(pieces: list[Piece], found: list[str]) -> list[Block]:
    words = [[word.lower() for word in _WORD.findall(piece.text)] for piece in pieces]
    main = _main(words, found)
    if not any(main):  # the article is in a script, for a browser to show
        scripted = [Block(line, group=number) for number, line in enumerate(found)]
        if any(block.finished and block.words >= _PROSE for block in scripted):
            return scripted
    weights: Counter[int] = Counter()
    for piece, own, is_main in zip(pieces, words, main, strict=True):
        if is_main:
            for place in piece.places:
                weights[place.number] += len(own)
    total = weights[pieces[0].places[0].number]
    boxes = _boxes(pieces, words, main)
    blocks = []
    for piece, is_main in zip(pieces, main, strict=True):
        reason = next((place.reason for place in reversed(piece.places) if _counts(place, is_main, weights, total)), "")
        if reason == "pull quote" and is_main and piece.kind != "quote":
            reason = ""
        if not reason and not is_main and found and not piece.level and not _inside(piece, boxes):
            reason = "navigation"
        blocks.append(Block(piece.text, piece.kind, reason, piece.box.number))
    return blocks


def _counts(place: Place, is_main: bool, weights: Counter[int], total: int) -> bool:
    """Whether the reason that an element gives is to be believed.

    Not where much of the article lies in it, and not of a paragraph of the article itself unless it is of a kind that
    stands within articles: a class such as ``ad-free`` says little.
    """
    if not place.reason or weights[place.number] > _TOO_MUCH * total:
        return False
    return not (is_main and place.leaf) or place.reason in _WITHIN


def _main(words: list[list[str]], found: list[str]) -> list[bool]:
    """For each piece whether it is in the text that was found (where none was, every piece is)."""
    text = [word.lower() for line in found for word in _WORD.findall(line)]
    known = {tuple(text[start : start + _SHINGLE]) for start in range(len(text) - _SHINGLE + 1)}
    if not known:
        return [True] * len(words)
    return [_share_known(own, known) >= _MOST_OF_IT for own in words]


def _share_known(words: list[str], known: set[tuple[str, ...]]) -> float:
    shingles = [tuple(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)]
    return sum(shingle in known for shingle in shingles) / len(shingles) if shingles else 0.0


def _boxes(pieces: list[Piece], words: list[list[str]], main: list[bool]) -> frozenset[int]:
    """The elements that hold the article: around its prose, and around two boxes of prose."""
    boxes = {
        piece.box for piece, own, is_main in zip(pieces, words, main, strict=True) if is_main and len(own) >= _PROSE
    }
    around = Counter(box.parent for box in boxes)
    return frozenset({box.number for box in boxes} | {number for number, boxes in around.items() if boxes > 1})


def _inside(piece: Piece, boxes: frozenset[int]) -> bool:
    return piece.box.number in boxes or piece.box.parent in boxes


def without_tags(text: str) -> list[Block]:
    """The blocks of HTML too broken, or too short, to make a tree of: what is left when its tags are taken out."""
    from html import unescape  # for broken pages only

    bare = _TAG.sub("", _BLOCK_END.sub("\n\n", _SILENT.sub("", text)))
    return plain_blocks(unescape(bare))
