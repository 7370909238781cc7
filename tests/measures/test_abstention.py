"""Thresholds tested in a fixed sequence: its laws."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.measures.abstention import (
    THRESHOLDS,
    accepted_by_threshold,
    largest_bounds,
    lowest_threshold,
)

Array = NDArray[np.float64]
BUDGETS = [i / 100 for i in range(1, 31)]


class Set(NamedTuple):
    confidence: Array
    groups: NDArray[np.intp]
    wrong: Array


def sequence(labels: Set, level: float = 0.95) -> Array:
    g = int(labels.groups.max(initial=0)) + 1
    n, wrong, expected = (
        accepted_by_threshold(labels.confidence, labels.groups, each, g)
        for each in (np.ones(len(labels.confidence)), labels.wrong, 1 - labels.confidence)
    )
    return largest_bounds(n, wrong, expected.sum(axis=-1), level)


def label_set(seed: int, error: float = 1.0, n: int = 1500) -> Set:
    """Calibrated confidences, where *error* is 1; several paragraphs an article."""
    generator = np.random.default_rng(seed)
    confidence = generator.beta(4, 1, size=n)
    wrong = generator.random(n) < error * (1 - confidence)
    return Set(confidence, generator.integers(0, n // 5, size=n), wrong.astype(float))


def thresholds(labels: Set) -> list[int]:
    tested = sequence(labels)
    return [int(lowest_threshold(tested, budget)) for budget in BUDGETS]


def test_the_grid_accepts_all_at_its_end() -> None:
    assert THRESHOLDS[0] == 0
    assert (np.diff(THRESHOLDS) > 0).all()
    assert THRESHOLDS[-1] < 1


def test_a_paragraph_at_the_threshold_is_accepted() -> None:
    counts = accepted_by_threshold(np.array([0.83, 0.8299, 1.0, 0.0]), np.array([0, 0, 1, 1]), np.ones(4), 2)
    at = int(np.flatnonzero(THRESHOLDS == 0.83)[0])
    assert counts[at].tolist() == [1, 1]
    assert counts[at - 1].tolist() == [2, 1]
    assert counts[0].tolist() == [2, 2]


def test_calibrated_confidences_give_useful_thresholds() -> None:
    found = [float(THRESHOLDS[place]) for place in thresholds(label_set(0))[9::10]]
    assert found == sorted(found, reverse=True)
    assert 0.6 < found[0] < 0.9
    assert found[-1] == 0


@pytest.mark.property
@given(st.integers(0, 2**32), st.floats(0, 3), st.integers(1, 400))
def test_a_larger_budget_never_accepts_less(seed: int, error: float, n: int) -> None:
    found = thresholds(label_set(seed, error, max(n, 5)))
    assert found == sorted(found, reverse=True)


@pytest.mark.property
@given(st.integers(0, 2**32), st.integers(5, 400))
def test_what_a_threshold_accepts_a_lower_one_accepts_too(seed: int, n: int) -> None:
    labels = label_set(seed, n=n)
    counts = accepted_by_threshold(labels.confidence, labels.groups, np.ones(n), n)
    assert (np.diff(counts, axis=0) <= 0).all()
    assert counts[0].sum() == n


@pytest.mark.property
@given(st.integers(0, 2**32), st.integers(5, 400))
def test_neither_the_order_of_rows_nor_the_numbers_of_articles_matter(seed: int, n: int) -> None:
    labels = label_set(seed, n=n)
    generator = np.random.default_rng(seed)
    order, names = generator.permutation(n), generator.permutation(n)
    other = Set(labels.confidence[order], names[labels.groups[order]], labels.wrong[order])
    assert thresholds(other) == thresholds(labels)


@pytest.mark.property
@given(st.integers(0, 2**32), st.integers(1500, 2000))
def test_without_errors_all_is_accepted_where_there_are_enough_labels(seed: int, n: int) -> None:
    assert thresholds(label_set(seed, error=0, n=n))[4:] == [0] * 26


@pytest.mark.property
@given(st.integers(0, 2**32), st.integers(5, 1200))
def test_where_all_is_wrong_nothing_is_accepted(seed: int, n: int) -> None:
    labels = label_set(seed, n=n)
    assert thresholds(labels._replace(wrong=np.ones(n))) == [len(THRESHOLDS)] * 30


@pytest.mark.property
@given(st.integers(0, 2**32), st.integers(5, 400))
def test_the_start_does_not_look_at_errors(seed: int, n: int) -> None:
    """What is above it is infinite, and it is the same whatever the errors are."""
    labels = label_set(seed, n=n)
    above = [
        np.isinf(sequence(labels._replace(wrong=wrong))).sum() for wrong in (labels.wrong, np.zeros(n), np.ones(n))
    ]
    assert len(set(above)) == 1


def test_the_sequence_stops_at_the_first_failure() -> None:
    """Right again below a failure is too late: of all labels 8 % are wrong, but of the surer half of them most are."""
    confidence = np.repeat([0.995, 0.8, 0.6], [600, 400, 4000])
    wrong = np.repeat([0.0, 1.0, 0.0], [600, 400, 4000])
    labels = Set(confidence, np.arange(5000), wrong)
    tested = sequence(labels)
    assert 0.8 < THRESHOLDS[int(lowest_threshold(tested, 0.1))] <= 0.995
    assert tested[0] > 0.4


def test_an_empty_label_set_accepts_nothing() -> None:
    empty = Set(np.zeros(0), np.zeros(0, dtype=np.intp), np.zeros(0))
    assert thresholds(empty) == [len(THRESHOLDS)] * 30


def test_many_label_sets_at_once_are_as_each_by_itself() -> None:
    sets = [label_set(seed, n=200) for seed in range(5)]

    def counts(each: Array, labels: Set) -> Array:
        return accepted_by_threshold(labels.confidence, labels.groups, each, 40)

    n = np.stack([counts(np.ones(200), labels) for labels in sets], axis=1)
    wrong = np.stack([counts(labels.wrong, labels) for labels in sets], axis=1)
    expected = np.stack([counts(1 - labels.confidence, labels).sum(axis=-1) for labels in sets], axis=1)
    together = largest_bounds(n, wrong, expected, 0.95)
    for i, labels in enumerate(sets):
        np.testing.assert_allclose(together[:, i], sequence(labels))
