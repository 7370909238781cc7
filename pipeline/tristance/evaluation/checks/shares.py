"""Annotators who give the same paragraphs other tags, not now and then but as a habit."""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.warning import CodedWarning
from tristance.labels.gold import Ratings
from tristance.measures.bootstrap import Estimate, bootstrap, sum_by_group
from tristance.schema import Codebook

ODDS = 1.25
"""Of a tag, by which two readings of the same text must differ to matter: 12 for 10 %, 56 for 50 %."""

POINT = 0.01
"""The least difference of two shares that matters: shares are published in whole per cent."""

_ERROR = 0.05
_PAIR = 2
_NOTHING = Estimate(0.0, 0.0, 0.0)

Shares = NDArray[np.float64]


class _Compared(NamedTuple):
    """The shares (k,) of an annotator's tags and of the others' on the n paragraphs that both have read."""

    who: str
    others: str
    n: int
    own: Shares
    theirs: Shares
    differences: list[Estimate]


def shares_differ(ratings: Ratings, codebook: Codebook, seed: int = 0) -> list[CodedWarning]:
    """W13, for each annotator whose share of a tag differs from the others' on the paragraphs that both have read.

    A difference counts where its interval by article excludes 0, widened for the number of tags and annotators that are
    compared (Bonferroni), and where it matters by ``ODDS`` and ``POINT``. The one who differs most is named, and the
    rest are compared without that one, who has drawn the mean of all others along.
    """
    found: list[CodedWarning] = []
    while True:
        compared = _compared(ratings, len(codebook.names), seed)
        habits = [_habit(each, len(compared)) for each in compared]
        tag, differs = max(habits, key=lambda habit: abs(habit[1].value), default=(-1, _NOTHING))
        if not differs.value:
            return found
        each = compared[habits.index((tag, differs))]
        value, low, high = (f"{100 * figure:+.0f}" for figure in differs)
        found.append(
            CodedWarning(
                "W13",
                f"{each.who} gives {codebook.names[tag]} to {100 * each.own[tag]:.0f} % of {each.n} paragraphs, and "
                f"{each.others} to {100 * each.theirs[tag]:.0f} % of the same (difference {value} [{low}, {high}] "
                "points); talk about where they differ: tristance labels adjudicate",
            )
        )
        ratings = _without(ratings, each.who)


def _habit(compared: _Compared, annotators: int) -> tuple[int, Estimate]:
    """The tag on which an annotator differs most, of those that matter, and by how much; by 0 where there is none."""
    k = len(compared.own)
    widened = [_widened(difference, k * annotators) for difference in compared.differences]
    matter = [tag for tag in range(k) if _matters(widened[tag], compared.own[tag], compared.theirs[tag])]
    if not matter:
        return -1, _NOTHING
    tag = max(matter, key=lambda number: abs(widened[number].value))
    return tag, widened[tag]


def _without(ratings: Ratings, annotator: str) -> Ratings:
    keep = [number for number, name in enumerate(ratings.annotators) if name != annotator]
    names = tuple(ratings.annotators[number] for number in keep)
    return ratings._replace(annotators=names, values=ratings.values[:, keep])


def _compared(ratings: Ratings, k: int, seed: int) -> list[_Compared]:
    """Each annotator beside the mean of the others; of two only the first, as the second differs by the same."""
    given = np.stack([ratings.values == tag for tag in range(k)], axis=-1).astype(np.float64)
    read = given.sum(axis=-1)
    m = len(ratings.annotators)
    found: list[_Compared] = []
    for annotator in range(m if m > _PAIR else m - 1):
        rest = np.delete(np.arange(m), annotator)
        both = (read[:, annotator] > 0) & (read[:, rest].sum(axis=1) > 0)
        groups = np.unique(ratings.groups[both], return_inverse=True)[1]
        if not len(groups):
            continue
        own = given[both, annotator]
        theirs = given[both][:, rest].sum(axis=1) / read[both][:, rest].sum(axis=1, keepdims=True)
        by_group = sum_by_group(np.concatenate([np.ones((len(own), 1)), own - theirs], axis=1), groups)
        differences = bootstrap(by_group, lambda sums: sums[..., 1:] / sums[..., :1], seed=seed)
        others = "the others" if m > _PAIR else ratings.annotators[1]
        who = ratings.annotators[annotator]
        found.append(_Compared(who, others, len(own), own.mean(axis=0), theirs.mean(axis=0), differences))
    return found


def _widened(found: Estimate, comparisons: int) -> Estimate:
    normal = NormalDist()
    factor = normal.inv_cdf(1 - _ERROR / (2 * comparisons)) / normal.inv_cdf(1 - _ERROR / 2)
    return Estimate(
        found.value, found.value - factor * (found.value - found.low), found.value + factor * (found.high - found.value)
    )


def _matters(difference: Estimate, own: float, theirs: float) -> bool:
    if not (difference.low > 0 or difference.high < 0) or abs(difference.value) < POINT:
        return False
    less, more = sorted((own, theirs))
    return bool(more * (1 - less) >= ODDS * less * (1 - more))
