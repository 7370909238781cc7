"""Calibration scores equal scikit-learn's, and what is reckoned by hand."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
import sklearn.calibration
import sklearn.metrics
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.measures import reliability
from tristance.measures.bootstrap import sum_by_group
from tristance.measures.calibration_error import calibration_error


class Forecast(NamedTuple):
    """Probabilities (n, k) of n paragraphs, their gold tags, and groups."""

    p: NDArray[np.float64]
    gold: NDArray[np.intp]
    groups: NDArray[np.intp]


@st.composite
def forecasts(draw: st.DrawFn) -> Forecast:
    """Some probabilities lie on the limits of bins."""
    generator = np.random.default_rng(draw(st.integers(0, 10**6)))
    k, n = draw(st.integers(2, 6)), draw(st.integers(1, 60))
    p = generator.dirichlet(np.full(k, draw(st.sampled_from([0.1, 1.0, 5.0]))), size=n)
    even = generator.random(n) < 0.3
    p[even] = np.eye(k)[generator.integers(0, k, even.sum())] * 0.8 + 0.2 / k
    return Forecast(p, generator.integers(0, k, n), generator.integers(0, 4, n))


@pytest.mark.property
@given(forecasts())
def test_the_brier_score_is_that_of_scikit_learn(drawn: Forecast) -> None:
    """Which wants the second column alone of two, but scores both where it is told not to halve the sum."""
    k = drawn.p.shape[1]
    p = drawn.p if k > 2 else drawn.p[:, 1]
    expected = sklearn.metrics.brier_score_loss(drawn.gold, p, labels=range(k), scale_by_half=False)
    assert reliability.brier(drawn.p, drawn.gold).mean() == pytest.approx(expected)


@pytest.mark.property
@given(forecasts())
def test_the_log_loss_is_that_of_scikit_learn(drawn: Forecast) -> None:
    p = np.clip(drawn.p, 1e-12, None)
    p /= p.sum(axis=1, keepdims=True)
    expected = sklearn.metrics.log_loss(drawn.gold, p, labels=range(p.shape[1]))
    assert reliability.log_losses(np.log(p), drawn.gold).mean() == pytest.approx(expected)


@pytest.mark.property
@given(forecasts())
def test_the_table_is_the_calibration_curve_of_scikit_learn(drawn: Forecast) -> None:
    """Of each tag's own probability; scikit-learn leaves empty bins out."""
    for tag in range(drawn.p.shape[1]):
        hit = drawn.gold == tag
        sums = reliability.bin_sums(drawn.p[:, tag], hit, drawn.groups, 4).sum(axis=0)
        there = sums[:, reliability.N] > 0
        observed, predicted = sklearn.calibration.calibration_curve(hit, drawn.p[:, tag], n_bins=10, pos_label=True)
        np.testing.assert_allclose(reliability.observed(sums)[there], observed)
        np.testing.assert_allclose(reliability.mean_predicted(sums)[there], predicted)


@pytest.mark.property
@given(forecasts())
def test_the_calibration_error_is_the_weighted_distance_of_the_curve(drawn: Forecast) -> None:
    top = drawn.p.argmax(axis=1)
    confidence, hit = drawn.p.max(axis=1), top == drawn.gold
    number = np.ceil(np.round(confidence, 12) * 10).clip(1)
    expected = sum(
        (number == b).mean() * abs(hit[number == b].mean() - confidence[number == b].mean()) for b in np.unique(number)
    )
    sums = reliability.bin_sums(np.round(confidence, 12), hit, drawn.groups, 4).sum(axis=0)
    assert float(calibration_error(sums)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.property
@given(forecasts())
def test_the_groups_add_up(drawn: Forecast) -> None:
    hit = drawn.gold == 0
    together = reliability.bin_sums(drawn.p[:, 0], hit, np.zeros_like(drawn.gold), 1)[0]
    apart = reliability.bin_sums(drawn.p[:, 0], hit, drawn.groups, 4)
    np.testing.assert_allclose(apart.sum(axis=0), together, atol=1e-12)
    for group in range(4):
        own = drawn.groups == group
        np.testing.assert_allclose(apart[group, :, 0].sum(), own.sum())


def test_a_case_by_hand() -> None:
    """Four at 0.9, of which three come true, and one at 0.2 that does not: 4/5 · 0.15 + 1/5 · 0.2."""
    p, hit = np.array([0.9, 0.9, 0.9, 0.9, 0.2]), np.array([True, True, True, False, False])
    sums = reliability.bin_sums(p, hit, np.zeros(5, dtype=np.intp), 1)[0]
    assert sums[8].tolist() == pytest.approx([4, 3.6, 3])
    assert sums[1].tolist() == pytest.approx([1, 0.2, 0])
    assert float(calibration_error(sums)) == pytest.approx(0.16)


def test_certainty_has_a_bin_at_either_end() -> None:
    sums = reliability.bin_sums(np.array([0.0, 1.0]), np.array([False, True]), np.zeros(2, dtype=np.intp), 1)[0]
    assert sums[[0, 9], 0].tolist() == [1, 1]
    assert float(calibration_error(sums)) == 0


def test_what_is_empty_is_nan_without_a_warning() -> None:
    nothing = np.zeros((10, 3))
    assert np.isnan(reliability.observed(nothing)).all()


def test_sums_by_group_hold_what_each_adds() -> None:
    each = np.arange(24.0).reshape(4, 2, 3)
    sums = sum_by_group(each, np.array([0, 2, 2, 0]), 4)
    np.testing.assert_array_equal(sums, [each[0] + each[3], np.zeros((2, 3)), each[1] + each[2], np.zeros((2, 3))])
