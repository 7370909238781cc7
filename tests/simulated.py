"""Simulated labels and corpora: articles of tagged paragraphs, and what a classifier says of them.

Log-odds of each stance against the background are normal given the gold tag, with the means and covariances that the
held-out predictions of a model of 7,000 restated paragraphs have. Articles differ in their tags (a Dirichlet mix of
their own) and in how they are misread: a quarter of the variance of the log-odds is the article's.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.measures.adjusted_count import CorpusSums, LabelSums
from tristance.measures.prediction_powered import SampleSums

Array = NDArray[np.float64]
Tags = NDArray[np.intp]

K = 4
EASY = (0.15, 0.15, 0.1, 0.6)
LEVEL = (0.25, 0.25, 0.2, 0.3)
STEEP = (0.1, 0.3, 0.1, 0.5)
LABELLED = EASY

MEANS = np.array([[0.26, -3.51, -1.90], [-2.86, 1.22, -3.63], [-1.21, -3.34, 0.39], [-3.07, -3.72, -3.97]])
_ROOTS = np.array(
    [
        [[2.25, 0.0, 0.0], [0.43, 1.87, 0.0], [1.28, 0.0, 1.64]],
        [[1.71, 0.0, 0.0], [0.84, 2.35, 0.0], [1.38, 0.33, 1.39]],
        [[1.72, 0.0, 0.0], [0.78, 1.87, 0.0], [0.93, 0.29, 1.81]],
        [[1.79, 0.0, 0.0], [0.18, 2.09, 0.0], [1.39, -0.24, 1.57]],
    ]
)
_DECISION = np.array([0.5, 0.6, 0.5, 0.0])
_OF_ARTICLE = 0.25
_CONCENTRATION = 2.0
_PER_ARTICLE = 6


class Paragraphs(NamedTuple):
    """n paragraphs of s simulations of a articles each; ``article`` counts through all simulations."""

    s: int
    a: int
    article: Tags
    gold: Tags
    p: Array
    predicted: Tags

    @property
    def simulation(self) -> Tags:
        """The simulation of each paragraph, (n,)."""
        return np.asarray(self.article // self.a, dtype=np.intp)

    def add_up(self, values: Array) -> Array:
        """Sums by article, (n, m) -> (s, a, m)."""
        size = self.s * self.a
        sums = [np.bincount(self.article, weights=column, minlength=size) for column in values.T]
        return np.stack(sums, axis=-1).astype(np.float64).reshape(self.s, self.a, -1)

    def features(self, *, hard: bool = False) -> Array:
        """Of each paragraph its probabilities and their squares, (n, 2k); or 1 for its tag, (n, k)."""
        return np.eye(K)[self.predicted] if hard else np.concatenate([self.p, self.p**2], axis=1)

    def as_labels(self, *, hard: bool = False) -> LabelSums:
        """What they add up to as labels."""
        known = np.eye(K)[self.gold]
        features = self.features(hard=hard)
        sums = [self.add_up(known * column[:, None]) for column in features.T]
        return LabelSums(self.add_up(known), np.stack(sums, axis=-1))

    def as_corpus(self, *, hard: bool = False) -> CorpusSums:
        """What they add up to as a corpus."""
        return CorpusSums(self.add_up(np.ones((len(self.gold), 1)))[..., 0], self.add_up(self.features(hard=hard)))

    def sample(
        self, n: int, generator: np.random.Generator, *, by_doubt: bool = False, hard: bool = False
    ) -> SampleSums:
        """Some *n* paragraphs of each simulation, tagged by hand; *by_doubt*, mostly those of which p is unsure."""
        favour = np.ones(len(self.gold))
        if by_doubt:
            doubt = -(self.p * np.log(self.p)).sum(axis=1)
            favour = 0.2 + 0.8 * doubt / doubt.mean()
        probability = np.minimum(1.0, n * favour / np.bincount(self.simulation, weights=favour)[self.simulation])
        weight = np.where(generator.random(len(probability)) < probability, 1 / probability, 0.0)[:, None]
        sums = self.add_up(
            np.concatenate([weight, weight * np.eye(K)[self.gold], weight * self.features(hard=hard)[:, :K]], axis=1)
        )
        return SampleSums(sums[..., 0], sums[..., 1 : 1 + K], sums[..., 1 + K :])


def draw(
    generator: np.random.Generator, s: int, a: int, shares: tuple[float, ...] = EASY, means: Array = MEANS
) -> Paragraphs:
    """*s* simulations of *a* articles of six paragraphs on average, whose expected shares of tags are *shares*."""
    mixes = generator.dirichlet(np.array(shares) * _CONCENTRATION, size=s * a)
    sizes = 1 + generator.poisson(_PER_ARTICLE - 1, size=s * a)
    article = np.repeat(np.arange(s * a), sizes)
    # The mix is of each article alike in size, so that the expected share of paragraphs is that of articles.
    gold = (generator.random(len(article))[:, None] > mixes.cumsum(axis=1)[article, :-1]).sum(axis=1)
    noise = np.sqrt(1 - _OF_ARTICLE) * generator.normal(size=(len(article), K - 1))
    noise += np.sqrt(_OF_ARTICLE) * generator.normal(size=(s * a, K - 1))[article]
    odds = np.zeros((len(article), K))
    for tag in range(K):
        those = gold == tag
        odds[those, :-1] = means[tag] + noise[those] @ _ROOTS[tag].T
    odds -= odds.max(axis=1, keepdims=True)
    p = np.exp(odds)
    p /= p.sum(axis=1, keepdims=True)
    return Paragraphs(s, a, article, gold, p, np.argmax(np.log(p) + _DECISION, axis=1))
