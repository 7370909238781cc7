"""Drawing with unequal probabilities: each row as often as its probability says, whatever the order."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.measures.sampling import inclusion_probabilities, systematic

DRAWS = 20_000


class Problem(NamedTuple):
    """Sizes of rows, and how many are to be drawn."""

    sizes: NDArray[np.float64]
    n: int


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Sizes alike, and sizes of very different orders."""
    number = st.one_of(st.floats(0.5, 2), st.floats(1e-9, 1e9), st.sampled_from([1.0, 1e-100, 1e100]))
    sizes = draw(st.lists(number, min_size=1, max_size=40))
    return Problem(np.array(sizes), draw(st.integers(1, len(sizes))))


class Fixed:
    """A generator whose one random number is known."""

    def __init__(self, start: float) -> None:
        self._start = start

    def integers(self, high: int) -> int:
        return int(self._start * high)


@pytest.mark.property
@given(problems())
def test_probabilities_sum_to_the_number_drawn_and_none_is_above_one(problem: Problem) -> None:
    found = inclusion_probabilities(*problem)
    assert found.sum() == pytest.approx(problem.n, rel=1e-12)
    assert (found <= 1).all()
    assert (found > 0).all()


@pytest.mark.property
@given(problems())
def test_what_is_below_one_is_in_proportion_and_never_below_its_share(problem: Problem) -> None:
    found = inclusion_probabilities(*problem)
    share = problem.n * (problem.sizes / problem.sizes.max()) / (problem.sizes / problem.sizes.max()).sum()
    assert (found >= np.minimum(share, 1) * (1 - 1e-12)).all()
    rest = found < 1
    scale = found[rest] / problem.sizes[rest]
    assert scale == pytest.approx(scale.max(initial=0), rel=1e-9)


@pytest.mark.property
@given(problems(), st.floats(0, 1, exclude_max=True))
def test_exactly_as_many_distinct_rows_are_drawn(problem: Problem, start: float) -> None:
    rows = systematic(inclusion_probabilities(*problem), Fixed(start))  # type: ignore[arg-type]  # all that is asked
    assert len(set(rows.tolist())) == len(rows) == problem.n
    assert rows.tolist() == sorted(rows.tolist())
    assert rows.min() >= 0
    assert rows.max() < len(problem.sizes)


@pytest.mark.parametrize("order", [0, 1, 2])
def test_each_row_is_drawn_as_often_as_its_probability_says(order: int) -> None:
    sizes = np.random.default_rng(order).permutation([0.1, 0.2, 0.5, 1, 1, 1, 2, 3, 5, 40])
    p = inclusion_probabilities(sizes, 4)
    assert p.max() == 1
    generator = np.random.default_rng(7)
    counts = np.zeros(len(p))
    for _ in range(DRAWS):
        counts[systematic(p, generator)] += 1
    assert (np.abs(counts / DRAWS - p) <= 4.5 * np.sqrt(p * (1 - p) / DRAWS)).all()


@pytest.mark.property
@given(problems())
def test_over_all_starts_each_row_is_drawn_with_its_probability(problem: Problem) -> None:
    """Evenly spaced starts replace chance: a row's share of them is its probability, but for the rounding of a start.

    Between a start and the next, a row that is drawn can change only where its stretch of the line begins or ends.
    """
    p = inclusion_probabilities(*problem)
    starts = (np.arange(200) + 0.5) / 200
    counts = np.zeros(len(p))
    for start in starts:
        counts[systematic(p, Fixed(start))] += 1  # type: ignore[arg-type]  # all that is asked
    assert (np.abs(counts / 200 - p) <= 1 / 200 + 1e-9).all()


def test_the_weighed_sample_estimates_the_total_without_bias() -> None:
    """Horvitz and Thompson: one over the probability brings the sum of all rows back."""
    generator = np.random.default_rng(3)
    values = generator.normal(5, 2, 60)
    p = inclusion_probabilities(generator.uniform(0.1, 3, 60), 12)
    sums = [(values[rows] / p[rows]).sum() for rows in (systematic(p, generator) for _ in range(DRAWS))]
    error = np.std(sums) / np.sqrt(DRAWS)
    assert abs(np.mean(sums) - values.sum()) < 4 * error


def test_rows_that_lie_together_are_drawn_in_their_share() -> None:
    """Implicit stratification: of thirty rows in three runs of ten, each run gives two of six drawn, always."""
    p = inclusion_probabilities(np.ones(30), 6)
    for seed in range(200):
        rows = systematic(p, np.random.default_rng(seed))
        assert np.bincount(rows // 10, minlength=3).tolist() == [2, 2, 2]


def test_drawing_all_draws_all() -> None:
    assert inclusion_probabilities(np.array([1e-9, 1, 1e9]), 3).tolist() == [1, 1, 1]
    assert systematic(np.ones(3), np.random.default_rng(0)).tolist() == [0, 1, 2]


@pytest.mark.parametrize(("sizes", "n"), [([1.0, 1.0], 0), ([1.0, 1.0], 3), ([], 1)])
def test_a_number_that_cannot_be_drawn_is_refused(sizes: list[float], n: int) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        inclusion_probabilities(np.array(sizes), n)


@pytest.mark.parametrize("size", [0.0, -1.0, np.nan, np.inf])
def test_a_size_that_is_no_size_is_refused(size: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        inclusion_probabilities(np.array([1.0, size]), 1)


@pytest.mark.parametrize("p", [[0.5, 0.4], [0.0, 1.0], [1.5, 0.5], [np.nan, 1.0]])
def test_probabilities_that_are_none_are_refused(p: list[float]) -> None:
    with pytest.raises(ValueError, match="sum to a whole number"):
        systematic(np.array(p), np.random.default_rng(0))
