"""The quick solver gives what scikit-learn gives on the whole features."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.pipeline import Pipeline

from tristance.labels.examples import Examples
from tristance.measures.calibration import log_softmax
from tristance.training.choice import splits
from tristance.training.matrix import Counted
from tristance.training.newton import path
from tristance.training.pipeline import build, classifier
from tristance.training.recipe import ClassWeight, Recipe
from tristance.training.solver import candidates, path_logits, rotation, spread


@pytest.mark.parametrize("weight", [None, "balanced"])
def test_equal_to_the_whole_pipeline_fitted_in_the_fold(small_examples: Examples, weight: ClassWeight) -> None:
    """Terms counted once for all folds, and merged, change nothing: no test word reaches the features."""
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


def test_paragraphs_that_are_there_twice_do_no_harm(small_examples: Examples) -> None:
    recipe = Recipe()
    texts = small_examples.texts * 2
    rows = np.arange(len(texts))
    train, test = Counted(texts, small_examples.codebook, recipe).split(rows, rows[:3])
    assert np.isfinite(path_logits(train, np.tile(small_examples.tags, 2), test, recipe, 3)).all()


def test_a_tag_without_paragraphs_gets_small_finite_odds() -> None:
    logits = spread(np.array([[1.0, -2.0]]), np.array([0, 2]), 4, 10)
    assert logits[0, [0, 2]].tolist() == [1.0, -2.0]
    assert np.allclose(logits[0, [1, 3]], -2.0 - np.log(20))


@pytest.mark.parametrize("weight", [None, "balanced"])
def test_two_tags_are_penalised_as_scikit_learn_does(small_examples: Examples, weight: ClassWeight) -> None:
    tags = np.minimum(small_examples.tags, 1)
    recipe = Recipe(c_grid=(0.5, 4.0), class_weights=(weight,))
    rows = np.arange(len(tags))
    train, test = Counted(small_examples.texts, small_examples.codebook, recipe).split(rows, rows)
    for (c, w), logits in zip(candidates(recipe), path_logits(train, tags, test, recipe, 2), strict=True):
        expected = classifier(c, w).fit(train, tags).decision_function(test)
        np.testing.assert_allclose(logits[:, 1] - logits[:, 0], expected, atol=5e-3)


@pytest.mark.property
@given(
    seed=st.integers(0, 2**32 - 1),
    n=st.integers(3, 30),
    f=st.integers(0, 12),
    k=st.integers(2, 6),
    c_values=st.lists(st.sampled_from([1e-3, 0.1, 1.0, 10.0, 1e3]), min_size=1, max_size=3, unique=True).map(sorted),
)
def test_every_fit_ends_where_the_gradient_does(seed: int, n: int, f: int, k: int, c_values: list[float]) -> None:
    """The definition of the optimum, computed plainly, on any features, weights and tags."""
    random = np.random.default_rng(seed)
    x, tags, weights = random.normal(size=(n, f)), random.integers(k, size=n), random.uniform(0.1, 3.0, n)
    for c, (v, b) in zip(c_values, path(x, tags, weights, k, c_values, 1e-6), strict=True):
        p = np.exp(log_softmax(x @ v + b))
        error = (p - np.eye(k)[tags]) * (weights / weights.sum())[:, None]
        penalty = (2.0 if k == 2 else 1.0) / (c * weights.sum())
        absent = np.bincount(tags, minlength=k) == 0  # nothing bounds the intercept of a tag that is nowhere
        assert np.abs(x.T @ error + penalty * v).max(initial=0.0) <= (1e-3 if absent.any() else 2e-6)


def test_equal_columns_become_one_and_change_no_logit(small_examples: Examples) -> None:
    recipe = Recipe()
    rows = np.arange(len(small_examples))
    train, test = Counted(small_examples.texts, small_examples.codebook, recipe).split(rows[:-9], rows[-9:])
    turn = rotation(train)
    merged, beside = train @ turn, test @ turn
    assert merged.shape[1] < train.shape[1] / 2
    np.testing.assert_allclose((merged @ merged.T).toarray(), (train @ train.T).toarray(), atol=1e-12)
    np.testing.assert_allclose((beside @ merged.T).toarray(), (test @ train.T).toarray(), atol=1e-12)
    frequency = merged.getnnz(axis=0)
    assert (np.diff(frequency) <= 0).all()


def test_one_class_only_is_nothing_to_fit(small_examples: Examples) -> None:
    recipe = Recipe()
    rows = np.arange(6)
    train, test = Counted(small_examples.texts, small_examples.codebook, recipe).split(rows, rows)
    logits = path_logits(train, np.ones(6, dtype=np.intp), test, recipe, 3)
    assert (logits.argmax(axis=2) == 1).all()
