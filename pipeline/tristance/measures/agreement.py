"""How far annotators agree: percent agreement, Cohen's kappa, Krippendorff's alpha, for nominal tags.

All three are read off coincidence matrices, which add up over paragraphs; so one call serves the whole, one tag
against the rest, and every replicate of a bootstrap. Where a coefficient is undefined (only one tag was ever used, so
there was nothing to disagree on) it is NaN, and the caller says so.

Krippendorff, K. (2019), Content Analysis, 4th ed., ch. 12; Cohen, J. (1960), Educ. Psychol. Meas. 20:37-46;
Light, R. J. (1971), Psychol. Bull. 76:365-377, for the mean kappa of more than two annotators.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Ratings = NDArray[np.intp]  # (n paragraphs, m annotators); -1 where an annotator has not read a paragraph


def coincidences(ratings: Ratings, k: int) -> Matrix:
    """Pairs of values within each paragraph, each weighted 1/(values - 1): (n, m) -> (n, k, k).

    A paragraph with fewer than two values has no pair and adds nothing.
    """
    counts = np.stack([(ratings == tag).sum(axis=1) for tag in range(k)], axis=1).astype(np.float64)
    values = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :]
    diagonal = np.arange(k)
    pairs[:, diagonal, diagonal] -= counts
    return np.asarray(pairs / np.maximum(values - 1, 1)[:, None, None])


def coincidences_with(tags: NDArray[np.intp], ratings: Ratings, k: int) -> Matrix:
    """Pairs of a paragraph's own tag with each annotator's, in both orders: (n,) and (n, m) -> (n, k, k).

    Each counts one half, so that a paragraph weighs as much as among its annotators: as many as have read it.
    """
    pairs = np.zeros((len(tags), k, k))
    for column in ratings.T:
        read = np.flatnonzero(column >= 0)
        pairs[read, tags[read], column[read]] += 0.5
        pairs[read, column[read], tags[read]] += 0.5
    return pairs


def alpha(matrix: Matrix) -> Matrix:
    """Krippendorff's alpha for nominal tags: summed coincidences (…, k, k) -> (…), 1 - observed / expected."""
    totals = matrix.sum(axis=-1)
    n = totals.sum(axis=-1)
    diagonal = np.diagonal(matrix, axis1=-2, axis2=-1).sum(axis=-1)
    expected_alike = (totals * (totals - 1)).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(((n - 1) * diagonal - expected_alike) / (n * (n - 1) - expected_alike))


def percent(matrix: Matrix) -> Matrix:
    """Share of the pairs that agree: summed coincidences or pair counts (…, k, k) -> (…)."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.diagonal(matrix, axis1=-2, axis2=-1).sum(axis=-1) / matrix.sum(axis=(-2, -1)))


def pair_counts(ratings: Ratings, k: int) -> Matrix:
    """First annotator's tag by second's, for every pair of annotators: (n, m) -> (n, pairs, k, k) of 0 and 1."""
    pairs = list(itertools.combinations(range(ratings.shape[1]), 2))
    counts = np.zeros((len(ratings), len(pairs), k, k))
    for number, (first, second) in enumerate(pairs):
        both = np.flatnonzero((ratings[:, first] >= 0) & (ratings[:, second] >= 0))
        counts[both, number, ratings[both, first], ratings[both, second]] = 1
    return counts


def kappa(matrix: Matrix) -> Matrix:
    """Cohen's kappa, averaged over the pairs of annotators: summed pair counts (…, pairs, k, k) -> (…).

    Each pair weighs as many paragraphs as it shares, so that a pair that met once does not decide.
    """
    n = matrix.sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = np.diagonal(matrix, axis1=-2, axis2=-1).sum(axis=-1) / n
        chance = (matrix.sum(axis=-1) * matrix.sum(axis=-2)).sum(axis=-1) / n**2
        each = (observed - chance) / (1 - chance)
        known = np.where(np.isnan(each), 0.0, n)
        return np.asarray((np.nan_to_num(each) * known).sum(axis=-1) / known.sum(axis=-1))


def one_against_rest(matrix: Matrix, tag: int) -> Matrix:
    """The same counts with two tags only, *tag* and all others: (…, k, k) -> (…, 2, 2)."""
    rest = [other for other in range(matrix.shape[-1]) if other != tag]
    split = [[[tag], [tag]], [[tag], rest]], [[rest, [tag]], [rest, rest]]
    rows = [np.stack([matrix[..., r, :][..., c].sum(axis=(-2, -1)) for r, c in line], axis=-1) for line in split]
    return np.stack(rows, axis=-2)
