"""The interval of a share near 0 covers what it should, whole articles moving together or not."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.measures.clustered_share import clustered_share


def test_of_single_paragraphs_it_is_wilsons_interval_with_students_t() -> None:
    """5 of 50, reckoned by hand: t(49) = 2.00958, and 49/50 of the usual variance."""
    hits = np.array([1.0] * 5 + [0.0] * 45)
    found = clustered_share(hits, np.ones(50))
    n, t, p = 49.0, 2.0095752, 0.1
    middle = (p + t**2 / (2 * n)) / (1 + t**2 / n)
    half = t / (1 + t**2 / n) * math.sqrt(p * (1 - p) / n + t**2 / (4 * n**2))
    assert found.value == 0.1
    assert (found.low, found.high) == pytest.approx((middle - half, middle + half), abs=1e-6)


def test_no_hit_at_all_still_has_an_upper_bound() -> None:
    found = clustered_share(np.zeros(100), np.full(100, 3.0))
    assert found.value == found.low == 0
    assert 0.03 < found.high < 0.04  # of 100 articles none: as if each were one paragraph
    assert clustered_share(np.full(100, 3.0), np.full(100, 3.0)).low == pytest.approx(1 - found.high)


def test_articles_that_move_as_a_whole_widen_it() -> None:
    sizes = np.full(40, 5.0)
    whole = np.where(np.arange(40) < 8, 5.0, 0.0)
    spread = np.ones(40)
    apart, together = clustered_share(spread, sizes), clustered_share(whole, sizes)
    assert apart.value == together.value == 0.2
    assert together.high - together.low > 1.9 * (apart.high - apart.low)


def test_what_is_not_there_has_no_interval() -> None:
    assert all(math.isnan(figure) for figure in clustered_share(np.zeros(0), np.zeros(0)))
    one = clustered_share(np.array([2.0]), np.array([4.0]))
    assert one.value == 0.5
    assert math.isnan(one.low)
    assert math.isnan(one.high)


@pytest.mark.property
@given(st.lists(st.integers(1, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=30))
def test_the_share_lies_within_its_interval(groups: list[tuple[int, int]]) -> None:
    hits, sizes = np.array(groups, dtype=np.float64).T
    found = clustered_share(hits, sizes)
    assert 0 <= found.low <= found.value <= found.high <= 1


def coverage(share: float, together: float, n_groups: int, runs: int) -> float:
    """How often the interval holds *share*, where hits within a group are correlated by *together*."""
    generator = np.random.default_rng([n_groups, round(1000 * share), round(100 * together)])
    held = 0
    for _ in range(runs):
        sizes = generator.integers(1, 8, n_groups)
        spread = 1 / together - 1 if together else 0.0
        p = generator.beta(share * spread, (1 - share) * spread, n_groups) if together else np.full(n_groups, share)
        found = clustered_share(generator.binomial(sizes, p).astype(np.float64), sizes.astype(np.float64))
        held += found.low <= share <= found.high
    return held / runs


@pytest.mark.parametrize("together", [0.0, 0.3])
@pytest.mark.parametrize("share", [0.005, 0.02, 0.1, 0.3])
@pytest.mark.parametrize("n_groups", [5, 40, 200])
def test_intervals_cover(share: float, together: float, n_groups: int) -> None:
    assert coverage(share, together, n_groups, 400) >= 0.90  # the percentile bootstrap: 0.05 to 0.95


@pytest.mark.soak
@pytest.mark.parametrize("together", [0.0, 0.3])
@pytest.mark.parametrize("share", [0.005, 0.02, 0.1, 0.3])
@pytest.mark.parametrize("n_groups", [15, 40, 200])
def test_intervals_cover_in_ten_thousand_runs(share: float, together: float, n_groups: int) -> None:
    assert coverage(share, together, n_groups, 10_000) >= 0.92
