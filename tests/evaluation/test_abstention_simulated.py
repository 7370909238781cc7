"""The promise of an error budget, on label sets of which the truth is known: it is broken by at most one in twenty."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from tristance.evaluation.abstention import LEVEL, LEVEL_OF_EACH
from tristance.measures.abstention import THRESHOLDS, accepted_by_threshold, largest_bounds, lowest_threshold

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

BUDGETS = (0.05, 0.1, 0.2, 0.3)
SIZES, SHARES = (2, 3, 4, 5, 6, 8, 12), (0.1, 0.15, 0.2, 0.2, 0.15, 0.1, 0.1)


@dataclass(frozen=True)
class World:
    """How articles and errors come about: ``error`` gives the probability of an error by confidence, stance and size.

    ``shared`` is the probability with which a paragraph goes wrong, or not, along with its article: errors that an
    article shares are correlated by its square.
    """

    error: Callable[[Array, Mask, Array], Array]
    articles: int
    shared: float


class Drawn(NamedTuple):
    """Label sets, (s, g, m): which places hold a paragraph, its confidence, its kind, and how probably it is wrong."""

    there: Mask
    confidence: Array
    stance: Mask
    error: Array


def draw(world: World, sets: int, articles: int, generator: np.random.Generator) -> Drawn:
    size = generator.choice(SIZES, p=SHARES, size=(sets, articles, 1))
    shape = (sets, articles, max(SIZES))

    def within_articles(share: float) -> Array:
        """Normal values of which an article's paragraphs share a part."""
        own, common = generator.normal(size=shape), generator.normal(size=(*shape[:2], 1))
        return np.asarray(np.sqrt(share) * common + np.sqrt(1 - share) * own)

    stance = within_articles(0.3) < -0.25
    confidence = np.clip(1 / (1 + np.exp(-(1.6 + 1.5 * within_articles(0.2)))), 0.26, 0.9999)
    error = np.clip(world.error(confidence, stance, np.broadcast_to(size, shape).astype(float)), 0, 1)
    return Drawn(np.arange(max(SIZES)) < size, confidence, stance, error)


def outcomes(drawn: Drawn, shared: float, generator: np.random.Generator) -> Array:
    """Which paragraphs are wrong, 0 or 1."""
    shape = drawn.error.shape
    along = generator.random(shape) < shared
    return (np.where(along, generator.random((*shape[:2], 1)), generator.random(shape)) < drawn.error).astype(float)


def by_threshold(drawn: Drawn, of: Mask, each: Array) -> Array:
    """Sums over what is accepted: -> (t, s, g)."""
    sets, articles, _ = drawn.error.shape
    mask = drawn.there & of
    groups = np.broadcast_to(np.arange(sets * articles).reshape(sets, articles, 1), mask.shape)
    sums = accepted_by_threshold(drawn.confidence[mask], groups[mask], each[mask], sets * articles)
    return sums.reshape(-1, sets, articles)


class Broken(NamedTuple):
    """The share of label sets whose accepted paragraphs err more often than a budget; and how many decide any."""

    stances: float
    all: float
    naive: float
    decided: float


PART = 250


