"""A model that is no better than a baseline, text that flatters it, and text that it knows already."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tristance.articles import fingerprint
from tristance.evaluation.calibration import calibration_scores
from tristance.evaluation.checks.leaks import shared_text, split_at_random, trained_on
from tristance.evaluation.checks.probabilities import badly_calibrated
from tristance.evaluation.checks.texts import composed_flatters, composed_only
from tristance.evaluation.checks.worth import beaten
from tristance.evaluation.warning import CodedWarning
from tristance.labels.examples import Examples
from tristance.measures.bootstrap import Estimate
from tristance.measures.scores import confusion_by_group
from tristance.model.held_out import HeldOut

MakeHeld = Callable[..., HeldOut]
NAN = float("nan")
LONG = (
    "The harbour master wrote to the council that the old basin is too shallow for the new ferry and that a longer "
    "quay would let ships of twice the length tie up in any weather"
)


def given_at_random(held: HeldOut, right: float, seed: int = 0) -> NDArray[np.intp]:
    """The gold tags, but for a share of them that is another one."""
    generator = np.random.default_rng(seed)
    k = len(held.codebook.names)
    return np.where(generator.random(len(held)) < right, held.gold, (held.gold + 1) % k)


def matrices(held: HeldOut, predicted: NDArray[np.intp]) -> NDArray[np.float64]:
    return confusion_by_group(held.gold, predicted, held.groups, len(held.codebook.names))


def tagged(make_held: MakeHeld, right: float, articles: int = 60, seed: int = 1) -> HeldOut:
    held = make_held([0, 1, 2] * (2 * articles), groups=np.repeat(np.arange(articles), 6))
    return dataclasses.replace(held, predicted=given_at_random(held, right, seed))


def test_below_a_baseline(make_held: MakeHeld) -> None:
    held = tagged(make_held, 0.5)
    others = {
        "most_frequent": matrices(held, np.full(len(held), 2)),
        "cues": matrices(held, given_at_random(held, 0.8)),
    }
    found = beaten(held, others)
    assert [each.code for each in found] == ["W06"]
    assert "0.52 is not above the 0.74 of the baseline cues (difference -0.23 [-0.30, -0.15], pa" in found[0].message


def test_not_clearly_above_a_baseline(make_held: MakeHeld) -> None:
    held = tagged(make_held, 0.75)
    found = beaten(held, {"cues": matrices(held, given_at_random(held, 0.72, seed=5))})
    assert [each.code for each in found] == ["W07"]
    assert "paired by article" in found[0].message


def test_the_difference_is_paired(make_held: MakeHeld) -> None:
    """A model that is right wherever the baseline is and a little oftener is better, though the intervals overlap."""
    held = tagged(make_held, 0.7)
    better = held.predicted.copy()
    wrong = np.flatnonzero(better != held.gold)[::8]
    better[wrong] = held.gold[wrong]
    above = dataclasses.replace(held, predicted=better)
    assert not beaten(above, {"cues": matrices(held, held.predicted)})


def test_clearly_above_all_baselines(make_held: MakeHeld) -> None:
    held = tagged(make_held, 0.8)
    others = {
        "most_frequent": matrices(held, np.full(len(held), 2)),
        "cues": matrices(held, given_at_random(held, 0.4)),
    }
    assert not beaten(held, others)


def test_without_a_headline_or_an_interval_nothing_is_compared(make_held: MakeHeld) -> None:
    none_only = make_held([2, 2, 2])
    assert not beaten(none_only, {"most_frequent": matrices(none_only, none_only.predicted)})
    one_article = make_held([0, 1, 2], groups=[0, 0, 0])
    assert not beaten(one_article, {"most_frequent": matrices(one_article, np.full(3, 2))})


def test_composed_text_only(make_held: MakeHeld) -> None:
    found = composed_only(make_held([0, 1], kinds=["composed"] * 2))
    [warning] = found
    assert str(warning) == (
        "W11 all 2 paragraphs are composed text, on which models err less; test on your own corpus: "
        "tristance evaluate --test FILE"
    )
    assert not composed_only(make_held([0, 1], kinds=["composed", "real"]))
    assert not composed_only(make_held([0, 1], kinds=["restated"] * 2))


def kinds_of(articles: int) -> list[str]:
    return np.repeat(np.where(np.arange(articles) % 2, "composed", "restated"), 6).tolist()


def test_composed_text_flatters(make_held: MakeHeld) -> None:
    hard, easy = tagged(make_held, 0.6), tagged(make_held, 0.9)
    kinds = np.array(kinds_of(60))
    predicted = np.where(kinds == "composed", easy.predicted, hard.predicted)
    found = composed_flatters(dataclasses.replace(hard, predicted=predicted, texts=tuple(kinds.tolist())))
    assert [each.code for each in found] == ["W12"]
    assert "on the 180 paragraphs of restated text alone: the 180 composed ones flatter" in found[0].message


def test_composed_text_that_is_as_hard_does_not_flatter(make_held: MakeHeld) -> None:
    held = tagged(make_held, 0.7)
    assert not composed_flatters(dataclasses.replace(held, texts=tuple(kinds_of(60))))
    for kinds in (["composed"] * 360, ["real"] * 360):
        assert not composed_flatters(dataclasses.replace(held, texts=tuple(kinds)))
    no_stance = make_held([2, 2, 0], kinds=["real", "real", "composed"])
    assert not composed_flatters(no_stance)


def with_texts(examples: Examples, texts: dict[int, str]) -> Examples:
    found = dataclasses.replace(
        examples, texts=tuple(texts.get(i, f"{text} {i} {'x' * i}") for i, text in enumerate(examples.texts))
    )
    assert len(found) == 40
    return found


def test_copies_between_articles(small_examples: Examples) -> None:
    found = shared_text(with_texts(small_examples, {0: LONG, 7: f"{LONG} again", 20: LONG}))
    [warning] = found
    assert str(warning) == (
        "W08 3 of 40 paragraphs (7.5 %), of 3 articles, repeat text of another article; the folds keep these articles "
        "together, as 1 group, but any other split must too; keep one copy of each"
    )


def test_few_copies_or_copies_within_an_article_are_no_leak(small_examples: Examples) -> None:
    assert not shared_text(with_texts(small_examples, {0: LONG, 1: LONG}))
    many = dataclasses.replace(
        small_examples,
        texts=(LONG, *(f"word{i} " * 30 for i in range(298)), LONG),
        articles=tuple(str(i) for i in range(300)),
        tags=np.zeros(300, dtype=np.intp),
    )
    assert len(many.links) == 1
    assert not shared_text(many)


def test_a_test_that_repeats_the_training_text(make_held: MakeHeld, small_examples: Examples) -> None:
    training = with_texts(small_examples, {3: LONG})
    held = make_held([0, 1, 0, 1], [0, 1, 1, 1], groups=[0, 0, 1, 2])
    texts = (f"{LONG} indeed", "Short and new.", "Also short.", "Quite other words.")
    [warning] = trained_on(held, texts, training)
    assert str(warning) == (
        f"W09 1 of 4 test paragraphs repeats text that the model was trained on (row 1 ~ {training.ids[3]}); stance "
        "macro-F1 0.73 with their articles, 0.33 without: take these out of the test, or train without them"
    )
    assert not trained_on(held, ("One.", "Two.", "Three.", "Four."), training)


def test_the_original_of_a_restated_paragraph_was_trained_on_too(make_held: MakeHeld, small_examples: Examples) -> None:
    original = "The minister left the harbour early."
    training = dataclasses.replace(small_examples, fingerprints=("", fingerprint(original), *[""] * 38))
    held = make_held([0, 1])
    [found] = trained_on(held, (original, "Something else."), training)
    assert f"(row 1 ~ {training.ids[1]})" in found.message


def test_a_leak_of_the_random_split() -> None:
    [found] = split_at_random(Estimate(0.05, 0.03, 0.07))
    assert found.code == "W10"
    assert "higher by 0.05 [0.03, 0.07] than with articles split" in found.message
    for harmless in (Estimate(0.05, -0.01, 0.1), Estimate(0.005, 0.001, 0.01), Estimate(0.2, NAN, NAN)):
        assert not split_at_random(harmless)


def calibrated(make_held: MakeHeld, confidence: float, right: float, articles: int = 60) -> list[CodedWarning]:
    """What is said of a model that is as sure of every tag, and right in a share of them."""
    held = tagged(make_held, right, articles)
    p = np.full((len(held), 3), (1 - confidence) / 2)
    p[np.arange(len(held)), held.predicted] = confidence
    return badly_calibrated(calibration_scores(held.codebook, np.log(p), held.gold, held.groups))


def test_a_model_that_is_too_sure(make_held: MakeHeld) -> None:
    [warning] = calibrated(make_held, 0.95, 0.7)
    assert str(warning) == (
        "W19 the model is too sure: confidence and accuracy are 0.22 apart on average (at least 0.17; 360 paragraphs); "
        "take p_TAG as an order, not as a probability, on such text, until more of it is labelled"
    )


def test_a_model_that_could_be_surer(make_held: MakeHeld) -> None:
    [warning] = calibrated(make_held, 0.6, 0.9)
    assert warning.message.startswith("the model is less sure than it could be: confidence and accuracy are 0.3")


def test_a_calibrated_model_is_not_warned_of_in_a_small_test_either(make_held: MakeHeld) -> None:
    for articles in (3, 60):
        assert not calibrated(make_held, 0.75, 0.75, articles)
    assert not calibrated(make_held, 0.99, 0.3, 1)  # no interval
