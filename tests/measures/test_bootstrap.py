"""Intervals by article: known values, their coverage, and that a seed repeats them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tristance.measures.bootstrap import Estimate, bootstrap, group_weights, open_share

Array = NDArray[np.float64]


def mean(sums: Array) -> Array:
    """Of sums and counts, (…, 2) -> (…)."""
    return np.asarray(sums[..., 0] / sums[..., 1])


def test_each_replicate_draws_as_many_groups_as_there_are() -> None:
    weights = np.concatenate(list(group_weights(7, draws=500)))
    assert weights.shape == (500, 7)
    assert np.array_equal(weights.sum(axis=1), np.full(500, 7.0))
    assert weights.max() > 1
    assert weights.min() == 0


def test_each_group_is_drawn_equally_often() -> None:
    """On average once a replicate, with the variance of a multinomial, 1 - 1/g."""
    weights = np.concatenate(list(group_weights(5, draws=20_000, seed=3)))
    np.testing.assert_allclose(weights.mean(axis=0), 1, atol=0.03)
    np.testing.assert_allclose(weights.var(axis=0), 1 - 1 / 5, atol=0.03)


def test_one_group_gives_no_interval() -> None:
    """Drawn again it is always the same; a width of 0 would read as certainty."""
    [found] = bootstrap(np.array([[3.0, 4.0]]), mean)
    assert found.value == 0.75
    assert np.isnan([found.low, found.high]).all()


def test_equal_groups_give_no_width() -> None:
    [found] = bootstrap(np.tile([1.0, 2.0], (9, 1)), mean)
    assert found == (0.5, 0.5, 0.5)


def test_two_groups_that_differ_reach_from_one_to_the_other() -> None:
    """A quarter of the draws takes the first group twice, a quarter the second: beyond 2.5 % on either side."""
    [found] = bootstrap(np.array([[0.0, 1.0], [1.0, 1.0]]), mean)
    assert found == (0.5, 0.0, 1.0)


def test_the_width_for_many_groups_is_the_normal_one() -> None:
    values = np.random.default_rng(1).normal(size=400)
    [found] = bootstrap(np.column_stack([values, np.ones(400)]), mean, draws=20_000)
    half = 1.96 * values.std() / np.sqrt(400)
    assert found.value == pytest.approx(values.mean())
    assert found.low == pytest.approx(values.mean() - half, abs=0.005)
    assert found.high == pytest.approx(values.mean() + half, abs=0.005)


def test_several_figures_come_in_their_order() -> None:
    by_group = np.array([[1.0, 10.0], [3.0, 30.0], [2.0, 20.0]])
    small, large = bootstrap(by_group, lambda sums: sums)
    assert (small.value, large.value) == (6, 60)
    assert large.low == pytest.approx(10 * small.low)


def test_the_seed_decides() -> None:
    by_group = np.column_stack([np.random.default_rng(2).normal(size=20), np.ones(20)])
    assert bootstrap(by_group, mean, seed=5) == bootstrap(by_group, mean, seed=5)
    assert bootstrap(by_group, mean, seed=5) != bootstrap(by_group, mean, seed=6)


def test_replicates_without_a_value_are_left_out() -> None:
    """A ratio of one rare thing is undefined wherever its group was not drawn; the others still give an interval."""
    by_group = np.array([[1.0, 1.0], [0.0, 0.0], [0.0, 0.0]])

    def share(sums: Array) -> Array:
        with np.errstate(invalid="ignore"):
            return mean(sums)

    assert bootstrap(by_group, share) == [(1, 1, 1)]


def test_what_is_undefined_in_every_replicate_is_nan_without_a_warning() -> None:
    [found] = bootstrap(np.ones((4, 2)), lambda sums: np.full(sums.shape[:-1], np.nan))
    assert np.isnan(found).all()


def coverage(*, by_article: bool) -> float:
    """Share of 300 simulated corpora of 40 articles whose interval holds the true mean, 0.

    Paragraphs of one article share half of their variance. All simulations are figures of one bootstrap.
    """
    generator = np.random.default_rng(11)
    articles, simulations = 40, 300
    sizes = generator.integers(3, 12, size=articles)
    of_article = np.repeat(np.arange(articles), sizes)
    shared = generator.normal(size=(articles, simulations))[of_article]
    values = shared + generator.normal(size=(len(of_article), simulations))
    unit = of_article if by_article else np.arange(len(of_article))
    sums = np.zeros((unit.max() + 1, simulations))
    np.add.at(sums, unit, values)
    counts = np.bincount(unit)
    by_group = np.stack([sums, np.broadcast_to(counts[:, None], sums.shape)], axis=-1)
    found = np.array(bootstrap(by_group, mean, draws=1000))
    return float(((found[:, 1] <= 0) & (found[:, 2] >= 0)).mean())


def test_an_interval_by_article_holds_the_truth_as_often_as_it_says() -> None:
    assert 0.90 <= coverage(by_article=True) <= 0.98


def test_an_interval_by_paragraph_would_be_too_narrow() -> None:
    assert coverage(by_article=False) < 0.80


def test_a_share_that_no_draw_changes_stays_open() -> None:
    """Of ten articles in a row: at a share of 31 % that would happen in 2.5 % of all cases."""
    assert open_share(Estimate(0.0, 0.0, 0.0), 10) == pytest.approx((0, 0, 0.3085), abs=1e-4)
    assert open_share(Estimate(1.0, 1.0, 1.0), 10) == pytest.approx((1, 0.6915, 1), abs=1e-4)
    assert open_share(Estimate(0.4, 0.3, 0.5), 10) == (0.4, 0.3, 0.5)
    assert np.isnan(open_share(Estimate(0.4, 0.4, 0.4), 1)).tolist() == [False, True, True]
