"""Near-duplicates are those of the definition, and articles that share them are one group."""

from __future__ import annotations

import itertools
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.labels.near_duplicates import copies, groups, near_duplicates

Corpus = tuple[list[str], list[str]]


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)} if len(words) >= 25 else set()


def reference(texts: list[str], articles: list[str]) -> list[tuple[int, int, float]]:
    """Every pair compared with every other."""
    found = []
    for a, b in itertools.combinations(range(len(texts)), 2):
        one, other = shingles(texts[a]), shingles(texts[b])
        similarity = len(one & other) / max(len(one | other), 1)
        if articles[a] != articles[b] and similarity >= 0.6:
            found.append((a, b, similarity))
    return found


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Copies of a few paragraphs, more or less changed, in a few articles."""
    generator = random.Random(draw(st.integers(0, 10**6)))  # noqa: S311  # texts for a test, no secret
    bases = [[f"w{generator.randrange(60)}" for _ in range(generator.randrange(20, 45))] for _ in range(3)]
    texts, articles = [], []
    for _ in range(draw(st.integers(0, 14))):
        words = list(generator.choice(bases))
        for _ in range(generator.choice((0, 0, 1, 4))):
            words[generator.randrange(len(words))] = f"x{generator.randrange(10**6)}"
        texts.append(" ".join(words[generator.choice((0, 0, 0, 5)) :]))
        articles.append(generator.choice("abcde"))
    return texts, articles


def paragraph(seed: int, words: int = 40) -> str:
    generator = random.Random(seed)  # noqa: S311  # as above
    return " ".join(f"v{generator.randrange(10**9)}" for _ in range(words))


def linked_groups(corpus: Corpus, pairs: list[tuple[int, int, float]]) -> list[int]:
    """Articles that are connected by pairs, found by spreading until nothing changes."""
    texts, articles = corpus
    smallest = {article: articles.index(article) for article in articles}
    for _ in texts:
        for a, b, _similarity in pairs:
            least = min(smallest[articles[a]], smallest[articles[b]])
            smallest[articles[a]] = smallest[articles[b]] = least
    order: dict[int, int] = {}
    return [order.setdefault(smallest[article], len(order)) for article in articles]


@pytest.mark.property
@given(corpora())
def test_links_are_those_of_comparing_everything_with_everything(corpus: Corpus) -> None:
    found = sorted(near_duplicates(*corpus))
    expected = reference(*corpus)
    assert [link[:2] for link in found] == [pair[:2] for pair in expected]
    assert [link.similarity for link in found] == pytest.approx([pair[2] for pair in expected])


@pytest.mark.property
@given(corpora())
def test_groups_are_the_articles_that_links_connect(corpus: Corpus) -> None:
    assert groups(corpus[1], near_duplicates(*corpus)).tolist() == linked_groups(corpus, reference(*corpus))


@pytest.mark.parametrize("copies", [2, 50, 51, 60, 200])
def test_any_number_of_copies_is_one_group(copies: int) -> None:
    texts = [paragraph(1)] * copies
    articles = [str(number) for number in range(copies)]
    assert set(groups(articles, near_duplicates(texts, articles)).tolist()) == {0}


def test_copies_within_and_between_articles_are_one_group() -> None:
    texts = [paragraph(1)] * 60
    articles = [str(number // 3) for number in range(60)]
    assert set(groups(articles, near_duplicates(texts, articles)).tolist()) == {0}


def test_a_very_common_phrase_hides_no_near_duplicates() -> None:
    """Two short paragraphs around the same notice, and between them sixty long ones that hold it too."""
    notice = paragraph(0)
    texts = [f"{notice} a b c", *(f"{notice} {paragraph(n, 200)}" for n in range(1, 61)), f"{notice} d e f"]
    articles = [str(number) for number in range(62)]
    assert [link[:2] for link in near_duplicates(texts, articles)] == [(0, 61)]


def test_a_very_common_phrase_alone_links_nothing() -> None:
    texts = [f"{paragraph(0, 8)} {paragraph(n)}" for n in range(1, 70)]
    articles = [str(number) for number in range(69)]
    assert near_duplicates(texts, articles) == []
    assert groups(articles, []).tolist() == list(range(69))


@pytest.mark.parametrize(("words", "linked"), [(24, False), (25, True)])
def test_only_paragraphs_of_25_words_or_more_are_compared(words: int, linked: bool) -> None:
    assert bool(near_duplicates([paragraph(3, words)] * 2, ["a", "b"])) is linked


@pytest.mark.parametrize(("changed", "linked"), [(9, True), (10, False)])
def test_the_similarity_that_links_is_six_tenths(changed: int, linked: bool) -> None:
    """40 words are 36 shingles; another ending of 9 words leaves 27 of 45 in common, which is 0.6, and of 10 less."""
    base = paragraph(4)
    other = " ".join(base.split()[: 40 - changed] + paragraph(5, changed).split())
    links = near_duplicates([base, other], ["a", "b"])
    assert bool(links) is linked
    assert [link.similarity for link in links] == pytest.approx([0.6] * linked)


def test_case_and_punctuation_do_not_matter() -> None:
    base = paragraph(6)
    assert near_duplicates([base, base.upper().replace(" ", ", ") + "!"], ["a", "b"])[0].similarity == 1


def test_within_one_article_nothing_is_linked() -> None:
    assert near_duplicates([paragraph(7)] * 3, ["a"] * 3) == []


def test_nothing_has_no_groups() -> None:
    assert groups([], near_duplicates([], [])).tolist() == []


@pytest.mark.property
@given(corpora())
def test_copies_are_near_duplicates_of_any_article_and_same_words_of_any_length(corpus: Corpus) -> None:
    texts = corpus[0]
    found = {(link.first, link.second) for link in copies(texts)}
    near = {pair[:2] for pair in reference(texts, [str(number) for number in range(len(texts))])}
    same = {(a, b) for a, b in itertools.combinations(range(len(texts)), 2) if texts[a] == texts[b]}
    assert near <= found <= near | same
    for a, b in same:
        assert {one for one, _ in found if one >= a} | {b} >= {a}, "each is linked to the next one of the same words"


def test_short_texts_of_the_same_words_are_copies_whatever_their_punctuation() -> None:
    links = copies(["The ferry left.", "the ferry: left!", "The ferry came.", "...", "!", "THE FERRY LEFT"])
    assert links == [(0, 1, 1.0), (1, 5, 1.0)]
