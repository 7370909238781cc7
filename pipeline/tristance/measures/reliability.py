"""How far probabilities mean what they say: proper scores and reliability tables.

Brier, G. W. (1950), Mon. Weather Rev. 78:1-3, summed over all tags, so that it lies in [0, 2]; log-loss in nats. A
reliability table has bins of equal width.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tristance.measures.bootstrap import sum_by_group

Floats = NDArray[np.float64]
Tags = NDArray[np.intp]

BINS = 10
N, PREDICTED, OBSERVED = 0, 1, 2
"""What is summed in a bin: paragraphs, their probabilities, and how often what was predicted came true."""


def brier(p: Floats, gold: Tags) -> Floats:
    """Squared distance of the probabilities from the truth, in [0, 2]: (n, k) and (n,) -> (n,).

    >>> brier(np.array([[0.5, 0.3, 0.2]]), np.array([0])).round(2).tolist()
    [0.38]
    """
    return np.asarray(((p - np.eye(p.shape[1])[gold]) ** 2).sum(axis=1))


def log_losses(log_p: Floats, gold: Tags) -> Floats:
    """Negative log-probability of the gold tag, in nats: (n, k) and (n,) -> (n,)."""
    return np.asarray(-log_p[np.arange(len(gold)), gold])


def bin_edges(bins: int = BINS) -> Floats:
    """The limits of the bins, (bins + 1,), from 0 to 1."""
    return np.linspace(0, 1, bins + 1)


def bin_sums(p: Floats, hit: NDArray[np.bool_], groups: Tags, g: int, *, bins: int = BINS) -> Floats:
    """Probabilities and what came true, summed in each bin and group: three (n,) arrays -> (g, bins, 3).

    A bin holds its upper limit, and the first one 0 as well, as scikit-learn has it.
    """
    number = np.searchsorted(bin_edges(bins)[1:-1], p)
    each = np.stack([np.ones_like(p), p, hit.astype(np.float64)], axis=1)
    return sum_by_group(each, groups * bins + number, g * bins).reshape(g, bins, 3)


def observed(sums: Floats) -> Floats:
    """The share that came true in each bin, NaN where it is empty: (…, bins, 3) -> (…, bins)."""
    return _share(sums, OBSERVED)


def mean_predicted(sums: Floats) -> Floats:
    """The mean probability in each bin, NaN where it is empty: (…, bins, 3) -> (…, bins)."""
    return _share(sums, PREDICTED)


def _share(sums: Floats, what: int) -> Floats:
    n = sums[..., N]
    return np.where(n > 0, sums[..., what] / np.maximum(n, 1), np.nan)
