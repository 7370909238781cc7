"""Annotators who drift, agree too little or are alone; disputes; judgements of an earlier codebook."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tristance.evaluation.agreement import agreement
from tristance.evaluation.checks.readings import agreement_over_time, low_agreement, read_at, unknown_agreement
from tristance.evaluation.checks.shares import shares_differ
from tristance.evaluation.checks.standing import disputes_left_out, outdated
from tristance.labels.accepting import accept
from tristance.labels.examples import Examples
from tristance.labels.gold import Ratings, ratings
from tristance.labels.rereading import rereading
from tristance.labels.rows import AnnotationRow, timestamp
from tristance.labels.store import append, read_labels
from tristance.labels.versions import saved_codebooks
from tristance.schema import Codebook

Tags = NDArray[np.intp]


def truth(n: int = 400, seed: int = 0) -> Tags:
    return np.random.default_rng(seed).choice(3, n, p=[0.2, 0.2, 0.6])


def careless(tags: Tags, share: float, seed: int) -> Tags:
    """Another tag in a *share* of the places, by no habit: the shares of the tags stay."""
    generator = np.random.default_rng(seed)
    return np.where(generator.random(len(tags)) < share, generator.permutation(tags), tags)


def read_by(*readings: Tags, per_article: int = 5) -> Ratings:
    values = np.stack(readings, axis=1)
    names = tuple(("ana", "ben", "eva", "ida")[: len(readings)])
    ids = tuple(f"p{i}" for i in range(len(values)))
    return Ratings(names, values, np.arange(len(values)) // per_article, 0, ids)


@pytest.fixture
def book(small_examples: Examples) -> Codebook:
    return small_examples.codebook


def test_an_annotator_with_another_idea_of_a_tag(book: Codebook) -> None:
    tags = truth()
    keen = np.where((tags == 2) & (np.random.default_rng(3).random(len(tags)) < 0.2), 0, tags)
    [found] = shares_differ(read_by(keen, tags), book)
    assert str(found) == (
        "W13 ana gives for to 31 % of 400 paragraphs, and ben to 20 % of the same (difference +11 [+7, +15] points); "
        "talk about where they differ: tristance labels adjudicate"
    )


def test_the_one_of_many_is_named(book: Codebook) -> None:
    tags = truth()
    keen = np.where((tags == 2) & (np.random.default_rng(3).random(len(tags)) < 0.3), 1, tags)
    others = [careless(tags, 0.05, seed) for seed in (1, 2, 4)]
    [found] = shares_differ(read_by(others[0], keen, *others[1:]), book)
    assert found.message.startswith("ben gives against to 33 % of 400 paragraphs, and the others to 16 % of the same")


def test_careless_annotators_do_not_drift(book: Codebook) -> None:
    """Of 40 pairs that disagree often but by no habit, hardly one is warned of: fewer than chance would allow."""
    warned = [
        bool(shares_differ(read_by(truth(seed=seed), careless(truth(seed=seed), 0.3, seed + 100)), book))
        for seed in range(40)
    ]
    assert sum(warned) <= 4


def test_a_difference_that_is_certain_but_small_does_not_matter(book: Codebook) -> None:
    tags = truth(20_000)
    keen = np.where((tags == 2) & (np.random.default_rng(3).random(len(tags)) < 0.03), 0, tags)
    assert not shares_differ(read_by(keen, tags), book)


def test_one_annotator_alone_differs_from_nobody(book: Codebook) -> None:
    assert not shares_differ(read_by(truth()), book)
    apart = np.array([[0, -1], [-1, 1], [2, -1]])
    assert not shares_differ(Ratings(("ana", "ben"), apart, np.arange(3)), book)
    assert not shares_differ(Ratings((), np.zeros((0, 0), dtype=np.intp), np.zeros(0, dtype=np.intp)), book)


def days(n: int) -> list[str]:
    start = datetime(2026, 1, 1, 10, tzinfo=UTC)
    return [timestamp(start + timedelta(hours=20 * i)) for i in range(n)]


def falling(late: float) -> Ratings:
    tags = truth()
    other = tags.copy()
    other[200:] = careless(tags[200:], late, 5)
    return read_by(tags, other)


def test_agreement_that_falls(book: Codebook) -> None:
    [found] = agreement_over_time(falling(0.5), days(400), len(book.names))
    assert found.code == "W14"
    assert found.message.startswith("alpha fell from 1.00 to 0.40 (-0.60 [-0.71, -0.50]) between")
    assert "read since 2026-06" in found.message


def test_agreement_that_stays_or_is_still_high(book: Codebook) -> None:
    k = len(book.names)
    assert not agreement_over_time(falling(0.1), days(400), k)  # from 1 to 0.9, which can be relied on
    tags = truth()
    assert not agreement_over_time(read_by(tags, careless(tags, 0.4, 1)), days(400), k)


def test_without_times_nothing_falls(book: Codebook) -> None:
    k = len(book.names)
    assert not agreement_over_time(falling(0.5), [""] * 400, k)
    assert not agreement_over_time(falling(0.5), ["2026-01-01T10:00:00Z"] * 400, k)
    few = Ratings(("ana", "ben"), falling(0.5).values, np.arange(400) // 100)  # four articles
    assert not agreement_over_time(few, days(400), k)


def test_paragraphs_of_a_queue_have_no_time(labels_folder: Path) -> None:
    late = AnnotationRow("art-0-01", "third", "for", time="2026-02-01T10:00:00Z", chosen="queue", codebook="1")
    timed = AnnotationRow("art-0-02", "third", "for", time="2026-02-01T10:00:00Z", codebook="1")
    append(labels_folder, annotations=[late, timed])
    read = read_labels(labels_folder)
    stripped = [row for row in read.annotations if row.annotator == "third"]
    alone = dataclasses.replace(read, annotations=tuple(stripped))
    assert read_at(alone, ratings(alone)) == ["", "2026-02-01T10:00:00Z"]
    assert set(read_at(read, ratings(read))) == {""}  # the other readings have no time


def agreed(values: Tags, book: Codebook) -> object:
    return agreement(values, np.arange(len(values)) // 5, book, ("ana", "ben"))


@pytest.mark.parametrize(
    ("share", "bound"), [(0.6, "is below 0.667: no conclusions"), (0.25, "is below 0.8: tentative conclusions only")]
)
def test_low_agreement(book: Codebook, share: float, bound: str) -> None:
    tags = truth()
    values = np.stack([tags, careless(tags, share, 1)], axis=1)
    [found] = low_agreement(agreement(values, np.arange(400) // 5, book, ("ana", "ben")))
    assert found.code == "W15"
    assert bound in found.message
    assert "on 400 paragraphs" in found.message


def test_one_tag_of_low_agreement(book: Codebook) -> None:
    tags = np.where(truth() == 1, 2, truth())
    rare = np.arange(400) % 20 == 0
    first, second = np.where(rare, 1, tags), np.where(rare & (np.arange(400) % 40 == 0), 1, np.where(rare, 2, tags))
    second[np.flatnonzero(tags == 2)[:12]] = 1
    [found] = low_agreement(agreement(np.stack([first, second], axis=1), np.arange(400) // 5, book, ("ana", "ben")))
    assert found.message.startswith("against: alpha against the other tags 0.")


def test_high_agreement(book: Codebook) -> None:
    tags = truth()
    values = np.stack([tags, careless(tags, 0.05, 1)], axis=1)
    found = agreement(values, np.arange(400) // 5, book, ("ana", "ben"))
    assert not low_agreement(found)
    assert not unknown_agreement(found, "do so")


def test_unknown_agreement(book: Codebook) -> None:
    assert not low_agreement(None)
    [warning] = unknown_agreement(None, "have some read twice")
    assert str(warning) == (
        "W16 no paragraph was read by two annotators: agreement is unknown, and with it how good a model could be; "
        "have some read twice"
    )
    same = agreement(np.full((4, 2), 2), np.arange(4), book, ("ana", "ben"))
    assert not low_agreement(same)
    [found] = unknown_agreement(same, "read more")
    assert "all 4 paragraphs that two annotators have read were given one tag" in found.message


def test_disputes() -> None:
    [warning] = disputes_left_out(3, 97)
    assert str(warning) == (
        "W17 3 paragraphs (3.0 % of those read) are in dispute and left out, so that the scores are of the easier "
        "rest; settle them: tristance labels adjudicate"
    )
    assert "1 paragraph (2.0 % of those read) is in dispute" in disputes_left_out(1, 49)[0].message
    assert not disputes_left_out(1, 500)
    assert not disputes_left_out(0, 10)


def test_judgements_of_an_earlier_codebook(labels_folder: Path) -> None:
    path = labels_folder / "codebook.toml"
    rows = [AnnotationRow("art-0-01", "third", "for", codebook="1"), AnnotationRow("art-0-02", "third", "none")]
    append(labels_folder, annotations=rows)
    read = read_labels(labels_folder)
    assert not outdated(rereading(read, saved_codebooks(labels_folder)))
    path.write_text(path.read_text(encoding="utf-8").replace("should grow", "should shrink"), encoding="utf-8")
    accept(labels_folder)
    read = read_labels(labels_folder)
    [warning] = outdated(rereading(read, saved_codebooks(labels_folder)))
    assert str(warning) == (
        "W18 1 judgement of 1 paragraph was made under version 1 of the codebook, since when the definition changed; "
        "read them again: tristance labels codebook --again SHEET"
    )
