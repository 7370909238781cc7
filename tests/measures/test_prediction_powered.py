"""Prediction-powered shares: an oracle, and what a sample that is no chance one, or none, leads to."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from numpy.typing import NDArray

from simulated import K, Paragraphs, draw
from tristance.measures.adjusted_count import CorpusSums
from tristance.measures.prediction_powered import (
    SampleSums,
    chance_of_other_text,
    prediction_powered,
    tuned_slope,
)

Array = NDArray[np.float64]


def alone(n: int, sampled: int) -> tuple[Paragraphs, CorpusSums, SampleSums]:
    """*n* paragraphs, each an article of its own, the first *sampled* of them tagged by hand."""
    text = draw(np.random.default_rng(1), 1, n)
    first = np.unique(text.article, return_index=True)[1]
    text = Paragraphs(1, n, np.arange(n), text.gold[first], text.p[first], text.predicted[first])
    weight = (np.arange(n) < sampled).astype(float)
    sample = SampleSums(weight, weight[:, None] * np.eye(K)[text.gold], weight[:, None] * text.p)
    return text, CorpusSums(np.ones(n), text.p), sample


def test_ppi_py_finds_the_same_shares_and_interval() -> None:
    """Of independent paragraphs. Its slope is of the corpus without the sample, so that ours is it times N/(N - n)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its docstrings have escapes that Python warns of
        ppi_py = pytest.importorskip("ppi_py")
    n, sampled = 4000, 400
    text, corpus, sample = alone(n, sampled)
    slope = tuned_slope(corpus, sample)
    found = prediction_powered(corpus, sample, slope)
    gold, p = np.eye(K)[text.gold[:sampled]], text.p
    lam = float(slope) * (n - sampled) / n
    np.testing.assert_allclose(
        found.solved, ppi_py.ppi_mean_pointestimate(gold, p[:sampled], p[sampled:], lam=lam), atol=1e-12
    )
    tuned = ppi_py.ppi_mean_pointestimate(gold, p[:sampled], p[sampled:])  # with a slope of its own
    np.testing.assert_allclose(found.solved, tuned, atol=1e-3)
    low, high = ppi_py.ppi_mean_ci(gold, p[:sampled], p[sampled:], alpha=0.05, lam=lam)
    np.testing.assert_allclose(found.high - found.low, high - low, rtol=0.02)  # Wilson's and Student's beside normal
    np.testing.assert_allclose(found.low, low, atol=0.004)


def test_without_a_slope_it_is_the_sample_alone() -> None:
    _, corpus, sample = alone(500, 100)
    found = prediction_powered(corpus, sample, np.zeros(()))
    np.testing.assert_allclose(found.value, sample.gold.mean(axis=0) * 5)


def test_predictions_without_a_signal_are_passed_over() -> None:
    _, corpus, sample = alone(3000, 1000)
    mixed = np.random.default_rng(2).permutation(3000)
    noise = corpus.sums[mixed]
    other = sample._replace(predicted=sample.weight[:, None] * noise)
    assert tuned_slope(CorpusSums(corpus.n, noise), other) < 0.1


def test_perfect_predictions_leave_the_error_of_the_corpus_alone() -> None:
    text, corpus, sample = alone(2000, 100)
    known = np.eye(K)[text.gold]
    corpus, sample = CorpusSums(corpus.n, known), sample._replace(predicted=sample.weight[:, None] * known)
    found = prediction_powered(corpus, sample, tuned_slope(corpus, sample))
    np.testing.assert_allclose(found.value, known.mean(axis=0), atol=0.01)
    share = known.mean(axis=0)
    np.testing.assert_allclose(found.high - found.low, 2 * 1.98 * np.sqrt(share * (1 - share) / 2000), rtol=0.05)


def test_unequal_draws_are_weighed_back() -> None:
    generator = np.random.default_rng(3)
    text = draw(generator, 200, 100)
    corpus = text.as_corpus()
    sample = text.sample(200, generator, by_doubt=True)
    found = prediction_powered(corpus, sample, tuned_slope(corpus, sample))
    np.testing.assert_allclose(found.value.mean(axis=0), [0.15, 0.15, 0.1, 0.6], atol=0.012)


def test_a_sample_of_doubtful_paragraphs_that_says_nothing_of_it_is_noticed() -> None:
    generator = np.random.default_rng(4)
    text = draw(generator, 40, 200)
    sure = text.p.max(axis=1) > 0.8
    weight = ((generator.random(len(sure)) < 0.2) & ~sure).astype(float)[:, None]
    sums = text.add_up(np.concatenate([weight, weight * np.eye(K)[text.gold], weight * text.p], axis=1))
    sample = SampleSums(sums[..., 0], sums[..., 1 : 1 + K], sums[..., 1 + K :])
    assert (chance_of_other_text(text.as_corpus(), sample) < 0.001).mean() > 0.9


def test_no_sample_is_no_estimate() -> None:
    _, corpus, sample = alone(100, 0)
    slope = tuned_slope(corpus, sample)
    assert slope == 0
    found = prediction_powered(corpus, sample, slope)
    assert np.isnan([found.value, found.low, found.high]).all()
    assert np.isnan(chance_of_other_text(corpus, sample))
