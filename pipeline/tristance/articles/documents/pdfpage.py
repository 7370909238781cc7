"""What stands on every printed page and is no part of its text: running heads, page numbers, notes at its foot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tristance.articles.documents.pdflines import Line, body_size

_NUMBER = re.compile(
    r"(?:page|p\.|seite|s\.)?\s*[-–—|\[(]?\s*\d{1,4}(?:\s*(?:of|/|von|de)\s*\d{1,4})?\s*[-–—|\])]?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"(?:\[?\d{1,3}\]?[.)]?|[*†‡§]{1,3})\s*\D")
_EDGE = 2  # lines at the head and at the foot of a page
_HEADLINE = 1.2  # times the size of the body: larger is no running head
_SMALL = 0.93
_OFTEN = 4  # a running head is on one page of so many, at least
_NEAR = 40  # points
_STEP = 6  # points, up or down, by which a running head may move


def furniture(lines: Sequence[Line]) -> list[str]:
    """For each of *lines* ``running head``, ``page number``, ``footnote``, or an empty string."""
    size = body_size(lines)
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        pages[line.page].append(index)
    found = [""] * len(lines)
    edges = {page: _edges(lines, indices) for page, indices in pages.items()}
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, indices in edges.items():
        for index in indices:
            for key in _keys(lines[index]):
                seen[key].add(page)
    for page, indices in edges.items():
        for index in indices:
            line = lines[index]
            if _NUMBER.fullmatch(line.text):
                found[index] = "page number"
            elif line.size <= _HEADLINE * size and max(len(seen[key]) for key in _keys(line)) >= max(
                2, len(pages) / _OFTEN
            ):
                found[index] = "running head"
        _notes(lines, [index for index in pages[page] if not found[index]], size, found)
    return found


def _edges(lines: Sequence[Line], indices: Sequence[int]) -> list[int]:
    heights = sorted({round(lines[index].y) for index in indices})
    outer = {*heights[:_EDGE], *heights[-_EDGE:]}
    return [index for index in indices if round(lines[index].y) in outer]


def _keys(line: Line) -> tuple[tuple[str, int], tuple[str, int]]:
    """The words of *line*, whatever the number of the page, at about its height; twice, for heights are rounded."""
    words, step = _DIGITS.sub("#", line.text.casefold()), int(line.y // _STEP)
    return (words, step), (words, step + 1)


def _notes(lines: Sequence[Line], indices: Sequence[int], size: float, found: list[str]) -> None:
    """Name the notes of one page: smaller than the body, none of which stands below them, the first with a mark."""
    lowest: dict[int, float] = {}  # of the body, by how far from the left
    for line in (lines[index] for index in indices if lines[index].size > _SMALL * size):
        place = int(line.x // _NEAR)
        lowest[place] = min(line.y, lowest.get(place, line.y))
    inside = False
    for index in indices:
        line = lines[index]
        place = int(line.x // _NEAR)
        low = all(lowest.get(near, line.y) >= line.y for near in (place - 1, place, place + 1))
        inside = line.size <= _SMALL * size and low and (inside or _NOTE.match(line.text) is not None)
        if inside:
            found[index] = "footnote"
