"""Models to be timed: fitted in seconds, since the time of a score does not depend on a coefficient's last digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from tristance.labels.examples import Examples
from tristance.measures.calibration import Calibration
from tristance.model.linear import LinearModel
from tristance.training.fit import freeze
from tristance.training.pipeline import build
from tristance.training.recipe import Recipe
from tristance.training.solver import class_weights, fit

C = 4.0
_TOLERANCE = 1e-3  # of the gradient
_TWO = 2


def fit_loosely(found: Examples, blocks: Sequence[str], c: float = C) -> tuple[Pipeline, Any]:
    """The pipeline with those *blocks*, fitted on *found* to three digits; and its features of *found*, (n, f)."""
    pipeline = build(found.codebook, Recipe(), c, None, found.texts)
    features, classifier = pipeline.named_steps["features"], pipeline.named_steps["classifier"]
    features.transformer_list = [each for each in features.transformer_list if each[0] in blocks]
    x = features.fit_transform(list(found.texts))
    set_coefficients(classifier, x, found.tags, c)
    return pipeline, x


def set_coefficients(classifier: Any, x: Any, tags: Any, c: float) -> None:
    """Make of scikit-learn's unfitted *classifier* a fitted one: (n, f) features, (n,) tags."""
    classes, codes = np.unique(tags, return_inverse=True)
    with threadpool_limits(1):
        weights, intercepts = fit(x, codes, class_weights(codes, None), len(classes), c, _TOLERANCE)
    if len(classes) == _TWO:  # scikit-learn keeps the second one's scores only
        weights, intercepts = weights[:, 1:] - weights[:, :1], intercepts[1:] - intercepts[:1]
    classifier.classes_, classifier.n_features_in_ = classes, x.shape[1]
    classifier.coef_, classifier.intercept_ = np.ascontiguousarray(weights.T), intercepts
    classifier.n_iter_ = np.array([1])


def frozen(pipeline: Pipeline, found: Examples, blocks: Sequence[str]) -> LinearModel:
    """Our copy of *pipeline*, fitted on *found* with those *blocks*; without calibration, so that it says the same."""
    book = found.codebook
    if "cues" not in blocks:
        book = replace(book, tags=tuple(replace(tag, cues=()) for tag in book.tags))
    if "actors" not in blocks:
        book = replace(book, actors=())
    k = len(book.names)
    own = replace(found, codebook=book)
    return freeze(pipeline, own, Recipe(), Calibration(1.0, np.zeros(k)), np.zeros(k))
