"""The gold tag: adjudicated, else unanimous, else majority; a tie is a dispute. And who read what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.labels.codebook import read_codebook
from tristance.labels.gold import gold, ratings
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.store import Labels
from tristance.schema import Codebook, Tag

BOOK = Codebook(
    "1", "Q?", (), (Tag("for", "F.", "stance"), Tag("against", "A.", "stance"), Tag("none", "N.", "background"))
)


def labels(*judged: tuple[str, str, str], paragraphs: tuple[ParagraphRow, ...] = ()) -> Labels:
    """Labels in memory: judgements (paragraph, annotator, tag) of paragraphs in two articles."""
    rows = paragraphs or tuple(ParagraphRow(f"p{i}", f"a{i // 3}", 1 + i % 3, f"Text {i}.") for i in range(6))
    annotations = tuple(AnnotationRow(p, who, tag, note="Why.") for p, who, tag in judged)
    return Labels(Path("labels"), BOOK, (ArticleRow("a0"), ArticleRow("a1")), rows, annotations)


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ([("x", "for")], "for"),
        ([("x", "for"), ("y", "for")], "for"),
        ([("x", "for"), ("y", "for"), ("z", "none")], "for"),
        ([("x", "for"), ("y", "none")], None),
        ([("x", "for"), ("y", "for"), ("z", "none"), ("w", "none"), ("v", "against")], None),
        ([("x", "for"), ("y", "none"), ("z", "against"), ("w", "none")], "none"),
        ([("x", "for"), ("y", "none"), ("adjudicated", "against")], "against"),
        ([("x", "for"), ("y", "for"), ("adjudicated", "none")], "none"),
        ([("adjudicated", "none"), ("adjudicated", "for")], "for"),
        ([("x", "for"), ("y", "none"), ("x", "none")], "none"),
        ([("x", "for"), ("y", "for"), ("x", "none")], None),
    ],
    ids=[
        "one alone",
        "unanimous",
        "majority",
        "one against one",
        "two against two",
        "plurality",
        "adjudicated settles a dispute",
        "adjudicated overrules all",
        "last adjudication",
        "a change of mind makes agreement",
        "a change of mind makes a dispute",
    ],
)
def test_the_gold_tag(judged: list[tuple[str, str]], expected: str | None) -> None:
    found = gold(labels(*[("p1", who, tag) for who, tag in judged]))
    assert found.tags.get("p1") == expected
    assert found.disputes == (() if expected else ("p1",))


def test_what_nobody_has_read_has_neither_tag_nor_dispute() -> None:
    assert gold(labels()) == ({}, ())


@pytest.mark.property
@given(st.lists(st.tuples(st.sampled_from("uvwxyz"), st.sampled_from(BOOK.names)), max_size=12))
def test_a_tag_is_gold_only_with_more_votes_than_any_other(votes: list[tuple[str, str]]) -> None:
    """Counted anew, with the last vote of each annotator."""
    last = dict(votes)
    counts = sorted((list(last.values()).count(tag) for tag in BOOK.names), reverse=True)
    found = gold(labels(*[("p0", who, tag) for who, tag in votes]))
    if not votes:
        assert found == ({}, ())
    elif counts[0] > counts[1]:
        assert list(last.values()).count(found.tags["p0"]) == counts[0]
        assert not found.disputes
    else:
        assert found == ({}, ("p0",))


def test_a_replaced_paragraph_has_no_gold_tag() -> None:
    rows = (ParagraphRow("old", "a0", 1, "Old."), ParagraphRow("new", "a0", 1, "New.", replaces="old"))
    assert gold(labels(("old", "x", "for"), ("new", "x", "none"), paragraphs=rows)).tags == {"new": "none"}


def test_ratings_are_a_column_for_each_annotator_and_a_group_for_each_article() -> None:
    found = ratings(labels(("p0", "y", "none"), ("p3", "x", "for"), ("p3", "y", "against"), ("p1", "x", "for")))
    assert found.annotators == ("x", "y")
    assert found.values.tolist() == [[-1, 2], [0, -1], [0, 1]]
    assert found.groups.tolist() == [0, 0, 1]


def test_adjudication_is_no_reading() -> None:
    found = ratings(labels(("p0", "x", "for"), ("p0", "adjudicated", "none"), ("p1", "adjudicated", "none")))
    assert found.annotators == ("x",)
    assert found.values.tolist() == [[0]]


def test_a_change_of_mind_is_no_first_reading_and_is_counted() -> None:
    found = ratings(labels(("p0", "x", "for"), ("p0", "x", "none"), ("p1", "x", "for"), ("p1", "x", "for")))
    assert found.values.tolist() == [[0], [0]]
    assert found.changed == 1


def test_what_is_read_again_by_a_new_codebook_is_a_reading_of_its_own() -> None:
    given = [("for", "1"), ("against", "1"), ("none", "2"), ("for", "2")]
    rows = tuple(AnnotationRow("p0", "x", tag, codebook=version) for tag, version in given)
    for n, (tag, changed) in enumerate([(0, 0), (0, 1), (2, 0), (2, 1)], start=1):
        found = ratings(replace(labels(), annotations=rows[:n]))
        assert (found.values.tolist(), found.changed) == ([[tag]], changed)


def test_ratings_of_nothing_are_empty() -> None:
    found = ratings(labels())
    assert found.annotators == ()
    assert found.values.shape == (0, 0)
    assert np.array_equal(found.groups, [])


def test_the_codebook_of_these_tests_has_the_tags_of_the_shared_one(codebook_file: Path) -> None:
    assert read_codebook(codebook_file).names == BOOK.names
