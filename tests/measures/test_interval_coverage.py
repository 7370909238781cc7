"""Intervals by article hold the truth as often as they say, for every figure that an evaluation gives.

Simulated articles differ in length, in which tags they hold, and in how hard they are for the model and for both
annotators; so their paragraphs resemble each other, and what is drawn again must be the articles.
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tristance.measures import agreement, reliability, risk_coverage
from tristance.measures.bootstrap import bootstrap, sum_by_group
from tristance.measures.scores import confusion_by_group, mean_f1_of_present

Floats = NDArray[np.float64]
K, STANCES, COVERAGES = 3, np.array([0, 1]), np.array([1.0, 0.5])
FIGURES = ("macro-F1", "Brier score", "risk", "risk at half coverage", "area", "alpha", "below the ceiling")


def by_article(generator: np.random.Generator, articles: int) -> list[Floats]:
    """What each simulated article adds: confusion, Brier score, risk cells, and both sides of the ceiling."""
    sizes = generator.integers(3, 12, articles)
    groups = np.repeat(np.arange(articles), sizes)
    n = len(groups)
    shares = generator.dirichlet([0.6, 0.6, 1.8], articles)[groups]
    truth = (shares.cumsum(axis=1) < generator.random((n, 1))).sum(axis=1).clip(max=K - 1)
    hard = generator.normal(size=(articles, K))[groups]
    logits = 1.6 * np.eye(K)[truth] + 0.8 * hard + generator.normal(size=(n, K))
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    predicted = p.argmax(axis=1)
    slips = generator.random((n, 2)) < np.where(np.abs(hard[:, :1]) > 1, 0.25, 0.05)
    ratings = np.where(slips, generator.integers(0, K, (n, 2)), truth[:, None]).astype(np.intp)
    cell = np.floor((1 - p.max(axis=1)) * 60).astype(np.intp)  # the same cells in every simulation
    cells = np.zeros((articles, 60, 2))
    found = risk_coverage.cell_sums(predicted != truth, cell, groups, articles)
    cells[:, : found.shape[1]] = found
    both = np.stack([agreement.coincidences(ratings, K), agreement.coincidences_with(predicted, ratings, K)], axis=1)
    brier = np.stack([np.ones(n), reliability.brier(p, truth)], axis=1)
    return [
        confusion_by_group(truth, predicted, groups, K, g=articles),
        sum_by_group(brier, groups, articles),
        cells,
        sum_by_group(both, groups, articles),
    ]


def flat(parts: list[Floats]) -> Floats:
    return np.concatenate([part.reshape(len(part), -1) for part in parts], axis=1)


def figures(sums: Floats) -> Floats:
    """The figures of summed articles: (…, 9 + 2 + 120 + 18) -> (…, 7)."""
    shape = sums.shape[:-1]
    matrix, brier = sums[..., :9].reshape(*shape, K, K), sums[..., 9:11]
    cells, both = sums[..., 11:131].reshape(*shape, 60, 2), sums[..., 131:].reshape(*shape, 2, K, K)
    level = mean_f1_of_present(both, STANCES)
    found = [
        mean_f1_of_present(matrix, STANCES),
        brier[..., 1] / brier[..., 0],
        *np.moveaxis(risk_coverage.risk(cells, COVERAGES), -1, 0),
        risk_coverage.area(cells),
        agreement.alpha(both[..., 0, :, :]),
        level[..., 1] - level[..., 0],
    ]
    return np.stack(found, axis=-1)


def coverage(articles: int, simulations: int, draws: int) -> Floats:
    """The share of simulated corpora whose interval holds the truth, of each figure."""
    generator = np.random.default_rng(12)
    truth = figures(flat(by_article(generator, 40_000)).sum(axis=0))
    held = np.zeros(len(FIGURES))
    for _ in range(simulations):
        found = np.array(bootstrap(flat(by_article(generator, articles)), figures, draws=draws))
        held += (found[:, 1] <= truth) & (truth <= found[:, 2])
    return held / simulations


def test_intervals_of_sixty_articles_hold_the_truth() -> None:
    """95 % less what 150 simulations and percentiles of so few articles may miss."""
    found = dict(zip(FIGURES, coverage(60, 150, 300), strict=True))
    assert min(found.values()) >= 0.88, found


@pytest.mark.soak
@pytest.mark.parametrize(("articles", "least"), [(30, 0.90), (60, 0.92), (300, 0.935)])
def test_intervals_hold_the_truth_the_better_the_more_articles(articles: int, least: float) -> None:
    found = dict(zip(FIGURES, coverage(articles, 2000, 1000), strict=True))
    assert min(found.values()) >= least, found
    assert max(found.values()) <= 0.97, found
