"""Whether the probabilities mean what they say: calibration error, Brier score, log-loss, reliability tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import plain
from tristance.measures import reliability as measure
from tristance.measures.bootstrap import Estimate, bootstrap, sum_by_group
from tristance.schema import Codebook

Floats = NDArray[np.float64]
Tags = NDArray[np.intp]


@dataclass(frozen=True)
class Bin:
    """The n probabilities above ``low`` up to ``high``: their mean, and the share of them that came true."""

    low: float
    high: float
    n: int
    predicted: float
    observed: Estimate

    def as_json(self) -> dict[str, Any]:
        """Plain values; an empty bin has neither mean nor share."""
        predicted = self.predicted if self.n else None
        limits = {"low": round(self.low, 10), "high": round(self.high, 10)}
        return {**limits, "n": self.n, "mean_predicted": predicted, "observed": plain(self.observed)}


@dataclass(frozen=True)
class CalibrationScores:
    """How far the probabilities of n paragraphs mean what they say.

    ``ece`` is of the top probability in ten bins of equal width, as is the table ``top``; ``classwise_ece`` and
    ``per_tag`` are of each tag's own probability. ``brier`` is summed over the tags, ``log_loss`` in nats.
    """

    n: int
    ece: Estimate
    classwise_ece: Estimate
    brier: Estimate
    log_loss: Estimate
    top: tuple[Bin, ...] = field(repr=False)
    per_tag: dict[str, tuple[Bin, ...]] = field(repr=False)

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        return {
            "n_paragraphs": self.n,
            "ece": plain(self.ece),
            "classwise_ece": plain(self.classwise_ece),
            "brier": plain(self.brier),
            "log_loss": plain(self.log_loss),
            "reliability": [each.as_json() for each in self.top],
            "reliability_per_tag": {tag: [each.as_json() for each in bins] for tag, bins in self.per_tag.items()},
        }


def calibration_scores(codebook: Codebook, log_p: Floats, gold: Tags, groups: Tags, seed: int = 0) -> CalibrationScores:
    """The calibration of (n, k) log-probabilities, with intervals by *groups*, (n,) integers from 0 without a gap."""
    k, bins = len(codebook.names), measure.BINS
    g = int(groups.max()) + 1
    p = np.exp(log_p)
    top = p.argmax(axis=1)
    tables = [measure.bin_sums(p[np.arange(len(p)), top], top == gold, groups, g)]
    tables += [measure.bin_sums(p[:, tag], gold == tag, groups, g) for tag in range(k)]
    proper = np.stack([np.ones(len(p)), measure.brier(p, gold), measure.log_losses(log_p, gold)], axis=1)
    by_group = np.concatenate([sum_by_group(proper, groups, g), np.stack(tables, axis=1).reshape(g, -1)], axis=1)

    def statistic(sums: Floats) -> Floats:
        n = sums[..., :1]
        binned = sums[..., 3:].reshape(*sums.shape[:-1], 1 + k, bins, 3)
        error = measure.calibration_error(binned)
        errors = [error[..., :1], error[..., 1:].mean(axis=-1, keepdims=True)]
        shares = measure.observed(binned).reshape(*sums.shape[:-1], -1)
        return np.concatenate([*errors, sums[..., 1:3] / n, shares], axis=-1)

    found = bootstrap(by_group, statistic, seed=seed)
    total = by_group.sum(axis=0)[3:].reshape(1 + k, bins, 3)
    first, *others = (_bins(total[table], found[4 + table * bins : 4 + (table + 1) * bins]) for table in range(1 + k))
    per_tag = dict(zip(codebook.names, others, strict=True))
    return CalibrationScores(len(p), found[0], found[1], found[2], found[3], first, per_tag)


def _bins(sums: Floats, shares: list[Estimate]) -> tuple[Bin, ...]:
    edges = measure.bin_edges(len(sums)).tolist()
    predicted = measure.mean_predicted(sums).tolist()
    counts = sums[:, measure.N].astype(int).tolist()
    return tuple(
        Bin(low, high, n, mean, share)
        for low, high, n, mean, share in zip(edges, edges[1:], counts, predicted, shares, strict=False)
    )
