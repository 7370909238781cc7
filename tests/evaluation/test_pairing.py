"""Which paragraphs two models are compared on, by which tags, and when there is nothing to compare."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from rivals import held_out, retagged
from tristance.errors import ForeignModel, NotEnoughLabels, UnknownTag
from tristance.evaluation.comparison.pairing import on_common, on_file
from tristance.labels.examples import Examples
from tristance.model.held_out import HeldOut
from tristance.model.linear import LinearModel


@pytest.fixture
def found(small_examples: Examples) -> HeldOut:
    return held_out(small_examples.codebook, 6, 5)


def reordered(found: HeldOut) -> HeldOut:
    """The same predictions by a codebook whose tags stand the other way round."""
    book = dataclasses.replace(found.codebook, tags=found.codebook.tags[::-1])
    last = len(book.names) - 1
    return dataclasses.replace(
        found, codebook=book, gold=last - found.gold, predicted=last - found.predicted, p=found.p[:, ::-1]
    )


def test_only_paragraphs_that_both_have_are_compared_in_the_order_of_b(found: HeldOut) -> None:
    a = found.where(np.arange(30) < 25)
    backwards = found.where(np.arange(30) >= 5)
    b = dataclasses.replace(
        backwards,
        paragraphs=backwards.paragraphs[::-1],
        articles=backwards.articles[::-1],
        **{name: getattr(backwards, name)[::-1] for name in ("groups", "folds", "gold", "predicted", "p")},
    )
    paired = on_common(a, b)
    assert paired.paragraphs == found.paragraphs[5:25][::-1]
    assert paired.only_a == 5
    assert paired.only_b is not None
    assert paired.only_b.paragraphs == found.paragraphs[25:][::-1]
    assert np.array_equal(paired.tags[:, 0], paired.tags[:, 1])
    assert np.array_equal(paired.gold, found.gold[5:25][::-1])
    assert np.allclose(paired.confidence, 0.75)


def test_gold_tags_and_groups_are_those_of_b(found: HeldOut) -> None:
    b = dataclasses.replace(retagged(found, {0: 2, 1: 2}, gold=True), groups=found.groups // 2)
    paired = on_common(found, b)
    assert np.array_equal(paired.gold, b.gold)
    assert (paired.gold != paired.gold_of_a).sum() == (b.gold != found.gold).sum() > 0
    assert len(np.unique(paired.groups)) == 3


def test_a_paragraph_of_the_same_id_in_another_article_is_another(found: HeldOut) -> None:
    b = dataclasses.replace(found, articles=("elsewhere", *found.articles[1:]))
    paired = on_common(found, b)
    assert (len(paired), paired.only_a, len(paired.only_b or ())) == (29, 1, 1)


def test_tags_may_stand_in_another_order(found: HeldOut) -> None:
    paired = on_common(reordered(found), found)
    assert np.array_equal(paired.tags[:, 0], paired.tags[:, 1])
    assert np.array_equal(paired.gold, paired.gold_of_a)


def test_text_that_a_read_in_another_wording_is_counted(found: HeldOut) -> None:
    a = dataclasses.replace(found, texts=("real",) * 3 + found.texts[3:])
    assert (on_common(a, found).reworded, on_common(found, found).reworded) == (3, 0)


def test_models_of_other_tags_are_refused(found: HeldOut) -> None:
    names = {"for": "yes", "against": "no", "none": "none"}
    tags = tuple(dataclasses.replace(tag, name=names[tag.name]) for tag in found.codebook.tags)
    other = dataclasses.replace(found, codebook=dataclasses.replace(found.codebook, tags=tags))
    with pytest.raises(ForeignModel, match=r"A gives the tags for, against, none, and B yes, no, none: .*; train both"):
        on_common(found, other)


def test_so_are_models_with_other_stances(found: HeldOut) -> None:
    tags = tuple(dataclasses.replace(tag, role="stance") for tag in found.codebook.tags)
    other = dataclasses.replace(found, codebook=dataclasses.replace(found.codebook, tags=tags))
    with pytest.raises(ForeignModel, match="stances of A are for, against, and of B for, against, none"):
        on_common(found, other)


def test_labels_with_nothing_in_common_are_refused(found: HeldOut) -> None:
    other = dataclasses.replace(found, paragraphs=tuple(f"other-{i}" for i in range(30)))
    with pytest.raises(
        NotEnoughLabels, match=r"30 labelled paragraphs of A and the 30 of B have none in common; .*--test"
    ):
        on_common(found, other)


def test_one_article_is_too_few(found: HeldOut) -> None:
    with pytest.raises(NotEnoughLabels, match=r"on 5 paragraphs, all of 1 article .*; label more articles"):
        on_common(found.where(found.groups == 0), found)


def test_paragraphs_without_a_stance_have_no_score(found: HeldOut) -> None:
    background = dataclasses.replace(found, gold=np.full(30, 2))
    with pytest.raises(NotEnoughLabels, match=r"none of the 30 paragraphs .* has a stance \(for, against\)"):
        on_common(background, background)


def test_on_a_file_each_model_reads_the_texts(tmp_path: Path, small_model: LinearModel) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "text,tag,article,paragraph\n"
        "enlarge the port with a new quay,for,x,x-1\nnoise of lorries,against,x,\nThe ferry left at seven.,none,,\n"
    )
    paired = on_file(small_model, small_model, path)
    assert paired.paragraphs == ("x-1", "2", "3")
    assert paired.articles == ("x", "x", "")
    assert paired.groups.tolist() == [0, 0, 1]
    assert paired.texts[1] == "noise of lorries"
    prediction = small_model.predict([paired.texts[0]])[0]
    assert small_model.codebook.names[paired.tags[0, 0]] == prediction.tag
    assert paired.confidence[0].tolist() == pytest.approx([prediction.confidence] * 2)


def test_a_file_of_one_article_or_other_tags_is_refused(tmp_path: Path, small_model: LinearModel) -> None:
    path = tmp_path / "t.csv"
    path.write_text("text,tag,article\na quay,for,x\nnoise,against,x\n")
    with pytest.raises(NotEnoughLabels, match=r"1 article .*; tag paragraphs of more articles in .*t\.csv"):
        on_file(small_model, small_model, path)
    path.write_text("text,tag\na quay,fro\n")
    with pytest.raises(UnknownTag, match=r":2: column tag: 'fro'"):
        on_file(small_model, small_model, path)
