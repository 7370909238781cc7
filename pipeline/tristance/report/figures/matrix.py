"""The confusion matrix as a figure: shares of each row as shading, counts and shares as numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from tristance.report.figures.drawing import WIDTH, Drawing, drawn, label, new_axes, style
from tristance.report.figures.palette import ACCENT, GRID, INK

DARKEST = 0.5
"""Opacity of the accent for a share of 1: the numbers upon it keep a contrast of 4.5 in light and in dark."""
_SHARES_UP_TO = 8  # tags: of more, only the counts have room
_CELL = 0.42
_LOWEST = 2.2
_LEVEL = 3  # tags: the names of more are slanted


def shares(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of the paragraphs of each gold tag, the share that was given each tag: (k, k) -> (k, k), NaN where none are.

    >>> shares(np.array([[3.0, 1.0], [0.0, 0.0]])).tolist()
    [[0.75, 0.25], [nan, nan]]
    """
    totals = matrix.sum(axis=1, keepdims=True)
    return np.where(totals > 0, matrix / np.maximum(totals, 1), np.nan)


def confusion_matrix(matrix: NDArray[np.float64], names: Sequence[str]) -> Drawing:
    """(k, k) counts, gold tags in rows; *names* are the tags'."""
    k = len(names)
    of_row = shares(matrix)
    with style():
        figure, axes = new_axes(max(_CELL * k + 1.0, _LOWEST), width=max(WIDTH, 0.36 * k + 2.4))
        axes.set_xlim(0, k)
        axes.set_ylim(k, 0)
        places = np.arange(k) + 0.5
        axes.set_xticks(
            places,
            [label(name, 18) for name in names],
            rotation=30 if k > _LEVEL else 0,
            ha="right" if k > _LEVEL else "center",
        )
        axes.set_yticks(places, [label(name) for name in names])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_xlabel("predicted")
        axes.set_ylabel("gold")
        for i in range(k):
            for j in range(k):
                share = 0.0 if np.isnan(of_row[i, j]) else float(of_row[i, j])
                axes.add_patch(Rectangle((j, i), 1, 1, facecolor=ACCENT, alpha=DARKEST * share, linewidth=0))
                written = f"{matrix[i, j]:.0f}"
                if k <= _SHARES_UP_TO and not np.isnan(of_row[i, j]):
                    written += f"  ({share:.0%})"
                weight = "bold" if i == j else "normal"
                axes.text(j + 0.5, i + 0.5, written, ha="center", va="center", fontweight=weight)
            axes.add_patch(Rectangle((i, i), 1, 1, fill=False, edgecolor=INK, linewidth=1.0, zorder=3))
        axes.hlines(np.arange(k + 1), 0, k, color=GRID, linewidth=0.8, zorder=2)
        axes.vlines(np.arange(k + 1), 0, k, color=GRID, linewidth=0.8, zorder=2)
        right = np.trace(matrix)
        words = f"Confusion matrix of {matrix.sum():.0f} paragraphs, gold tags in rows; {right:.0f} on the diagonal"
        return drawn(figure, "confusion", words)
