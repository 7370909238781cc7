"""A score beside its baselines and its ceiling: one row each, with intervals, on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tristance.measures.bootstrap import Estimate
from tristance.report.figures.drawing import Drawing, drawn, label, new_axes, style
from tristance.report.figures.palette import ACCENT, CONTRAST, GRID, GROUND, INK, MUTED
from tristance.report.wording import estimate

Kind = Literal["model", "ceiling", "baseline"]

_MARKS = {"model": ("s", ACCENT, ACCENT), "ceiling": ("D", CONTRAST, GROUND), "baseline": ("o", MUTED, GROUND)}
_ROW = 0.29  # inches


@dataclass(frozen=True)
class Row:
    """One score: of the model (a filled square), of annotators (a diamond), or of a baseline (an open circle)."""

    name: str
    score: Estimate
    kind: Kind


def forest(rows: Sequence[Row], what: str, name: str = "headline") -> Drawing:
    """The *rows* from top to bottom on a scale from 0 to 1; *what* names the score.

    A dashed line goes down from the first row, the model's own.
    """
    with style():
        figure, axes = new_axes(_ROW * len(rows) + 0.65)
        axes.set_xlim(0, 1)
        axes.set_ylim(len(rows) - 0.45, -0.55)
        axes.set_yticks(range(len(rows)), [label(row.name, 40) for row in rows])
        axes.tick_params(axis="y", length=0, pad=10)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
        axes.set_xlabel(what)
        if not math.isnan(rows[0].score.value):
            axes.axvline(rows[0].score.value, color=ACCENT, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
        for place, row in enumerate(rows):
            mark, line, inside = _MARKS[row.kind]
            value, low, high = row.score
            if not math.isnan(low):
                axes.plot(
                    [low, high],
                    [place, place],
                    color=line,
                    linewidth=1.8,
                    solid_capstyle="butt",
                    zorder=2,
                    clip_on=False,
                )
            if not math.isnan(value):
                axes.plot(
                    *([value], [place], mark),
                    markerfacecolor=inside,
                    markeredgecolor=line,
                    markeredgewidth=1.6,
                    zorder=3,
                    clip_on=False,
                )
            weight = "bold" if row.kind == "model" else "normal"
            axes.annotate(
                estimate(row.score),
                (1.02, place),
                xycoords=("axes fraction", "data"),
                va="center",
                color=INK,
                fontweight=weight,
                annotation_clip=False,
            )
        axes.axvline(0, color=GRID, linewidth=0.8, zorder=0)
        words = f"{what}, with 95 % intervals: " + "; ".join(f"{row.name} {estimate(row.score)}" for row in rows)
        return drawn(figure, name, words)
