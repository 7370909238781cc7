"""The lines of a PDF to its paragraphs: by the spaces between lines, their indents, sizes and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tristance.articles.blocks import Block, Kind
from tristance.articles.documents.hyphens import join_lines, words_in
from tristance.articles.documents.pdflines import Line, body_size
from tristance.articles.documents.pdfpage import furniture

_BULLET = re.compile(r"[•‣◦▪■□●○◆▶►–—\uf0b7]\s*(?=\S)")
_HEADING = 1.12  # times the size of the body
_LIKE = 0.08  # of the size: the same, but for rounding
_GAP = 1.3  # times the usual distance of two lines
_INDENT = 0.7  # times the size
_SHORT = 0.7  # of a full line: only a last line is
_FULL = 0.8
_WORDS = 15  # of a heading in bold letters
_ENDS = tuple(".?!:;”\"’')]。？！」』")


@dataclass
class _Run:
    """Lines that are one paragraph, or a part of it that a page, a column or a picture cuts off."""

    lines: list[Line]
    hint: str
    turned: bool = False  # whether it begins a column or a page

    @property
    def size(self) -> float:
        return self.lines[0].size


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """The blocks of *lines*, which are in reading order; what stands on every page has a hint to drop it."""
    size = body_size(lines)
    runs = _continued(_runs(lines, furniture(lines)), size, _full_width(lines))
    known = words_in(line.text for line in lines)
    blocks = []
    for group, run in enumerate(runs):
        text = join_lines([line.text for line in run.lines], known)
        bullet = _BULLET.match(text)
        if bullet:
            text = text[bullet.end() :]
        blocks.append(Block(text, _kind(run, text, size, listed=bullet is not None), run.hint, group))
    return blocks


def _kind(run: _Run, text: str, size: float, *, listed: bool) -> Kind:
    if listed:
        return "item"
    bold = all(line.bold for line in run.lines) and len(text.split()) <= _WORDS and not text.endswith(_ENDS)
    return "heading" if run.size > _HEADING * size or bold else "text"


def _runs(lines: Sequence[Line], reasons: Sequence[str]) -> list[_Run]:
    leading = _leading(lines)
    width = _full_width(lines)
    runs: list[_Run] = []
    last: _Run | None = None  # of the text itself
    aside: list[_Run] = []  # what stands on every page, put behind the paragraph that it interrupts
    for line, reason in zip(lines, reasons, strict=True):
        if reason:
            if reason == "footnote" and aside and aside[-1].hint == reason and _below(aside[-1].lines[-1], line):
                aside[-1].lines.append(line)
            else:
                aside.append(_Run([line], reason))
            continue
        turned = last is not None and _turned(last.lines[-1], line)
        if last is None or turned or _breaks(last.lines, line, leading, width):
            runs += aside
            aside = []
            last = _Run([line], "", turned)
            runs.append(last)
        else:
            last.lines.append(line)
    return [*runs, *aside]


def _below(before: Line, line: Line) -> bool:
    return before.page == line.page and 0 < before.y - line.y < 2 * line.size and line.text[:1].islower()


def _turned(before: Line, line: Line) -> bool:
    """Whether a page or a column ends between the two."""
    return before.page != line.page or line.y > before.y + line.size / 2


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of two lines, in sizes of the lower one."""
    gaps = [
        (before.y - line.y) / line.size
        for before, line in pairwise(lines)
        if before.page == line.page and 0.5 < (before.y - line.y) / line.size < 3  # noqa: PLR2004
    ]
    return median(gaps) if gaps else 1.2


def _full_width(lines: Sequence[Line]) -> float:
    """How long a full line of the body is, in letters: nine of ten are not longer."""
    size = body_size(lines)
    lengths = sorted(len(line.text) for line in lines if abs(line.size - size) <= _LIKE * size + 0.25)
    return lengths[len(lengths) * 9 // 10] if lengths else 0.0


def _breaks(above: Sequence[Line], line: Line, leading: float, width: float) -> bool:
    """Whether *line* begins a paragraph below the lines *above*, which are of one."""
    last = above[-1]
    gap = (last.y - line.y) / line.size
    if abs(last.size - line.size) > _LIKE * max(last.size, line.size) or last.bold != line.bold:
        return True
    if gap > _GAP * leading or gap < 0.3 or _BULLET.match(line.text):  # noqa: PLR2004  # on the same height: a cell
        return True
    ended = last.text.endswith(_ENDS)
    step = (line.x - last.x) / line.size
    if step > _INDENT:
        return _BULLET.match(above[0].text) is None or len(above) > 1
    if step < -_INDENT:  # back to the margin: behind the first line, or behind a quote
        return len(above) > 1 and _BULLET.match(above[0].text) is None
    return ended and len(last.text) < _SHORT * width


def _continued(runs: Sequence[_Run], size: float, width: float) -> list[_Run]:
    """*runs*, put together where a sentence goes on behind a page, a column, a picture or a note."""
    found: list[_Run] = []
    open_run: _Run | None = None
    for run in runs:
        body = not run.hint and abs(run.size - size) <= _LIKE * size + 0.25
        if body and open_run is not None and _goes_on(open_run, run, width):
            open_run.lines += run.lines
            continue
        found.append(run)
        if body:
            open_run = run
        elif not run.hint and run.size > _HEADING * size:
            open_run = None  # no sentence goes on below a heading
    return found


def _goes_on(run: _Run, after: _Run, width: float) -> bool:
    last, first = run.lines[-1], after.lines[0]
    if last.text.endswith(_ENDS) or _BULLET.match(first.text) or last.bold != first.bold:
        return False
    if first.text[:1].islower() and (last.text.endswith("-") or after.turned or len(last.text) > _FULL * width):
        return True
    indented = len(after.lines) > 1 and first.x - after.lines[1].x > _INDENT * first.size
    return after.turned and not indented and len(last.text) > _FULL * width
