"""What is left out as a whole is not trained on; and the leak of a split that knows no articles is seen."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.evaluation.cross_validation import cross_validate
from tristance.evaluation.full import cross_validate_fully
from tristance.evaluation.transfer import pack, settings
from tristance.labels.examples import Examples
from tristance.labels.rows import ArticleRow
from tristance.schema import Codebook, Tag
from tristance.training.recipe import Recipe

BOOK = Codebook("1", "Q?", (), (Tag("for", "F.", "stance"), Tag("none", "N.", "background")))
QUICK = Recipe(c_grid=(4.0,))


def made(articles: int = 16, per_article: int = 8) -> Examples:
    """Articles whose own words tell their tags, and whose common ones do so now and then."""
    generator = np.random.default_rng(1)
    article = np.repeat(np.arange(articles), per_article)
    tags = generator.integers(0, 2, articles * per_article).astype(np.intp)
    common = np.where(generator.random(len(tags)) < 0.7, tags, 1 - tags)
    letters = generator.integers(97, 123, (articles, 2, 9)).astype(np.uint8)
    own = [[bytes(word).decode() for word in words] for words in letters]
    texts = tuple(
        f"the {('quay', 'ferry')[c]} of {own[a][t]} and {own[a][t]}"
        for a, t, c in zip(article, tags, common, strict=True)
    )
    n = len(tags)
    return Examples(
        BOOK, tuple(map(str, range(n))), texts, tags, tuple(f"a{a}" for a in article), ("real",) * n, ("",) * n
    )


def rows_of(examples: Examples, **cells: list[str]) -> dict[str, ArticleRow]:
    names = list(dict.fromkeys(examples.articles))
    return {name: ArticleRow(name, **{key: values[i] for key, values in cells.items()}) for i, name in enumerate(names)}


@pytest.mark.property
@given(st.lists(st.integers(1, 50), min_size=1, max_size=30), st.integers(1, 8))
def test_parts_are_few_and_about_equal(sizes: list[int], most: int) -> None:
    names = [f"outlet {i}" for i in range(len(sizes))]
    found = pack(names, sizes, most)
    filled = [
        sum(size for name, size in zip(names, sizes, strict=True) if found[name] == part)
        for part in set(found.values())
    ]
    assert set(found) == set(names)
    assert len(filled) == min(most, len(names))
    assert max(filled) - min(filled) <= max(sizes)


def test_a_part_is_never_trained_on_nor_what_shares_text_with_it() -> None:
    examples = made()
    copied = list(examples.texts)
    copied[0] = copied[-1] = " ".join(f"word{i}" for i in range(30))
    examples = dataclasses.replace(examples, texts=tuple(copied))
    genres = ["wire report"] * 8 + ["editorial"] * 8
    genre, outlet, years = settings(examples, rows_of(examples, genre=genres))
    editorial, wire = genre.parts  # of equal size, in the order of their names
    assert {examples.articles[row] for row in wire.test} == {f"a{i}" for i in range(8)}
    assert {examples.articles[row] for row in wire.train} == {f"a{i}" for i in range(8, 15)}  # a15 shares text with a0
    assert {examples.articles[row] for row in editorial.train} == {f"a{i}" for i in range(1, 8)}
    assert (outlet.parts, outlet.note) == ((), "the labels name no outlet")
    assert years.note == "published or imported articles of two years or more are needed"


def test_outlets_and_years_are_of_published_articles() -> None:
    examples = made()
    rows = rows_of(
        examples,
        outlet=["Gazette"] * 6 + ["Mail"] * 6 + [""] * 4,
        origin=["published"] * 12 + ["composed"] * 4,
        date=["2018-01-01"] * 6 + ["2020-01-01"] * 3 + ["2022-01-01"] * 3 + [""] * 4,
        event_date=[""] * 12 + ["2019"] * 2 + [""] * 2,
    )
    _, outlet, years = settings(examples, rows)
    assert len(outlet.parts) == 2
    assert all(len(part.test) == 48 for part in outlet.parts)
    assert all(
        {f"a{i}" for i in range(12, 16)} <= {examples.articles[row] for row in part.train} for part in outlet.parts
    )
    [part] = years.parts
    assert {examples.articles[row] for row in part.test} == {"a9", "a10", "a11"}  # a quarter
    assert {examples.articles[row] for row in part.train} == {f"a{i}" for i in (*range(9), 12, 13)}
    assert years.note == "16 undated paragraphs left out"


def test_a_part_without_which_a_tag_is_missing_is_passed_over() -> None:
    examples = made()
    examples = dataclasses.replace(examples, tags=np.where(np.arange(128) < 64, examples.tags, 1))
    genre = settings(examples, rows_of(examples, genre=["wire report"] * 8 + ["editorial"] * 8))[0]
    assert len(genre.parts) == 1
    assert "1 of 2 parts left too few labels of some tag to train on" in genre.note


def test_one_genre_cannot_be_left_out() -> None:
    examples = made()
    genre = settings(examples, rows_of(examples, genre=["feature"] * 16))[0]
    assert genre.note == "the labels name one genre only, and without it there is nothing to train on"


def test_the_leak_and_the_loss_are_seen() -> None:
    """The articles' own words help where paragraphs are split, and nowhere else."""
    examples = made()
    told: list[tuple[int, int]] = []
    genres = ["wire report"] * 8 + ["editorial"] * 8
    found, full = cross_validate_fully(
        examples, rows_of(examples, genre=genres), QUICK, seeds=2, progress=lambda *at: told.append(at)
    )
    assert np.array_equal(found.predicted, cross_validate(examples, QUICK).predicted)
    assert full.leak.difference.low > 0.05
    assert full.leak.ordinary == full.repeats.scores[0]
    genre = full.transfer[0]
    assert genre.pooled is not None
    assert genre.pooled.n_paragraphs == 128
    assert genre.pooled.n_trained == 64
    assert set(genre.each) == {"wire report", "editorial"}
    assert told[-1] == (3 * 15 + 2 * 4, 3 * 15 + 2 * 4)


def test_repeats_have_a_mean_and_a_spread() -> None:
    examples = made()
    full = cross_validate_fully(examples, rows_of(examples), QUICK, seeds=3)[1].repeats
    values = [score.value for score in full.scores]
    assert full.seeds == (0, 1, 2)
    assert full.as_json()["mean"] == pytest.approx(np.mean(values))
    assert full.deviation == pytest.approx(np.std(values, ddof=1))
