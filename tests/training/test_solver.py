"""Fitting on the factor of the Gram matrix gives what fitting on the features gives."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.pipeline import Pipeline

from tristance.labels.examples import Examples
from tristance.training.choice import splits
from tristance.training.matrix import Counted
from tristance.training.pipeline import build
from tristance.training.recipe import ClassWeight, Recipe
from tristance.training.solver import candidates, path_logits, spread


@pytest.mark.parametrize("weight", [None, "balanced"])
def test_equal_to_the_whole_pipeline_fitted_in_the_fold(small_examples: Examples, weight: ClassWeight) -> None:
    """Terms counted once for all folds, and the reduced solver, change nothing: no test word reaches the features."""
    recipe = Recipe(c_grid=(0.5, 4.0, 32.0), class_weights=(weight,))
    split = splits(small_examples, np.arange(len(small_examples)), recipe)[0]
    train, test = Counted(small_examples.texts, small_examples.codebook, recipe).split(split.train, split.test)
    found = path_logits(train, small_examples.tags[split.train], test, recipe, 3)
    texts = np.array(small_examples.texts, dtype=object)
    for (c, w), logits in zip(candidates(recipe), found, strict=True):
        pipeline: Pipeline = build(small_examples.codebook, recipe, c, w)
        pipeline.fit(texts[split.train], small_examples.tags[split.train])
        expected = pipeline.decision_function(texts[split.test])
        np.testing.assert_allclose(logits, expected, atol=5e-3)


def test_paragraphs_that_are_there_twice_do_not_break_the_factor(small_examples: Examples) -> None:
    recipe = Recipe()
    texts = small_examples.texts * 2
    rows = np.arange(len(texts))
    train, test = Counted(texts, small_examples.codebook, recipe).split(rows, rows[:3])
    assert np.isfinite(path_logits(train, np.tile(small_examples.tags, 2), test, recipe, 3)).all()


def test_a_tag_without_paragraphs_gets_small_finite_odds() -> None:
    logits = spread(np.array([[1.0, -2.0]]), np.array([0, 2]), 4, 10)
    assert logits[0, [0, 2]].tolist() == [1.0, -2.0]
    assert np.allclose(logits[0, [1, 3]], -2.0 - np.log(20))


def test_two_classes_come_as_one_column() -> None:
    assert spread(np.array([0.5]), np.array([0, 1]), 2, 10).tolist() == [[0.0, 0.5]]


def test_one_class_only_is_nothing_to_fit(small_examples: Examples) -> None:
    recipe = Recipe()
    rows = np.arange(6)
    train, test = Counted(small_examples.texts, small_examples.codebook, recipe).split(rows, rows)
    logits = path_logits(train, np.ones(6, dtype=np.intp), test, recipe, 3)
    assert (logits.argmax(axis=2) == 1).all()
