"""Shares of a corpus of which a random sample is tagged by hand: the predictions make the sample go further.

The sample's share is moved by how far the predictions of the sample differ from those of the corpus, times a slope:
``share = sample + slope * (predicted in the corpus - predicted in the sample)``. It is right whatever the errors of the
classifier; the better it predicts, the narrower the interval. This is prediction-powered inference (Angelopoulos et al.
2023, Science 382:669-674) with a tuned slope (Angelopoulos, Duchi and Zrnic 2023, arXiv:2311.01453), for a sample that
is part of the corpus; survey statistics know it as the difference and regression estimator in two phases (Särndal,
Swensson and Wretman 1992, ch. 9). Unequal probabilities of inclusion are weighed back (Hájek 1971).

All arrays may have leading axes, for simulations.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.measures.adjusted_count import CorpusSums, Shares, on_simplex
from tristance.measures.contributions import Spread, chance_of_departure, spread, wilson_interval

Array = NDArray[np.float64]


class SampleSums(NamedTuple):
    """What the hand-tagged paragraphs of each of a articles add up to, each weighing 1/probability.

    ``weight`` (…, a) adds up the weights, ``gold`` (…, a, k) those of each gold tag, and ``predicted`` (…, a, k) the
    weighed probabilities of all tags.
    """

    weight: Array
    gold: Array
    predicted: Array

    @property
    def n_articles(self) -> NDArray[np.intp]:
        """How many articles have a tagged paragraph, (…)."""
        return np.asarray((self.weight > 0).sum(axis=-1))


def tuned_slope(corpus: CorpusSums, sample: SampleSums) -> Array:
    """The slope, (…), at least 0, by which the variances of all shares sum to the least.

    One slope for all tags keeps the sum of the shares at 1.
    """
    plain, moved = _parts(corpus, sample)
    with np.errstate(divide="ignore", invalid="ignore"):
        best = -(plain * moved).sum(axis=(-2, -1)) / (moved**2).sum(axis=(-2, -1))
    return np.asarray(np.maximum(np.nan_to_num(best, posinf=0.0, neginf=0.0), 0.0))


def prediction_powered(corpus: CorpusSums, sample: SampleSums, slope: Array) -> Shares:
    """The shares of the corpus at a *slope*, (…), with 95 % intervals by article: Wilson's, with Student's quantile.

    The first k features of the corpus are the predicted probabilities. NaN where no paragraph was sampled.
    """
    k = sample.gold.shape[-1]
    plain, moved = _parts(corpus, sample)
    total = sample.weight.sum(axis=-1)[..., None]
    with np.errstate(divide="ignore", invalid="ignore"):
        solved = (sample.gold.sum(axis=-2) - slope[..., None] * sample.predicted.sum(axis=-2)) / total
    solved = solved + slope[..., None] * corpus.means[..., :k]
    value = on_simplex(np.broadcast_to(np.eye(k), (*solved.shape, k)), solved, solved)
    found = spread(plain + slope[..., None, None] * moved)
    sampled = np.maximum(sample.n_articles - 1.0, 1.0)[..., None]
    # Wilson's interval has more room than a symmetric one: degrees of freedom between the two counts are enough.
    low, high = wilson_interval(value, Spread(found.error, 2 * sampled, 2 * found.evenness))
    return Shares(value, low, high, solved)


def chance_of_other_text(corpus: CorpusSums, sample: SampleSums) -> Array:
    """The p-value, (…), of a sample drawn from the corpus as its weights say: by what is predicted in both."""
    k = sample.gold.shape[-1]
    _, moved = _parts(corpus, sample)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = sample.predicted.sum(axis=-2) / sample.weight.sum(axis=-1)[..., None]
    return chance_of_departure(corpus.means[..., :k] - means, sample.n_articles, moved)


def _parts(corpus: CorpusSums, sample: SampleSums) -> tuple[Array, Array]:
    """What each article adds to the error of the sample's shares, and of the move at slope 1; (…, a, k) each."""
    k = sample.gold.shape[-1]
    total = sample.weight.sum(axis=-1)[..., None, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        gold, predicted = (
            (sums - sample.weight[..., None] * (sums.sum(axis=-2, keepdims=True) / total)) / total
            for sums in (sample.gold, sample.predicted)
        )
    everywhere = corpus.sums[..., :k] - corpus.n[..., None] * corpus.means[..., None, :k]
    return gold, everywhere / corpus.n.sum(axis=-1)[..., None, None] - predicted
