"""The outcome of a race over the corpus: rates and ratios, by paragraph or by byte."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from speed.contestants import Contestant
from speed.machine import one_core
from speed.race import Lap, Ratio, race, times_as_fast
from speed.report import Table
from speed.workbench import Workbench

MEGA = 1e6


class Raced:
    """Contestants with their laps, each over its part of the corpus."""

    def __init__(self, bench: Workbench, present: Sequence[Contestant], rounds: int) -> None:
        self._texts = {each.name: each.texts(bench) for each in present}
        self._contestants = present
        jobs = {each.name: each.job(bench, self._texts[each.name]) for each in present}
        with one_core():
            self._laps = race(jobs, rounds)

    def ratio(self, ours: str, against: str, unit: str) -> Ratio | None:
        """How many times as fast *ours* is in each round, in *unit* per second; None where one of them did not race."""
        if ours not in self._laps or against not in self._laps:
            return None
        work = self._work(ours, unit) / self._work(against, unit)
        return times_as_fast(self._laps[ours], self._laps[against], work)

    def table(self, memory: Mapping[str, int]) -> Table:
        """Seconds, rates, ratios and memory (bytes, where it was measured) of each."""
        columns = ("contestant", "paragraphs", "wall s", "CPU s", "paragraphs/s", "MB/s", "× scikit-learn", "peak MB")
        return Table(columns, [self._row(each, memory.get(each.name)) for each in self._contestants])

    def _row(self, each: Contestant, most: int | None) -> tuple[str, ...]:
        laps: list[Lap] = self._laps[each.name]
        wall = statistics.median(lap.wall for lap in laps)
        paragraphs = self._work(each.name, "paragraphs")
        return (
            each.name,
            f"{paragraphs:,}",
            f"{wall:.3f}",
            f"{statistics.median(lap.cpu for lap in laps):.3f}",
            f"{paragraphs / wall:,.0f}",
            f"{self._work(each.name, 'bytes') / MEGA / wall:,.1f}",
            str(self.ratio(each.name, each.beside, "bytes" if each.model == "limit" else "paragraphs")),
            "–" if most is None else f"{most / MEGA:,.0f}",
        )

    def _work(self, name: str, unit: str) -> int:
        texts = self._texts[name]
        return len(texts) if unit == "paragraphs" else size(texts)


def size(texts: Sequence[str]) -> int:
    """Bytes of *texts* in UTF-8, each with one that ends its line."""
    return sum(len(text.encode()) + 1 for text in texts)
