"""An audit of a folder: which paragraphs are named, for which reason, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tristance.labels.exchange import import_file
from tristance.labels.findings import findings
from tristance.labels.rows import AnnotationRow, ParagraphRow
from tristance.labels.store import Labels, append, read_labels

Write = Callable[..., Path]
Made = Callable[[str], Labels]
LONG = (
    "the council heard that a longer pier would bring at least two hundred jobs to a town that has lost its cannery and"
)
NEAR = f"{LONG} most of its boats in the last ten years"


@pytest.fixture
def labels_of(empty_folder: Path, table: Write) -> Made:
    """The labels of rows ``article,text,tag,annotator,confidence,note``."""

    def made(rows: str) -> Labels:
        import_file(empty_folder, table(f"article,text,tag,annotator,confidence,note\n{rows}"))
        return read_labels(empty_folder)

    return made


def test_copies_with_different_gold_tags_contradict_each_other(labels_of: Made) -> None:
    labels = labels_of(
        "a,The ferry left.,none,ana,,\nb,The ferry left!,for,ben,unsure,A longer quay.\na,Another came.,none,ana,,\n"
    )
    (found,) = findings(labels, {})
    assert (found.reason, found.similarity, found.annotators) == ("contradiction", 1, ())
    assert (found.this.paragraph, found.this.gold) == ("b-01", "for")
    assert [str(reading) for reading in found.this.readings] == ["ben: for (unsure) - A longer quay."]
    assert found.other is not None
    assert (found.other.paragraph, found.other.gold) == ("a-01", "none")
    assert (found.predicted, found.p_gold, found.p_predicted) == (None, None, None)


def test_near_duplicates_within_one_article_contradict_each_other_too(labels_of: Made) -> None:
    (found,) = findings(labels_of(f"a,{NEAR},for,ana,,\na,{NEAR} or so,none,ana,,\n"), {})
    assert found.similarity is not None
    assert 0.6 <= found.similarity < 1
    assert found.annotators == ("ana",)


def test_an_annotators_own_contradiction_is_found_where_gold_hides_it(labels_of: Made) -> None:
    labels = labels_of("a,One.,none,ana,,\na,One!,for,ana,,\na,One!,none,ben,,\na,One!,none,cem,,\n")
    (found,) = findings(labels, {})
    assert (found.reason, found.annotators) == ("self-contradiction", ("ana",))
    assert (found.this.gold, [str(reading) for reading in found.this.readings]) == (
        "none",
        ["ana: for", "ben: none", "cem: none"],
    )


def test_an_own_contradiction_on_a_disputed_paragraph_is_found(labels_of: Made) -> None:
    labels = labels_of("a,One.,none,ana,,\na,One!,for,ana,,\na,One!,against,ben,,\n")
    (found,) = findings(labels, {})
    assert (found.reason, found.this.gold) == ("self-contradiction", "")


def test_adjudication_is_nobodys_own_contradiction(labels_of: Made) -> None:
    labels = labels_of("a,One.,none,adjudicated,,Said so.\na,One!,for,ana,,\na,One!,none,adjudicated,,Said so.\n")
    assert findings(labels, {}) == []


def test_annotators_who_differ_from_each_other_are_no_finding(labels_of: Made) -> None:
    assert findings(labels_of("a,One.,none,ana,,\na,One.,for,ben,,\na,One.,for,cem,,\n"), {}) == []


def test_contradictions_come_before_what_a_model_disputes(labels_of: Made) -> None:
    labels = labels_of(
        "a,One.,none,ana,,\nb,One!,for,ana,,\nb,Two.,for,ana,,\nb,Three.,none,ana,,\nb,Four.,for,ana,,\n"
    )
    p = {
        "a-01": np.array([0.2, 0.1, 0.7]),
        "b-01": np.array([0.1, 0.1, 0.8]),
        "b-02": np.array([0.9, 0.05, 0.05]),
        "b-03": np.array([0.98, 0.01, 0.01]),
        "b-04": np.array([0.95, 0.03, 0.02]),
    }
    first, second = findings(labels, p)
    assert (first.reason, first.this.paragraph, first.predicted) == ("contradiction", "b-01", "none")
    assert (first.p_gold, first.p_predicted) == (0.1, 0.8)
    assert (second.reason, second.this.paragraph, second.predicted) == ("model", "b-03", "for")
    assert (second.this.gold, second.p_gold, second.p_predicted) == ("none", 0.01, 0.98)


def test_plain_values_hold_everything(labels_of: Made) -> None:
    (found,) = findings(labels_of("a,One.,none,ana,,\nb,One!,for,ben,,\n"), {})
    plain = found.as_json()
    assert plain["this"]["readings"] == ({"annotator": "ben", "tag": "for", "confidence": "sure", "note": ""},)
    assert (plain["reason"], plain["other"]["paragraph"], plain["p_gold"]) == ("contradiction", "a-01", None)


def test_a_corrected_paragraph_is_no_copy_of_what_it_replaces(empty_folder: Path, labels_of: Made) -> None:
    labels_of("a,One.,none,ana,,\n")
    append(
        empty_folder,
        paragraphs=[ParagraphRow("a-01.2", "a", 1, "One!", replaces="a-01")],
        annotations=[AnnotationRow("a-01.2", "ana", "for")],
    )
    assert findings(read_labels(empty_folder), {}) == []
