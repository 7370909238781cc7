"""Out-of-fold probabilities are of models that have not seen the paragraph's article."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tristance.errors import NotEnoughLabels
from tristance.evaluation.out_of_fold import out_of_fold
from tristance.labels.examples import Examples
from tristance.measures.calibration import fit_calibration
from tristance.training.choice import Split, splits
from tristance.training.pipeline import build
from tristance.training.recipe import Recipe

RECIPE = Recipe(c_grid=(4.0,), class_weights=(None,))


def test_each_row_has_probabilities(small_examples: Examples) -> None:
    p = out_of_fold(small_examples, Recipe())
    assert p.shape == (40, 3)
    assert p.sum(axis=1) == pytest.approx(np.ones(40))
    assert (p[np.arange(40), small_examples.tags] > 0.5).mean() > 0.9


def test_a_row_is_scored_by_a_model_of_the_other_folds(small_examples: Examples) -> None:
    """Fitted by scikit-learn on the training part alone; two folds, so that each is calibrated on the other."""
    recipe = replace(RECIPE, folds=2)
    folds = splits(small_examples, np.arange(40), recipe)
    logits = {fold.test[0]: _logits(small_examples, fold, recipe) for fold in folds}
    p = out_of_fold(small_examples, recipe)
    for fold, other in (folds, folds[::-1]):
        calibration = fit_calibration(logits[other.test[0]], small_examples.tags[other.test])
        assert p[fold.test] == pytest.approx(np.exp(calibration.apply(logits[fold.test[0]])), abs=0.01)


def _logits(examples: Examples, fold: Split, recipe: Recipe) -> NDArray[np.float64]:
    pipeline = build(examples.codebook, recipe, 4.0, None)
    pipeline.fit([examples.texts[row] for row in fold.train], examples.tags[fold.train])
    return np.asarray(pipeline.decision_function([examples.texts[row] for row in fold.test]))


def test_too_few_labels_are_refused(small_examples: Examples) -> None:
    few = replace(small_examples, tags=np.zeros(40, dtype=np.intp))
    with pytest.raises(NotEnoughLabels, match="tag 'against' has 0 paragraphs"):
        out_of_fold(few, RECIPE)
