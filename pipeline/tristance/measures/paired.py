"""By how much one classifier is better than another on the same paragraphs: intervals that keep the pairs together.

A draw of the bootstrap takes whole articles, with what both classifiers made of them, so that what is hard for both
cancels out. With few articles percentiles are too narrow: they are taken further out, as far as Student's t lies beyond
the normal (Hesterberg 2015, The American Statistician 69, section 5.3: the expanded percentile interval).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tristance.measures.bootstrap import DRAWS, TAIL, Estimate, estimates, group_weights

Floats = NDArray[np.float64]


def bootstrap_differences(
    by_group: Floats, statistic: Callable[[Floats], Floats], *, draws: int = DRAWS, seed: int = 0
) -> list[Estimate]:
    """Differences of two classifiers, with 95 % intervals.

    Parameters
    ----------
    by_group
        (g, 2, …): what each group adds for the first classifier and for the second.
    statistic
        Takes sums of shape (…, 2, …) with any number of leading axes, and returns differences, (…,) or (…, m).

    Returns
    -------
    One estimate for each of the m differences. Draws in which one is undefined (NaN) are left out. With one group there
    is no interval.
    """
    value = np.atleast_1d(statistic(by_group.sum(axis=0)))
    g = len(by_group)
    if g == 1:
        return [Estimate(float(v), math.nan, math.nan) for v in value]
    drawn = np.concatenate(
        [
            statistic(np.tensordot(weights, by_group, axes=1)).reshape(len(weights), -1)
            for weights in group_weights(g, draws=draws, seed=seed)
        ]
    )
    return estimates(value, drawn, tail=expanded_tail(g))


def expanded_tail(n_groups: int) -> float:
    """The share to cut off on either side for a 95 % interval from *n_groups*: 0.025 for many, less for few.

    >>> [round(expanded_tail(n), 4) for n in (2, 8, 30, 1000)]
    [0.0, 0.0057, 0.0188, 0.0248]
    """
    from scipy.special import ndtr, stdtrit

    return float(ndtr(math.sqrt(n_groups / (n_groups - 1)) * stdtrit(n_groups - 1, TAIL)))
