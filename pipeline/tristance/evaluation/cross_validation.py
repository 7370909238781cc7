"""The recipe, run on articles that it has not seen: every choice is made anew within each training part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tristance.errors import NotEnoughLabels
from tristance.evaluation.agreement import agreement
from tristance.evaluation.ceiling import ceiling
from tristance.evaluation.procedure import procedure
from tristance.evaluation.scoring import Scores, score, with_probabilities
from tristance.labels.examples import Examples
from tristance.labels.gold import Ratings
from tristance.measures.calibration import log_softmax
from tristance.model.held_out import HeldOut
from tristance.training.choice import Chosen, Progress, Split, choose, grid_logits, pairs, splits
from tristance.training.folds import check_enough
from tristance.training.recipe import Recipe

_FEWEST_GROUPS = 3  # one to score, and two to choose on


@dataclass(frozen=True)
class CrossValidated:
    """``log_p`` (n, k) and ``predicted`` (n,) are out of fold, in the order of the examples.

    ``uncalibrated`` (n, k) are the log-probabilities before calibration; ``folds`` (n,) number the outer folds, and
    ``chosen_by_fold`` is what the others choose for each. ``chosen`` is what the outer folds choose for a model of all
    examples; its own score is not this one. ``disputed`` are the tags of the examples' disputed paragraphs, by the
    model that has not seen their article; -1 where every model has seen a part of it.
    """

    log_p: NDArray[np.float64]
    uncalibrated: NDArray[np.float64]
    predicted: NDArray[np.intp]
    folds: NDArray[np.intp]
    chosen: Chosen
    chosen_by_fold: tuple[Chosen, ...]
    recipe: Recipe
    disputed: NDArray[np.intp]


@dataclass(frozen=True)
class Nested:
    """The splits of a nested cross-validation: the ``outer`` folds, and each pair of them left out, as inner ones.

    ``beside`` are disputed paragraphs that each outer fold tags too: rows behind the examples, as ``Examples.joined``
    has them.
    """

    outer: list[Split]
    inner: dict[tuple[int, int], Split]
    beside: list[NDArray[np.intp]]

    @property
    def tasks(self) -> list[Split]:
        """What is to be fitted, in the order in which :meth:`decide` wants the logits."""
        outer = [
            Split(split.train, np.concatenate([split.test, more]))
            for split, more in zip(self.outer, self.beside, strict=True)
        ]
        return [*outer, *self.inner.values()]

    def decide(self, examples: Examples, recipe: Recipe, logits: list[NDArray[np.float64]]) -> CrossValidated:
        """Each outer fold, decided by what the others choose; *logits* as of ``grid_logits``, one a task."""
        outer, n = self.outer, len(examples)
        alone, without_both = logits[: len(outer)], dict(zip(self.inner, logits[len(outer) :], strict=True))
        log_p = np.zeros((n, len(examples.codebook.names)))
        uncalibrated = np.zeros_like(log_p)
        predicted, fold_of = np.zeros_like(examples.tags), np.zeros_like(examples.tags)
        disputed = np.full(len(examples.disputed or ()), -1, dtype=np.intp)
        by_fold = []
        for number, (split, more) in enumerate(zip(outer, self.beside, strict=True)):
            size = len(split.test)
            others = [other for other in range(len(outer)) if other != number]
            held_out = [_of(without_both, number, other, size) for other in others]
            chosen = choose(examples, recipe, [outer[other].test for other in others], held_out)
            all_log_p, tags = chosen.decide(alone[number])
            log_p[split.test], predicted[split.test], disputed[more - n] = all_log_p[:size], tags[:size], tags[size:]
            uncalibrated[split.test] = log_softmax(alone[number][chosen.candidate, :size])
            fold_of[split.test] = number
            by_fold.append(chosen)
        tests = [split.test for split in outer]
        final = choose(
            examples, recipe, tests, [found[:, : len(test)] for found, test in zip(alone, tests, strict=True)]
        )
        return CrossValidated(log_p, uncalibrated, predicted, fold_of, final, tuple(by_fold), recipe, disputed)


def nested(outer: list[Split], examples: Examples | None = None) -> Nested:
    """The splits of a nested cross-validation whose outer folds are *outer*.

    With *examples*, their disputed paragraphs are tagged too: each in the fold that holds its article and what shares
    text with it, or in the first where no fold does.
    """
    beside = [np.zeros(0, dtype=np.intp) for _ in outer]
    if examples is not None and examples.disputed is not None:
        groups, n = examples.joined.groups, len(examples)
        fold_of = {group: fold for fold, split in enumerate(outer) for group in groups[split.test].tolist()}
        fold = np.array([fold_of.get(group, 0) for group in groups[n:].tolist()])
        beside = [
            n + np.flatnonzero((fold == number) & ~np.isin(groups[n:], groups[split.train]))
            for number, split in enumerate(outer)
        ]
    return Nested(outer, pairs(outer), beside)


def outer_folds(examples: Examples, recipe: Recipe) -> list[Split]:
    """The folds by article that hold articles out for the scores. Raises :class:`NotEnoughLabels`."""
    check_enough(examples, recipe.folds)
    n_groups = int(examples.groups.max()) + 1
    if n_groups < _FEWEST_GROUPS:
        raise NotEnoughLabels(
            f"{n_groups} articles are too few to choose on some and score on others: {_FEWEST_GROUPS} are needed; "
            "label more, or train without scores: tristance train --no-evaluate"
        )
    return splits(examples, np.arange(len(examples)), recipe)


def cross_validate(examples: Examples, recipe: Recipe, progress: Progress | None = None) -> CrossValidated:
    """Nested cross-validation by article.

    The outer folds hold articles out for the scores; for each, the other folds are the inner folds that choose C, class
    weights, calibration and decision offsets. The outer folds' own grids serve a second time: they are the very folds
    that choose the parameters of the final model. Raises :class:`NotEnoughLabels`.
    """
    plan = nested(outer_folds(examples, recipe), examples)
    return plan.decide(examples, recipe, list(grid_logits(examples.joined, recipe, plan.tasks, progress)))


def _of(
    without_both: Mapping[tuple[int, int], NDArray[np.float64]], number: int, other: int, size: int
) -> NDArray[np.float64]:
    """The logits of fold *other* by the model without it and without fold *number*, which has *size* paragraphs."""
    if number < other:
        return without_both[number, other][:, size:]
    logits = without_both[other, number]
    return logits[:, : logits.shape[1] - size]


def held_out(examples: Examples, found: CrossValidated) -> HeldOut:
    """The predictions of a cross-validation, as they are kept beside a model."""
    return HeldOut(
        examples.codebook,
        examples.ids,
        examples.articles,
        examples.kinds,
        examples.groups,
        found.folds,
        examples.tags,
        found.predicted,
        np.exp(found.log_p),
    )


def score_cross_validated(examples: Examples, found: CrossValidated, ratings: Ratings, seed: int = 0) -> Scores:
    """The scores of a cross-validation, beside the agreement of those who annotated the labels."""
    between = agreement(ratings.values, ratings.groups, examples.codebook, ratings.annotators, seed)
    everything = examples.joined
    tagged = np.concatenate([found.predicted, found.disputed])
    read = ratings.of(everything.ids)[tagged >= 0]
    left_out = (between.n_paragraphs if between else 0) - int(((read >= 0).sum(axis=1) > 1).sum())
    scores = score(
        examples.codebook,
        examples.texts,
        examples.tags,
        found.predicted,
        examples.groups,
        text=examples.text,
        articles=examples.articles,
        kinds=examples.kinds,
        agreement=between,
        annotators=ratings.annotators,
        ceiling=ceiling(
            examples.codebook,
            tagged[tagged >= 0],
            read,
            everything.groups[tagged >= 0],
            ratings.annotators,
            left_out=left_out,
            seed=seed,
        ),
        seed=seed,
    )
    scores = replace(scores, procedure=procedure(examples, found.recipe, found.folds, found.chosen_by_fold))
    return with_probabilities(
        scores, found.log_p, found.uncalibrated, examples.tags, found.predicted, examples.groups, seed
    )
