"""The scores of a benchmark, of all targets together and of each, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stance_files import Benchmark
from stance_tagging import Tagged
from tristance.measures.bootstrap import Estimate, bootstrap
from tristance.measures.scores import Matrix, confusion_by_group, f1


class Scored(NamedTuple):
    """One line of figures: the score, and the F1 of each scored label."""

    name: str
    n: int
    score: Estimate
    f1: list[Estimate]


def score(benchmark: Benchmark, tagged: Sequence[Tagged]) -> tuple[list[Scored], Scored]:
    """The lines of all targets together, of each, and of their mean; and the commonest label's.

    Counts of all targets are pooled before F1 is taken, as the task does. A figure is the mean over the seeds, with
    its interval from articles (tweets) drawn anew.
    """
    several = len(tagged) > 1
    figures = bootstrap(_counts(benchmark, tagged, lambda part: part.predicted), _statistic(benchmark, several))
    commonest = _counts(benchmark, tagged, lambda part: part.commonest[None]).sum(axis=0)
    baseline = _statistic(benchmark, several)(commonest).tolist()
    width = 1 + len(benchmark.scored)
    n = sum(len(part.gold) for part in tagged)
    named = [("tristance", n)]
    if several:
        named += [*((part.target, len(part.gold)) for part in tagged), ("mean of the targets", n)]
    lines = [
        Scored(name, size, figures[i], figures[i + 1 : i + width])
        for i, (name, size) in zip(range(0, len(figures), width), named, strict=True)
    ]
    plain = [Estimate(value, np.nan, np.nan) for value in baseline[:width]]
    return lines, Scored(f"commonest label{' of each target' * several}", n, plain[0], plain[1:])


def by_seed(benchmark: Benchmark, tagged: Sequence[Tagged]) -> list[float]:
    """The pooled score of each seed."""
    counts = _counts(benchmark, tagged, lambda part: part.predicted).sum(axis=(0, 2))
    return [float(value) for value in _scores(benchmark, counts)[:, 0]]


def _counts(benchmark: Benchmark, tagged: Sequence[Tagged], tags: Callable[[Tagged], NDArray[np.intp]]) -> Matrix:
    """(groups, seeds, targets, k, k): what each article adds to the confusion matrix of each target."""
    k, t = len(benchmark.labels), len(tagged)
    parts = []
    for number, part in enumerate(tagged):
        each = [confusion_by_group(part.gold, predicted, part.groups, k) for predicted in tags(part)]
        counts = np.zeros((len(each[0]), len(each), t, k, k))
        counts[:, :, number] = np.stack(each, axis=1)
        parts.append(counts)
    return np.concatenate(parts)


def _scores(benchmark: Benchmark, matrices: Matrix) -> Matrix:
    """The score and the F1 of each scored label: (…, k, k) -> (…, 1 + labels)."""
    each = f1(matrices)[..., [benchmark.labels.index(label) for label in benchmark.scored]]
    return np.concatenate([np.mean(each, axis=-1, keepdims=True), each], axis=-1)


def _statistic(benchmark: Benchmark, several: bool) -> Callable[[Matrix], Matrix]:
    """All figures in one row, mean over the seeds: (…, seeds, targets, k, k) -> (…, m)."""

    def statistic(counts: Matrix) -> Matrix:
        pooled: Matrix = _scores(benchmark, counts.sum(axis=-3)).mean(axis=-2)
        if not several:
            return pooled
        each = _scores(benchmark, counts).mean(axis=-3)
        return np.concatenate([pooled, each.reshape(*each.shape[:-2], -1), each.mean(axis=-2)], axis=-1)

    return statistic
