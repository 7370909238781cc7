"""The power law: recovers what it was made from, never falls, and never leaves [0, 1]."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tristance.measures.power_law import EXPONENTS, PowerLaw, fit_power_law

SIZES = np.array([100.0, 200.0, 400.0, 800.0, 1600.0])
FAR = np.geomspace(100, 1e7, 30)


@pytest.mark.property
@given(floor=st.floats(0, 0.5), drop=st.floats(0.05, 0.5), exponent=st.sampled_from(EXPONENTS.tolist()))
def test_noiseless_points_give_their_law_back(floor: float, drop: float, exponent: float) -> None:
    made = PowerLaw(np.array(floor), np.array(drop), np.array(exponent), 100.0)
    found = fit_power_law(SIZES, made.at(SIZES))
    np.testing.assert_allclose(found.at(FAR), made.at(FAR), atol=1e-6)
    assert found.exponent == exponent


@pytest.mark.property
@given(
    scores=arrays.arrays(np.float64, (4, 5), elements=st.floats(0, 1)),
    sizes=st.lists(st.integers(2, 10_000), min_size=5, max_size=5, unique=True),
)
def test_any_scores_give_a_curve_that_rises_and_stays_in_range(
    scores: np.ndarray[tuple[int, int], np.dtype[np.float64]], sizes: list[int]
) -> None:
    ascending = np.array(sorted(sizes), dtype=float)
    found = fit_power_law(ascending, scores).at(np.geomspace(ascending[0], 1e8, 50))
    assert found.shape == (4, 50)
    assert (np.diff(found, axis=1) >= -1e-12).all()
    assert found.min() >= -1e-9
    assert found.max() <= 1 + 1e-9


@pytest.mark.property
@given(scores=arrays.arrays(np.float64, 5, elements=st.floats(0, 1)))
def test_no_other_allowed_line_fits_better(scores: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    """A fine grid of all that is allowed finds nothing that the edges and the inside have missed."""

    def loss(law: PowerLaw) -> float:
        return float((SIZES * (law.at(SIZES) - scores) ** 2).sum())

    found = fit_power_law(SIZES, scores)
    for floor in np.linspace(0, 1, 11):
        for drop in np.linspace(0, 1 - floor, 11):
            for exponent in EXPONENTS[::8]:
                other = PowerLaw(np.array(floor), np.array(drop), exponent, 100.0)
                assert loss(found) <= loss(other) + 1e-9 * SIZES.sum()


def test_scores_that_fall_give_a_flat_curve_at_their_weighted_mean() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    found = fit_power_law(SIZES, scores)
    assert found.drop == 0
    np.testing.assert_allclose(found.at(FAR), np.average(scores, weights=SIZES))
    assert found.gain(np.array([3200.0]), 1600.0).tolist() == [0]


def test_many_curves_are_fitted_as_each_by_itself() -> None:
    scores = np.random.default_rng(1).uniform(size=(20, 5))
    together = fit_power_law(SIZES, scores).at(FAR)
    assert np.array_equal(together, np.stack([fit_power_law(SIZES, each).at(FAR) for each in scores]))
