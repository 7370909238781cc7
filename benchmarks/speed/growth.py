"""How times grow with rows, labels, tags and features: four sizes, each twice the one before, and a power law."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from speed.machine import one_core
from speed.models import C
from speed.options import Options
from speed.race import Job, Lap, Ratio, race, ratio
from speed.report import Section, Table
from speed.workbench import Workbench
from tristance.labels.examples import Examples
from tristance.measures.calibration import Calibration
from tristance.model.blocks import Block
from tristance.model.linear import LinearModel
from tristance.schema import Tag
from tristance.training.fit import fit_pipeline
from tristance.training.recipe import Recipe

PARTS = (8, 4, 2, 1)  # of a whole: an eighth, a quarter, a half, all
TAGS = (2, 4, 8, 16, 30)
_MOST = 4000  # paragraphs
_NOTE = (
    "Each size is twice the one before (the last of the tags apart). The exponent is the slope of log seconds over "
    "log size: 1 is in proportion, 0 not at all. The sizes take turns in {rounds} rounds; the fit, to the last digit "
    "as `tristance train` has it, is run once. Models with other numbers of tags or features have made-up "
    "coefficients or every so many terms of the vocabulary."
)
Sized = dict[int, Job]


def growth(bench: Workbench, options: Options) -> Section:
    """A row for each thing that grows."""
    texts = bench.texts[:_MOST]
    model = bench.frozen("as shipped")
    whole: Sized = {len(texts) // part: partial(model.log_probabilities, texts[: len(texts) // part]) for part in PARTS}
    grown = [
        _row("rows: classify, as shipped", whole, options.rounds),
        _row("labels: fit, as shipped", _fits(bench.labelled), 1, warm=False),
        _row(f"tags: classify {len(texts):,}, words", _tagged(bench, texts), options.rounds),
        _row(f"features: classify {len(texts):,}, words + characters", _featured(bench, texts), options.rounds),
    ]
    return Section(
        "Growth",
        [_NOTE.format(rounds=options.rounds)],
        [Table(("what grows", "sizes", "seconds", "exponent"), grown, words=3)],
    )


def _row(what: str, jobs: Sized, rounds: int, *, warm: bool = True) -> tuple[str, ...]:
    named: Mapping[str, Job] = {str(size): job for size, job in jobs.items()}
    with one_core():
        laps = race(named, rounds, warm=warm)
    seconds = " → ".join(f"{statistics.median(lap.wall for lap in own):.3g}" for own in laps.values())
    return what, " → ".join(f"{size:,}" for size in jobs), seconds, str(exponent(list(jobs), list(laps.values())))


def exponent(sizes: Sequence[int], laps: Sequence[Sequence[Lap]]) -> Ratio:
    """The slope of log seconds over log size in each round: its median, with the smallest and the largest."""
    by_round = [[lap.wall for lap in own] for own in zip(*laps, strict=True)]
    return ratio([float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0]) for seconds in by_round])


def _fits(found: Examples) -> Sized:
    parts = [found.only(np.flatnonzero(found.groups % part == 0)) for part in PARTS]
    return {len(part): partial(fit_pipeline, part, Recipe(), C, None) for part in parts}


def _tagged(bench: Workbench, texts: Sequence[str]) -> Sized:
    model = bench.frozen("words")
    return {k: partial(_with_tags(model, k).log_probabilities, texts) for k in TAGS}


def _with_tags(model: LinearModel, k: int) -> LinearModel:
    """The same terms for *k* tags."""
    generator = np.random.default_rng(k)
    blocks = tuple(
        replace(block, distinct=generator.standard_normal((len(block.distinct), k))) for block in model.blocks
    )
    book = replace(model.codebook, tags=tuple(Tag(f"tag {i}", "Made up.", "stance") for i in range(k)))
    return LinearModel(book, blocks, None, None, np.zeros(k), Calibration(1.0, np.zeros(k)), np.zeros(k))


def _featured(bench: Workbench, texts: Sequence[str]) -> Sized:
    model = bench.frozen("words + characters")
    models = [replace(model, blocks=tuple(_fewer(block, part) for block in model.blocks)) for part in PARTS]
    return {sum(len(b.which) for b in own.blocks): partial(own.log_probabilities, texts) for own in models}


def _fewer(block: Block, part: int) -> Block:
    """One term in *part*."""
    terms, own = block.terms[::part], block.coefficients[::part]
    return Block.of(block.kind, block.low, block.high, terms, block.n, block.df[::part], own)
