"""Calibration: the fit is the optimum, finds what is known, and stays finite where data are one-sided."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.optimize
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.measures import calibration
from tristance.measures.calibration import fit_calibration, log_loss, log_softmax

Logits = NDArray[np.float64]
Gold = NDArray[np.intp]


@st.composite
def problems(draw: st.DrawFn) -> tuple[Logits, Gold]:
    """Logits that say something of the gold tag, at any temperature, and some tags that may be absent."""
    generator = np.random.default_rng(draw(st.integers(0, 10**6)))
    k, n = draw(st.integers(2, 5)), draw(st.integers(2, 80))
    gold = generator.integers(0, draw(st.integers(1, k)), size=n)
    logits = generator.normal(size=(n, k)) + draw(st.sampled_from([0.0, 1.0, 4.0])) * np.eye(k)[gold]
    return logits * draw(st.sampled_from([0.1, 1.0, 10.0])), gold


def objective(parameters: NDArray[np.float64], logits: Logits, gold: Gold) -> float:
    """Log-loss and the faint pull, with slope first and offsets behind."""
    away = parameters - np.eye(len(parameters))[0]
    log_p = scipy.special.log_softmax(logits * parameters[0] + parameters[1:], axis=1)
    return float(-log_p[np.arange(len(gold)), gold].mean() + calibration._PULL * away @ away / 2)


def simulated(slope: float, offsets: list[float], n: int = 20_000) -> tuple[Logits, Gold]:
    """Gold tags drawn with the probabilities that this slope and these offsets give to random logits."""
    generator = np.random.default_rng(4)
    logits = generator.normal(scale=2, size=(n, len(offsets)))
    noise = generator.gumbel(size=logits.shape)
    return logits, np.argmax(logits * slope + np.array(offsets) + noise, axis=1)


@pytest.mark.property
@given(problems())
def test_a_general_optimiser_finds_nothing_better(problem: tuple[Logits, Gold]) -> None:
    logits, gold = problem
    found = fit_calibration(logits, gold)
    bounds = [(calibration._FLATTEST, None)] + [(None, None)] * logits.shape[1]
    start = np.eye(1 + logits.shape[1])[0]
    best = scipy.optimize.minimize(objective, start, (logits, gold), method="L-BFGS-B", bounds=bounds)
    assert objective(np.r_[found.slope, found.offsets], logits, gold) <= best.fun + 1e-9


def test_logits_that_point_the_wrong_way_do_not_turn_the_model_round() -> None:
    """A free slope would be negative here, as it often is out of fold on labels without a signal."""
    generator = np.random.default_rng(3)
    gold = generator.integers(0, 3, 200)
    logits = generator.normal(size=(200, 3)) - np.eye(3)[gold]
    found = fit_calibration(logits, gold)
    assert found.slope == calibration._FLATTEST
    shares = np.bincount(gold) / len(gold)
    np.testing.assert_allclose(np.exp(found.apply(np.zeros((1, 3))))[0], shares, atol=0.02)


def test_the_parameters_are_those_of_a_general_optimiser() -> None:
    logits, gold = simulated(0.5, [0.5, 0.0, -0.5], n=400)
    found = fit_calibration(logits, gold)
    options = {"gtol": 1e-9, "ftol": 1e-15}
    best = scipy.optimize.minimize(objective, np.eye(4)[0], (logits, gold), method="L-BFGS-B", options=options)
    np.testing.assert_allclose(np.r_[found.slope, found.offsets], best.x, atol=1e-4)


@pytest.mark.property
@given(problems())
def test_log_loss_on_its_own_data_never_grows(problem: tuple[Logits, Gold]) -> None:
    logits, gold = problem
    calibrated = fit_calibration(logits, gold).apply(logits)
    assert log_loss(calibrated, gold) <= log_loss(log_softmax(logits), gold) + 1e-9


@pytest.mark.property
@given(problems())
def test_offsets_sum_to_zero(problem: tuple[Logits, Gold]) -> None:
    assert fit_calibration(*problem).offsets.sum() == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("slope", [0.25, 1.0, 3.0])
def test_a_known_temperature_and_known_offsets_are_found(slope: float) -> None:
    offsets = [0.8, 0.0, -0.8]
    found = fit_calibration(*simulated(slope, offsets))
    assert found.slope == pytest.approx(slope, rel=0.05)
    np.testing.assert_allclose(found.offsets, offsets, atol=0.12)


def test_offsets_mend_odds_that_class_weights_have_shifted() -> None:
    """A shift of the logits comes back as its opposite; no temperature could do that."""
    logits, gold = simulated(1.0, [0.0, 0.0, 0.0])
    found = fit_calibration(logits + np.array([1.0, 0.0, -1.0]), gold)
    np.testing.assert_allclose(found.offsets, [-1.0, 0.0, 1.0], atol=0.1)


def test_a_common_shift_of_a_row_changes_nothing() -> None:
    logits, gold = simulated(1.0, [0.3, 0.0, -0.3], n=300)
    shift = np.random.default_rng(0).normal(size=(300, 1))
    np.testing.assert_allclose(
        fit_calibration(logits + shift, gold).apply(logits), fit_calibration(logits, gold).apply(logits), atol=1e-4
    )


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3, 1e6])
def test_logits_that_separate_the_tags_give_a_finite_fit(scale: float) -> None:
    gold = np.array([0, 1, 2, 0, 1, 2])
    logits = scale * np.eye(3)[gold]
    found = fit_calibration(logits, gold)
    assert np.isfinite(found.slope)
    assert np.isfinite(found.offsets).all()
    assert log_loss(found.apply(logits), gold) <= log_loss(log_softmax(logits), gold) + 1e-9


def test_a_tag_that_is_never_gold_gets_a_finite_offset_below_the_others() -> None:
    gold = np.array([0, 1] * 20)
    found = fit_calibration(np.random.default_rng(0).normal(size=(40, 3)), gold)
    assert np.isfinite(found.offsets).all()
    assert found.offsets[2] < found.offsets[:2].min()


def test_the_fit_is_the_same_every_time() -> None:
    logits, gold = simulated(0.7, [0.2, -0.2], n=200)
    first, second = fit_calibration(logits, gold), fit_calibration(logits, gold)
    assert first.slope == second.slope
    assert np.array_equal(first.offsets, second.offsets)


@pytest.mark.property
@given(
    st.lists(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), min_size=1, max_size=8).map(np.array),
)
def test_log_softmax_is_that_of_scipy(logits: Logits) -> None:
    found = log_softmax(logits)
    np.testing.assert_allclose(found, scipy.special.log_softmax(logits, axis=1), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(np.exp(found).sum(axis=1), 1)


def test_huge_logits_neither_overflow_nor_warn() -> None:
    found = log_softmax(np.array([[1e300, 0.0], [-1e300, 0.0], [1e300, 1e300]]))
    assert found[0, 0] == 0
    assert found[1, 1] == 0
    np.testing.assert_allclose(found[2], np.log(0.5))


def test_log_loss_is_the_mean_surprise_in_nats() -> None:
    assert log_loss(np.log([[0.5, 0.5], [0.75, 0.25]]), np.array([0, 1])) == pytest.approx((np.log(2) + np.log(4)) / 2)
