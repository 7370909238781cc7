"""The scores of the default model, pinned with the digest of the labels that they were measured on.

After a change to labels or model: ``make default-model``, then ``tristance compare OLD default --gate --pin`` with the
folder of the model before as OLD, or ``default`` if the labels are as they were.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tristance.evaluation.comparison.pins import Pins, read_pins
from tristance.evaluation.comparison.trial import Trial, measure, on_own_labels
from tristance.labels.store import read_labels
from tristance.model.held_out import load_held_out
from tristance.model.persistence import labels_digest, read_card
from tristance.resources import bundled

FOLDER = bundled("models", "default")
MARGIN = 0.02
LAST_DIGITS = 0.0005  # of a score that was measured on another machine


@pytest.fixture(scope="module")
def pins() -> Pins:
    return read_pins(Path(__file__).parent / "pinned.toml")


@pytest.fixture(scope="module")
def trial() -> Trial:
    return on_own_labels(labels_digest(FOLDER), load_held_out(FOLDER))


def test_the_pins_are_of_these_labels(pins: Pins) -> None:
    assert (pins.test, pins.digest) == ("labels", read_labels(bundled("labels")).digest), (
        "labels/ has changed: pin again"
    )


def test_the_default_model_meets_every_floor(pins: Pins, trial: Trial) -> None:
    assert pins.among([trial]) is trial
    found = measure(trial)
    assert set(found) == set(pins.scores)
    for name, pin in pins.scores.items():
        assert found[name].paragraphs == pin.paragraphs
        assert found[name].stance_macro_f1 >= pin.floor, name


def test_the_pinned_scores_are_the_default_model_s(pins: Pins, trial: Trial) -> None:
    """So that a model that became better is pinned as well, and none can slip back to where it was."""
    for name, score in measure(trial).items():
        assert score.stance_macro_f1 == pytest.approx(pins.scores[name].stance_macro_f1, abs=LAST_DIGITS), name


def test_the_pinned_headline_is_that_of_the_card(pins: Pins) -> None:
    headline = read_card(FOLDER)["scores"]["stance_macro_f1"]["value"]
    assert headline == pytest.approx(pins.scores["all"].stance_macro_f1, abs=LAST_DIGITS)


def test_no_floor_was_lowered_by_hand(pins: Pins) -> None:
    for pin in pins.scores.values():
        assert pin.stance_macro_f1 - MARGIN - 2e-4 <= pin.floor <= pin.stance_macro_f1
