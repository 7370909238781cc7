"""Whether the probabilities mean what they say: calibration error, Brier score, log-loss, reliability tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import plain
from tristance.measures import reliability as measure
from tristance.measures.bootstrap import Estimate, bootstrap, open_share, sum_by_group
from tristance.measures.calibration_error import error_estimate
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
    k = len(codebook.names)
    g = int(groups.max()) + 1
    p = np.exp(log_p)
    top = p.argmax(axis=1)
    tables = [measure.bin_sums(p[np.arange(len(p)), top], top == gold, groups, g)]
    tables += [measure.bin_sums(p[:, tag], gold == tag, groups, g) for tag in range(k)]
    binned = np.stack(tables, axis=1)
    proper = np.stack([np.ones(len(p)), measure.brier(p, gold), measure.log_losses(log_p, gold)], axis=1)
    brier, log_loss = bootstrap(sum_by_group(proper, groups, g), lambda sums: sums[..., 1:] / sums[..., :1], seed=seed)
    shares = bootstrap(binned, lambda sums: measure.observed(sums).reshape(*sums.shape[:-3], -1), seed=seed)
    first, *others = (_bins(binned[:, i], shares[i * measure.BINS : (i + 1) * measure.BINS]) for i in range(1 + k))
    return CalibrationScores(
        len(p),
        error_estimate(binned[:, :1], seed=seed),
        error_estimate(binned[:, 1:], seed=seed),
        brier,
        log_loss,
        first,
        dict(zip(codebook.names, others, strict=True)),
    )


def _bins(by_group: Floats, shares: list[Estimate]) -> tuple[Bin, ...]:
    sums = by_group.sum(axis=0)
    edges = measure.bin_edges(len(sums)).tolist()
    rows = zip(
        edges,
        edges[1:],
        sums[:, measure.N].astype(int).tolist(),
        (by_group[..., measure.N] > 0).sum(axis=0).tolist(),
        measure.mean_predicted(sums).tolist(),
        shares,
        strict=False,
    )
    return tuple(Bin(low, high, n, mean, open_share(share, groups)) for low, high, n, groups, mean, share in rows)
