"""Choosing C, class weights, calibration and decision offsets, all from scores of paragraphs that were held out."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tristance.labels.examples import Examples
from tristance.measures.calibration import Calibration, fit_calibration
from tristance.measures.decision import choose_offsets, decide
from tristance.measures.scores import confusion, macro_f1
from tristance.training.cores import on_all_cores
from tristance.training.folds import assign_folds
from tristance.training.matrix import Counted
from tristance.training.recipe import ClassWeight, Recipe
from tristance.training.solver import candidates, path_logits

Rows = NDArray[np.intp]
Progress = Callable[[int, int], None]
"""Called with the number of splits done and of all splits."""
_DECIMALS = 2  # of a score: what lies behind is noise, and not worth a weaker penalty


@dataclass(frozen=True)
class Chosen:
    """What the folds chose; ``score`` is the headline on those folds, flattered by the choice.

    ``candidate`` is the place in the recipe's grid of ``c`` and ``class_weight``.
    """

    candidate: int
    c: float
    class_weight: ClassWeight
    score: float
    calibration: Calibration
    decision_offsets: NDArray[np.float64]

    def decide(self, logits: NDArray[np.float64]) -> tuple[NDArray[np.float64], Rows]:
        """Log-probabilities (m, k) and tags (m,) of held-out rows, from their (candidates, m, k) logits."""
        log_p = self.calibration.apply(logits[self.candidate])
        return log_p, decide(log_p, self.decision_offsets)


@dataclass(frozen=True)
class Split:
    """Rows to fit on, and rows to score."""

    train: Rows
    test: Rows


def splits(examples: Examples, rows: Rows, recipe: Recipe) -> list[Split]:
    """The folds of *rows*, by article."""
    fold = assign_folds(examples.tags[rows], examples.groups[rows], recipe.folds, recipe.seed)
    return [Split(rows[fold != number], rows[fold == number]) for number in np.unique(fold)]


def pairs(folds: list[Split]) -> dict[tuple[int, int], Split]:
    """What is left without two folds, tested on both: one split for every pair of folds.

    The folds other than one are the inner folds of that one. A split without folds i and j is the inner split j of
    outer fold i and the inner split i of outer fold j at once, which halves the work of nesting.
    """
    found = {}
    for i, j in itertools.combinations(range(len(folds)), 2):
        train = np.setdiff1d(folds[i].train, folds[j].test, assume_unique=True)
        found[i, j] = Split(train, np.concatenate([folds[i].test, folds[j].test]))
    return found


def grid_logits(
    examples: Examples, recipe: Recipe, tasks: list[Split], progress: Progress | None = None
) -> Iterator[NDArray[np.float64]]:
    """Logits of every split's test rows under every candidate, (candidates, m, k) each, in the order of *tasks*.

    Terms are counted once for all; the splits share the machine's cores.
    """
    if progress is not None:
        progress(0, len(tasks))
    counted = Counted(examples.texts, examples.codebook, recipe)
    k = len(examples.codebook.names)
    one = partial(_one, counted, examples.tags, recipe, k)
    for done, logits in enumerate(on_all_cores(one, tasks, len(examples)), start=1):
        if progress is not None:
            progress(done, len(tasks))
        yield logits


def _one(counted: Counted, tags: Rows, recipe: Recipe, k: int, task: Split) -> NDArray[np.float64]:
    train, test = counted.split(task.train, task.test)
    return path_logits(train, tags[task.train], test, recipe, k)


def choose(examples: Examples, recipe: Recipe, tests: list[Rows], logits: list[NDArray[np.float64]]) -> Chosen:
    """The best candidate on the headline score, with its calibration and offsets.

    *tests* are the rows of each fold, and *logits* their scores, (candidates, m, k), by a model without that fold.

    A candidate is scored as it would be used: each fold is decided with the calibration and the offsets that the other
    folds chose. Scores are compared to two decimals; of equals the smaller C wins, then no class weights.
    """
    rows = np.concatenate(tests)
    number = np.repeat(np.arange(len(tests)), [len(test) for test in tests])
    pooled = np.concatenate(logits, axis=1)
    gold = examples.tags[rows]
    scores = [round(_score(table, gold, number, examples), _DECIMALS) for table in pooled]
    among = candidates(recipe)
    best = max(range(len(among)), key=lambda i: (scores[i], -among[i][0], among[i][1] is None))
    c, weight = among[best]
    calibration = fit_calibration(pooled[best], gold)
    offsets = choose_offsets(calibration.apply(pooled[best]), gold, examples.stances)
    return Chosen(best, c, weight, scores[best], calibration, offsets)


def _score(logits: NDArray[np.float64], gold: Rows, fold: Rows, examples: Examples) -> float:
    _, predicted = cross_fitted(logits, gold, fold, examples.stances)
    return float(macro_f1(confusion(gold, predicted, logits.shape[1]), examples.stances))


def cross_fitted(
    logits: NDArray[np.float64], gold: Rows, fold: Rows, stances: Rows
) -> tuple[NDArray[np.float64], Rows]:
    """Log-probabilities (n, k) and tags (n,), each fold by the calibration and the offsets that the others choose.

    *logits* (n, k) are out of fold, *gold* and *fold* (n,).
    """
    log_p, predicted = np.zeros_like(logits), np.zeros_like(gold)
    for held, calibration in calibrations(logits, gold, fold):
        offsets = choose_offsets(calibration.apply(logits[~held]), gold[~held], stances)
        log_p[held] = calibration.apply(logits[held])
        predicted[held] = decide(log_p[held], offsets)
    return log_p, predicted


def calibrations(
    logits: NDArray[np.float64], gold: Rows, fold: Rows
) -> Iterator[tuple[NDArray[np.bool_], Calibration]]:
    """Each fold, as a mask (n,), and the calibration that the others give: (n, k) logits, (n,) tags and folds."""
    for number in np.unique(fold):
        held = fold == number
        yield held, fit_calibration(logits[~held], gold[~held])
