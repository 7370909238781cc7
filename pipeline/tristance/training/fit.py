"""The final fit: all labels, the chosen parameters, a scikit-learn pipeline, and its frozen copy."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from tristance.labels.examples import Examples
from tristance.measures.calibration import Calibration
from tristance.model.blocks import ActorBlock, Block, CueBlock
from tristance.model.linear import LinearModel
from tristance.training.choice import Chosen, Progress, choose, grid_logits, splits
from tristance.training.folds import check_enough
from tristance.training.pipeline import actor_terms, build, cue_stems
from tristance.training.recipe import ClassWeight, Recipe
from tristance.training.solver import class_weights, fit

_BEGINNING = 1e-8  # of the gradient
_TWO = 2


def choose_parameters(examples: Examples, recipe: Recipe, progress: Progress | None = None) -> Chosen:
    """What folds over all of *examples* choose. Raises :class:`NotEnoughLabels`."""
    check_enough(examples, recipe.folds)
    folds = splits(examples, np.arange(len(examples)), recipe)
    logits = list(grid_logits(examples, recipe, folds, progress))
    return choose(examples, recipe, [fold.test for fold in folds], logits)


def fit_pipeline(examples: Examples, recipe: Recipe, c: float, class_weight: ClassWeight) -> Pipeline:
    """The scikit-learn pipeline, fitted on all of *examples* to the last digit that it allows.

    It begins where the solver of the folds ends, which takes a third of the time from nothing.
    """
    pipeline = build(examples.codebook, recipe, c, class_weight, examples.texts)
    features, classifier = pipeline.named_steps["features"], pipeline.named_steps["classifier"]
    with threadpool_limits(1):  # more threads would sum in another order, and the bytes would differ
        x = features.fit_transform(list(examples.texts))
        _, codes = np.unique(examples.tags, return_inverse=True)
        k = int(codes.max()) + 1
        coefficients, intercepts = fit(x, codes, class_weights(codes, class_weight), k, c, _BEGINNING)
        if k == _TWO:  # scikit-learn keeps the second tag's scores only
            coefficients, intercepts = coefficients[:, 1:] - coefficients[:, :1], intercepts[1:] - intercepts[:1]
        classifier.coef_, classifier.intercept_ = np.ascontiguousarray(coefficients.T), intercepts
        classifier.fit(x, examples.tags)
    return pipeline


def fit_model(examples: Examples, recipe: Recipe, chosen: Chosen) -> LinearModel:
    """The frozen model: fitted on all of *examples* with what the folds chose."""
    pipeline = fit_pipeline(examples, recipe, chosen.c, chosen.class_weight)
    return freeze(pipeline, examples, recipe, chosen.calibration, chosen.decision_offsets)


def freeze(
    pipeline: Pipeline, examples: Examples, recipe: Recipe, calibration: Calibration, offsets: Any
) -> LinearModel:
    """The arrays of a pipeline that was fitted on *examples*: they score as it does, without scikit-learn."""
    codebook, n = examples.codebook, len(examples)
    classifier = pipeline.named_steps["classifier"]
    coefficients, intercepts = classifier.coef_.T, classifier.intercept_
    if coefficients.shape[1] == 1:  # two tags: scikit-learn keeps the second one's scores only
        coefficients = np.concatenate([np.zeros_like(coefficients), coefficients], axis=1)
        intercepts = np.concatenate([[0.0], intercepts])
    blocks = []
    start = 0
    ranges = {"words": ("word", recipe.words), "characters": ("char_wb", recipe.characters)}
    for name, vectorizer in pipeline.named_steps["features"].transformer_list:
        if name not in ranges:
            continue
        kind, (low, high) = ranges[name]
        terms = tuple(vectorizer.get_feature_names_out().tolist())
        df = np.rint((1 + n) / np.exp(vectorizer.idf_ - 1.0) - 1).astype(np.int64)
        rows = coefficients[start : start + len(terms)]
        blocks.append(Block.of(kind, low, high, terms, n, df, rows))  # type: ignore[arg-type]
        start += len(terms)
    stems = cue_stems(codebook)
    middle = start + len(stems)
    cues = CueBlock(stems, np.ascontiguousarray(coefficients[start:middle])) if stems else None
    terms = actor_terms(codebook)
    actors = ActorBlock(terms, np.ascontiguousarray(coefficients[middle:])) if terms else None
    return LinearModel(
        codebook, tuple(blocks), cues, actors, intercepts.copy(), calibration, np.asarray(offsets, dtype=float)
    )
