"""What a model goes by: its terms, the evidence of a tag, and its worst errors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.evaluation.cross_validation import CrossValidated, held_out
from tristance.labels.examples import Examples
from tristance.model.linear import LinearModel
from tristance.report.evidence import INTERCEPT, contributions
from tristance.report.mistakes import mistake, worst
from tristance.report.terms import MOST_AGAINST, MOST_FOR, top_terms
from tristance.report.withheld import fit_parts, parts_without
from tristance.training.recipe import Recipe

WORDS = st.lists(
    st.sampled_from(
        [
            "council",
            "enlarge",
            "the",
            "port",
            "new",
            "quay",
            "noise",
            "lorries",
            "ferry,",
            "(Neighbours)",
            "they.",
            "ß",
            "İ",
            "—",
            "3½",
            "a",
        ]
    )
)


@pytest.mark.property
@given(WORDS.map(" ".join), st.integers(0, 2), st.integers(0, 2))
def test_contributions_sum_to_the_difference_of_the_logits(
    small_model: LinearModel, text: str, tag: int, other: int
) -> None:
    [logits] = small_model.logits([text])
    found = contributions(small_model, text, tag, other)
    assert sum(each.value for each in found) == pytest.approx(logits[tag] - logits[other], abs=1e-9)
    assert [abs(each.value) for each in found] == sorted((abs(each.value) for each in found), reverse=True)


def test_evidence_names_what_is_in_the_text(small_model: LinearModel) -> None:
    found = {
        (each.kind, each.name): each.value for each in contributions(small_model, "Enlarge the port: a new quay.", 0, 1)
    }
    assert found["cues", "cues of for"] > 0
    assert found["word", "quay"] > 0
    assert ("characters", "quay") in found  # as a word, without the full stop that it stands at
    assert ("actors", "harbour") in found
    assert (INTERCEPT, INTERCEPT) in found


def test_the_strongest_terms_are_those_that_the_tag_was_learnt_from(small_model: LinearModel) -> None:
    by_tag = {found.tag: found for found in top_terms(small_model)}
    assert {"enlarge", "quay"} & {term.name for term in by_tag["for"].speak_for["word"]}
    assert by_tag["against"].speak_for["cues"][0].name == "against"
    for found in by_tag.values():
        for side, sign, most in ((found.speak_for, 1, MOST_FOR), (found.speak_against, -1, MOST_AGAINST)):
            for terms in side.values():
                assert len(terms) <= most
                assert all(sign * term.weight > 0 for term in terms)
                assert [abs(t.weight) for t in terms] == sorted((abs(t.weight) for t in terms), reverse=True)


def test_pieces_of_one_word_are_listed_once(small_model: LinearModel) -> None:
    for found in top_terms(small_model):
        pieces = [term.name for term in found.speak_for["characters"] if len(term.name) > 3]
        runs = [{piece[i : i + 3] for i in range(len(piece) - 2)} for piece in pieces]
        assert all(not a & b for i, a in enumerate(runs) for b in runs[:i])


def test_weights_of_a_term_sum_to_nothing_over_the_tags(small_model: LinearModel) -> None:
    shifted = replace(small_model, blocks=tuple(replace(b, distinct=b.distinct + 1.0) for b in small_model.blocks))
    before, after = (top_terms(model)[0].speak_for["word"][0] for model in (small_model, shifted))
    assert after.name == before.name
    assert after.weight == pytest.approx(before.weight)


def wrong(examples: Examples, found: CrossValidated, rows: list[int]) -> CrossValidated:
    predicted = examples.tags.copy()
    predicted[rows] = (predicted[rows] + 1) % 3
    return replace(found, predicted=predicted)


def test_the_surest_errors_come_first_and_two_of_an_article(
    small_examples: Examples, cross_validated: CrossValidated
) -> None:
    found = wrong(small_examples, cross_validated, list(range(10)))
    held = held_out(small_examples, found)
    rows = worst(held)
    assert len(rows) == 4
    sure = held.p[rows, held.predicted[rows]]
    assert sure.tolist() == sorted(sure.tolist(), reverse=True)
    assert worst(held_out(small_examples, wrong(small_examples, cross_validated, []))) == []


def test_a_model_that_explains_has_not_seen_the_article(
    small_examples: Examples, cross_validated: CrossValidated
) -> None:
    few, many = [0], [0, 10, 20, 30]
    [(rows, mask)] = parts_without(small_examples, few, cross_validated.folds)
    assert rows == few
    assert not mask[small_examples.groups == small_examples.groups[0]].any()
    assert mask.sum() == 35
    parts = parts_without(small_examples, many, cross_validated.folds)
    assert sorted(row for rows, _ in parts for row in rows) == many
    for rows, mask in parts:
        assert not mask[np.isin(small_examples.groups, small_examples.groups[rows])].any()


def test_without_a_tag_there_is_no_model_to_ask(small_examples: Examples, cross_validated: CrossValidated) -> None:
    no_model = next(fit_parts(small_examples, [small_examples.tags != 0], Recipe(), cross_validated.chosen))
    assert no_model is None
    held = held_out(small_examples, cross_validated)
    assert mistake(held, 3, small_examples.texts[3], no_model).evidence == ()


def test_the_loose_model_says_what_the_exact_one_says(
    small_examples: Examples, small_model: LinearModel, cross_validated: CrossValidated
) -> None:
    loose = next(fit_parts(small_examples, [np.ones(40, dtype=bool)], Recipe(), cross_validated.chosen))
    assert loose is not None
    assert loose.logits(small_examples.texts) == pytest.approx(small_model.logits(small_examples.texts), abs=0.05)
