"""Open disputes: which they are, what was said, and when one is over."""

from __future__ import annotations

from pathlib import Path

from tristance.labels.disputes import disputes, is_open
from tristance.labels.gold import gold
from tristance.labels.queues import Queued
from tristance.labels.rows import AnnotationRow
from tristance.labels.store import append, read_labels


def test_disputes_are_those_that_have_no_gold_tag(labels_folder: Path) -> None:
    rows = [AnnotationRow(name, "second", "against", "unsure", note="Why.") for name in ("art-2-04", "art-0-01")]
    append(labels_folder, annotations=rows)
    labels = read_labels(labels_folder)
    found = disputes(labels)
    assert tuple(each.paragraph.paragraph for each in found) == gold(labels).disputes == ("art-0-01", "art-2-04")
    assert [(row.annotator, row.confidence) for row in found[0].readings] == [("first", "sure"), ("second", "unsure")]
    assert found[0].as_json()["readings"][1] == {
        "annotator": "second",
        "tag": "against",
        "confidence": "unsure",
        "note": "Why.",
    }


def test_a_settled_dispute_is_none(labels_folder: Path) -> None:
    assert disputes(read_labels(labels_folder)) == []


def test_a_dispute_keeps_how_its_paragraph_was_chosen_where_its_readers_agree(labels_folder: Path) -> None:
    drawn = {"chosen": "random", "probability": "0.25"}
    append(
        labels_folder,
        annotations=[
            AnnotationRow("art-0-01", "first", "for", **drawn),
            AnnotationRow("art-0-01", "second", "against", **drawn),
            AnnotationRow("art-2-04", "second", "against", **drawn),
        ],
    )
    first, second = disputes(read_labels(labels_folder))
    assert first.queued == Queued("art-0-01", "random", "0.25")
    assert second.queued == Queued("art-2-04")


def test_no_judgements_are_no_dispute() -> None:
    assert not is_open({})
