"""Throughput of one, two and four processes, where the machine has the cores: each loads the model once."""

from __future__ import annotations

import multiprocessing
import statistics
import time
from dataclasses import replace
from typing import Any

from speed.contestants import KERNEL, NUMPY, SKLEARN, Contestant, contestants
from speed.machine import cores
from speed.options import Options
from speed.report import Section, Table
from speed.workbench import Workbench

NUMBERS = (1, 2, 4)
_SLICE = 200  # paragraphs handed out at a time
_NOTE = (
    f"Each process has loaded its model and the corpus before the time runs; slices of {_SLICE} paragraphs are handed "
    "out, and probabilities come back."
)
_begun: dict[str, Any] = {}


def processes(bench: Workbench, options: Options) -> Section:
    """A row for each contestant and number of processes."""
    numbers = [number for number in NUMBERS if number <= cores()]
    who = {NUMPY} if options.quick else {SKLEARN, KERNEL, NUMPY}
    rows = []
    for each in contestants():
        if each.model == "as shipped" and each.who in who and each.missing is None:
            rows += _rows(bench, each, numbers, options.rounds)
    return Section(
        "Processes",
        [f"{_NOTE} Medians of {options.rounds} rounds on {cores()} cores."],
        [Table(("contestant", "processes", "paragraphs", "wall s", "paragraphs/s", "× one process"), rows)],
    )


def _rows(bench: Workbench, each: Contestant, numbers: list[int], rounds: int) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    n, alone = len(each.texts(bench)), 0.0
    each.load(bench)  # made before several ask for it at once
    for number in numbers:
        wall = _seconds(bench, each.name, number, n, rounds)
        alone = alone or wall
        rows.append(
            (each.name, str(number), f"{n:,}", f"{wall:.3f}", f"{n / wall:,.0f}", f"{alone / wall:.2f}"),
        )
    return rows


def _seconds(bench: Workbench, name: str, number: int, n: int, rounds: int) -> float:
    starts = range(0, n, _SLICE)
    walls = []
    spawn = multiprocessing.get_context("spawn")  # forked ones would share pages, and threads would not survive
    with spawn.Pool(number, _begin, (replace(bench), name, n)) as pool:  # replaced: without the texts that it has read
        for _ in range(rounds + 1):
            start = time.perf_counter()
            pool.map(_score, starts, chunksize=1)
            walls.append(time.perf_counter() - start)
    return statistics.median(walls[1:])


def _begin(bench: Workbench, name: str, n: int) -> None:
    own = next(each for each in contestants() if each.name == name)
    _begun.update(texts=bench.texts[:n], score=own.load(bench))


def _score(start: int) -> Any:
    return _begun["score"](_begun["texts"][start : start + _SLICE])
