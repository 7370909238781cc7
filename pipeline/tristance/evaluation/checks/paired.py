"""Differences of the headline between two ways to tag, or two parts of a test, over the same draws of articles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tristance.measures.bootstrap import Estimate, bootstrap
from tristance.measures.scores import mean_f1_of_present
from tristance.model.held_out import HeldOut

Matrix = NDArray[np.float64]


def stances(held: HeldOut) -> NDArray[np.intp]:
    """The integers of the stances."""
    return np.array([held.codebook.names.index(name) for name in held.codebook.stances], dtype=np.intp)


def difference(one: Matrix, other: Matrix, tags: NDArray[np.intp], seed: int = 0) -> tuple[Estimate, ...]:
    """Macro-F1 over *tags* of two (g, k, k) confusion matrices by article, and the first less the second, paired."""

    def both(sums: Matrix) -> Matrix:
        first, second = (mean_f1_of_present(sums[..., i, :, :], tags) for i in (0, 1))
        return np.stack([first, second, first - second], axis=-1)

    return tuple(bootstrap(np.stack([one, other], axis=1), both, seed=seed))
