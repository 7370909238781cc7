"""Confusion matrices, and the scores that are read off them.

Every score takes matrices of shape (…, k, k), rows the gold tag and columns the predicted one, so that one call scores
a single run or all replicates of a bootstrap.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Tags = NDArray[np.intp]


def confusion(gold: Tags, predicted: Tags, k: int) -> Matrix:
    """Count pairs of tags: (n,) and (n,) integers below *k* -> (k, k), rows gold, columns predicted.

    >>> confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), 2).tolist()
    [[1.0, 1.0], [0.0, 1.0]]
    """
    return np.bincount(gold * k + predicted, minlength=k * k).reshape(k, k).astype(np.float64)


def confusion_by_group(gold: Tags, predicted: Tags, groups: Tags, k: int, *, g: int | None = None) -> Matrix:
    """One confusion matrix a group: three (n,) arrays -> (g, k, k), where the groups are 0 … g-1.

    *g* is given where the last groups may hold none of these paragraphs.
    """
    if g is None:
        g = int(groups.max()) + 1 if len(groups) else 0
    flat = np.bincount((groups * k + gold) * k + predicted, minlength=g * k * k)
    return flat.reshape(g, k, k).astype(np.float64)


def _ratio(above: Matrix, below: Matrix) -> Matrix:
    """Zero where nothing is below: a tag that is neither there nor predicted scores 0, as scikit-learn has it."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def precision(matrix: Matrix) -> Matrix:
    """Share of the paragraphs given a tag that have it: (…, k, k) -> (…, k)."""
    return _ratio(np.diagonal(matrix, axis1=-2, axis2=-1), matrix.sum(axis=-2))


def recall(matrix: Matrix) -> Matrix:
    """Share of the paragraphs that have a tag that are given it: (…, k, k) -> (…, k)."""
    return _ratio(np.diagonal(matrix, axis1=-2, axis2=-1), matrix.sum(axis=-1))


def f1(matrix: Matrix) -> Matrix:
    """Harmonic mean of precision and recall: (…, k, k) -> (…, k), in [0, 1]."""
    hits = np.diagonal(matrix, axis1=-2, axis2=-1)
    return _ratio(2 * hits, matrix.sum(axis=-2) + matrix.sum(axis=-1))


def macro_f1(matrix: Matrix, tags: Tags) -> Matrix:
    """Mean F1 over *tags*, each counting alike however rare: (…, k, k) -> (…).

    Paragraphs of the other tags stay in the test: giving one of them a tag of *tags* costs that tag's precision.

    >>> float(macro_f1(np.array([[8.0, 2.0], [0.0, 2.0]]), np.array([1])))
    0.6666666666666666
    """
    return np.asarray(f1(matrix)[..., tags].mean(axis=-1))


def f1_of_present(matrix: Matrix) -> Matrix:
    """F1 of each tag, NaN for one that no paragraph has: (…, k, k) -> (…, k).

    In a draw of the bootstrap from which a rare tag is missing there is nothing to find, and 0 would be an artefact.
    """
    return np.where(matrix.sum(axis=-1) > 0, f1(matrix), np.nan)


def mean_f1_of_present(matrix: Matrix, tags: Tags) -> Matrix:
    """Macro-F1 over those of *tags* that some paragraph has, NaN where none: (…, k, k) -> (…)."""
    found = f1_of_present(matrix)[..., tags]
    there = ~np.isnan(found)
    n = there.sum(axis=-1)
    return np.where(n > 0, np.nan_to_num(found).sum(axis=-1) / np.maximum(n, 1), np.nan)


def accuracy(matrix: Matrix) -> Matrix:
    """Share of the paragraphs given their own tag: (…, k, k) -> (…)."""
    hits = np.diagonal(matrix, axis1=-2, axis2=-1).sum(axis=-1)
    return _ratio(np.asarray(hits), np.asarray(matrix.sum(axis=(-2, -1))))
