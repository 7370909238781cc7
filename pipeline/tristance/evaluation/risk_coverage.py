"""What is gained by leaving out the paragraphs of which the model is least sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import plain
from tristance.measures import risk_coverage as measure
from tristance.measures.bootstrap import Estimate, bootstrap, open_share

Tags = NDArray[np.intp]

COVERAGES = tuple(percent / 100 for percent in range(100, 0, -5))


@dataclass(frozen=True)
class Point:
    """At ``coverage``: the share of wrong tags, of n paragraphs that are taken, of ``confidence`` or more."""

    coverage: float
    n: int
    confidence: float
    risk: Estimate

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"coverage": self.coverage, "n": self.n, "confidence": self.confidence, "risk": plain(self.risk)}


@dataclass(frozen=True)
class RiskCoverage:
    """The curve of n paragraphs, from full coverage down, and the area under it."""

    n: int
    area: Estimate
    points: tuple[Point, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        return {
            "n_paragraphs": self.n,
            "aurc": plain(self.area),
            "points": [point.as_json() for point in self.points],
        }


def risk_coverage(
    confidence: NDArray[np.float64], wrong: NDArray[np.bool_], groups: Tags, g: int, seed: int = 0
) -> RiskCoverage | None:
    """The curve of paragraphs sorted by the probability of their tag, with intervals by g *groups*: all are (n,).

    None where there is no paragraph.
    """
    n = len(confidence)
    if n == 0:
        return None
    coverages = np.array(COVERAGES)
    sums = measure.cell_sums(wrong, measure.cells(confidence), groups, g)
    *risks, area = bootstrap(
        sums,
        lambda s: np.concatenate([measure.risk(s, coverages), measure.area(s)[..., None]], axis=-1),
        seed=seed,
    )
    order = np.argsort(-confidence, kind="stable")

    def point(coverage: float, found: Estimate) -> Point:
        taken = order[: max(int(np.ceil(coverage * n - 1e-9)), 1)]
        of_groups = open_share(found, len(np.unique(groups[taken])))
        return Point(coverage, len(taken), float(confidence[taken[-1]]), of_groups)

    return RiskCoverage(n, area, tuple(point(*each) for each in zip(COVERAGES, risks, strict=True)))
