"""Agreement of annotators with intervals by article: overall, and each tag against the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.measures import agreement as measure
from tristance.measures.bootstrap import Estimate, bootstrap, sum_by_group
from tristance.schema import Codebook


@dataclass(frozen=True)
class Coefficients:
    """Percent agreement, Cohen's kappa (mean over pairs) and Krippendorff's alpha; NaN where one is undefined."""

    percent: Estimate
    kappa: Estimate
    alpha: Estimate


@dataclass(frozen=True)
class Agreement:
    """``overall``, and each tag against the rest, over the paragraphs that two annotators or more have read."""

    annotators: tuple[str, ...]
    n_paragraphs: int
    n_articles: int
    overall: Coefficients
    per_tag: dict[str, Coefficients]

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        return {
            "annotators": list(self.annotators),
            "n_paragraphs": self.n_paragraphs,
            "n_articles": self.n_articles,
            **_plain(self.overall),
            "per_tag": {tag: _plain(found) for tag, found in self.per_tag.items()},
        }


def agreement(
    ratings: NDArray[np.intp], groups: NDArray[np.intp], codebook: Codebook, annotators: tuple[str, ...], seed: int = 0
) -> Agreement | None:
    """Agreement over (n, m) ratings, -1 where unread, with (n,) articles; None where no paragraph was read twice."""
    read_twice = (ratings >= 0).sum(axis=1) > 1
    if not read_twice.any():
        return None
    ratings = ratings[read_twice]
    _, groups = np.unique(groups[read_twice], return_inverse=True)
    k = len(codebook.names)
    coincidences = sum_by_group(measure.coincidences(ratings, k), groups)
    pairs = sum_by_group(measure.pair_counts(ratings, k), groups)

    def coefficients(tag: int | None) -> Coefficients:
        def narrow(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
            return matrix if tag is None else measure.one_against_rest(matrix, tag)

        return Coefficients(
            bootstrap(pairs, lambda m: measure.percent(narrow(m.sum(axis=-3))), seed=seed)[0],
            bootstrap(pairs, lambda m: measure.kappa(narrow(m)), seed=seed)[0],
            bootstrap(coincidences, lambda m: measure.alpha(narrow(m)), seed=seed)[0],
        )

    per_tag = {name: coefficients(tag) for tag, name in enumerate(codebook.names)}
    n_articles = int(groups.max()) + 1
    return Agreement(annotators, len(ratings), n_articles, coefficients(None), per_tag)


def plain(found: Estimate) -> dict[str, float | None]:
    """A figure and its interval for JSON, which has no NaN: what is undefined is null."""
    return {key: None if np.isnan(figure) else figure for key, figure in found._asdict().items()}


def _plain(found: Coefficients) -> dict[str, Any]:
    return {name: plain(getattr(found, name)) for name in ("percent", "kappa", "alpha")}
