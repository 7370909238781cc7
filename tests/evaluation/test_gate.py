"""Passed, failed or inconclusive: every way to each verdict, at the very bounds."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from rivals import digest, held_out, retagged
from tristance.evaluation.comparison.differences import Change, Comparison, compare
from tristance.evaluation.comparison.gate import judge
from tristance.evaluation.comparison.pairing import on_common
from tristance.evaluation.comparison.pins import Floor, Pin, Pins
from tristance.evaluation.comparison.trial import on_labels_of, on_own_labels
from tristance.labels.examples import Examples
from tristance.measures.bootstrap import Estimate
from tristance.model.held_out import HeldOut

FIRST = digest("first")


@pytest.fixture
def found(small_examples: Examples) -> HeldOut:
    return held_out(small_examples.codebook)


@pytest.fixture
def compared(found: HeldOut) -> Comparison:
    """Two models that differ on a paragraph or two."""
    return compare(on_common(found, retagged(found, {0: 2, 1: 2})))


def with_interval(compared: Comparison, low: float, high: float) -> Comparison:
    change = compared.stance_macro_f1
    difference = Estimate((low + high) / 2, low, high)
    return dataclasses.replace(compared, stance_macro_f1=Change(change.a, change.b, difference, change.n))


def floor(found: HeldOut, least: float, n: int = 120) -> Floor:
    pins = Pins(test="labels", digest=FIRST, scores={"all": Pin(paragraphs=n, stance_macro_f1=0.9, floor=least)})
    return Floor(Path("pinned.toml"), pins, on_own_labels(FIRST, found))


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.01, 0.03, "passed"),
        (-0.0199, 0.03, "passed"),
        (-0.02, 0.03, "inconclusive"),
        (-0.3, 0.5, "inconclusive"),
        (-0.1, -0.02, "inconclusive"),
        (-0.1, -0.0201, "failed"),
    ],
)
def test_the_bounds_decide(compared: Comparison, low: float, high: float, verdict: str) -> None:
    judged = judge(with_interval(compared, low, high), 0.02, None)
    assert judged.verdict == verdict
    assert f"[{low:+.4f}, {high:+.4f}]" in judged.reason


def test_each_reason_names_the_remedy(compared: Comparison, found: HeldOut) -> None:
    assert "-o flips.csv" in judge(with_interval(compared, -0.2, -0.1), 0.02, None).reason
    assert "compare on more articles" in judge(with_interval(compared, -0.2, 0.1), 0.02, None).reason
    assert "no floor is pinned (--floor FILE)" in judge(with_interval(compared, 0, 0.1), 0.02, None).reason
    assert "remove that file and pin again" in judge(compared, 0.02, floor(found, 0.99)).reason


@pytest.mark.parametrize("margin", [0.0, 0.02])
def test_a_model_may_take_its_own_place(found: HeldOut, margin: float) -> None:
    """On however few articles, and though a bound of 0 does not lie above a margin of 0."""
    few = found.where(found.groups < 3)
    assert judge(compare(on_common(few, few)), margin, None).verdict == "passed"


def test_a_floor_that_is_not_met_fails_what_is_better(compared: Comparison, found: HeldOut) -> None:
    better = with_interval(compared, 0.05, 0.1)
    judged = judge(better, 0.02, floor(found, 0.95))
    assert judged.verdict == "failed"
    assert "all 0." in judged.reason
    assert " < 0.9500" in judged.reason
    assert judge(better, 0.02, floor(found, 0.1)).verdict == "passed"


def test_a_score_at_the_floor_meets_it(compared: Comparison, small_examples: Examples) -> None:
    perfect = held_out(small_examples.codebook, wrong=0)
    assert judge(with_interval(compared, 0, 0.1), 0.02, floor(perfect, 1.0)).verdict == "passed"


def test_pins_of_other_labels_hold_nobody(compared: Comparison, found: HeldOut) -> None:
    elsewhere = dataclasses.replace(floor(found, 0.1), on_pinned=None)
    judged = judge(with_interval(compared, 0.05, 0.1), 0.02, elsewhere)
    assert judged.verdict == "inconclusive"
    assert f"labels of digest {FIRST[:12]}, which this comparison is not on" in judged.reason
    assert judge(with_interval(compared, -0.3, -0.1), 0.02, elsewhere).verdict == "failed"


def test_pins_of_other_paragraphs_under_the_same_digest_hold_nobody(compared: Comparison, found: HeldOut) -> None:
    judged = judge(with_interval(compared, 0.05, 0.1), 0.02, floor(found, 0.1, n=119))
    assert judged.verdict == "inconclusive"
    assert "is of 119 paragraphs, and there are 120" in judged.reason


def test_few_articles_are_inconclusive(found: HeldOut) -> None:
    few = found.where(found.groups < 7)
    judged = judge(compare(on_common(few, retagged(few, {0: 2, 1: 2}))), 0.9, None)
    assert judged.verdict == "inconclusive"
    assert "7 articles are too few" in judged.reason
    enough = found.where(found.groups < 8)
    assert judge(compare(on_common(enough, retagged(enough, {0: 2}))), 0.9, None).verdict == "passed"


def test_a_kind_of_text_has_a_floor_of_its_own(compared: Comparison, small_examples: Examples) -> None:
    """What is gained on one kind does not make good what is lost on another."""
    both = held_out(small_examples.codebook, 60, 10, texts=("composed", "real"), wrong=0.1)
    real = [row for row in range(600) if both.texts[row] == "real"]
    b = dataclasses.replace(both, predicted=np.where(np.isin(np.arange(600), real), both.predicted, both.gold))
    b = retagged(b, dict.fromkeys(real[:60], 2))
    scores = {name: Pin(paragraphs=n, stance_macro_f1=0.9, floor=0.85) for name, n in (("all", 600), ("real", 300))}
    pins = Pins(test="labels", digest=FIRST, scores=scores)
    judged = judge(with_interval(compared, 0, 0.1), 0.02, Floor(Path("p.toml"), pins, on_own_labels(FIRST, b)))
    assert judged.verdict == "failed"
    assert judged.scores["all"] > 0.85 > judged.scores["real"]


def test_the_line_says_what_was_borrowed(compared: Comparison, found: HeldOut) -> None:
    b = found.where(np.arange(120) >= 5)
    held = dataclasses.replace(floor(found, 0.1), on_pinned=on_labels_of(found, FIRST, b))
    assert "(5 of them, which B lacks, as A tagged them)" in judge(with_interval(compared, 0, 0.1), 0.02, held).reason


def test_figures_are_plain(compared: Comparison, found: HeldOut) -> None:
    figures = json.loads(json.dumps(judge(compared, 0.02, floor(found, 0.1)).as_json(), allow_nan=False))
    assert set(figures) == {"verdict", "reason", "margin", "pinned"}
    assert figures["pinned"]["digest"] == FIRST
    assert set(figures["pinned"]["scores"]["all"]) == {"paragraphs", "stance_macro_f1", "floor", "b"}
    assert judge(compared, 0.02, None).as_json()["pinned"] is None
