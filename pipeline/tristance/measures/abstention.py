"""Which paragraphs to leave undecided, so that the error among the others keeps within a budget.

Thresholds of the confidence are tested from a strict one down, each against the budget at the full level; the first
that fails ends the sequence, and the last that passed is taken. A threshold whose error exceeds the budget can only be
taken if the first such one is passed by chance, and so no correction for many thresholds is due: fixed-sequence testing
(Bauer 1991; Angelopoulos et al. 2021, "Learn then test") of selective risk (Geifman and El-Yaniv 2017, NeurIPS).

The strictest thresholds accept too few paragraphs to show anything, and would end every sequence at once. So it starts
where the bound would be lowest if the model erred exactly as often as its probabilities say. That looks at confidences
and articles alone, never at errors, so that it costs no level; badly calibrated probabilities cost a worse start. It is
the same for all budgets, so that a larger one never accepts less.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tristance.measures.error_bound import bound_at_effect, cautious_correlation, error_bound, implied_effect

Array = NDArray[np.float64]
Tags = NDArray[np.intp]

THRESHOLDS = np.round(np.concatenate([np.arange(99) / 100, np.arange(990, 1000) / 1000]), 3)
"""The grid, (T,), ascending: hundredths from 0, which accepts all, to 0.99, and thousandths from there to 0.999."""

_PLANNED_ICC = 0.1  # of errors within an article, to choose the start by, before errors are looked at


def accepted_by_threshold(confidence: Array, groups: Tags, each: Array, g: int) -> Array:
    """Sums of what each paragraph adds, over those accepted at each threshold: three (n,) arrays -> (T, g).

    A paragraph is accepted where its confidence is not below the threshold; groups are integers below *g*.
    """
    last = np.searchsorted(THRESHOLDS, confidence, side="right") - 1
    sums = np.bincount(last * g + groups, weights=each, minlength=len(THRESHOLDS) * g).reshape(-1, g)
    return np.asarray(sums[::-1].cumsum(axis=0)[::-1])


def start(n: Array, expected: Array, level: float) -> Tags:
    """Where the sequence starts: (T, …, g) accepted and (T, …) expected errors -> (…) places in the grid."""
    bound = bound_at_effect(n, expected, implied_effect(n, _PLANNED_ICC), level)
    strictest = bound[::-1].argmin(axis=0)  # of equals
    return np.asarray(len(bound) - 1 - strictest)


def largest_bounds(n: Array, wrong: Array, expected: Array, level: float) -> Array:
    """The largest bound met on the way down to each threshold, infinite above the start: -> (T, …).

    Parameters
    ----------
    n, wrong
        (T, …, g): accepted paragraphs of each group at each threshold, and those of them that are wrong.
    expected
        (T, …): the errors that the confidences of the accepted ones foretell.
    level
        Of each bound.
    """
    bound = error_bound(n, wrong, cautious_correlation(n[0], wrong[0]), level)
    places = np.arange(len(bound)).reshape(-1, *[1] * (bound.ndim - 1))
    tested = places <= start(n, expected, level)
    largest = np.maximum.accumulate(np.where(tested, bound, 0.0)[::-1], axis=0)[::-1]
    return np.where(tested, largest, np.inf)


def lowest_threshold(tested: Array, budget: float) -> Tags:
    """The place of the smallest threshold that the sequence reaches within *budget*: (T, …) -> (…); T where none is."""
    passed = tested <= budget
    return np.where(passed.any(axis=0), passed.argmax(axis=0), len(passed))
