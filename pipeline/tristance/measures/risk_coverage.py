"""Risk against coverage: how often the tags are wrong if only the most confident ones are taken.

Coverage is the share of the paragraphs that is taken, most confident first; risk is the share of these whose tag is
wrong (El-Yaniv and Wiener 2010, JMLR 11:1605-1641). The area under the curve is the mean risk over all coverages (AURC;
Geifman and El-Yaniv 2017, NeurIPS).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tristance.measures.bootstrap import sum_by_group

Floats = NDArray[np.float64]
Tags = NDArray[np.intp]

CELLS = 200
N, WRONG = 0, 1


def cells(confidence: Floats) -> Tags:
    """The cell of each paragraph, counted from the most confident: (n,) -> (n,).

    Paragraphs of equal confidence share a cell, for nothing says which of them comes first. More than 200 are too many
    to sum in every draw of a bootstrap, and neighbours are joined to as many cells of about equal size.
    """
    distinct, place, counts = np.unique(-confidence, return_inverse=True, return_counts=True)
    if len(distinct) > CELLS:
        before = np.cumsum(counts) - counts
        place = (before * CELLS // counts.sum())[place]
        place = np.unique(place, return_inverse=True)[1]
    return place


def cell_sums(wrong: NDArray[np.bool_], cell: Tags, groups: Tags, g: int) -> Floats:
    """Paragraphs, and wrong ones, in each cell and group: three (n,) arrays -> (g, cells, 2)."""
    c = int(cell.max()) + 1
    each = np.stack([np.ones(len(wrong)), wrong.astype(np.float64)], axis=1)
    return sum_by_group(each, groups * c + cell, g * c).reshape(g, c, 2)


def risk(sums: Floats, coverages: Floats) -> Floats:
    """The risk at each of m coverages in (0, 1]: (…, cells, 2) and (m,) -> (…, m), NaN where nothing is there.

    A coverage that ends within a cell takes a part of it, right and wrong alike.
    """
    taken = np.cumsum(sums, axis=-2)
    n, wrong = taken[..., N], taken[..., WRONG]
    wanted = coverages * n[..., -1:]
    # The cell in which each coverage ends; a billionth less, lest rounding ask for one cell more.
    last = (n[..., None, :] < wanted[..., None] * (1 - 1e-9)).sum(axis=-1)
    inside = np.take_along_axis(sums, last[..., None], axis=-2)
    missing = np.take_along_axis(n, last, axis=-1) - wanted
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = missing * inside[..., WRONG] / inside[..., N]
        return np.asarray((np.take_along_axis(wrong, last, axis=-1) - np.nan_to_num(excess)) / wanted)


def area(sums: Floats) -> Floats:
    """The area under the curve: (…, cells, 2) -> (…).

    The mean over the paragraphs of the risk as far as the end of each one's cell; with 200 joined cells it differs from
    that of single paragraphs in the third decimal.
    """
    taken = np.cumsum(sums, axis=-2)
    with np.errstate(divide="ignore", invalid="ignore"):
        risks = np.nan_to_num(taken[..., WRONG] / taken[..., N])
        return np.asarray((risks * sums[..., N]).sum(axis=-1) / taken[..., -1, N])
