"""Models to ask why: fitted as those that were scored, but loosely, for two decimals of a weight suffice to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tristance.labels.examples import Examples
from tristance.model.linear import LinearModel
from tristance.training.choice import Chosen
from tristance.training.cores import on_all_cores
from tristance.training.fit import freeze
from tristance.training.pipeline import build
from tristance.training.recipe import Recipe

_TOLERANCE = 1e-4  # scikit-learn's own: coefficients of some 4 are right to about 0.01
_AT_ONCE = 0.2  # share of the paragraphs that one model may do without


def parts_without(
    examples: Examples, rows: Sequence[int], folds: NDArray[np.intp]
) -> list[tuple[list[int], NDArray[np.bool_]]]:
    """On what models are fitted that have not seen the articles of *rows*: masks (n,), each with the rows it is for.

    One part without any of these articles, where enough is left; else one a fold, as they were scored; *folds* are
    (n,).
    """
    if not rows:
        return []
    apart = np.isin(examples.groups, examples.groups[list(rows)])
    if apart.mean() <= _AT_ONCE:
        return [(list(rows), ~apart)]
    numbers = np.unique(folds[list(rows)])
    return [([row for row in rows if folds[row] == number], folds != number) for number in numbers]


def fit_parts(
    examples: Examples, parts: Sequence[NDArray[np.bool_]], recipe: Recipe, chosen: Chosen
) -> Iterator[LinearModel | None]:
    """A model of each part, (n,) masks; None of one that lacks a tag. A second fit gives the same bytes."""
    return on_all_cores(partial(_fit, examples, recipe, chosen), parts, len(examples))


def _fit(examples: Examples, recipe: Recipe, chosen: Chosen, part: NDArray[np.bool_]) -> LinearModel | None:
    given = examples.only(np.flatnonzero(part))
    if len(np.unique(given.tags)) < len(examples.codebook.names):
        return None
    pipeline = build(given.codebook, recipe, chosen.c, chosen.class_weight, given.texts)
    pipeline.named_steps["classifier"].tol = _TOLERANCE
    pipeline.fit(list(given.texts), given.tags)
    return freeze(pipeline, given, recipe, chosen.calibration, chosen.decision_offsets)
