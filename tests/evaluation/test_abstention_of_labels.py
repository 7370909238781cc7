"""The thresholds that held-out predictions vouch for: of stances and background, by article, on what text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tristance.evaluation.abstention import LEVEL, LEVEL_OF_EACH, abstention
from tristance.measures.abstention import THRESHOLDS, accepted_by_threshold, largest_bounds, lowest_threshold
from tristance.model.abstention import Abstention
from tristance.model.held_out import HeldOut
from tristance.schema import Codebook, Tag

BOOK = Codebook(
    "1",
    "Should the harbour be enlarged?",
    (),
    (Tag("for", "", "stance"), Tag("against", "", "stance"), Tag("none", "", "background")),
)
Array = NDArray[np.float64]


def held_out(
    error: Callable[[Array, NDArray[np.intp]], Array] = lambda confidence, _tag: 1 - confidence,
    *,
    n: int = 4000,
    codebook: Codebook = BOOK,
    text: str = "real",
) -> HeldOut:
    """Predictions of n paragraphs, five an article; *error* says how probably one is wrong, by confidence and tag."""
    generator = np.random.default_rng(4)
    k = len(codebook.names)
    predicted = generator.integers(0, k, size=n)
    confidence = 0.4 + 0.6 * generator.beta(3, 1, size=n)
    p = np.repeat(((1 - confidence) / (k - 1))[:, None], k, axis=1)
    p[np.arange(n), predicted] = confidence
    wrong = generator.random(n) < error(confidence, predicted)
    articles = np.arange(n) // 5
    return HeldOut(
        codebook,
        tuple(f"p{i}" for i in range(n)),
        tuple(f"a{i}" for i in articles),
        (text,) * n,
        articles,
        articles % 5,
        np.where(wrong, (predicted + 1) % k, predicted),
        predicted,
        p,
    )


def test_what_is_kept_says_on_which_labels_it_was_found() -> None:
    found = abstention(held_out(text="restated"))
    assert (found.text, found.n_paragraphs, found.n_articles, found.level) == ("restated", 4000, 800, LEVEL)
    assert 1200 < found.n_stances < 2800
    assert Abstention.from_json(json.loads(json.dumps(found.as_json()))) == found


def test_larger_budgets_need_less_confidence_and_keep_more() -> None:
    found = abstention(held_out())
    assert found.budgets[-1].max_error == 0.3
    assert found.budgets[0].max_error >= found.smallest > found.budgets[0].max_error - 0.01
    for one, other in zip(found.budgets, found.budgets[1:], strict=False):
        assert other.max_error == pytest.approx(one.max_error + 0.01)
        assert (other.stances, other.background or 1) <= (one.stances, one.background or 1)
        assert (other.accepted, other.accepted_stances) >= (one.accepted, one.accepted_stances)
    for each in found.budgets:
        assert each.bound_stances <= each.max_error
        assert each.bound_background is None or each.bound_background <= each.max_error


def test_stances_and_the_background_have_a_threshold_each() -> None:
    """A background that is always right needs no confidence; bad stances need much."""
    found = abstention(held_out(lambda confidence, tag: np.where(tag == 2, 0.0, 1.5 * (1 - confidence))))
    kept = found.at(0.15)
    assert kept.background == 0
    assert kept.stances > 0.7
    assert kept.accepted > 2 * kept.accepted_stances / 3


def test_accepting_nothing_but_the_background_does_not_meet_a_budget() -> None:
    found = abstention(held_out(lambda _confidence, tag: np.where(tag == 2, 0.0, 0.6)))
    assert found.budgets == ()
    assert found.smallest > 0.5


def test_a_background_that_is_never_right_enough_is_left_undecided_altogether() -> None:
    kept = abstention(held_out(lambda confidence, tag: np.where(tag == 2, 0.9, 0.2 * (1 - confidence)))).at(0.1)
    assert (kept.background, kept.bound_background) == (None, None)
    assert kept.stances == 0
    assert kept.accepted == pytest.approx(2 / 3, abs=0.05)


def test_without_background_the_whole_level_is_for_the_stances() -> None:
    book = replace(BOOK, tags=BOOK.tags[:2])
    labels = held_out(codebook=book)
    found = abstention(labels)
    assert all(each.background is None for each in found.budgets)
    assert [each.stances for each in found.budgets] == by_measure(labels, np.ones(len(labels), dtype=bool), LEVEL)


def test_they_are_those_of_the_sequences() -> None:
    """The simulation of what is promised runs the sequences on many label sets; here they are those that are kept."""
    labels = held_out()
    found = abstention(labels)
    assert [each.stances for each in found.budgets] == by_measure(labels, labels.predicted < 2, LEVEL_OF_EACH)
    background = [each.background for each in found.budgets if each.background is not None]
    assert background == by_measure(labels, labels.predicted == 2, LEVEL_OF_EACH)


def by_measure(labels: HeldOut, of: NDArray[np.bool_], level: float) -> list[float]:
    """The thresholds of the budgets that can be met."""
    confidence = labels.p[np.arange(len(labels)), labels.predicted].round(6)[of]
    wrong = (labels.predicted != labels.gold)[of].astype(float)
    n, errors, expected = (
        accepted_by_threshold(confidence, labels.groups[of], each, 800)
        for each in (np.ones(len(wrong)), wrong, 1 - confidence)
    )
    tested = largest_bounds(n, errors, expected.sum(axis=-1), level)
    places = [int(lowest_threshold(tested, i / 100)) for i in range(1, 31)]
    return [float(THRESHOLDS[place]) for place in places if place < len(THRESHOLDS)]


def test_the_file_of_held_out_predictions_gives_what_the_card_says() -> None:
    labels = held_out()
    assert abstention(replace(labels, p=labels.p.round(6))) == abstention(labels)


@pytest.mark.parametrize("n", [1, 5, 7])
def test_labels_of_one_or_two_articles_vouch_for_nothing(n: int) -> None:
    found = abstention(held_out(lambda confidence, _tag: 0 * confidence, n=n))
    assert found.budgets == ()
    assert found.smallest > 0.3


def test_labels_to_which_no_stance_was_given_vouch_for_none() -> None:
    labels = held_out(lambda confidence, _tag: 0 * confidence)
    found = abstention(labels.where(labels.predicted == 2))
    assert (found.n_stances, found.smallest, found.budgets) == (0, 1.0, ())
