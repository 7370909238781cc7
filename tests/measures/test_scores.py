"""Scores equal scikit-learn's, run by run and group by group."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.measures import scores


class Run(NamedTuple):
    """The tags of a run, its groups, and how many tags there are."""

    gold: NDArray[np.intp]
    predicted: NDArray[np.intp]
    groups: NDArray[np.intp]
    k: int


@st.composite
def runs(draw: st.DrawFn) -> Run:
    k = draw(st.integers(2, 5))
    tag = st.integers(0, k - 1)
    rows = draw(st.lists(st.tuples(tag, tag, st.integers(0, 3)), min_size=1, max_size=40))
    gold, predicted, groups = np.array(rows, dtype=np.intp).T
    return Run(gold, predicted, groups, k)


@pytest.mark.property
@given(runs())
def test_confusion_is_that_of_scikit_learn(run: Run) -> None:
    expected = sklearn.metrics.confusion_matrix(run.gold, run.predicted, labels=range(run.k))
    assert np.array_equal(scores.confusion(run.gold, run.predicted, run.k), expected)


@pytest.mark.property
@pytest.mark.parametrize("score", ["precision", "recall", "f1"])
@given(run=runs())
def test_a_score_of_each_tag_is_that_of_scikit_learn(score: str, run: Run) -> None:
    """A tag that is neither there nor predicted scores 0."""
    oracle = getattr(sklearn.metrics, f"{score}_score")
    expected = oracle(run.gold, run.predicted, labels=range(run.k), average=None, zero_division=0)
    found = getattr(scores, score)(scores.confusion(run.gold, run.predicted, run.k))
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


@pytest.mark.property
@given(runs(), st.data())
def test_macro_f1_is_that_of_scikit_learn_over_the_stances(run: Run, data: st.DataObject) -> None:
    stances = data.draw(st.lists(st.integers(0, run.k - 1), min_size=1, unique=True))
    expected = sklearn.metrics.f1_score(run.gold, run.predicted, labels=stances, average="macro", zero_division=0)
    found = scores.macro_f1(scores.confusion(run.gold, run.predicted, run.k), np.array(stances))
    assert float(found) == pytest.approx(expected, abs=1e-12)


@pytest.mark.property
@given(runs())
def test_accuracy_is_that_of_scikit_learn(run: Run) -> None:
    matrix = scores.confusion(run.gold, run.predicted, run.k)
    assert float(scores.accuracy(matrix)) == pytest.approx(sklearn.metrics.accuracy_score(run.gold, run.predicted))


@pytest.mark.property
@given(runs())
def test_the_matrices_of_the_groups_are_each_their_own_and_add_up(run: Run) -> None:
    by_group = scores.confusion_by_group(run.gold, run.predicted, run.groups, run.k)
    for group, matrix in enumerate(by_group):
        own = run.groups == group
        assert np.array_equal(matrix, scores.confusion(run.gold[own], run.predicted[own], run.k))
    assert len(by_group) == run.groups.max() + 1
    assert np.array_equal(by_group.sum(axis=0), scores.confusion(run.gold, run.predicted, run.k))


@pytest.mark.property
@given(runs())
def test_a_stack_of_matrices_scores_as_its_members_do(run: Run) -> None:
    by_group = scores.confusion_by_group(run.gold, run.predicted, run.groups, run.k)
    tags = np.array([0, 1])
    assert np.array_equal(scores.macro_f1(by_group, tags), [scores.macro_f1(each, tags) for each in by_group])
    assert np.array_equal(scores.accuracy(by_group), [scores.accuracy(each) for each in by_group])


def test_calling_background_a_stance_costs_that_stance() -> None:
    """Macro-F1 over the stances alone still sees the paragraphs of the background."""
    stances = np.array([0, 1])
    clean = np.array([[4.0, 0, 0], [0, 4, 0], [0, 0, 4]])
    wrong = np.array([[4.0, 0, 0], [0, 4, 0], [4, 0, 0]])
    assert scores.macro_f1(clean, stances) == 1
    assert scores.macro_f1(wrong, stances) == pytest.approx((2 / 3 + 1) / 2)


def test_background_found_right_does_not_raise_the_headline() -> None:
    few, many = np.diag([1.0, 1.0, 2.0]), np.diag([1.0, 1.0, 2000.0])
    few[0, 1] = many[0, 1] = 3
    assert scores.macro_f1(few, np.array([0, 1])) == scores.macro_f1(many, np.array([0, 1])) < 1


def test_nothing_to_score_scores_nothing() -> None:
    nothing = np.zeros(0, dtype=np.intp)
    assert scores.confusion_by_group(nothing, nothing, nothing, 3).shape == (0, 3, 3)
    assert float(scores.accuracy(scores.confusion(nothing, nothing, 3))) == 0
