"""Pinned scores: what they are measured on, what a floor holds a model of other labels to, and how they are renewed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from rivals import digest, held_out, retagged
from tristance.errors import BadPins, UnreadableFile
from tristance.evaluation.comparison.pins import Floor, Pin, Pins, read_pins, renewed, write_pins
from tristance.evaluation.comparison.trial import measure, on_labels_of, on_own_labels
from tristance.labels.examples import Examples
from tristance.model.held_out import HeldOut

FIRST, SECOND = digest("first"), digest("second")


@pytest.fixture
def found(small_examples: Examples) -> HeldOut:
    return held_out(small_examples.codebook, 60, 10, texts=("composed", "real"))


def score(found: HeldOut, of: HeldOut | None = None, what: str = "all") -> float:
    trial = on_own_labels(FIRST, found) if of is None else on_labels_of(of, FIRST, found)
    return measure(trial)[what].stance_macro_f1


def floor(found: HeldOut, by: float) -> Floor:
    """Pins of *found* with a floor *by* so much below, as a model on the same paragraphs meets them."""
    trial = on_own_labels(FIRST, found)
    return Floor(Path("pinned.toml"), renewed(trial, by, None), trial)


def test_kinds_of_text_that_hold_enough_have_a_score_of_their_own(found: HeldOut) -> None:
    assert {name: n for name, (n, _) in measure(on_own_labels(FIRST, found)).items()} == {
        "all": 600,
        "composed": 300,
        "real": 300,
    }
    fewer = found.where(np.arange(600) < 570)
    assert list(measure(on_own_labels(FIRST, fewer))) == ["all"]


def test_a_model_of_other_labels_is_held_to_the_tags_that_were_pinned(found: HeldOut) -> None:
    """Gold tags that were changed to what the model says make its own score perfect, and the pinned one no better."""
    b = dataclasses.replace(found, gold=found.predicted)
    assert score(b) == 1
    assert score(b, of=found) == score(found)


def test_taking_out_what_is_hard_raises_no_pinned_score(found: HeldOut) -> None:
    b = found.where(found.gold == found.predicted)
    assert score(b) == 1
    assert score(b, of=found) == score(found)
    assert on_labels_of(found, FIRST, b).borrowed == (found.gold != found.predicted).sum()


def test_paragraphs_that_were_added_do_not_count(found: HeldOut) -> None:
    a = found.where(np.arange(600) < 400)
    assert score(found, of=a) == score(a)


def test_what_the_model_says_itself_counts(found: HeldOut) -> None:
    b = dataclasses.replace(found, predicted=found.gold).where(np.arange(600) < 300)
    assert score(found) < score(b, of=found) < 1


def test_pins_come_back_as_they_were_written(tmp_path: Path, found: HeldOut) -> None:
    pins = renewed(on_own_labels(FIRST, found), 0.02, None)
    write_pins(tmp_path / "p.toml", pins)
    assert read_pins(tmp_path / "p.toml") == pins
    pin = pins.scores["all"]
    assert pin.stance_macro_f1 == pytest.approx(score(found), abs=5e-5)
    assert pin.floor == pytest.approx(score(found) - 0.02, abs=1e-4)
    assert pin.floor <= score(found) - 0.02 + 1e-9


def test_a_floor_is_never_above_the_score_that_it_was_pinned_of(small_examples: Examples) -> None:
    for seed in range(40):
        trial = on_own_labels(FIRST, held_out(small_examples.codebook, seed=seed))
        pins = renewed(trial, 0.0, None)
        assert pins.scores["all"].floor <= measure(trial)["all"].stance_macro_f1 + 1e-12


def test_pinning_again_leaves_a_floor_where_it_is_unless_the_score_rose(found: HeldOut) -> None:
    before = floor(found, 0.02)
    worse = retagged(found, {row: 2 for row in range(12) if found.gold[row] != 2})
    trial = on_own_labels(FIRST, worse)
    lower = renewed(trial, 0.02, dataclasses.replace(before, on_pinned=trial))
    assert lower.scores["all"].stance_macro_f1 < before.pins.scores["all"].stance_macro_f1
    assert lower.scores["all"].floor == pytest.approx(before.pins.scores["all"].floor, abs=2e-4)
    perfect = on_own_labels(FIRST, dataclasses.replace(found, predicted=found.gold))
    higher = renewed(perfect, 0.02, dataclasses.replace(before, on_pinned=perfect))
    assert higher.scores["all"].floor == pytest.approx(0.98)


def test_labels_that_change_again_and_again_do_not_lower_the_floor_each_time(found: HeldOut) -> None:
    """Ten changes that cost a little each lose, together, no more than one margin before the gate is shut."""
    generator = np.random.default_rng(0)
    first, before = found, floor(found, 0.02)
    for number in range(10):
        order = generator.permutation(600)
        rows = [row for row in order if found.predicted[row] == found.gold[row] != 2][:2]
        worse = retagged(found, dict.fromkeys(rows, 2))
        on_pinned = on_labels_of(found, before.pins.digest, worse)
        if measure(on_pinned)["all"].stance_macro_f1 < before.pins.scores["all"].floor:
            break
        own = on_own_labels(digest(str(number)), worse)
        pins = renewed(own, 0.02, dataclasses.replace(before, on_pinned=on_pinned))
        found, before = worse, Floor(before.path, pins, None)
    else:
        pytest.fail("never refused")
    assert score(first) - score(found, of=first) < 0.025


def test_pins_are_of_one_kind_and_digest(found: HeldOut) -> None:
    pins = floor(found, 0.02).pins
    first, second = on_own_labels(FIRST, found), on_own_labels(SECOND, found)
    assert pins.among([second, first]) is first
    assert pins.among([second]) is None
    assert pins.among([dataclasses.replace(first, kind="file")]) is None


PIN = Pin(paragraphs=3, stance_macro_f1=0.5, floor=0.4)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "test: field required"),
        ("floor = [", "not a TOML file in UTF-8"),
        ("\xff", "not a TOML file in UTF-8"),
        ('test = "labels"\ndigest = "abc"\n[scores.all]\n', r"digest: .*pattern"),
        ('test = "labels"\ndigest = "{}"\n[scores.composed]\nparagraphs = 3\n', r"scores\.composed\.stance_macro_f1: "),
        ('test = "dreams"\ndigest = "{}"\n[scores]\n', "test: "),
        ('test = "file"\ndigest = "{}"\n[scores]\n', r"no \[scores\.all\]"),
        ('test = "file"\ndigest = "{}"\nmargin = 1\n[scores]\n', "margin: extra"),
        (
            'test = "file"\ndigest = "{}"\n[scores.all]\nparagraphs = 3\nstance_macro_f1 = 50\nfloor = 0.4\n',
            r"scores\.all\.stance_macro_f1: ",
        ),
        (
            'test = "file"\ndigest = "{}"\n[scores.all]\nparagraphs = 3\nstance_macro_f1 = nan\nfloor = nan\n',
            r"scores\.all\.stance_macro_f1: ",
        ),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(text.replace("{}", FIRST).encode("latin-1"))
    with pytest.raises(BadPins, match=rf"p\.toml: {message}.*remove it and pin again") as caught:
        read_pins(path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="there is no such file"):
        read_pins(tmp_path / "p.toml")


def test_what_was_pinned_cannot_be_written_half(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text("old")
    with pytest.raises(AttributeError):
        write_pins(path, Pins.model_construct(test="file", digest=FIRST, scores={"all": None}))
    assert path.read_text() == "old"
    write_pins(path, Pins(test="file", digest=FIRST, scores={"all": PIN}))
    assert read_pins(path).scores == {"all": PIN}
