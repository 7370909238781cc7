"""The recipe, run on growing subsets of the labels and scored on articles that it has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, islice

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.nested_subsets import fractions, nested_rows, order_groups
from tristance.labels.examples import Examples
from tristance.training.choice import Progress, Split, choose, grid_logits, splits
from tristance.training.folds import check_enough
from tristance.training.recipe import Recipe

Tags = NDArray[np.intp]
Mask = NDArray[np.bool_]

REPEATS = 6


@dataclass(frozen=True)
class SubsetRuns:
    """What each of r orders of the articles predicts at each of s ascending sizes.

    ``paragraphs`` and ``articles`` (s,) are how many a fold trained on, on average over folds and orders; ``predicted``
    (s, r, n) are tags out of fold. At the last size, all of the labels, there is one run for all orders.
    """

    paragraphs: NDArray[np.float64]
    articles: NDArray[np.float64]
    predicted: Tags


def run_subsets(
    examples: Examples, recipe: Recipe, *, repeats: int = REPEATS, progress: Progress | None = None
) -> SubsetRuns:
    """Train on nested subsets of whole articles, in folds by article.

    A subset is the first articles of a random order. In each fold, what is in the subset and not in the fold is trained
    on, and the whole fold is scored. C, class weights, calibration and decision offsets are chosen as ever, and from
    the labels of the subset alone: by the scores of its own articles in the other folds. So each size is scored as if
    nobody had labelled more; and at the full size this costs the grid of the ordinary choice and no more.

    The models whose scores choose have seen the fold's own articles of the subset, though not to be scored on them;
    nested cross-validation avoids that at several times the cost. On the bundled labels the two agree to two decimals
    at the full size.

    *progress* is told percents. Raises :class:`NotEnoughLabels`.
    """
    check_enough(examples, recipe.folds)
    shares = fractions(examples, recipe.folds)
    groups = examples.groups
    outer = splits(examples, np.arange(len(examples)), recipe)
    group_fold = np.zeros(int(groups.max()) + 1, dtype=np.intp)
    for number, split in enumerate(outer):
        group_fold[groups[split.test]] = number
    orders = [order_groups(group_fold, np.random.default_rng([recipe.seed, i])) for i in range(repeats)]
    nested = [nested_rows(groups, order, shares) for order in orders]
    # The largest first, so that no core is left alone with it in the end; all of the labels come in one order only.
    runs = [(size, i) for size in reversed(range(len(shares))) for i in range(repeats if size < len(shares) - 1 else 1)]
    subsets = [nested[i][size] for size, i in runs]
    tasks = [Split(fold.train[subset[fold.train]], fold.test) for subset in subsets for fold in outer]
    logits = grid_logits(examples, recipe, tasks, progress and _percents(tasks, progress))
    predicted = np.zeros((len(shares), repeats, len(examples)), dtype=np.intp)
    for (size, i), subset in zip(runs, subsets, strict=True):
        found = _decided(examples, recipe, outer, list(islice(logits, len(outer))), subset)
        predicted[size, i if size < len(shares) - 1 else slice(None)] = found
    article = np.unique(np.array(examples.articles), return_inverse=True)[1]
    size_of = np.repeat([size for size, _ in runs], len(outer))
    counts = np.array([[len(task.train), len(np.unique(article[task.train]))] for task in tasks])
    mean = np.array([counts[size_of == size].mean(axis=0) for size in range(len(shares))])
    return SubsetRuns(mean[:, 0], mean[:, 1], predicted)


def _decided(
    examples: Examples, recipe: Recipe, outer: list[Split], logits: list[NDArray[np.float64]], subset: Mask
) -> Tags:
    """The tags of all paragraphs, (n,), each fold decided by what the subset's articles in the other folds choose."""
    inside = [subset[fold.test] for fold in outer]
    predicted = np.zeros(len(examples), dtype=np.intp)
    for number, held_out in enumerate(outer):
        others = [i for i in range(len(outer)) if i != number and inside[i].any()]
        tests = [outer[i].test[inside[i]] for i in others]
        chosen = choose(examples, recipe, tests, [logits[i][:, inside[i]] for i in others])
        _, predicted[held_out.test] = chosen.decide(logits[number])
    return predicted


def _percents(tasks: list[Split], progress: Progress) -> Progress:
    """Fits differ a hundredfold in their time, which grows with the square of the paragraphs and more."""
    done = [0.0, *accumulate(len(task.train) ** 2 + 1.0 for task in tasks)]
    return lambda fits, _: progress(int(100 * done[fits] / done[-1]), 100)
