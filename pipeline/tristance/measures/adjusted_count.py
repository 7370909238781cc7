"""Shares corrected for a classifier's errors, where only labels of other text say how it errs.

Let column i of M be what the classifier says on average of paragraphs whose gold tag is i. A corpus with shares s is
then told apart as ``M s``, whatever s is: so from what is said of a corpus, its shares follow. With predicted tags M is
the error matrix, and this is adjusted counting (Rogan and Gladen 1978, Am. J. Epidemiol. 107:71-76, for two tags;
Forman 2008, Data Min. Knowl. Discov. 17:164-206; Hopkins and King 2010, Am. J. Polit. Sci. 54:229-247); with predicted
probabilities it is the probabilistic adjusted count of Bella et al. (2010, ICDM), whose intervals are narrower.

It assumes that M is the same in the corpus as in the labels, while shares may differ (label shift).

All arrays may have leading axes, for simulations. A feature is anything said of a paragraph: the first k of them, one a
tag, are solved for the shares; the others only serve to test the assumption.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from tristance.measures.contributions import Spread, chance_of_departure, spread, t_interval

Array = NDArray[np.float64]

_SINGULAR = 1e-9  # of the largest singular value: below it there is nothing to invert


class LabelSums(NamedTuple):
    """What g labelled articles add up to.

    ``n`` (…, g, k) counts the paragraphs of each gold tag, ``sums`` (…, g, k, m) adds up their m features.
    """

    n: Array
    sums: Array


class CorpusSums(NamedTuple):
    """What a articles of a corpus add up to: ``n`` (…, a) paragraphs, ``sums`` (…, a, m) of their m features."""

    n: Array
    sums: Array

    @property
    def means(self) -> Array:
        """The features of a paragraph on average, (…, m)."""
        return np.asarray(self.sums.sum(axis=-2) / self.n.sum(axis=-1)[..., None])


class Shares(NamedTuple):
    """``value``, ``low`` and ``high``, (…, k) each; ``solved`` is the exact solution, which may leave [0, 1].

    ``value`` is the nearest that is a distribution. Ends are NaN where there is no interval, and all are where the
    matrix cannot be inverted.
    """

    value: Array
    low: Array
    high: Array
    solved: Array


class Transfer(NamedTuple):
    """Whether the labels' errors are the corpus's.

    ``chance`` (…) is a p-value, NaN where it cannot be known; ``found`` (…, m - k) are the means of the further
    features in the corpus, and ``implied`` (…, m - k) what they should be.
    """

    chance: Array
    found: Array
    implied: Array


class Separation(NamedTuple):
    """How well tags are told apart.

    ``value`` (…) is the smallest singular value of M, ``error`` (…) its standard error, and ``direction`` (…, k) that
    in which shares change with the least notice.
    """

    value: Array
    error: Array
    direction: Array


def feature_means(labels: LabelSums) -> Array:
    """M: features by gold tag, (…, m, k). NaN for a tag that no paragraph has."""
    with np.errstate(invalid="ignore"):
        means = labels.sums.sum(axis=-3) / labels.n.sum(axis=-2)[..., None]
    return np.swapaxes(means, -1, -2)


def adjusted_count(labels: LabelSums, corpus: CorpusSums) -> Shares:
    """The shares of a corpus, with 95 % intervals by article that know the errors of M and of the corpus's articles.

    Ends beyond 0 and 1 are cut off. Where all of an interval would lie beyond, the assumption fails, and there is none.
    """
    means = feature_means(labels)[..., : labels.n.shape[-1], :]
    said = corpus.means[..., : means.shape[-1]]
    inverse = _inverse(means)
    solved = (inverse @ said[..., None])[..., 0]
    value = on_simplex(means, said, solved)
    low, high = t_interval(solved, _spread(labels, corpus, solved, inverse))
    beyond = (high < 0) | (low > 1)
    low = np.where(beyond, np.nan, np.minimum(np.maximum(low, 0.0), value))
    high = np.where(beyond, np.nan, np.maximum(np.minimum(high, 1.0), value))
    return Shares(value, low, high, solved)


def on_simplex(means: Array, said: Array, solved: Array) -> Array:
    """The distribution s of least squares of ``means @ s - said``: (…, k, k), (…, k) and the free solution -> (…, k).

    As the shares sum to 1, it is the point nearest to 0 of a convex hull: non-negative least squares with one row more,
    scaled to sum 1, is exact (Lawson and Hanson 1974, ch. 23).
    """
    value = np.array(solved)
    for found in np.argwhere((solved < 0).any(axis=-1)):
        place = tuple(found)
        rows = means[place] - said[place][:, None]
        weights, _ = nnls(np.vstack([rows, np.ones(rows.shape[1])]), np.append(np.zeros(len(rows)), 1.0))
        value[place] = weights / weights.sum()
    return value


def separation(labels: LabelSums) -> Separation:
    """Whether M can be inverted, beyond the chance that lies in the labels' articles."""
    k = labels.n.shape[-1]
    means = feature_means(labels)[..., :k, :]
    left, sizes, right = np.linalg.svd(means)
    direction = right[..., -1, :]
    each = _of_labels(labels, direction)[..., :k] @ left[..., :, -1:]
    return Separation(sizes[..., -1], spread(each).error[..., 0], direction)


