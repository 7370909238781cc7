"""Sections of a page that are not the article: they end it, or interrupt it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tristance.articles.blocks import Block
from tristance.articles.openers import local, opens, subhead
from tristance.articles.proof import describes_author, is_prose, proves, teases

_RUN = 3
_TWO_PARAGRAPHS = 35  # words
_LONG_TEASER = 35
_FINAL = frozenset({"comment form", "footnote", "byline"})
_BEFORE = 2  # paragraphs that stand before what ends an article
_PASSED = frozenset({"advertisement", "caption"})  # what stands between two paragraphs and does not part them


def in_sections(blocks: Sequence[Block], reasons: Sequence[str]) -> list[str]:
    """For each of *blocks* the reason of the section that it lies in, its heading included, or an empty string.

    ``reasons`` are those that the blocks have of their own; such a block is no paragraph of the article.

    Nothing opens above the first paragraph: there, such a heading is a link. What ends an article must show what it
    is, for an article may have a part named "Discussion". A box such as "Read more" holds headlines alone; one such as
    "Most read" holds at most one summary behind each, so the article has resumed where prose follows prose. And where
    a box would take more than half of the page's prose, it too holds headlines alone.
    """
    prose = [is_prose(block, reason) for block, reason in zip(blocks, reasons, strict=True)]
    first = _Walk(blocks, reasons, prose)
    first.run()
    total = sum(block.words for block, counts in zip(blocks, prose, strict=True) if counts)
    greedy = frozenset(start for start, taken in first.taken.items() if len(taken) >= _RUN and sum(taken) * 2 > total)
    if not greedy:
        return first.found
    second = _Walk(blocks, reasons, prose, greedy)
    second.run()
    return second.found


@dataclass
class _Walk:
    """One walk down the page: the section at hand, and the words of the article that stand before it."""

    blocks: Sequence[Block]
    reasons: Sequence[str]
    prose: Sequence[bool]
    greedy: frozenset[int] = frozenset()  # the headings of boxes that hold headlines alone
    found: list[str] = field(default_factory=list)
    taken: dict[int, list[int]] = field(default_factory=dict)  # by the heading of a box, the words of what it took
    now: str = ""
    start: int = 0
    before: int = 0
    paragraphs: int = 0

    def run(self) -> None:
        lengths, sizes = _runs_ahead(self.blocks, self.reasons, self.prose)
        for index, block in enumerate(self.blocks):
            opened = opens(block)
            if opened and self._believed(opened, index):
                if self.now not in _FINAL or opened in _FINAL:
                    self.now, self.start = opened, index
            elif self.now and not opened and self._resumed(index, lengths[index], sizes[index]):
                self.now = ""
            elif opened in _FINAL and (subhead(block) or opened == "footnote") and self.paragraphs:
                opened = ""  # a heading of the article's own
            self._count(index)
            self.found.append(self.now or opened or self._about_author(index))

    def _count(self, index: int) -> None:
        if not self.prose[index]:
            return
        if not self.now:
            self.before += self.blocks[index].words
            self.paragraphs += 1
        elif self.now not in _FINAL:
            self.taken.setdefault(self.start, []).append(self.blocks[index].words)

    def _believed(self, opened: str, index: int) -> bool:
        """Whether the heading at *index* opens a section; where mark-up drops it, its element ends with it."""
        hint = self.blocks[index].hint
        if not self.paragraphs or (hint and (hint != opened or opened not in _FINAL)):
            return False
        if opened not in _FINAL:
            return True
        if self.paragraphs < _BEFORE:
            return False
        below_box = self.now != "" and not local(self.blocks[self.start]) and not subhead(self.blocks[index])
        return (opened == "comment form" and below_box) or proves(opened, self.blocks, self.reasons, index)

    def _resumed(self, index: int, length: int, words: int) -> bool:
        """Whether the article goes on at *index*, with a run of *length* paragraphs of *words* words."""
        block, heading = self.blocks[index], self.blocks[self.start]
        if self.now == "byline" and length:
            return length >= _BEFORE and not describes_author(block)
        if self.now in _FINAL:
            return length >= _RUN and words > self.before
        if self.start in self.greedy or local(heading):
            if self.now == "newsletter" and (teases(block) or not self.prose[index]):
                return False
            return length > 0
        return length > 0 and (length >= _RUN or words >= (_LONG_TEASER if length == 1 else _TWO_PARAGRAPHS))

    def _about_author(self, index: int) -> str:
        """``byline`` for what says who the author is above the article, below a heading that says so."""
        if self.paragraphs or not index or self.found[index - 1] != "byline" or self.reasons[index]:
            return ""
        return "byline" if describes_author(self.blocks[index]) else ""


def _runs_ahead(blocks: Sequence[Block], reasons: Sequence[str], prose: Sequence[bool]) -> tuple[list[int], list[int]]:
    """For each block the number of prose blocks in a row from it on, and their words; finished lines may lead in."""
    lengths, sizes = [0] * len(blocks), [0] * len(blocks)
    length = words = 0
    for index in range(len(blocks) - 1, -1, -1):
        if prose[index]:
            length, words = length + 1, words + blocks[index].words
            lengths[index], sizes[index] = length, words
        elif reasons[index] not in _PASSED:
            length = words = 0
    return lengths, sizes
