"""What training is given: paragraphs with gold tags, and the original wording where the user has it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tristance.errors import NotEnoughLabels
from tristance.labels.examples import examples, hydrate
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.store import append, read_labels

SHA = ["1" * 64, "2" * 64]


@pytest.fixture
def mixed_folder(empty_folder: Path) -> Path:
    """A published article of two restated paragraphs, a composed one and an imported one; one paragraph untagged."""
    append(
        empty_folder,
        articles=[ArticleRow("p", origin="published"), ArticleRow("c", origin="composed"), ArticleRow("i")],
        paragraphs=[
            ParagraphRow("p-1", "p", 1, "Restated one.", source_sha256=SHA[0]),
            ParagraphRow("p-2", "p", 2, "Restated two.", source_sha256=SHA[1]),
            ParagraphRow("c-1", "c", 1, "Composed."),
            ParagraphRow("i-1", "i", 1, "Imported."),
            ParagraphRow("i-2", "i", 2, "Untagged."),
        ],
        annotations=[
            AnnotationRow(name, "me", tag)
            for name, tag in (("i-1", "none"), ("p-2", "against"), ("c-1", "for"), ("p-1", "for"))
        ],
    )
    return empty_folder


def test_tagged_paragraphs_come_in_the_order_of_their_table(mixed_folder: Path) -> None:
    found = examples(read_labels(mixed_folder))
    assert found.ids == ("p-1", "p-2", "c-1", "i-1")
    assert found.tags.tolist() == [0, 1, 0, 2]
    assert found.articles == ("p", "p", "c", "i")
    assert found.stances.tolist() == [0, 1]
    assert len(found) == 4


def test_each_text_says_of_what_kind_it_is(mixed_folder: Path) -> None:
    found = examples(read_labels(mixed_folder))
    assert found.kinds == ("restated", "restated", "composed", "real")
    assert found.text == "restated + composed + real"
    assert found.fingerprints == (*SHA, "", "")


def test_disputes_stay_out(labels_folder: Path) -> None:
    before = examples(read_labels(labels_folder))
    append(labels_folder, annotations=[AnnotationRow("art-0-01", "second", "against")])
    after = examples(read_labels(labels_folder))
    assert set(before.ids) - set(after.ids) == {"art-0-01"}


def test_labels_without_a_tag_say_how_to_add_some(empty_folder: Path) -> None:
    with pytest.raises(NotEnoughLabels, match=rf"tristance labels annotate --annotator ID --labels {empty_folder}"):
        examples(read_labels(empty_folder))


def test_original_wording_takes_the_place_of_the_restated(mixed_folder: Path) -> None:
    before = examples(read_labels(mixed_folder))
    after, found, wanted = hydrate(before, {SHA[1]: "As it was printed.", "3" * 64: "Of no use."})
    assert (found, wanted) == (1, 2)
    assert after.texts == ("Restated one.", "As it was printed.", "Composed.", "Imported.")
    assert after.kinds == ("restated", "real", "composed", "real")
    assert after.text == "real + composed + restated"
    assert (after.ids, after.articles) == (before.ids, before.articles)
    assert after.tags.tolist() == before.tags.tolist()


def test_without_originals_nothing_changes(mixed_folder: Path) -> None:
    before = examples(read_labels(mixed_folder))
    after, found, wanted = hydrate(before, {})
    assert (found, wanted) == (0, 2)
    assert (after.texts, after.kinds) == (before.texts, before.kinds)


def test_groups_are_found_anew_in_the_original_wording(mixed_folder: Path) -> None:
    """What is a near-duplicate depends on the words, so it is not carried over from the restatement."""
    printed = " ".join(f"word{i}" for i in range(30))
    append(
        mixed_folder, paragraphs=[ParagraphRow("c-2", "c", 2, printed)], annotations=[AnnotationRow("c-2", "me", "for")]
    )
    before = examples(read_labels(mixed_folder))
    assert before.groups.tolist() == [0, 0, 1, 2, 1]
    after, _, _ = hydrate(before, {SHA[0]: printed})
    assert after.groups.tolist() == [0, 0, 0, 1, 0]


def test_articles_that_share_text_are_one_group(mixed_folder: Path) -> None:
    copied = " ".join(f"word{i}" for i in range(30))
    append(
        mixed_folder,
        paragraphs=[ParagraphRow("c-2", "c", 2, copied), ParagraphRow("i-3", "i", 3, copied)],
        annotations=[AnnotationRow("c-2", "me", "for"), AnnotationRow("i-3", "me", "for")],
    )
    found = examples(read_labels(mixed_folder))
    assert [(found.ids[link.first], found.ids[link.second]) for link in found.links] == [("c-2", "i-3")]
    of_article = dict(zip(found.articles, found.groups.tolist(), strict=True))
    assert of_article["c"] == of_article["i"] != of_article["p"]


def test_the_shared_folder_is_as_it_says(labels_folder: Path) -> None:
    found = examples(read_labels(labels_folder))
    assert len(found) == 40
    assert len(set(found.articles)) == 8
    assert Counter(found.kinds) == {"composed": 40}
