"""Logistic regression for all values of C on one split, exactly, in a fraction of the time.

There are far more terms than paragraphs. The coefficients of least penalty lie in the span of the n training
paragraphs (representer theorem), so that fitting on the n columns of a Cholesky factor of X·Xᵀ gives the same
probabilities as fitting on X: the penalty does not see a rotation. Each value of C starts where the last one ended.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cholesky, solve_triangular

from tristance.training.pipeline import classifier
from tristance.training.recipe import ClassWeight, Recipe

FOLD_TOLERANCE = 3e-5
"""Of the gradient, at C = 1: logits of a fold are right to about 0.003, and no choice depends on more.

scikit-learn's loss is per paragraph, so that the same tolerance would stop a weaker penalty too early: it is divided by
C where that is above 1.
"""
_FREQUENT = 0.1  # share of the paragraphs: the products of terms above it are quicker as a dense matrix
_LARGEST_GRAM = 4000  # paragraphs: above, the factor takes longer to make and to read than the features themselves
_RIDGE = 1e-10  # of the mean diagonal: paragraphs that are there twice must not make the factor fail


def candidates(recipe: Recipe) -> list[tuple[float, ClassWeight]]:
    """The parameters among which the inner folds choose, in the order of the grid."""
    return [(c, weight) for weight in recipe.class_weights for c in sorted(recipe.c_grid)]


def path_logits(x_train: Any, tags: NDArray[np.intp], x_test: Any, recipe: Recipe, k: int) -> NDArray[np.float64]:
    """Logits of the test rows under every candidate: (n, f), (n,), (m, f) -> (candidates, m, k)."""
    if len(tags) <= _LARGEST_GRAM:
        x_train, x_test = _reduce(x_train, x_test)
    found = []
    for weight in recipe.class_weights:
        model = classifier(1.0, weight, FOLD_TOLERANCE)
        for c in sorted(recipe.c_grid):
            if len(np.unique(tags)) == 1:  # a tiny split: there is nothing to fit
                scores, classes = np.zeros((x_test.shape[0], 1)), np.unique(tags)
            else:
                model.C, model.tol = c, FOLD_TOLERANCE / max(c, 1.0)
                model.fit(x_train, tags)
                scores, classes = model.decision_function(x_test), model.classes_
            found.append(spread(scores, classes, k, len(tags)))
    return np.stack(found)


def spread(scores: NDArray[np.float64], classes: NDArray[np.intp], k: int, n: int) -> NDArray[np.float64]:
    """Scores as scikit-learn gives them (one column for two classes) as logits of all *k* tags: -> (m, k).

    A tag of which the split had no paragraph gets the odds of half a paragraph in *n* against the least likely one.
    """
    columns = np.stack([np.zeros(len(scores)), scores], axis=1) if scores.ndim == 1 else scores
    absent = columns.min(axis=1, keepdims=True) - np.log(2 * n)
    logits = np.tile(absent, (1, k))
    logits[:, classes] = columns
    return logits


def _reduce(x_train: Any, x_test: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    frequent = np.asarray(x_train.getnnz(axis=0)) > _FREQUENT * x_train.shape[0]
    dense, rare = x_train[:, frequent].toarray(), x_train[:, ~frequent]
    gram = dense @ dense.T + (rare @ rare.T).toarray()
    across = x_test[:, frequent].toarray() @ dense.T + (x_test[:, ~frequent] @ rare.T).toarray()
    gram[np.diag_indices_from(gram)] += _RIDGE * max(gram.diagonal().mean(), 1.0)
    factor = cholesky(gram, lower=True, overwrite_a=True)
    return factor, solve_triangular(factor, across.T, lower=True).T
