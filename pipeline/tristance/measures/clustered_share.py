"""An interval for a share that may be near 0, where what is counted comes in groups.

The bootstrap by group fails there: of groups without a hit it can draw none, and says that the share is 0, exactly.
Wilson's interval holds near 0. It is given the effective number of observations, which follows from the spread between
groups (Kott and Carr 1997; Franco, Little, Louis and Slud 2019, Journal of Survey Statistics and Methodology 7, 334),
and the quantile of Student's t for the number of groups, as Korn and Graubard (1998) do.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from tristance.measures.bootstrap import Estimate


def clustered_share(hits: NDArray[np.float64], sizes: NDArray[np.float64]) -> Estimate:
    """The share of hits among all, with a 95 % interval: (g,) hits of g groups of (g,) *sizes*, each 1 or more.

    Where there is no hit, or nothing else, each group is taken to be of one kind throughout: the interval is as wide
    as it could be. NaN for the bounds where there is one group only, and for the share too where there is none.
    """
    n, g = float(sizes.sum()), len(sizes)
    if g == 0:
        return Estimate(math.nan, math.nan, math.nan)
    share = float(hits.sum()) / n
    if g == 1:
        return Estimate(share, math.nan, math.nan)
    spread = g / (g - 1) * float(((hits - share * sizes) ** 2).sum()) / n**2
    if share in {0.0, 1.0}:
        effective = n**2 / float((sizes**2).sum())
    else:
        effective = min(share * (1 - share) / spread, n) if spread else n
    t = float(stdtrit(g - 1, 0.975))
    shrunk = t**2 / effective
    middle = (share + shrunk / 2) / (1 + shrunk)
    half = math.sqrt(share * (1 - share) * shrunk + shrunk**2 / 4) / (1 + shrunk)
    return Estimate(share, max(0.0, middle - half), min(1.0, middle + half))
