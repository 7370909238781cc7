"""The fragments of a PDF page to its lines. How wide a fragment is drawn is estimated: it need only tell columns."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tristance.articles.repair import one_line, visible

_EM = 0.54  # of the size: the width of most letters
_WIDTHS = {  # of the size, of the letters that are much narrower or wider in most fonts
    **dict.fromkeys("ijl.,;:'’‘|!", 0.26),
    **dict.fromkeys(' ftr()[]-/“”"', 0.32),
    **dict.fromkeys("csvxyzkJ", 0.49),
    **dict.fromkeys("ABCDEGHKNOPQRSTUVXYZ&w", 0.69),
    **dict.fromkeys("mMW—%@", 0.86),
}
_LOOSE = 0.08  # of the length: how wrong the estimate may be
_SAME = 0.3  # of the size: how far two fragments of one line may stand apart in height
_RAISED = 0.75
_SMALL = 0.85
_DROPPED_CAPITAL = 1.8
_OFTEN = 5
_LONGEST = 5000  # letters: no line that can be read is longer
_MARK = re.compile(r"[\[(]?(?:\d{1,3}(?:,\s?\d{1,3}){0,4}|[*†‡§]{1,3}|[a-z])[\])]?")
_LIGATURES = str.maketrans({  # of Unicode, and those that TeX's fonts have in the places of control characters
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    "\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl",
    "\x0b": "ff", "\x0c": "fi", "\x0e": "ffi", "\x0f": "ffl",
    "\x10": "“", "\x11": "”", "\x15": "–", "\x16": "—",
})  # fmt: skip
_BEFORE_MARK = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?”’\"')])$")  # not "m" or "R", which are squared
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text that was drawn at one place; lengths are in points, ``y`` grows upwards."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, counted from 1; ``end`` is where it ends, roughly."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    end: float
    page: int


def fragment(text: str, outer: Sequence[float], inner: Sequence[float], font: str, size: float) -> Fragment:
    """A fragment in the coordinates of its page: *inner* and *outer* are the matrices of text and page."""
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    up = (inner[2] * outer[0] + inner[3] * outer[2], inner[2] * outer[1] + inner[3] * outer[3])
    tall = abs(size) * math.hypot(*up)
    numbers = [value if math.isfinite(value) else 0.0 for value in (x, y, tall)]
    return Fragment(text, numbers[0], numbers[1], numbers[2] or 1.0, _BOLD.search(font) is not None)


def lines_of(fragments: Sequence[Fragment], page: int) -> list[Line]:
    """The lines of a page in the order in which they are drawn: columns are drawn one after the other.

    Where both columns are drawn line by line in turn, the left one goes first. Raised marks of footnotes are left out.
    """
    lines: list[Line] = []
    columns = _column_starts(fragments)
    marked = False  # whether a mark was just left out, which parts words
    for each in fragments:
        text = visible(each.text.replace("\n", " ").translate(_LIGATURES))
        last = lines[-1] if lines else None
        if last is not None and _is_mark_of(each, last):
            marked = True
            continue
        if marked and text[:1].isalnum():
            text = f" {text}"
        marked = False
        if last is not None and _goes_on(each, last, columns):
            lines[-1] = replace(
                last,
                text=last.text + text,
                size=each.size if len(text) > len(last.text) else last.size,
                bold=last.bold and each.bold,
                end=each.x + _width(text, each.size),
            )
        elif last is not None and _stands_on(each, last):
            lines[-1] = Line(last.text + " " + text, last.x, each.y, each.size, each.bold, each.x, page)
        else:
            lines.append(Line(text, each.x, each.y, each.size, each.bold, each.x + _width(text, each.size), page))
    lines = [replace(line, text=one_line(line.text)) for line in lines]
    return _by_columns(_capitals_joined([line for line in lines if line.text]))


def body_size(lines: Sequence[Line]) -> float:
    """The size in which most of the text is set, to half a point."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=sizes.__getitem__, default=0.0)


def _width(text: str, size: float) -> float:
    return size * sum(_WIDTHS.get(letter, _EM if letter < "\u2e80" else 1.0) for letter in text.strip())


def _column_starts(fragments: Sequence[Fragment]) -> frozenset[int]:
    """Where, in points from the left, text begins again and again behind other text and a gap."""
    starts = Counter(
        round(right.x)
        for left, right in pairwise(fragments)
        if abs(right.y - left.y) < _SAME * left.size and right.x - left.x - _width(left.text, left.size) > left.size
    )
    return frozenset(start for start, times in starts.items() if times >= _OFTEN)


def _goes_on(each: Fragment, line: Line, columns: frozenset[int]) -> bool:
    """Whether *each* stands on the *line*, and not far to the right, or where another of the *columns* begins."""
    if len(line.text) > _LONGEST:
        return False
    size = max(each.size, line.size)
    gap = each.x - line.end
    far = gap > 2 * size + _LOOSE * (line.end - line.x) or (round(each.x) in columns and gap > size / 2)
    small = each.size < _SMALL * line.size  # an exponent or an index
    return abs(each.y - line.y) < (_RAISED if small else _SAME) * size and not far and each.x > line.x - size


def _is_mark_of(each: Fragment, line: Line) -> bool:
    """Whether *each* is the raised mark of a footnote on the *line*."""
    rise = (each.y - line.y) / line.size
    raised = each.size < _SMALL * line.size and _SAME / 2 < rise < _RAISED
    behind = _BEFORE_MARK.search(line.text.rstrip()) is not None
    return raised and behind and each.x > line.x and _MARK.fullmatch(each.text.strip()) is not None


def _stands_on(each: Fragment, line: Line) -> bool:
    """Whether the *line* so far is the raised mark of the note that begins with *each*."""
    rise = (line.y - each.y) / each.size
    mark = _MARK.fullmatch(line.text.strip()) is not None
    return mark and line.size < _SMALL * each.size and 0 < rise < _RAISED and 0 < each.x - line.x < 3 * each.size


def _capitals_joined(lines: Sequence[Line]) -> list[Line]:
    """*lines*, with a capital that reaches down several lines put back before its word."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if (
            last is not None
            and len(last.text) == 1
            and last.text.isupper()
            and last.size > _DROPPED_CAPITAL * line.size
            and line.text[0].isalpha()
        ):
            found[-1] = replace(line, text=last.text + line.text)
        else:
            found.append(line)
    return found


def _by_columns(lines: list[Line]) -> list[Line]:
    """*lines*, the left column first where left and right were drawn in turn."""
    pairs = [
        (left, right)
        for left, right in pairwise(lines)
        if abs(left.y - right.y) < _SAME * left.size and right.x > left.x
    ]
    if len(pairs) < _OFTEN or len(pairs) * 3 < len(lines):  # a table, or a head
        return lines
    middle = min(right.x for _, right in pairs)
    if sum(left.end > middle + left.size * 2 for left, _ in pairs) * 5 > len(pairs):
        return lines
    first = max(pairs[0][0].y, pairs[0][1].y)
    above: list[Line] = []
    left_column: list[Line] = []
    right_column: list[Line] = []
    for line in lines:
        if line.x >= middle - line.size:
            right_column.append(line)
        else:
            (above if line.y > first + line.size else left_column).append(line)
    return [*above, *left_column, *right_column]
