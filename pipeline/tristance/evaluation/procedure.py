"""How the scores of a cross-validation came about: what a methods paragraph has to say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.labels.examples import Examples
from tristance.training.choice import Chosen
from tristance.training.recipe import Recipe


@dataclass(frozen=True)
class Fold:
    """An outer fold: what was held out, and what the others chose for it."""

    n_paragraphs: int
    n_articles: int
    n_groups: int
    c: float
    class_weight: str | None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "n_paragraphs": self.n_paragraphs,
            "n_articles": self.n_articles,
            "n_groups": self.n_groups,
            "c": self.c,
            "class_weight": self.class_weight,
        }


@dataclass(frozen=True)
class Procedure:
    """The recipe, the n groups of articles that were kept together, and the outer folds.

    The inner folds of an outer fold are the other outer folds: a model without two folds serves as an inner model of
    both. So there is one fewer of them.
    """

    recipe: Recipe
    n_groups: int
    folds: tuple[Fold, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "words": list(self.recipe.words),
            "characters": list(self.recipe.characters),
            "c_grid": list(self.recipe.c_grid),
            "class_weights": list(self.recipe.class_weights),
            "outer_folds": len(self.folds),
            "inner_folds": len(self.folds) - 1,
            "inner_folds_are": "the other outer folds",
            "grouped_by": "article, near-duplicate articles together",
            "n_groups": self.n_groups,
            "seed": self.recipe.seed,
        }


def procedure(examples: Examples, recipe: Recipe, fold: NDArray[np.intp], chosen: Sequence[Chosen]) -> Procedure:
    """The account of a cross-validation by (n,) folds, in which each chose what *chosen* says of it."""
    article = np.unique(np.array(examples.articles), return_inverse=True)[1]
    folds = []
    for number, found in enumerate(chosen):
        mine = fold == number
        articles, groups = len(np.unique(article[mine])), len(np.unique(examples.groups[mine]))
        folds.append(Fold(int(mine.sum()), articles, groups, found.c, found.class_weight))
    return Procedure(recipe, len(np.unique(examples.groups)), tuple(folds))
