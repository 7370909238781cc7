"""Intervals and tests from contributions: known values, and the bootstrap that they replace."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tristance.measures.bootstrap import group_weights
from tristance.measures.contributions import Spread, chance_of_departure, spread, t_interval, wilson_interval

Array = NDArray[np.float64]


def of_a_mean(values: Array) -> Array:
    """What each of (g, m) values adds to the error of their mean."""
    return np.asarray((values - values.mean(axis=0)) / len(values))


def test_the_error_of_a_mean_is_the_textbook_one() -> None:
    values = np.random.default_rng(1).normal(size=(30, 2))
    found = spread(of_a_mean(values))
    np.testing.assert_allclose(found.error, values.std(axis=0, ddof=1) / np.sqrt(30))


def test_sources_add_up() -> None:
    first, second = np.random.default_rng(2).normal(size=(2, 40, 3))
    one, other = spread(of_a_mean(first)), spread(of_a_mean(second))
    both = spread(of_a_mean(first), of_a_mean(second))
    np.testing.assert_allclose(both.error**2, one.error**2 + other.error**2)
    assert (both.number > np.minimum(one.number, other.number)).all()


def test_few_articles_that_carry_the_variance_leave_few_degrees_of_freedom() -> None:
    even, uneven = np.ones((100, 1)), np.ones((100, 1))
    even[::2] = -1
    uneven[:] = 0.0
    uneven[:2, 0] = (50.0, -50.0)
    assert spread(even).evenness[0] > 90
    assert spread(even).number[0] == spread(uneven).number[0] == pytest.approx(99)
    assert spread(uneven).evenness[0] < 5


def test_one_article_has_no_spread() -> None:
    found = spread(np.zeros((1, 2)))
    assert np.isnan(found.error).all()
    assert np.isnan(t_interval(np.array([0.5, 0.5]), found)).all()


def test_no_variance_is_no_width() -> None:
    assert np.array_equal(t_interval(np.array([0.5]), spread(np.zeros((9, 1)))), [[0.5], [0.5]])


def test_a_share_of_many_independent_paragraphs_has_wilsons_interval() -> None:
    """10 of 50, as in any table of it: 0.112 to 0.330."""
    error = np.sqrt(np.array([0.2 * 0.8 / 50]))
    low, high = wilson_interval(np.array([0.2]), Spread(error, np.array([1e6]), np.array([1e6])))
    assert (low[0], high[0]) == (pytest.approx(0.112, abs=5e-4), pytest.approx(0.330, abs=5e-4))


def test_a_share_of_0_has_no_wilson_interval() -> None:
    ends = wilson_interval(
        np.array([0.0, 1.0]), Spread(np.array([0.1, 0.1]), np.array([9.0, 9.0]), np.array([9.0, 9.0]))
    )
    assert np.isnan(ends).all()


def test_the_bootstrap_finds_the_same_error() -> None:
    """Of a ratio of sums over 120 articles of unequal size, by the influence of each."""
    generator = np.random.default_rng(3)
    n = generator.integers(1, 12, size=120).astype(float)
    hits = generator.binomial(n.astype(int), generator.beta(2, 3, size=120)).astype(float)
    share = hits.sum() / n.sum()
    found = spread(((hits - share * n) / n.sum())[:, None]).error[0]
    draws = np.concatenate([weights @ hits / (weights @ n) for weights in group_weights(120, draws=8000, seed=4)])
    assert found == pytest.approx(draws.std(), rel=0.03)


def test_chance_departs_as_often_as_the_test_says() -> None:
    values = np.random.default_rng(5).normal(size=(4000, 25, 3)) * [1, 10, 0.1]
    means = values.mean(axis=1)
    chance = chance_of_departure(means, 25, (values - means[:, None]) / 25)
    assert (chance < 0.05).mean() == pytest.approx(0.05, abs=0.01)


def test_shares_that_sum_to_1_are_tested_in_the_directions_that_they_have() -> None:
    values = np.random.default_rng(6).dirichlet([1, 2, 3], size=(500, 40))
    means = values.mean(axis=1)
    truth = np.array([1, 2, 3]) / 6
    chance = chance_of_departure(means - truth, 40, (values - means[:, None]) / 40)
    assert (chance < 0.05).mean() == pytest.approx(0.05, abs=0.03)


def test_one_article_proves_nothing() -> None:
    assert np.isnan(chance_of_departure(np.ones(3), 1, np.zeros((1, 3))))