def transfer(labels: LabelSums, corpus: CorpusSums) -> Transfer:
    """A test of the assumption: whether some mixture of the labels' tags has all features of the corpus.

    The first k features give the mixture; what it implies for the others is compared with the corpus (an
    overidentifying restriction; Hansen 1982, Econometrica 50:1029-1054), by article. Errors that look like a mixture of
    tags cannot be noticed.
    """
    k = labels.n.shape[-1]
    means, said = feature_means(labels), corpus.means
    inverse = _inverse(means[..., :k, :])
    solved = (inverse @ said[..., :k, None])[..., 0]
    carried = means[..., k:, :] @ inverse
    implied = (means[..., k:, :] @ solved[..., None])[..., 0]
    sources = [
        part[..., k:] - part[..., :k] @ np.swapaxes(carried, -1, -2)
        for part in (-_of_labels(labels, solved), _of_corpus(corpus))
    ]
    g = min(labels.n.shape[-2], corpus.n.shape[-1])
    return Transfer(chance_of_departure(said[..., k:] - implied, g, *sources), said[..., k:], implied)


def _inverse(means: Array) -> Array:
    """The inverse, (…, k, k); NaN where there is none."""
    left, sizes, right = np.linalg.svd(np.nan_to_num(means))
    sound = np.isfinite(means).all(axis=(-2, -1)) & (sizes[..., -1] > _SINGULAR * sizes[..., 0])
    scaled = np.swapaxes(right, -1, -2) / np.where(sound[..., None], sizes, 1.0)[..., None, :]
    return np.where(sound[..., None, None], scaled @ np.swapaxes(left, -1, -2), np.nan)


def _spread(labels: LabelSums, corpus: CorpusSums, shares: Array, inverse: Array) -> Spread:
    back = np.swapaxes(inverse, -1, -2)
    k = shares.shape[-1]
    return spread(-_of_labels(labels, shares)[..., :k] @ back, _of_corpus(corpus)[..., :k] @ back)


def _of_labels(labels: LabelSums, shares: Array) -> Array:
    """What each labelled article adds to the error of ``M @ shares``, (…, g, m)."""
    means = np.swapaxes(feature_means(labels), -1, -2)[..., None, :, :]
    weights = shares / labels.n.sum(axis=-2)
    return np.asarray(np.einsum("...gim,...i->...gm", labels.sums - labels.n[..., None] * means, weights))


def _of_corpus(corpus: CorpusSums) -> Array:
    """What each article of the corpus adds to the error of its means, (…, a, m)."""
    centred = corpus.sums - corpus.n[..., None] * corpus.means[..., None, :]
    return np.asarray(centred / corpus.n.sum(axis=-1)[..., None, None])
