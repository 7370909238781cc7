"""The calibration curve: what was said beside what came true, before and after calibration, and of how many."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter, StrMethodFormatter

from tristance.evaluation.calibration import Bin, CalibrationScores
from tristance.report.figures.drawing import WIDTH, Drawing, drawn, style
from tristance.report.figures.palette import ACCENT, CONTRAST, GROUND, INK, MUTED
from tristance.report.wording import estimate

_HEIGHT = 4.1


def reliability(before: CalibrationScores, after: CalibrationScores) -> Drawing:
    """Of the most probable tag: mean probability and share right in each bin, and below it the paragraphs in it."""
    with style():
        figure = Figure(figsize=(WIDTH, _HEIGHT), layout="constrained", facecolor="none")
        above, below = figure.subplots(
            2, 1, sharex=True, gridspec_kw={"height_ratios": [3, 1]}, subplot_kw={"facecolor": "none"}
        )
        _curves(above, before, after)
        _counts(below, before, after)
        words = (
            f"Calibration curve of {after.n} paragraphs. Expected calibration error before calibration "
            f"{estimate(before.ece, 3)}, after it {estimate(after.ece, 3)}. After it, by mean probability: "
            + "; ".join(f"{b.predicted:.2f} said, {b.observed.value:.2f} true, of {b.n}" for b in after.top if b.n)
        )
        return drawn(figure, "calibration", words)


def _curves(axes: Axes, before: CalibrationScores, after: CalibrationScores) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.grid(visible=True)
    axes.plot([0, 1], [0, 1], color=MUTED, linewidth=0.9, linestyle=(0, (1, 2)))
    axes.plot(
        *_points(before.top),
        "s",
        color=CONTRAST,
        linestyle=(0, (5, 3)),
        linewidth=1.2,
        markerfacecolor=GROUND,
        markeredgewidth=1.4,
        label="before calibration",
    )
    filled = [each for each in after.top if each.n]
    axes.vlines(
        [each.predicted for each in filled],
        [each.observed.low for each in filled],
        [each.observed.high for each in filled],
        color=ACCENT,
        linewidth=1.6,
    )
    axes.plot(*_points(after.top), "o", color=ACCENT, linestyle="-", linewidth=1.2, label="after, with 95 % intervals")
    axes.set_ylabel("share that was right")
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol="\u202f%"))
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)


def _points(bins: tuple[Bin, ...]) -> tuple[list[float], list[float]]:
    filled = [each for each in bins if each.n]
    return [each.predicted for each in filled], [each.observed.value for each in filled]


def _counts(axes: Axes, before: CalibrationScores, after: CalibrationScores) -> None:
    """Paragraphs in each bin: hatched before, filled after, with the latter's number above."""
    low = np.array([each.low for each in after.top])
    width = np.array([each.high - each.low for each in after.top])
    counts = np.array([each.n for each in after.top])
    first = np.array([each.n for each in before.top])
    axes.bar(low + 0.28 * width, first, 0.4 * width, facecolor=GROUND, edgecolor=CONTRAST, hatch="////")
    axes.bar(low + 0.7 * width, counts, 0.4 * width, facecolor=ACCENT, edgecolor=ACCENT)
    for place, n, taller in zip(low + 0.5 * width, counts, np.maximum(counts, first), strict=True):
        if n:
            axes.annotate(
                f"{n:,}", (place, taller), (0, 2), textcoords="offset points", ha="center", fontsize=7, color=INK
            )
    axes.set_ylim(0, 1.3 * max(counts.max(), first.max()))
    axes.set_ylabel("paragraphs")
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.set_xlabel("probability of the most probable tag")
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol="\u202f%"))
