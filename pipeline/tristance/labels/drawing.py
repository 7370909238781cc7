"""Which paragraphs to tag next: drawn by chance, those that teach more with a higher probability, which is known.

A fifth of the sample is spread evenly, so that no paragraph is out of reach. The rest goes where the model is unsure
and where it sees tags that the gold labels have few of. A paragraph's probability of being drawn is written down with
it: weighed by one over that (Horvitz and Thompson 1952), the sample speaks for what it was drawn from.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.files import digest
from tristance.measures.sampling import inclusion_probabilities, systematic

Floats = NDArray[np.float64]
EVEN = 0.2
"""The share of the sample that is spread evenly."""


class Drawn(NamedTuple):
    """The rows that were drawn, (n,) in their order, and the probability of each to be drawn, (n,)."""

    rows: NDArray[np.intp]
    probabilities: Floats


def generator_of(seed: int, *pool: str) -> np.random.Generator:
    """The chance of a draw: the same for the same *seed* and *pool*, another for every other pool."""
    return np.random.default_rng([seed, int(digest(*(each.encode() for each in pool)), 16)])


def draw_evenly(size: int, n: int, generator: np.random.Generator) -> Drawn:
    """Draw *n* of *size* rows, all with the probability n / size, spread over their order."""
    probabilities = inclusion_probabilities(np.ones(size), n)
    rows = systematic(probabilities, generator)
    return Drawn(rows, probabilities[rows])


def draw_by_model(p: Floats, gold_counts: NDArray[np.intp], n: int, generator: np.random.Generator) -> Drawn:
    """Draw *n* rows by the calibrated probabilities of their tags: (N, k) and (k,) numbers of gold tags -> n rows.

    Every row has a probability of at least ``0.2 * n / N``. The sample is spread over the most probable tags, and
    within each over the order of the rows: that of articles, so that few are of the same one.
    """
    probabilities = inclusion_probabilities(_sizes(p, gold_counts), n)
    along = np.argsort(p.argmax(axis=1), kind="stable")
    rows = np.sort(along[systematic(probabilities[along], generator)])
    return Drawn(rows, probabilities[rows])


def _sizes(p: Floats, gold_counts: NDArray[np.intp]) -> Floats:
    """What a row's probability is in proportion to: an even part, and one by how much its tag would teach; sum 1."""
    worth = teaches(p, gold_counts)
    total = worth.sum()
    even = np.full(len(p), 1 / len(p))
    return EVEN * even + (1 - EVEN) * (worth / total if total > 0 else even)


def teaches(p: Floats, gold_counts: NDArray[np.intp]) -> Floats:
    """How much each row would teach: (N, k) calibrated probabilities, (k,) numbers of gold tags -> (N,), from 0 up.

    The entropy of its tag (Lewis and Gale 1994 draw by uncertainty) times the expected rarity of that tag, which is one
    over the square root of its number. The root is a middle way: a tag with a hundredth of the labels counts ten times.
    """
    entropy = -(p * np.log(np.where(p > 0, p, 1.0))).sum(axis=1)
    rarity = 1 / np.sqrt(1 + gold_counts)
    return np.asarray(np.maximum(entropy, 0.0) * (p @ rarity))
