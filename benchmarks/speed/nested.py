"""Nested cross-validation: ours against GridSearchCV over the whole pipeline, the way that a newcomer writes it."""

from __future__ import annotations

import sys
import time
import warnings

import numpy as np
from joblib import parallel_config
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV, PredefinedSplit

from speed.machine import one_core
from speed.options import Options
from speed.peers import Tags
from speed.report import Section, Table
from speed.workbench import Workbench
from tristance.evaluation.cross_validation import cross_validate
from tristance.labels.examples import Examples
from tristance.training.choice import splits
from tristance.training.pipeline import build
from tristance.training.recipe import Recipe

PARAGRAPHS, QUICK = 2400, 60
GRID = tuple(np.geomspace(0.25, 128, 10).tolist())
_NOTE = (
    "in each of five outer folds the other four choose. The naive way fits the whole pipeline for each inner fold and "
    "C, and once more for each outer fold; ours, which also calibrates and chooses decision offsets, is compared in "
    "its most probable tags. One round on one core."
)
ALLOWED = 0.005  # of accuracy: lbfgs stops where it stops


def nested(bench: Workbench, options: Options) -> Section:
    """One round, since the naive way takes many minutes; exits where the two ways differ in accuracy."""
    found = _part(bench.labelled, QUICK if options.quick else PARAGRAPHS)
    grid = GRID[4:5] if options.quick else GRID
    seconds, accuracies = [], []
    with one_core():
        for way in (_naive, _ours):
            start = time.perf_counter()
            predicted = way(found, grid)
            seconds.append(time.perf_counter() - start)
            accuracies.append(float((predicted == found.tags).mean()))
    gap = abs(accuracies[0] - accuracies[1])
    if gap > (0.1 if options.quick else ALLOWED):
        sys.exit(f"the accuracies differ by {gap:.4f}")
    names = ("GridSearchCV over the whole pipeline (lbfgs)", "`cross_validate`")
    rows = [
        (name, f"{own:.1f}", f"{seconds[0] / own:.1f}", f"{accuracy:.3f}")
        for name, own, accuracy in zip(names, seconds, accuracies, strict=True)
    ]
    return Section(
        "Nested cross-validation",
        [f"{len(found):,} paragraphs with {len(grid)} values of C: {_NOTE}"],
        [Table(("contestant", "seconds", "× as fast", "accuracy"), rows)],
    )


def _part(found: Examples, n: int) -> Examples:
    """About *n* paragraphs: every so many groups of articles, whole."""
    return found.only(np.flatnonzero(found.groups % max(1, round(len(found) / n)) == 0))


def _naive(found: Examples, grid: tuple[float, ...]) -> Tags:
    recipe = Recipe(c_grid=grid)
    outer = splits(found, np.arange(len(found)), recipe)
    number = np.zeros(len(found), dtype=int)
    for i, fold in enumerate(outer):
        number[fold.test] = i
    predicted = np.zeros_like(found.tags)
    for fold in outer:
        search = GridSearchCV(
            build(found.codebook, recipe, 1.0, None).set_params(classifier__solver="lbfgs", classifier__tol=1e-4),
            {"classifier__C": list(grid)},
            cv=PredefinedSplit(number[fold.train]),
            scoring="accuracy",
        )
        with warnings.catch_warnings():  # lbfgs stops after so many steps, converged or not
            warnings.simplefilter("ignore", ConvergenceWarning)
            search.fit([found.texts[i] for i in fold.train], found.tags[fold.train])
        predicted[fold.test] = search.predict([found.texts[i] for i in fold.test])
    return predicted


def _ours(found: Examples, grid: tuple[float, ...]) -> Tags:
    with parallel_config(backend="sequential"):
        return np.asarray(cross_validate(found, Recipe(c_grid=grid)).uncalibrated.argmax(axis=1))
