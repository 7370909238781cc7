"""Counts of a labels folder."""

from __future__ import annotations

import json
from pathlib import Path

from tristance.labels.gold import gold
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.statistics import statistics
from tristance.labels.store import append, read_labels


def test_counts_of_the_shared_folder(labels_folder: Path) -> None:
    labels = read_labels(labels_folder)
    found = statistics(labels)
    assert (found["articles"], found["paragraphs"]) == (8, 40)
    assert list(found["tags"]) == ["for", "against", "none"]
    tags = list(gold(labels).tags.values())
    assert {name: each["paragraphs"] for name, each in found["tags"].items()} == {t: tags.count(t) for t in set(tags)}
    assert found["annotators"] == {
        "adjudicated": {"annotations": 1},
        "first": {"annotations": 40},
        "second": {"annotations": 40},
    }
    assert found["text"] == {"composed": {"paragraphs": 40}}
    assert found["genres"] == {"wire report": {"paragraphs": 40}}
    assert found["digest"] == labels.digest


def test_untagged_and_disputed_paragraphs_are_counted_where_there_are_any(empty_folder: Path) -> None:
    append(
        empty_folder,
        articles=[ArticleRow("a"), ArticleRow("b", origin="published")],
        paragraphs=[
            ParagraphRow("1", "a", 1, "one two"),
            ParagraphRow("2", "a", 2, "three"),
            ParagraphRow("3", "b", 1, "four five six"),
        ],
        annotations=[AnnotationRow("1", "x", "for"), AnnotationRow("1", "y", "none"), AnnotationRow("3", "x", "for")],
    )
    found = statistics(read_labels(empty_folder))
    assert found["tags"] == {
        "for": {"paragraphs": 1, "articles": 1},
        "against": {"paragraphs": 0, "articles": 0},
        "none": {"paragraphs": 0, "articles": 0},
        "(disputed)": {"paragraphs": 1, "articles": 1},
        "(untagged)": {"paragraphs": 1, "articles": 1},
    }
    assert found["words"] == {"mean": 2.0, "least": 1, "most": 3}
    assert list(found["text"].items()) == [("real", {"paragraphs": 2}), ("restated", {"paragraphs": 1})]


def test_a_replaced_paragraph_does_not_count(labels_folder: Path) -> None:
    append(labels_folder, paragraphs=[ParagraphRow("new", "art-0", 1, "Mended.", replaces="art-0-01")])
    found = statistics(read_labels(labels_folder))
    assert found["paragraphs"] == 40
    assert found["tags"]["(untagged)"] == {"paragraphs": 1, "articles": 1}


def test_an_empty_folder_has_counts_too(empty_folder: Path) -> None:
    found = statistics(read_labels(empty_folder))
    assert found["words"] == {"mean": 0.0, "least": 0, "most": 0}
    assert json.loads(json.dumps(found))["paragraphs"] == 0
