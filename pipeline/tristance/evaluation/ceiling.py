"""The annotators' ceiling: the model with an annotator, beside an annotator with another, on the same paragraphs.

The two of a pair are on a par: each figure is symmetric, every pair of tags counting in both orders. A tag's F1 is
then 2 · both / (one + other), whoever is called gold, and the macro-F1 is over the stances that either used. More than
two annotators are pooled over their pairs, each paragraph weighing as many tags as it was given.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import plain
from tristance.labels.examples import stances_of
from tristance.measures import agreement as measure
from tristance.measures.bootstrap import Estimate, bootstrap, sum_by_group
from tristance.measures.scores import confusion_by_group, mean_f1_of_present
from tristance.schema import Codebook

Floats = NDArray[np.float64]
Tags = NDArray[np.intp]

MODEL = "model"
_MOST = 10  # pairs that are given one by one, of annotators and of the model with one of them


@dataclass(frozen=True)
class Level:
    """How well two sides agree: macro-F1 over the stances, and Krippendorff's alpha over all tags."""

    stance_macro_f1: Estimate
    alpha: Estimate

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        return {"stance_macro_f1": plain(self.stance_macro_f1), "alpha": plain(self.alpha)}


@dataclass(frozen=True)
class Pair:
    """Two annotators, or ``model`` and an annotator, on the n paragraphs that both have tagged."""

    first: str
    second: str
    n: int
    level: Level
    kappa: Estimate

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        sides = {"first": self.first, "second": self.second, "n_paragraphs": self.n}
        return {**sides, **self.level.as_json(), "kappa": plain(self.kappa)}


@dataclass(frozen=True)
class Ceiling:
    """Of the paragraphs that two annotators or more have read and that the model has tagged.

    Those that are disputed count too, though they are in no other score: without them annotators would always agree
    where nobody adjudicates. ``left_out`` were read twice as well, but every model has seen a part of their text.
    ``difference`` is the model's level less the annotators', paired.
    """

    annotators: tuple[str, ...]
    n_paragraphs: int
    n_articles: int
    left_out: int
    between: Level
    model: Level
    difference: Level
    pairs: tuple[Pair, ...] = field(repr=False)

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        return {
            "annotators": list(self.annotators),
            "n_paragraphs": self.n_paragraphs,
            "n_articles": self.n_articles,
            "left_out": self.left_out,
            "annotator_with_annotator": self.between.as_json(),
            "model_with_annotator": self.model.as_json(),
            "difference": self.difference.as_json(),
            "pairs": [pair.as_json() for pair in self.pairs],
        }


def ceiling(
    codebook: Codebook,
    predicted: Tags,
    ratings: Tags,
    groups: Tags,
    annotators: tuple[str, ...],
    *,
    left_out: int = 0,
    seed: int = 0,
) -> Ceiling | None:
    """The ceiling of (n,) *predicted* tags and (n, m) *ratings*, -1 where unread, with intervals by (n,) *groups*.

    None where no paragraph was read twice.
    """
    twice = (ratings >= 0).sum(axis=1) > 1
    if not twice.any():
        return None
    predicted, ratings = predicted[twice], ratings[twice]
    groups = np.unique(groups[twice], return_inverse=True)[1]
    k = len(codebook.names)
    stances = stances_of(codebook)

    def level(symmetric: Floats) -> Floats:
        return np.stack([mean_f1_of_present(symmetric, stances), measure.alpha(symmetric)], axis=-1)

    def three(sums: Floats) -> Floats:
        between, model = level(sums[..., 0, :, :]), level(sums[..., 1, :, :])
        return np.concatenate([between, model, model - between], axis=-1)

    def of_pair(sums: Floats) -> Floats:
        figures = level(sums + np.swapaxes(sums, -1, -2))
        return np.concatenate([figures, measure.kappa(sums[..., None, :, :])[..., None]], axis=-1)

    each = np.stack([measure.coincidences(ratings, k), measure.coincidences_with(predicted, ratings, k)], axis=1)
    found = bootstrap(sum_by_group(each, groups), three, seed=seed)
    n_articles = int(groups.max()) + 1
    pairs = []
    for first, second, left, right in _pairs(predicted, ratings, annotators):
        both = (left >= 0) & (right >= 0)
        matrix = confusion_by_group(left[both], right[both], groups[both], k, g=n_articles)
        f1, alpha, kappa = bootstrap(matrix, of_pair, seed=seed)
        pairs.append(Pair(first, second, int(both.sum()), Level(f1, alpha), kappa))
    between, model, difference = (Level(*found[i : i + 2]) for i in (0, 2, 4))
    read = tuple(name for name, column in zip(annotators, ratings.T, strict=True) if (column >= 0).any())
    return Ceiling(read, len(ratings), n_articles, left_out, between, model, difference, tuple(pairs))


def _pairs(predicted: Tags, ratings: Tags, annotators: tuple[str, ...]) -> list[tuple[str, str, Tags, Tags]]:
    """The pairs that share most paragraphs: of annotators, then of the model with each."""
    columns = list(zip(annotators, ratings.T, strict=True))
    among = [(a, b, x, y) for (a, x), (b, y) in itertools.combinations(columns, 2)]
    beside = [(MODEL, name, predicted, column) for name, column in columns]

    def shared(pair: tuple[str, str, Tags, Tags]) -> int:
        return int(((pair[2] >= 0) & (pair[3] >= 0)).sum())

    return [pair for side in (among, beside) for pair in sorted(side, key=shared, reverse=True)[:_MOST] if shared(pair)]
