"""What changed in meaning between two codebooks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.labels.changes import Change, changes
from tristance.schema import Codebook, Tag

FOR = Tag("for", "The harbour should grow.", "stance", cues=("quay",), examples=("A new quay.",))
AGAINST = Tag("against", "It should stay.", "stance")
NONE = Tag("none", "Anything else.", "background")
BOOK = Codebook("1", "Should the harbour grow?", ("Tag what is said.", "One tag."), (FOR, AGAINST, NONE))


def with_tags(*tags: Tag) -> Codebook:
    return replace(BOOK, tags=tags)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (replace(BOOK, question="Should it?"), [Change("question", "", BOOK.question, "Should it?")]),
        (replace(BOOK, rules=("Tag what is said.",)), [Change("rule", "", "One tag.", "")]),
        (replace(BOOK, rules=("Tag all.", *BOOK.rules[1:])), [Change("rule", "", "Tag what is said.", "Tag all.")]),
        (
            with_tags(replace(FOR, definition="Yes."), AGAINST, NONE),
            [Change("definition", "for", FOR.definition, "Yes.")],
        ),
        (
            with_tags(FOR, replace(AGAINST, role="background"), NONE),
            [Change("role", "against", "stance", "background")],
        ),
        (with_tags(replace(FOR, examples=()), AGAINST, NONE), [Change("example", "for", "A new quay.", "")]),
        (with_tags(FOR, AGAINST), [Change("taken out", "none", "Anything else.", "")]),
        (with_tags(*BOOK.tags, Tag("both", "Yes and no.", "stance")), [Change("new", "both", "", "Yes and no.")]),
        (with_tags(replace(FOR, name="pro", formerly=("for",)), AGAINST, NONE), [Change("name", "pro", "for", "pro")]),
        (with_tags(FOR, replace(NONE, formerly=("against",))), [Change("merged", "none", "against", "none")]),
        (
            with_tags(replace(FOR, name="any", formerly=("for", "against"), definition="Any."), NONE),
            [
                Change("name", "any", "for", "any"),
                Change("merged", "any", "against", "any"),
                Change("definition", "any", FOR.definition, "Any."),
            ],
        ),
    ],
    ids=lambda value: value[0].what if isinstance(value, list) else "",
)
def test_a_change_of_meaning_is_named(new: Codebook, expected: list[Change]) -> None:
    assert list(changes(BOOK, new)) == expected


@pytest.mark.parametrize(
    "same",
    [
        BOOK,
        replace(BOOK, version="2"),
        with_tags(replace(FOR, cues=()), AGAINST, NONE),
        with_tags(NONE, AGAINST, FOR),
        with_tags(replace(FOR, formerly=("pro",)), AGAINST, NONE),
    ],
    ids=["itself", "version", "cues", "order", "a name that no version had"],
)
def test_what_coders_do_not_apply_is_no_change(same: Codebook) -> None:
    assert changes(BOOK, same) == ()


texts = st.sampled_from(["A.", "B.", "C."])
tags = st.lists(
    st.builds(
        Tag, st.sampled_from("abcd"), texts, st.sampled_from(["stance", "background"]), examples=st.tuples(texts)
    ),
    min_size=1,
    unique_by=lambda tag: tag.name,
)
books = st.builds(Codebook, st.just("1"), texts, st.lists(texts).map(tuple), tags.map(tuple))


@pytest.mark.property
@given(old=books, new=books)
def test_nothing_changed_if_and_only_if_all_that_coders_apply_is_equal(old: Codebook, new: Codebook) -> None:
    same = (old.question, old.rules) == (new.question, new.rules) and set(old.tags) == set(new.tags)
    assert (changes(old, new) == ()) == same
    assert all(change.old != change.new for change in changes(old, new))
