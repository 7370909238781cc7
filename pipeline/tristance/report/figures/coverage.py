"""The risk–coverage curve: how often the tags are wrong where only the most confident ones are taken."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.ticker import PercentFormatter

from tristance.evaluation.risk_coverage import RiskCoverage
from tristance.report.figures.drawing import Drawing, drawn, new_axes, style
from tristance.report.figures.palette import ACCENT, CONTRAST
from tristance.report.wording import estimate


class _Line(NamedTuple):
    colour: str
    stroke: object
    mark: str
    words: str


_LINES = {
    "all": _Line(ACCENT, "-", "o", "all paragraphs"),
    "stances": _Line(CONTRAST, (0, (5, 3)), "s", "paragraphs given a stance"),
}


def risk_coverage(curves: dict[str, RiskCoverage | None]) -> Drawing:
    """Curves under the names ``all`` and ``stances``, with their 95 % bands; one that has no paragraphs is left out."""
    with style():
        figure, axes = new_axes(3.1)
        told = []
        for which, line in _LINES.items():
            found = curves.get(which)
            if found is None:
                continue
            coverage = np.array([point.coverage for point in found.points])
            risk, low, high = (np.array(each) for each in zip(*(point.risk for point in found.points), strict=True))
            axes.fill_between(coverage, low, high, color=line.colour, alpha=0.15, linewidth=0)
            axes.plot(
                coverage,
                risk,
                color=line.colour,
                linestyle=line.stroke,
                marker=line.mark,
                markersize=3.5,
                label=f"{line.words} (n = {found.n:,})",
            )
            whole, half = found.points[0], min(found.points, key=lambda point: abs(point.coverage - 0.5))
            told.append(f"{line.words}: {estimate(whole.risk)} wrong of all, {estimate(half.risk)} of half of them")
        axes.set_xlim(0, 1.01)
        axes.set_ylim(bottom=0)
        axes.grid(visible=True)
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol="\u202f%"))
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol="\u202f%"))
        axes.set_xlabel("coverage: share taken, most confident first")
        axes.set_ylabel("risk: share wrong")
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)
        return drawn(figure, "risk-coverage", "Risk–coverage curve. " + "; ".join(told))
