"""The learning curve as a figure: what was measured, the fitted curve with its band, and where it leads."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullLocator

from tristance.evaluation.learning_curve import MORE, LearningCurve
from tristance.report.figures.drawing import Drawing, drawn, new_axes, style
from tristance.report.figures.palette import ACCENT, GROUND, INK, MUTED
from tristance.report.wording import estimate

_POINTS = 80


def learning_figure(found: LearningCurve) -> Drawing:
    """The headline by paragraphs trained on, to twice as many as there are; sizes double in equal steps."""
    curve = found.stance_macro_f1
    now, last = curve.paragraphs, (1 + MORE[-1]) * curve.paragraphs
    sizes = found.paragraphs
    values = np.array([score.value for score in curve.scores])
    with style():
        figure, axes = new_axes(3.1)
        axes.set_xscale("log")
        _band(axes, found, float(sizes[0]), now, last)
        low = np.array([score.low for score in curve.scores])
        high = np.array([score.high for score in curve.scores])
        axes.vlines(sizes, low, high, color=ACCENT, linewidth=1.6, zorder=3)
        axes.plot(sizes, values, "o", markerfacecolor=GROUND, markeredgecolor=ACCENT, markeredgewidth=1.6, zorder=4)
        axes.axvline(now, color=MUTED, linewidth=0.9, linestyle=(0, (1, 2)))
        beside: Any = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "color": INK}
        axes.annotate("labelled now", (now, 0.03), (-5, 0), ha="right", **beside)
        axes.annotate("extrapolated", (now, 0.03), (5, 0), ha="left", **beside)
        ticks = [*sizes.tolist(), last]
        axes.xaxis.set_major_locator(FixedLocator(ticks))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_xticks(ticks, [f"{tick:,.0f}" for tick in ticks])
        axes.grid(axis="y")
        axes.set_xlabel("paragraphs trained on")
        axes.set_ylabel("stance macro-F1")
        measured = ", ".join(
            f"{estimate(score)} on {size:.0f}" for size, score in zip(sizes, curve.scores, strict=True)
        )
        return drawn(
            figure, "learning-curve", f"Learning curve of stance macro-F1 by paragraphs trained on: {measured}"
        )


def _band(axes: Axes, found: LearningCurve, first: float, now: float, last: float) -> None:
    """The fitted curve: whole as far as there are labels, dashed beyond them."""
    for start, end, line, shade in ((first, now, "-", 0.18), (now, last, (0, (5, 3)), 0.1)):
        at = np.geomspace(start, end, _POINTS)
        band = found.stance_macro_f1.band(at)
        if not band or any(math.isnan(each.value) for each in band):
            return
        value, low, high = (np.array(each) for each in zip(*band, strict=True))
        axes.fill_between(at, low, high, color=ACCENT, alpha=shade, linewidth=0, zorder=1)
        axes.plot(at, value, color=ACCENT, linestyle=line, zorder=2)
