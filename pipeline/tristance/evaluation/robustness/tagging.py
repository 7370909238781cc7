"""Who tags the texts of an audit: the model itself, or on what it was trained on, models like it that have not seen it.

A model is sure of what it was trained on: typos move 1 % of its tags on the bundled labels, and 5 % out of fold.
So its own paragraphs are tagged by models of the same recipe, each fitted without one of the folds by which the
model was evaluated; calibration and decision offsets are the model's own, which come from those folds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tristance.labels.examples import Examples
from tristance.measures.calibration import Calibration
from tristance.model.held_out import HeldOut
from tristance.model.linear import LinearModel
from tristance.training.cores import on_all_cores
from tristance.training.fit import freeze
from tristance.training.pipeline import build
from tristance.training.recipe import Recipe
from tristance.training.solver import FOLD_TOLERANCE, class_weights, fit

Rows = NDArray[np.intp]
Progress = Callable[[int, int], None]
How = Literal["the model", "models without their fold", "the model, which was trained on them"]


@dataclass(frozen=True)
class Tagging:
    """Several models of one recipe; ``of`` (n,) says which of them tags each of n texts."""

    models: tuple[LinearModel, ...]
    of: Rows

    def log_p(self, rows: Rows, texts: Sequence[str]) -> NDArray[np.float64]:
        """Calibrated log-probabilities of *texts* that stand for the texts of *rows*: (m,), m texts -> (m, k)."""
        found = np.zeros((len(rows), len(self.models[0].codebook.names)))
        for number, model in enumerate(self.models):
            own = np.flatnonzero(self.of[rows] == number).tolist()
            if own:
                found[own] = model.log_probabilities([texts[i] for i in own])
        return found


def by_itself(model: LinearModel, n: int) -> Tagging:
    """*model* tags all of *n* texts."""
    return Tagging((model,), np.zeros(n, dtype=np.intp))


def by_others(
    model: LinearModel,
    parameters: dict[str, Any],
    examples: Examples,
    held_out: HeldOut,
    names: Sequence[str],
    progress: Progress | None = None,
) -> Tagging:
    """Models without a fold tag the paragraphs of that fold; *model* those that it was not trained on.

    *examples* are what it was trained on, with the *parameters* that its card gives, and *held_out* has their folds;
    *names* are the paragraphs to tag. *progress* is told how many models are fitted, of how many.
    """
    fold_of = dict(zip(held_out.paragraphs, held_out.folds.tolist(), strict=True))
    folds = sorted({fold_of[name] for name in names if name in fold_of})
    number = {fold: place for place, fold in enumerate(folds, start=1)}
    fold = np.array([fold_of[name] for name in examples.ids])
    tasks = [examples.only(np.flatnonzero(fold != each)) for each in folds]
    one = partial(_fit, parameters, model.calibration, model.decision_offsets)
    models = [model]
    if progress is not None:
        progress(0, len(folds))
    for fitted in on_all_cores(one, tasks, min(map(len, tasks), default=0)):
        models.append(fitted)
        if progress is not None:
            progress(len(models) - 1, len(folds))
    return Tagging(tuple(models), np.array([number.get(fold_of.get(name, -1), 0) for name in names], dtype=np.intp))


def _fit(
    parameters: dict[str, Any], calibration: Calibration, offsets: NDArray[np.float64], examples: Examples
) -> LinearModel:
    """A model of *examples* to the precision of a fold; a tag that none of them has is all but never given."""
    recipe = Recipe(words=tuple(parameters["words"]), characters=tuple(parameters["characters"]))
    c, weight = float(parameters["c"]), parameters["class_weight"]
    pipeline = build(examples.codebook, recipe, c, weight, examples.texts)
    n, k = len(examples), len(examples.codebook.names)
    classes, codes = np.unique(examples.tags, return_inverse=True)
    weights = class_weights(codes, weight)
    x = pipeline.named_steps["features"].fit_transform(list(examples.texts))
    coefficients, intercepts = fit(x, codes, weights, len(classes), c, FOLD_TOLERANCE)
    fitted = pipeline.named_steps["classifier"]
    fitted.coef_ = np.zeros((k, x.shape[1]))
    fitted.coef_[classes] = coefficients.T
    fitted.intercept_ = np.full(k, intercepts.min() - np.log(2 * n))
    fitted.intercept_[classes] = intercepts
    return freeze(pipeline, examples, recipe, calibration, offsets)
