"""What one cross-validation cannot show: other folds, the leak of folds that split articles, transfer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import plain
from tristance.evaluation.beside import Beside, Tagged, beside
from tristance.evaluation.cross_validation import CrossValidated, Nested, nested, outer_folds
from tristance.evaluation.transfer import FEWEST, SHOWN, Part, Setting, settings
from tristance.labels.examples import Examples
from tristance.labels.rows import ArticleRow
from tristance.measures.bootstrap import Estimate, bootstrap
from tristance.measures.scores import confusion_by_group, mean_f1_of_present
from tristance.training.choice import Progress, Split, choose, grid_logits, splits
from tristance.training.folds import assign_folds
from tristance.training.recipe import Recipe

INNER = 3
"""Folds that choose the parameters of a model for transfer, all within its training part."""

Logits = Iterator[NDArray[np.float64]]


@dataclass(frozen=True)
class Repeats:
    """The headline by other folds: of each seed, their mean, and their standard deviation."""

    seeds: tuple[int, ...]
    scores: tuple[Estimate, ...]

    @property
    def mean(self) -> float:
        """The mean of the headlines."""
        return float(np.mean([score.value for score in self.scores]))

    @property
    def deviation(self) -> float:
        """Their standard deviation, NaN of one alone."""
        return float(np.std([score.value for score in self.scores], ddof=1)) if len(self.scores) > 1 else float("nan")

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        deviation = self.deviation
        return {
            "seeds": list(self.seeds),
            "stance_macro_f1": [plain(score) for score in self.scores],
            "mean": None if np.isnan(self.mean) else self.mean,
            "standard_deviation": None if np.isnan(deviation) else deviation,
        }


@dataclass(frozen=True)
class Transfer:
    """Of a genre, an outlet or later years that no model had seen: all of them pooled, and each of the largest."""

    of: str
    pooled: Beside | None
    each: dict[str, Beside]
    note: str

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        return {
            "pooled": self.pooled.as_json() if self.pooled else None,
            "each": {name: found.as_json() for name, found in self.each.items()},
            "note": self.note,
        }


@dataclass(frozen=True)
class Full:
    """Repeats over seeds, the leak (``other``: folds of paragraphs), and transfer."""

    repeats: Repeats
    leak: Beside
    transfer: tuple[Transfer, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        return {
            "repeats": self.repeats.as_json(),
            "leak": self.leak.as_json(),
            "transfer": {found.of: found.as_json() for found in self.transfer},
        }


def cross_validate_fully(
    examples: Examples,
    articles: Mapping[str, ArticleRow],
    recipe: Recipe,
    *,
    seeds: int = 3,
    progress: Progress | None = None,
) -> tuple[CrossValidated, Full]:
    """The ordinary cross-validation, and all that goes beyond it, in one pass over all fits.

    Repeats take the *seeds* from that of the recipe on. The leak is the same recipe in folds of paragraphs, as a split
    makes them that knows no articles. *articles* are rows by their name. Raises :class:`NotEnoughLabels`.
    """
    plans = [nested(outer_folds(examples, replace(recipe, seed=recipe.seed + i)), examples) for i in range(seeds)]
    by_paragraph = _by_paragraph(examples, recipe)
    ways = settings(examples, articles)
    inner = replace(recipe, folds=INNER)
    parts = [[(part, splits(examples, part.train, inner)) for part in way.parts] for way in ways]
    tasks = [task for plan in (*plans, by_paragraph) for task in plan.tasks]
    tasks += [task for way in parts for part, folds in way for task in (*folds, Split(part.train, part.test))]
    logits = iter(grid_logits(examples.joined, recipe, tasks, progress))

    def run(plan: Nested) -> CrossValidated:
        return plan.decide(examples, recipe, list(islice(logits, len(plan.tasks))))

    runs = [run(plan) for plan in plans]
    found, ordinary = runs[0], _tagged(plans[0], runs[0])
    repeats = Repeats(
        tuple(recipe.seed + i for i in range(seeds)), tuple(_headline(examples, each, recipe.seed) for each in runs)
    )
    everything = np.arange(len(examples))
    leak = beside(examples, _tagged(by_paragraph, run(by_paragraph)), ordinary, everything, recipe.seed)
    transfers = []
    for way, with_folds in zip(ways, parts, strict=True):
        tagged = _transferred(examples, recipe, with_folds, logits)
        transfers.append(_transfer(examples, way, tagged, ordinary, recipe.seed))
    return found, Full(repeats, leak, tuple(transfers))


def _by_paragraph(examples: Examples, recipe: Recipe) -> Nested:
    rows = np.arange(len(examples))
    fold = assign_folds(examples.tags, rows, recipe.folds, recipe.seed)
    return nested([Split(rows[fold != number], rows[fold == number]) for number in np.unique(fold)])


def _tagged(plan: Nested, found: CrossValidated) -> Tagged:
    sizes = np.array([len(split.train) for split in plan.outer])
    return Tagged(found.predicted, sizes[found.folds])


def _headline(examples: Examples, found: CrossValidated, seed: int) -> Estimate:
    k = len(examples.codebook.names)
    by_group = confusion_by_group(examples.tags, found.predicted, examples.groups, k)
    return bootstrap(by_group, lambda sums: mean_f1_of_present(sums, examples.stances), seed=seed)[0]


def _transferred(examples: Examples, recipe: Recipe, parts: list[tuple[Part, list[Split]]], logits: Logits) -> Tagged:
    """Each part, tagged by a model without it that its own training rows have chosen."""
    predicted, trained = np.full(len(examples), -1, dtype=np.intp), np.zeros(len(examples), dtype=np.intp)
    for part, folds in parts:
        chosen = choose(examples, recipe, [fold.test for fold in folds], list(islice(logits, len(folds))))
        _, predicted[part.test] = chosen.decide(next(logits))
        trained[part.test] = len(part.train)
    return Tagged(predicted, trained)


def _transfer(examples: Examples, way: Setting, tagged: Tagged, ordinary: Tagged, seed: int) -> Transfer:
    rows = np.flatnonzero(tagged.predicted >= 0)
    if not len(rows):
        return Transfer(way.of, None, {}, way.note)
    names, counts = np.unique(way.values[rows], return_counts=True)
    largest = sorted(zip(-counts, names.tolist(), strict=True))[:SHOWN]
    enough = [name for negative, name in largest if -negative >= FEWEST]
    each = {name: beside(examples, tagged, ordinary, rows[way.values[rows] == name], seed) for name in enough}
    return Transfer(way.of, beside(examples, tagged, ordinary, rows, seed), each, way.note)
