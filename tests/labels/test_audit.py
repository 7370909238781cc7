"""Contradictions are those of comparing all links; a model's disagreements are those of confident learning."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.labels.audit import contradictions, disagreements, thresholds
from tristance.labels.near_duplicates import Link
from tristance.measures.calibration import log_softmax

Ints = NDArray[np.intp]


@st.composite
def linked(draw: st.DrawFn) -> tuple[Ints, list[Link]]:
    """Tags of rows, some without one, and links between them."""
    n = draw(st.integers(2, 10))
    tags = draw(st.lists(st.integers(-1, 2), min_size=n, max_size=n))
    rows = st.integers(0, n - 1)
    pairs = draw(st.sets(st.tuples(rows, rows).filter(lambda pair: pair[0] < pair[1]), max_size=12))
    return np.array(tags, dtype=np.intp), [Link(a, b, draw(st.floats(0.6, 1))) for a, b in sorted(pairs)]


@pytest.mark.property
@given(linked())
def test_every_contradicting_link_is_told_of_at_one_end_and_no_other_is(problem: tuple[Ints, list[Link]]) -> None:
    tags, links = problem
    pairs = {(link.first, link.second): link.similarity for link in links}
    found = contradictions(tags, links)
    for row, other, similarity in found:
        assert tags[row] != tags[other]
        assert min(tags[row], tags[other]) >= 0
        assert pairs[min(row, other), max(row, other)] == similarity
    told = {each.row for each in found}
    assert len(told) == len(found)
    for first, second, _ in links:
        if tags[first] != tags[second] and min(tags[first], tags[second]) >= 0:
            assert told & {first, second}
    assert [each.similarity for each in found] == sorted((each.similarity for each in found), reverse=True)


def test_one_wrong_tag_among_many_copies_is_one_contradiction() -> None:
    tags = np.array([0, 0, 0, 1, 0, 0])
    links = [Link(a, b, 1.0) for a in range(6) for b in range(a + 1, 6)]
    assert [(each.row, each.other) for each in contradictions(tags, links)] == [(3, 0)]


def test_of_two_copies_the_later_one_is_told_of() -> None:
    assert [(each.row, each.other) for each in contradictions(np.array([1, 0]), [Link(0, 1, 0.7)])] == [(1, 0)]


def test_the_most_alike_copy_of_another_tag_is_named() -> None:
    tags = np.array([0, 0, 0, 1])
    links = [Link(0, 1, 1.0), Link(1, 2, 1.0), Link(0, 3, 0.7), Link(2, 3, 0.9)]
    assert contradictions(tags, links)[0] == (3, 2, 0.9)


def test_a_threshold_is_the_mean_probability_where_the_tag_is_gold() -> None:
    p = np.array([[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]])
    assert thresholds(p, np.array([0, 0, 1])).tolist() == pytest.approx([0.7, 0.8])
    assert thresholds(p, np.array([0, 0, 0]))[1] == 1


def test_a_disagreement_needs_another_tag_above_its_threshold() -> None:
    """The third row is unsure; the fourth is surely of the other tag."""
    p = np.array([[0.9, 0.1], [0.8, 0.2], [0.45, 0.55], [0.1, 0.9], [0.3, 0.7], [0.2, 0.8]])
    found = disagreements(p, np.array([0, 0, 0, 0, 1, 1]))
    assert [(each.row, each.predicted) for each in found] == [(3, 1)]
    assert found[0].score == pytest.approx(0.1 / np.mean([0.9, 0.8, 0.45, 0.1]))


@st.composite
def scored(draw: st.DrawFn) -> tuple[NDArray[np.float64], Ints]:
    generator = np.random.default_rng(draw(st.integers(0, 10**6)))
    k, n = draw(st.integers(2, 6)), draw(st.integers(1, 40))
    gold = generator.integers(0, k, n)
    logits = generator.normal(size=(n, k)) + draw(st.sampled_from([0.0, 2.0, 50.0])) * np.eye(k)[gold]
    return np.exp(log_softmax(logits)), gold


@pytest.mark.property
@given(scored())
def test_disagreements_are_ordered_and_never_with_the_gold_tag(problem: tuple[NDArray[np.float64], Ints]) -> None:
    p, gold = problem
    found = disagreements(p, gold)
    least = thresholds(p, gold)
    scores = [each.score for each in found]
    assert scores == sorted(scores)
    assert len({each.row for each in found}) == len(found)
    for row, predicted, _ in found:
        assert predicted != gold[row]
        assert p[row, predicted] >= least[predicted]


def test_nothing_has_nothing_wrong_with_it() -> None:
    assert disagreements(np.zeros((0, 3)), np.zeros(0, dtype=np.intp)) == []
    assert contradictions(np.zeros(0, dtype=np.intp), []) == []
