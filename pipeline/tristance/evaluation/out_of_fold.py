"""What a model says of paragraphs whose articles it has not seen, for the labels themselves to be looked at."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tristance.labels.examples import Examples
from tristance.training.choice import Progress, calibrations, choose, grid_logits, splits
from tristance.training.folds import check_enough
from tristance.training.recipe import Recipe


def out_of_fold(examples: Examples, recipe: Recipe, progress: Progress | None = None) -> NDArray[np.float64]:
    """Calibrated probabilities of every paragraph by a model of the other articles: (n, k), in the examples' order.

    The folds are those by which a model of all examples is chosen, and C and class weights are what they choose; each
    fold is calibrated on the others. The choice has seen all paragraphs, which flatters a score a little, and so these
    are not for scores: :func:`~tristance.evaluation.cross_validation.cross_validate` is. Raises
    :class:`~tristance.errors.NotEnoughLabels`.
    """
    check_enough(examples, recipe.folds)
    folds = splits(examples, np.arange(len(examples)), recipe)
    logits = list(grid_logits(examples, recipe, folds, progress))
    chosen = choose(examples, recipe, [fold.test for fold in folds], logits)
    scores, fold_of = np.zeros((len(examples), len(examples.codebook.names))), np.zeros_like(examples.tags)
    for number, (fold, found) in enumerate(zip(folds, logits, strict=True)):
        scores[fold.test], fold_of[fold.test] = found[chosen.candidate], number
    p = np.zeros_like(scores)
    for held, calibration in calibrations(scores, examples.tags, fold_of):
        p[held] = np.exp(calibration.apply(scores[held]))
    return p
