"""Expected calibration error, with an interval that holds near perfect calibration too.

The error of Guo et al. (2017), ICML, is the mean distance of probability and share over the bins of the top
probability, weighted by their paragraphs. Classwise (Kull et al. 2019, NeurIPS), it is the mean over the tags of that
distance for each tag's own probability.

Chance moves every bin off the diagonal, and a distance never falls below 0: so the figure is too high where the
probabilities are good, and draws of a bootstrap, which chance has moved twice, are higher still. Percentiles of the
draws then miss the truth altogether. The lower limit here takes off as much as chance can add: a bin whose gap is
beyond three standard errors has a side, and counts with its sign; any other counts in full, whichever way it moves (the
directional derivative of the sum; Fang and Santos 2019, Rev. Econ. Stud. 86:377-412). The upper one is the percentile
of the draws, which chance makes too high rather than too low.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tristance.measures.bootstrap import DRAWS, Estimate, drawn_sums
from tristance.measures.reliability import OBSERVED, PREDICTED, N

Floats = NDArray[np.float64]

_CLEAR = 3.0  # standard errors of a bin's gap; with 2, every tenth interval of few articles would miss


def gaps(sums: Floats) -> Floats:
    """Share less probability in each bin, times the bin's share of the paragraphs: (…, bins, 3) -> (…, bins)."""
    n = sums[..., N].sum(axis=-1, keepdims=True)
    return np.asarray((sums[..., OBSERVED] - sums[..., PREDICTED]) / np.maximum(n, 1))


def calibration_error(sums: Floats) -> Floats:
    """The mean distance of probability and share over the paragraphs: (…, bins, 3) -> (…), 0 where there are none."""
    return np.asarray(np.abs(gaps(sums)).sum(axis=-1))


def error_estimate(by_group: Floats, *, draws: int = DRAWS, seed: int = 0) -> Estimate:
    """The error, averaged over t tables, with its 95 % interval: (g, t, bins, 3), what each group adds to them."""
    found = gaps(by_group.sum(axis=0))
    value = float(np.abs(found).sum(axis=-1).mean())
    if len(by_group) == 1:
        return Estimate(value, math.nan, math.nan)
    drawn = np.concatenate([gaps(sums) for sums in drawn_sums(by_group, draws=draws, seed=seed)])
    moved = drawn - found
    clear = np.abs(found) > _CLEAR * moved.std(axis=0)
    added = np.where(clear, np.sign(found) * moved, np.abs(moved)).sum(axis=-1).mean(axis=-1)
    high = float(np.quantile(np.abs(drawn).sum(axis=-1).mean(axis=-1), 0.975))
    return Estimate(value, max(0.0, value - float(np.quantile(added, 0.975))), max(value, high))
