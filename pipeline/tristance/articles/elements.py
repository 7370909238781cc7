"""The tree of a page to its pieces of text, each with the elements that it lies in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tristance.articles.blocks import Kind
from tristance.articles.lazily import pattern
from tristance.articles.markup import BLOCK_TAGS, KINDS, LEAVES, SILENT, reason_of
from tristance.articles.plain import unwrap, wrap_width
from tristance.articles.repair import one_line, visible

if TYPE_CHECKING:
    from lxml.etree import _Element, iterwalk  # type: ignore[import-untyped]  # lxml ships no types

_MARKER = pattern(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?")
_PICTURE = pattern(r"(?<![a-z])(?:img|image|photo|picture)s?(?![a-z])")
_CAPTION = 60  # words
_BREAKS = pattern(r"\n\s*\n\s*")


@dataclass(frozen=True)
class Place:
    """An element of the page: its number, that of the box around it, and the reason that it gives to drop its text."""

    number: int
    parent: int
    kind: Kind
    reason: str
    leaf: bool


@dataclass(frozen=True)
class Piece:
    """A run of text that no block element interrupts, and the places that it lies in, from the page inwards."""

    text: str
    kind: Kind
    places: tuple[Place, ...]
    level: int  # 1 for a first heading, else 0

    @property
    def box(self) -> Place:
        """The innermost element that may hold several paragraphs."""
        return next(place for place in reversed(self.places) if not place.leaf)


class _Collector:
    """The text met so far that no block element has ended yet, and the pieces that are whole."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.places: list[Place] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.count = 0
        self.enter("body", "")

    def say(self, text: str | None, *, preformatted: bool = False) -> None:
        if text:
            self.open.append(text if preformatted else re.sub(r"\s+", " ", text))

    def enter(self, tag: str, names: str, *, picture: bool = False) -> None:
        self.flush()
        self.count += 1
        above = self.places[-1] if self.places else None
        kind = KINDS.get(tag) or (above.kind if above else "text")
        parent = above.number if above else 0
        reason = reason_of(tag, names) or ("caption" if picture else "")
        self.places.append(Place(self.count, parent, kind, reason, tag in LEAVES))
        self.tags.append(tag)

    def leave(self) -> None:
        self.flush()
        self.places.pop()
        self.tags.pop()

    def flush(self) -> None:
        text, self.open = "".join(self.open), []
        if not text.strip():
            return
        places = tuple(self.places)
        level = int("h1" in self.tags)
        for part in _BREAKS.split(visible(text)):
            lines = [line.strip() for line in part.split("\n") if line.strip()]
            for line in unwrap(lines, wrap_width([lines])) if lines else ():
                self.pieces.append(Piece(one_line(line), self.places[-1].kind, places, level))


def pieces_of(tree: _Element) -> list[Piece]:
    """The pieces of the page *tree*, in page order."""
    from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

    collector = _Collector()
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event in {"comment", "pi"} or not isinstance(tag, str):
            collector.say(element.tail)
        elif event == "start":
            _start(collector, element, tag, walk)
        else:
            if tag in BLOCK_TAGS and tag not in SILENT:
                collector.leave()
            collector.say(element.tail, preformatted="pre" in collector.tags)
    collector.flush()
    return collector.pieces


def _start(collector: _Collector, element: _Element, tag: str, walk: iterwalk[tuple[str, _Element]]) -> None:
    preformatted = "pre" in collector.tags or tag == "pre"
    if tag in SILENT or (tag == "sup" and _refers(element, "".join(collector.open[-1:]))):
        walk.skip_subtree()
        return
    if tag == "br":
        collector.say("\n", preformatted=True)
    elif tag in BLOCK_TAGS:
        names = f"{element.get('class', '')} {element.get('id', '')}"
        collector.enter(tag, names, picture=tag not in LEAVES and _is_picture(element, names))
    collector.say(element.text, preformatted=preformatted)


def _is_picture(element: _Element, names: str) -> bool:
    """Whether a box holds an image with no more text than a caption, and has a class that says so."""
    if all(child.tag not in {"img", "picture", "amp-img"} for child in element):
        return False
    words = 0
    for text in element.itertext():
        words += len(text.split())
        if words > _CAPTION:
            return False
    return _PICTURE.search(names.lower()) is not None


def _refers(element: _Element, before: str) -> bool:
    """Whether a raised text is the mark of a footnote: digits or a dagger that link, or that stand behind a stop."""
    text = "".join(element.itertext()).strip()
    if not _MARKER.fullmatch(text):
        return False
    linked = element.find(".//a") is not None or (element.getparent() is not None and element.getparent().tag == "a")
    return linked or before.rstrip().endswith(tuple(".,;:!?”’\"')]"))
