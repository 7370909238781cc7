"""Articles stay together, copies stay together, and too little is said so."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.errors import NotEnoughLabels
from tristance.labels.examples import Examples
from tristance.training.folds import assign_folds, check_enough


@pytest.mark.property
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9)), min_size=4, max_size=60), st.integers(0, 3))
def test_no_group_is_split(rows: list[tuple[int, int]], seed: int) -> None:
    tags = np.array([tag for tag, _ in rows])
    groups = np.unique([group for _, group in rows], return_inverse=True)[1]
    if len(np.unique(groups)) < 2:
        return
    fold = assign_folds(tags, groups, 5, seed)
    for group in np.unique(groups):
        assert len(np.unique(fold[groups == group])) == 1


def test_every_paragraph_is_tested_once_and_folds_are_of_like_size(small_examples: Examples) -> None:
    fold = assign_folds(small_examples.tags, small_examples.groups, 4, 0)
    assert np.bincount(fold).tolist() == [10, 10, 10, 10]


def test_the_seed_decides(small_examples: Examples) -> None:
    one, again, other = (assign_folds(small_examples.tags, small_examples.groups, 4, seed) for seed in (0, 0, 1))
    assert (one == again).all()
    assert (one != other).any()


def test_a_tag_of_one_article_is_not_enough(small_examples: Examples) -> None:
    only = np.where(small_examples.tags == 1, 2, small_examples.tags)
    only[np.array(small_examples.articles) == "art-0"] = 1
    with pytest.raises(
        NotEnoughLabels, match=r"tag 'against' has 5 paragraphs in 1 article, and needs 2.*for \d+, against 5"
    ):
        check_enough(dataclasses.replace(small_examples, tags=only), 5)


def test_copies_across_too_many_articles_are_listed(small_examples: Examples) -> None:
    copied = " ".join(f"word{i}" for i in range(30))
    texts = tuple(copied if i % 5 == 0 and i < 20 else text for i, text in enumerate(small_examples.texts))
    with pytest.raises(
        NotEnoughLabels, match=r"4 articles share paragraphs .* 20 of 40 .*art-0-01 ~ art-1-01 \(1\.00\)"
    ):
        check_enough(dataclasses.replace(small_examples, texts=texts), 5)


def test_one_long_article_is_no_copy(small_examples: Examples) -> None:
    articles = tuple("long" if i < 20 else article for i, article in enumerate(small_examples.articles))
    check_enough(dataclasses.replace(small_examples, articles=articles), 5)
