"""The race of all contestants over the corpus, and the ratios that are held to floors."""

from __future__ import annotations

from speed.alone import peak
from speed.contestants import contestants
from speed.corpus import SEED, SHARES
from speed.equality import check_equality
from speed.floors import floor_rows, read_floors
from speed.options import Options
from speed.raced import MEGA, Raced, size
from speed.report import Section, Table
from speed.workbench import Workbench

_MEMORY_OF = 5000  # paragraphs, of each the same
_RATIOS = (
    "Ratios are to scikit-learn's pipeline on the same model; of peers with a model of their own, and of limits, to "
    "the one on words. Lists, columns and files are made before the time runs. fastText gets its lines in one call; "
    "Vowpal Wabbit a file in its own format, from which it writes a file of tags, loading its model each time. `wc "
    "-w` reads the corpus as a file, in C.UTF-8; the bare pass is numpy's `max` over its bytes in memory. Limits are "
    "counted in bytes."
)
_HELD = ("ours", "against", "counted in", "× as fast", "at least", "")


def classify(bench: Workbench, options: Options) -> Section:
    """Equality, the race, the ratios that are held, and peak memory."""
    every = contestants(options.buckets)
    present = [each for each in every if each.missing is None]
    if options.check:
        held = {name for floor in read_floors() for name in (floor.ours, floor.against)}
        present = [each for each in present if each.name in held]
    equal = check_equality(bench, present)
    raced = Raced(bench, present, options.rounds)
    ratios = {floor.name: raced.ratio(floor.ours, floor.against, floor.unit) for floor in read_floors()}
    n = min(_MEMORY_OF, bench.paragraphs)
    measured = [each for each in present if each.model != "limit" and not options.check]
    if options.quick:
        measured = measured[:2]
    return Section(
        "Classify",
        [
            _corpus(bench),
            f"Medians of {options.rounds} rounds on one core; the slow get the beginning of the corpus. {equal}",
            _RATIOS,
            f"Peak memory is that of a fresh process that loads one model and {n:,} paragraphs, and scores them.",
            *(f"{each.name} is left out: {each.missing}." for each in every if each.missing),
        ],
        [
            raced.table({each.name: peak(bench, each, n) for each in measured}),
            Table(_HELD, floor_rows(ratios), "Held by `make bench CHECK=1`", 3),
        ],
        {name: ratio.median for name, ratio in ratios.items() if ratio is not None},
    )


def _corpus(bench: Workbench) -> str:
    words = sum(len(text.split()) for text in bench.texts) / len(bench.texts)
    dotted = sum("İ" in text for text in bench.texts) / len(bench.texts)
    shares = ", ".join(f"{share:.0%} {kind}" for kind, share in SHARES.items())
    return (
        f"{bench.paragraphs:,} paragraphs of {words:.0f} words each, {size(bench.texts) / MEGA:.1f} MB, made with seed "
        f"{SEED} of the sentences of articles that no timed model was fitted on: {shares}. İ, whose lower case is two "
        f"letters, stands in {dotted:.1%} of them."
    )
