"""Which tag to give, where the most probable one is not the best for the headline score.

Macro-F1 over rare stances is seldom at its best at the most probable tag (Lipton, Elkan and Naryanaswamy 2014, ECML):
a stance may be worth naming at a probability of 0.35. One offset a tag on the log-probabilities says how much.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tristance.measures.scores import confusion_by_group, macro_f1

_GRID = np.round(np.arange(-1.0, 2.01, 0.1), 1)
_SWEEPS = 50  # each one gains, so that it ends long before


def decide(log_p: NDArray[np.float64], offsets: NDArray[np.float64]) -> NDArray[np.intp]:
    """The tag of each row: (n, k) log-probabilities and (k,) offsets -> (n,); a tie goes to the codebook's first."""
    return np.asarray(np.argmax(log_p + offsets, axis=1))


def choose_offsets(
    log_p: NDArray[np.float64], gold: NDArray[np.intp], stances: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The offsets of the best macro-F1 over *stances* on out-of-fold log-probabilities: (n, k), (n,) -> (k,).

    Coordinate ascent over a coarse grid: first one offset for all stances against the background, then each stance's
    own. Scores are compared to three decimals, and of equals the step nearest to 0 wins. The background's offset stays
    0; so does the first stance's where there is no background, since only differences count.
    """
    k = log_p.shape[1]
    offsets = np.zeros(k)
    free = stances if len(stances) < k else stances[1:]
    steps = _GRID[np.argsort(np.abs(_GRID), kind="stable")]  # the nearest to 0 first: it wins ties

    def move(tags: NDArray[np.intp]) -> None:
        trials = np.tile(offsets, (len(steps), 1))
        trials[:, tags] += steps[:, None]
        trials = np.round(trials, 1)  # what is tried is what is kept
        predicted = np.argmax(log_p[None] + trials[:, None], axis=2)
        trial = np.repeat(np.arange(len(steps)), len(gold))
        matrices = confusion_by_group(np.tile(gold, len(steps)), predicted.ravel(), trial, k)
        offsets[:] = trials[np.argmax(np.round(macro_f1(matrices, stances), 3))]

    if len(free) > 1:
        move(free)
    for _ in range(_SWEEPS):
        before = offsets.copy()
        for tag in free:
            move(np.array([tag]))
        if np.array_equal(before, offsets):
            break
    return offsets
