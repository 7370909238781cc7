"""Upper bounds of an error rate: known values, and that they hold as often as they say, however articles err."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.measures.error_bound import (
    bound_at_effect,
    cautious_correlation,
    design_effect,
    error_bound,
)

Array = NDArray[np.float64]


def test_single_paragraphs_of_many_articles_have_the_bound_of_clopper_and_pearson() -> None:
    """5 of 1000: 0.010484 is the published one-sided value; the t quantile adds next to nothing."""
    n, wrong = np.ones(1000), np.repeat([1.0, 0.0], [5, 995])
    assert float(error_bound(n, wrong, 0.5, 0.95)) == pytest.approx(0.010484, abs=5e-5)


def test_no_error_in_n_articles_is_the_rule_of_three() -> None:
    bound = float(error_bound(np.ones(300), np.zeros(300), 0.0, 0.95))
    assert bound == pytest.approx(3 / 300, rel=0.02)


def test_articles_that_err_as_one_tell_as_much_as_their_number() -> None:
    """Forty articles of five paragraphs, of which four are wrong throughout: as 4 of 40."""
    n, wrong = np.full(40, 5.0), np.repeat([5.0, 0.0], [4, 36])
    assert float(design_effect(n, wrong)) == pytest.approx(5 * 40 / 39)
    assert float(cautious_correlation(n, wrong)) == 1
    alone = error_bound(np.ones(40), wrong / 5, 0.0, 0.95)
    assert float(error_bound(n, wrong, 0.0, 0.95)) == pytest.approx(float(alone), rel=0.02)


def test_errors_spread_evenly_are_not_taken_to_be_more_than_independent() -> None:
    n, wrong = np.full(40, 5.0), np.ones(40)
    assert float(design_effect(n, wrong)) == 0
    assert float(error_bound(n, wrong, 0.0, 0.95)) >= float(
        error_bound(np.ones(200), np.repeat([1.0, 0.0], [40, 160]), 0, 0.95)
    )


def test_errors_are_not_taken_to_be_independent_where_few_articles_would_have_to_show_it() -> None:
    few, many = (float(cautious_correlation(np.full(g, 5.0), np.ones(g))) for g in (5, 5000))
    assert few > 0.1
    assert many == 0
    assert float(cautious_correlation(np.full(5, 5.0), np.zeros(5))) == 1


@pytest.mark.parametrize("n", [[], [0.0, 0.0], [7.0], [7.0, 0.0]])
def test_one_article_vouches_for_nothing(n: list[float]) -> None:
    assert float(error_bound(np.array(n), np.zeros(len(n)), 0.1, 0.95)) == 1


def test_all_wrong_is_a_bound_of_one() -> None:
    n = np.array([3.0, 4.0, 2.0])
    assert float(error_bound(n, n, 0.1, 0.95)) == 1
    assert float(bound_at_effect(n, np.array(99.0), np.array(1.0), 0.95)) == 1


COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12)


@pytest.mark.property
@given(COUNTS, st.floats(0, 1), st.sampled_from([0.9, 0.95, 0.975]), st.randoms())
def test_a_bound_is_above_the_rate_and_no_order_of_articles_changes_it(
    counts: list[tuple[int, int]], icc: float, level: float, order: object
) -> None:
    n = np.array([max(pair) for pair in counts], dtype=float)
    wrong = np.array([min(pair) for pair in counts], dtype=float)
    bound = float(error_bound(n, wrong, icc, level))
    assert 0 < bound <= 1
    if n.sum():
        assert bound >= wrong.sum() / n.sum()
    other = list(range(len(n)))
    order.shuffle(other)  # type: ignore[attr-defined]
    assert float(error_bound(n[other], wrong[other], icc, level)) == pytest.approx(bound, abs=1e-12)
    assert float(error_bound(n, wrong, icc, min(level + 0.02, 0.999))) >= bound


def label_sets(articles: int, rate: float, shared: float, sets: int = 2000) -> tuple[Array, Array]:
    """Counts (sets, articles) of paragraphs and errors; a paragraph goes with its article with probability *shared*."""
    generator = np.random.default_rng(articles)
    size = generator.choice([2, 3, 4, 5, 6, 8, 12], size=(sets, articles))
    there = np.arange(12) < size[..., None]
    along = generator.random(there.shape) < shared
    drawn = np.where(along, generator.random((sets, articles, 1)), generator.random(there.shape))
    return size.astype(float), ((drawn < rate) & there).sum(axis=-1).astype(float)


@pytest.mark.parametrize("articles", [12, 40, 200])
@pytest.mark.parametrize("rate", [0.03, 0.1, 0.25])
@pytest.mark.parametrize("shared", [0.0, 0.5, 0.9])
def test_it_is_below_the_truth_in_one_label_set_of_twenty_at_most(articles: int, rate: float, shared: float) -> None:
    n, wrong = label_sets(articles, rate, shared)
    bound = error_bound(n, wrong, cautious_correlation(n, wrong), 0.95)
    assert (bound < rate).mean() <= 0.05 + 2.6 * np.sqrt(0.05 * 0.95 / len(n))


def test_bounds_that_are_often_used_instead_do_not_hold() -> None:
    """Paragraphs taken as independent, and a t-interval of the ratio by article, which knows no error where none is."""
    n, wrong = label_sets(40, 0.1, 0.9)
    independent = bound_at_effect(n, wrong.sum(axis=-1), np.ones(len(n)), 0.95)
    assert (independent < 0.1).mean() > 0.12
    n, wrong = label_sets(40, 0.03, 0.5)
    rate = wrong.sum(axis=-1) / n.sum(axis=-1)
    error = np.sqrt(design_effect(n, wrong) * rate * (1 - rate) / n.sum(axis=-1))
    assert (rate + 1.685 * error < 0.03).mean() > 0.12