def simulate(world: World, sets: int) -> dict[float, Broken]:
    truth = _truth(world)
    parts = [_simulate(world, truth, seed) for seed in range(sets // PART)]
    return {budget: Broken(*np.mean([part[budget] for part in parts], axis=0)) for budget in BUDGETS}


def _truth(world: World) -> list[tuple[Array, Array]]:
    """Of stances and background: how much is accepted at each threshold, and how much of it is wrong; none at the end.

    Each is (t + 1,); by probabilities of many articles, so that it is known well.
    """
    many = draw(world, 40, 400, np.random.default_rng(99))
    found = []
    for of in (many.stance, ~many.stance):
        n, errors = (by_threshold(many, of, each).sum(axis=(1, 2)) for each in (np.ones_like(many.error), many.error))
        found.append((np.append(n, 0.0), np.append(errors, 0.0)))
    return found


def _simulate(world: World, truth: list[tuple[Array, Array]], seed: int) -> dict[float, Broken]:
    generator = np.random.default_rng(seed)
    drawn = draw(world, PART, world.articles, generator)
    wrong = outcomes(drawn, world.shared, generator)
    tested, rates = [], []
    for of in (drawn.stance, ~drawn.stance):
        n, errors = (by_threshold(drawn, of, each) for each in (np.ones_like(wrong), wrong))
        expected = by_threshold(drawn, of, 1 - drawn.confidence).sum(axis=-1)
        tested.append(largest_bounds(n, errors, expected, LEVEL_OF_EACH))
        rates.append(errors.sum(axis=-1) / np.maximum(n.sum(axis=-1), 1))
    (n, errors), (n_other, errors_other) = truth
    found = {}
    for budget in BUDGETS:
        stances, background = (lowest_threshold(each, budget) for each in tested)
        none = stances == len(THRESHOLDS)
        background = np.where(none, len(THRESHOLDS), background)
        accepted, among = n[stances] + n_other[background], errors[stances] + errors_other[background]
        naive = lowest_threshold(rates[0], budget)
        found[budget] = Broken(
            stances=(errors[stances] > budget * n[stances]).mean(),
            all=(among > budget * accepted).mean(),
            naive=(errors[naive] > budget * n[naive]).mean(),
            decided=1 - none.mean(),
        )
    return found


def just_above(budget: float) -> Callable[[Array, Mask, Array], Array]:
    """A classifier whose confidence says nothing, and which errs a little too often at every threshold."""
    return lambda confidence, _stance, _size: np.full_like(confidence, budget + 0.002)


WORLDS = {
    "calibrated": World(lambda confidence, _stance, _size: 1 - confidence, 100, 0.4),
    "calibrated, independent": World(lambda confidence, _stance, _size: 1 - confidence, 100, 0.0),
    "too sure of itself": World(lambda confidence, _stance, _size: 2 * (1 - confidence), 100, 0.5),
    "worse in long articles": World(lambda confidence, _stance, size: (1 - confidence) * size / 5, 100, 0.5),
    "weak": World(lambda confidence, stance, _size: np.where(stance, 0.6 - 0.3 * confidence, 0.1), 60, 0.5),
    "few articles": World(lambda confidence, _stance, _size: 1 - confidence, 15, 0.5),
    "whole articles wrong": World(just_above(0.2), 40, 0.95),
    "no signal, 0.1": World(just_above(0.1), 150, 0.5),
    "no signal, 0.2": World(just_above(0.2), 60, 0.5),
    "stances bad, background good": World(lambda _confidence, stance, _size: np.where(stance, 0.102, 0.02), 150, 0.5),
    "stances good, background bad": World(
        lambda confidence, stance, _size: np.where(stance, 0.5 * (1 - confidence), 0.102), 150, 0.5
    ),
}


@functools.cache
def simulated(name: str, sets: int = PART) -> dict[float, Broken]:
    """As :func:`simulate`, once for all tests."""
    return simulate(WORLDS[name], sets)


def check(name: str, sets: int) -> None:
    by_chance = 2.6 * np.sqrt(LEVEL * (1 - LEVEL) / sets)  # one in two hundred beyond, were all of the 5 % used
    for budget, broken in simulated(name, sets).items():
        assert broken.stances <= 1 - LEVEL + by_chance, budget
        assert broken.all <= 1 - LEVEL + by_chance, budget


@pytest.mark.parametrize("name", WORLDS)
def test_the_error_of_what_is_accepted_keeps_within_the_budget(name: str) -> None:
    check(name, PART)


@pytest.mark.soak
@pytest.mark.parametrize("name", WORLDS)
def test_it_does_in_many_label_sets(name: str) -> None:
    check(name, 4000)


def test_the_smallest_threshold_whose_labels_err_little_enough_would_break_the_promise() -> None:
    """So that the tests above would notice a wrong choice."""
    for name, least in (("calibrated", 0.3), ("no signal, 0.1", 0.9)):
        assert simulated(name)[0.1].naive > least


def test_the_promise_is_not_kept_by_deciding_nothing() -> None:
    assert simulated("calibrated")[0.2].decided > 0.9
