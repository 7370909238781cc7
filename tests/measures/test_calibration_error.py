"""The interval of the calibration error holds the truth, also where there is nothing to find."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tristance.measures.bootstrap import Estimate, bootstrap
from tristance.measures.calibration_error import calibration_error, error_estimate
from tristance.measures.reliability import bin_sums

Floats = NDArray[np.float64]
K, PER_ARTICLE = 4, 6


def simulated(generator: np.random.Generator, articles: int, slope: float, spread: float) -> Floats:
    """Top probabilities against gold tags of true odds *slope* times as sharp, shifted together in each article."""
    n = articles * PER_ARTICLE
    logits = 1.5 * generator.normal(size=(n, K))
    shift = np.repeat(spread * generator.normal(size=(articles, K)), PER_ARTICLE, axis=0)
    stated, true = (np.exp(each) / np.exp(each).sum(axis=1, keepdims=True) for each in (logits, slope * logits + shift))
    gold = (true.cumsum(axis=1) < generator.random((n, 1))).sum(axis=1).clip(max=K - 1)
    hit = stated.argmax(axis=1) == gold
    return bin_sums(stated.max(axis=1), hit, np.repeat(np.arange(articles), PER_ARTICLE), articles)


def missed(slope: float, spread: float, articles: int, simulations: int) -> tuple[float, float]:
    """How often the truth lies below the interval, and above."""
    generator = np.random.default_rng(4)
    truth = float(calibration_error(simulated(generator, 60_000, slope, spread).sum(axis=0)))
    found = [
        error_estimate(simulated(generator, articles, slope, spread)[:, None], draws=300) for _ in range(simulations)
    ]
    return float(np.mean([each.low > truth for each in found])), float(np.mean([each.high < truth for each in found]))


CASES = [(1.0, 0.0), (1.0, 0.7), (0.7, 0.5), (0.4, 0.5)]


@pytest.mark.parametrize(("slope", "spread"), CASES)
def test_the_interval_misses_seldom(slope: float, spread: float) -> None:
    below, above = missed(slope, spread, 100, 100)
    assert below <= 0.07
    assert above <= 0.07


@pytest.mark.soak
@pytest.mark.parametrize(("slope", "spread"), CASES)
@pytest.mark.parametrize("articles", [30, 200, 1000])
def test_the_interval_misses_seldom_at_any_size(slope: float, spread: float, articles: int) -> None:
    """At most 2.5 % on either side, and what 1,000 simulations may add; a little more of 30 articles."""
    below, above = missed(slope, spread, articles, 1000)
    assert below <= (0.065 if articles < 100 else 0.045)
    assert above <= 0.045


def test_percentiles_of_the_draws_would_miss_a_perfect_calibration() -> None:
    """The reason for an interval of its own."""
    generator = np.random.default_rng(0)
    lows = [bootstrap(simulated(generator, 200, 1.0, 0.0), calibration_error, draws=200)[0].low for _ in range(20)]
    assert min(lows) > 0.002  # of a truth of 0


def test_the_error_lies_in_its_interval() -> None:
    found = error_estimate(simulated(np.random.default_rng(1), 50, 0.4, 0.5)[:, None])
    assert 0 < found.low < found.value < found.high


def test_one_article_gives_no_interval() -> None:
    found = error_estimate(simulated(np.random.default_rng(1), 1, 1.0, 0.0)[:, None])
    assert found.value > 0
    assert np.isnan([found.low, found.high]).all()


def test_several_tables_are_averaged() -> None:
    tables = [simulated(np.random.default_rng(seed), 20, 0.5, 0.0) for seed in range(3)]
    expected = np.mean([calibration_error(each.sum(axis=0)) for each in tables])
    assert error_estimate(np.stack(tables, axis=1)).value == pytest.approx(expected)


def test_a_certain_right_table_has_no_error() -> None:
    sums = bin_sums(np.ones(8), np.ones(8, dtype=bool), np.arange(8), 8)
    assert error_estimate(sums[:, None]) == Estimate(0, 0, 0)
