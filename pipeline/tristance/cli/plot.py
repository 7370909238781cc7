"""A curve with its band in plain characters, for any terminal and any log file."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from tristance.measures.bootstrap import Estimate

_COLUMNS = 66
_TICKS = (0.05, 0.1, 0.2)
_FEWEST_TICKS, _MOST_TICKS = 3, 7
_LINES_A_TICK = 2
_SLACK = 1e-9


def draw_curve(
    points: Mapping[float, float], now: float, last: float, band: Callable[[Sequence[float]], list[Estimate]]
) -> list[str]:
    """The lines of a plot, at most 76 characters wide: sizes double from left to right in equal steps.

    Parameters
    ----------
    points
        The measured score at each size, drawn as ``o``; at least two.
    now
        The size at which a vertical line parts what is there from what is foretold.
    last
        The size at the right end, above *now* and all *points*.
    band
        The fitted curve at given sizes: its value is drawn as ``-``, its interval as ``.``.
    """
    first = min(points)
    per_column = math.log(last / first) / (_COLUMNS - 1)
    fitted = band([first * math.exp(per_column * column) for column in range(_COLUMNS)])
    tick, low, high = _scale([*points.values(), *(value for each in fitted for value in each)])
    height = round((high - low) / tick) * _LINES_A_TICK + 1

    def row(value: float) -> int:
        return round((high - value) / tick * _LINES_A_TICK)

    def column(size: float) -> int:
        return round(math.log(size / first) / per_column)

    canvas = [[" "] * _COLUMNS for _ in range(height)]
    for line in canvas:
        line[column(now)] = "|"
    for x, each in enumerate(fitted):
        for y in range(row(each.high), row(each.low) + 1):
            canvas[y][x] = "."
        canvas[row(each.value)][x] = "-"
    for size, score in points.items():
        canvas[row(score)][column(size)] = "o"
    scale = [f"{high - y * tick / _LINES_A_TICK:.2f}" if y % _LINES_A_TICK == 0 else "" for y in range(height)]
    drawn = [f"{label:>4} |{''.join(line)}".rstrip() for label, line in zip(scale, canvas, strict=True)]
    return [*drawn, f"     +{'-' * _COLUMNS}", _ticks({column(size): size for size in (*points, last)})]


def _scale(values: Sequence[float]) -> tuple[float, float, float]:
    """The distance of the labels on the scale, and its ends: few labels, but so many that a flat curve looks flat."""
    for tick in _TICKS:
        low = max(math.floor(min(values) / tick + _SLACK), 0)
        high = math.ceil(max(values) / tick - _SLACK)
        if high - low <= _MOST_TICKS:
            break
    low = max(min(low, high - _FEWEST_TICKS), 0)
    return tick, low * tick, max(high, low + _FEWEST_TICKS) * tick


def _ticks(sizes: Mapping[int, float]) -> str:
    """The sizes below their columns, but for one that would run into the one before it."""
    line = ""
    for column, size in sorted(sizes.items()):
        label = f"{size:.0f}"
        start = max(column + 6 - len(label) // 2, 0)
        if start > len(line):
            line = line.ljust(start) + label
    return line
