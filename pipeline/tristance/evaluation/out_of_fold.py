"""What a model says of paragraphs whose articles it has not seen, for the labels themselves to be looked at."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tristance.labels.examples import Examples
from tristance.measures.calibration import fit_calibration
from tristance.training.choice import Progress, choose, grid_logits, splits
from tristance.training.folds import check_enough
from tristance.training.recipe import Recipe
from tristance.training.solver import candidates


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
    candidate = candidates(recipe).index((chosen.c, chosen.class_weight))
    p = np.zeros((len(examples), len(examples.codebook.names)))
    for held, own in zip(folds, logits, strict=True):
        others = [(fold, found) for fold, found in zip(folds, logits, strict=True) if fold is not held]
        rows = np.concatenate([fold.test for fold, _ in others])
        calibration = fit_calibration(np.concatenate([found[candidate] for _, found in others]), examples.tags[rows])
        p[held.test] = np.exp(calibration.apply(own[candidate]))
    return p
