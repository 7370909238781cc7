"""The thresholds that a model's held-out predictions vouch for, for each error budget."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.labels.examples import text_kinds
from tristance.measures.abstention import THRESHOLDS, accepted_by_threshold, largest_bounds, lowest_threshold
from tristance.model.abstention import BUDGETS, Abstention, Thresholds
from tristance.model.held_out import HeldOut

LEVEL = 0.95
LEVEL_OF_EACH = (1 + LEVEL) / 2
"""Of the bounds for stances and for the background, where there are both: half of the 5 % for each."""
_DECIMALS = 6  # also of a confidence: as in held_out.csv.gz, so that the file gives what the card says


class _Kind(NamedTuple):
    """The paragraphs given a stance, or the background: how many are accepted at each threshold, and the bounds."""

    accepted: NDArray[np.float64]
    tested: NDArray[np.float64]


def abstention(found: HeldOut) -> Abstention:
    """For each budget the smallest confidences at which it holds, with 95 % confidence, by article.

    It holds for the error among all accepted paragraphs, and among those with a stance. Stances and the background have
    a sequence each; where there is a background, each is tested at half of the 5 %, so that both errors keep within the
    budget, and with them that of all. Budgets at which no stance can be accepted are left out. *found* should be the
    rows that are nearest to what will be classified: see :meth:`HeldOut.nearest_to_published`.
    """
    book = found.codebook
    stance = np.isin(found.predicted, found.stances)
    level = LEVEL if book.background is None else LEVEL_OF_EACH
    stances, background = (_tested(found, mask, level) for mask in (stance, ~stance))
    kept = (_thresholds(budget, stances, background, len(found)) for budget in BUDGETS)
    return Abstention(
        text_kinds(found.texts),
        len(found),
        len(set(found.articles)),
        int(stance.sum()),
        LEVEL,
        _rounded_up(stances.tested.min()),
        tuple(each for each in kept if each is not None),
    )


def _tested(found: HeldOut, mask: NDArray[np.bool_], level: float) -> _Kind:
    given = np.flatnonzero(mask)
    predicted = found.predicted[given]
    confidence = np.round(found.p[given, predicted], _DECIMALS)
    _, groups = np.unique(found.groups[given], return_inverse=True)
    wrong = (predicted != found.gold[given]).astype(np.float64)
    g = int(groups.max(initial=0)) + 1
    n, errors, expected = (
        accepted_by_threshold(confidence, groups, each, g) for each in (np.ones(len(given)), wrong, 1 - confidence)
    )
    return _Kind(n.sum(axis=-1), largest_bounds(n, errors, expected.sum(axis=-1), level))


def _thresholds(budget: float, stances: _Kind, background: _Kind, n: int) -> Thresholds | None:
    place, other = int(lowest_threshold(stances.tested, budget)), int(lowest_threshold(background.tested, budget))
    if place == len(THRESHOLDS):
        return None
    with_background = other < len(THRESHOLDS)
    accepted = stances.accepted[place] + (background.accepted[other] if with_background else 0)
    return Thresholds(
        budget,
        float(THRESHOLDS[place]),
        float(THRESHOLDS[other]) if with_background else None,
        round(float(accepted / n), _DECIMALS),
        round(float(stances.accepted[place] / stances.accepted[0]), _DECIMALS),
        _rounded_up(stances.tested[place]),
        _rounded_up(background.tested[other]) if with_background else None,
    )


def _rounded_up(bound: float) -> float:
    return math.ceil(bound * 1e6) / 1e6
