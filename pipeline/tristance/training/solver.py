"""Logistic regression for all values of C on one split, exactly, in a fraction of the time.

Terms that stand in the same paragraphs with the same weights (the letters within a rare word, above all) are one
direction, and become one column: a rotation, which the penalty does not see. Three columns in five go that way. Each
value of C starts where the last one ended.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tristance.training.newton import path
from tristance.training.recipe import ClassWeight, Recipe

Fitted = tuple[NDArray[np.float64], NDArray[np.float64]]
FOLD_TOLERANCE = 3e-5
"""Of the gradient, at C = 1: logits of a fold are right to about 0.01, and no choice depends on more.

The loss is per paragraph, so that the same tolerance would stop a weaker penalty too early: it is divided by C where
that is above 1.
"""


def candidates(recipe: Recipe) -> list[tuple[float, ClassWeight]]:
    """The parameters among which the inner folds choose, in the order of the grid."""
    return [(c, weight) for weight in recipe.class_weights for c in sorted(recipe.c_grid)]


def path_logits(x_train: Any, tags: NDArray[np.intp], x_test: Any, recipe: Recipe, k: int) -> NDArray[np.float64]:
    """Logits of the test rows under every candidate: (n, f), (n,), (m, f) -> (candidates, m, k)."""
    classes, codes = np.unique(tags, return_inverse=True)
    n, grid = len(tags), sorted(recipe.c_grid)
    if len(classes) == 1:  # a tiny split: there is nothing to fit
        alone = spread(np.zeros((x_test.shape[0], 1)), classes, k, n)
        return np.stack([alone] * len(candidates(recipe)))
    turn = rotation(x_train)
    x_train, x_test = (x_train @ turn).tocsr(), x_test @ turn
    found = []
    for weight in recipe.class_weights:
        weights = class_weights(codes, weight)
        for coefficients, intercepts in path(x_train, codes, weights, len(classes), grid, FOLD_TOLERANCE):
            found.append(spread(x_test @ coefficients + intercepts, classes, k, n))
    return np.stack(found)


def spread(scores: NDArray[np.float64], classes: NDArray[np.intp], k: int, n: int) -> NDArray[np.float64]:
    """Scores (m, c) of the *classes* that a split had as logits of all *k* tags: -> (m, k).

    A tag of which the split had no paragraph gets the odds of half a paragraph in *n* against the least likely one.
    """
    absent = scores.min(axis=1, keepdims=True) - np.log(2 * n)
    logits = np.tile(absent, (1, k))
    logits[:, classes] = scores
    return logits


def fit(x: Any, tags: NDArray[np.intp], weights: NDArray[np.float64], k: int, c: float, tolerance: float) -> Fitted:
    """Coefficients (f, k) and intercepts (k,) on all features *x*, (n, f); *tags* (n,) are 0 … k-1."""
    turn = rotation(x)
    coefficients, intercepts = next(path((x @ turn).tocsr(), tags, weights, k, [c], tolerance))
    return turn @ coefficients, intercepts


def class_weights(codes: NDArray[np.intp], weight: ClassWeight) -> NDArray[np.float64]:
    """The weight of each paragraph, (n,), as scikit-learn has it: all alike, or each of the tags alike."""
    counts = np.bincount(codes)
    return np.ones(len(codes)) if weight is None else (len(codes) / (len(counts) * counts))[codes]


def rotation(x: Any) -> Any:
    """A matrix (f, g) that makes one column of equal ones of *x*, (n, f), and puts the frequent ones first.

    Its columns are orthonormal, and ``x @ turn @ turn.T`` is *x*. Equal columns are found by a sum of random 64-bit
    numbers over the bits of their entries: that two different ones share it has a chance of one in a hundred thousand
    for ten million terms.
    """
    bits = sparse.csr_matrix((x.data.view(np.uint64), x.indices, x.indptr), shape=x.shape)
    random = np.random.default_rng(0).integers(0, 2**64 - 1, size=x.shape[0], dtype=np.uint64, endpoint=True)
    _, first, column, equal = np.unique(bits.T @ random, return_index=True, return_inverse=True, return_counts=True)
    frequency = np.asarray(x.getnnz(axis=0))[first]
    place = np.empty(len(first), dtype=np.intp)
    place[np.argsort(-frequency, kind="stable")] = np.arange(len(first))
    entries = (1 / np.sqrt(equal[column]), place[column], np.arange(len(column) + 1))
    return sparse.csr_matrix(entries, shape=(len(column), len(first)))
