"""Which articles each point of a learning curve is trained on: growing subsets of the labels, by whole articles."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tristance.errors import NotEnoughLabels
from tristance.labels.examples import Examples

Rows = NDArray[np.intp]

FEWEST_GROUPS = 12
FEWEST_SIZES = 3
_HALVINGS = 4
_FEWEST_OF_A_TAG = 2  # articles in a training part: what `check_enough` asks of all labels


def common_tags(examples: Examples, folds: int) -> Rows:
    """The tags that are in articles enough for a curve, as integers.

    A curve needs three sizes, and at the smallest of them a training part with two articles of the tag on average.
    """
    shares = _shares(examples, folds) / 2 ** (FEWEST_SIZES - 1)
    return np.flatnonzero(shares >= _FEWEST_OF_A_TAG)


def fractions(examples: Examples, folds: int) -> tuple[float, ...]:
    """The sizes of the subsets, as ascending fractions of the labels: 1, and its halves down to a sixteenth.

    They stop where a training part would have fewer than two articles, on average, of one of :func:`common_tags`.
    Raises :class:`NotEnoughLabels` where there are fewer than 12 articles (those that share text count as one), or
    where no tag is in enough of them for three sizes.
    """
    n_groups = len(np.unique(examples.groups))
    if n_groups < FEWEST_GROUPS:
        raise NotEnoughLabels(
            f"{n_groups} articles that share no text are too few for a learning curve: {FEWEST_GROUPS} are needed; "
            "label more articles, and see where you are: tristance evaluate"
        )
    shares = _shares(examples, folds)
    common = common_tags(examples, folds)
    if not len(common):
        names = examples.codebook.names
        counts = ", ".join(
            f"{name} {len(np.unique(examples.groups[examples.tags == code]))}" for code, name in enumerate(names)
        )
        need = int(np.ceil(_FEWEST_OF_A_TAG * 2 ** (FEWEST_SIZES - 1) * folds / (folds - 1)))
        raise NotEnoughLabels(
            f"no tag is in {need} articles, which a learning curve of {FEWEST_SIZES} sizes needs "
            f"(articles: {counts}); label more articles"
        )
    halvings = int(np.log2(shares[common].min() / _FEWEST_OF_A_TAG))
    return tuple(0.5**i for i in range(min(halvings, _HALVINGS), -1, -1))


def _shares(examples: Examples, folds: int) -> NDArray[np.float64]:
    """How many groups of each tag the training part of a fold has, on average: (k,)."""
    counts = [len(np.unique(examples.groups[examples.tags == tag])) for tag in range(len(examples.codebook.names))]
    return np.array(counts) * (folds - 1) / folds


def order_groups(group_fold: Rows, generator: np.random.Generator) -> Rows:
    """A random order of g groups, of which the first so many hold much the same share of every fold: (g,) -> (g,).

    *group_fold* is the fold of each group. One group of each fold comes first, so that three groups are enough to
    train, to choose and to test on different ones; the others of a fold are shuffled and spread evenly behind.
    """
    place = np.zeros(len(group_fold))
    for fold in np.unique(group_fold):
        mine = generator.permutation(np.flatnonzero(group_fold == fold))
        place[mine] = (np.arange(len(mine)) + generator.random()) / len(mine)
        place[mine[0]] -= 1
    return np.argsort(place, kind="stable")


def nested_rows(groups: Rows, order: Rows, shares: Sequence[float]) -> list[NDArray[np.bool_]]:
    """Which of n paragraphs are in each subset: (n,) groups, their order, ascending fractions of them -> (n,) masks."""
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return [rank[groups] < math.ceil(share * len(order)) for share in shares]
