"""Two ways to tag the same paragraphs, and what one loses against the other, over the same draws of articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import plain
from tristance.labels.examples import Examples
from tristance.measures.bootstrap import Estimate, bootstrap
from tristance.measures.scores import confusion_by_group, mean_f1_of_present

Matrix = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Beside:
    """Stance macro-F1 of ``other`` tags, and of the ordinary cross-validation's on the same n paragraphs.

    ``difference`` is the other's less the ordinary one's, paired by article. ``n_trained`` is on how many paragraphs
    the others' models were trained, and ``n_trained_ordinary`` the ordinary ones, on average over the n paragraphs.
    """

    n_paragraphs: int
    n_articles: int
    n_trained: float
    n_trained_ordinary: float
    other: Estimate
    ordinary: Estimate
    difference: Estimate

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        return {
            "n_paragraphs": self.n_paragraphs,
            "n_articles": self.n_articles,
            "n_trained": round(self.n_trained, 1),
            "n_trained_cross_validated": round(self.n_trained_ordinary, 1),
            "stance_macro_f1": plain(self.other),
            "cross_validated": plain(self.ordinary),
            "difference": plain(self.difference),
        }


@dataclass(frozen=True)
class Tagged:
    """Tags (n,) of all examples by models that were trained on ``trained`` (n,) paragraphs; -1 where not tagged."""

    predicted: Rows
    trained: Rows


def beside(examples: Examples, other: Tagged, ordinary: Tagged, rows: Rows, seed: int = 0) -> Beside:
    """*other* beside *ordinary* on these rows, with intervals by article."""
    k = len(examples.codebook.names)
    groups = np.unique(examples.groups[rows], return_inverse=True)[1]
    first, second = (
        confusion_by_group(examples.tags[rows], each.predicted[rows], groups, k) for each in (other, ordinary)
    )
    trained = float(other.trained[rows].mean()), float(ordinary.trained[rows].mean())
    n_articles = len({examples.articles[row] for row in rows})
    return Beside(len(rows), n_articles, *trained, *headlines(first, second, examples.stances, seed))


def headlines(one: Matrix, other: Matrix, stances: Rows, seed: int = 0) -> tuple[Estimate, Estimate, Estimate]:
    """Macro-F1 over *stances* of two (g, k, k) confusion matrices by article, and the first less the second, paired."""

    def statistic(sums: Matrix) -> Matrix:
        scores = mean_f1_of_present(sums, stances)
        return np.concatenate([scores, scores[..., :1] - scores[..., 1:]], axis=-1)

    first, second, difference = bootstrap(np.stack([one, other], axis=1), statistic, seed=seed)
    return first, second, difference
