"""Contestants that take turns, timed by the wall and by the processor."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Job = Callable[[], Any]


class Lap(NamedTuple):
    """Seconds of one job in one round; the processor's are those of all threads, and of processes started."""

    wall: float
    cpu: float


class Ratio(NamedTuple):
    """A median over rounds, with the smallest and the largest."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{_short(self.median)} ({_short(self.low)}–{_short(self.high)})"


def race(jobs: Mapping[str, Job], rounds: int, *, warm: bool = True) -> dict[str, list[Lap]]:
    """The laps of each job, in order of the rounds; to *warm* them up one more goes first, and is not counted."""
    first = 0 if warm else 1
    laps: dict[str, list[Lap]] = {name: [] for name in jobs}
    for number in range(first, rounds + 1):
        for name, job in jobs.items():
            lap = timed(job)
            if number:
                laps[name].append(lap)
    return laps


def timed(job: Job) -> Lap:
    """One lap."""
    wall, cpu = time.perf_counter(), _processor()
    job()
    return Lap(time.perf_counter() - wall, _processor() - cpu)


def times_as_fast(mine: list[Lap], theirs: list[Lap], work: float = 1.0) -> Ratio:
    """How many times as fast *mine* was as *theirs* in each round, where it did *work* times as much in its lap."""
    return ratio([work * b.wall / a.wall for a, b in zip(mine, theirs, strict=True)])


def ratio(values: list[float]) -> Ratio:
    """The median of *values*, with the smallest and the largest."""
    return Ratio(statistics.median(values), min(values), max(values))


def _processor() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"  # noqa: PLR2004  # three figures
