"""Out-of-fold predictions beside a model: the same back, and a clear word where they are not there or not whole."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tristance.errors import DamagedModel, NotEvaluated
from tristance.evaluation.cross_validation import cross_validate, held_out
from tristance.labels.examples import Examples
from tristance.model.held_out import HeldOut, load_held_out
from tristance.model.linear import LinearModel
from tristance.model.persistence import save
from tristance.training.recipe import Recipe


@pytest.fixture(scope="module")
def kept(small_examples: Examples) -> HeldOut:
    return held_out(small_examples, cross_validate(small_examples, Recipe()))


@pytest.fixture
def saved(tmp_path: Path, small_model: LinearModel, kept: HeldOut) -> Path:
    save(tmp_path / "mine", small_model, {}, "# Card\n", kept.as_csv())
    return tmp_path / "mine"


def test_what_is_kept_comes_back(saved: Path, kept: HeldOut) -> None:
    back = load_held_out(saved)
    assert (back.codebook, back.paragraphs, back.articles, back.texts) == (
        kept.codebook,
        kept.paragraphs,
        kept.articles,
        kept.texts,
    )
    for name in ("groups", "folds", "gold", "predicted"):
        np.testing.assert_array_equal(getattr(back, name), getattr(kept, name))
    np.testing.assert_allclose(back.p, kept.p, atol=5e-7)


def test_no_paragraph_was_seen_by_the_model_that_tagged_it(kept: HeldOut) -> None:
    """An article, and all that shares text with it, lies in one fold."""
    pairs = set(zip(kept.groups.tolist(), kept.folds.tolist(), strict=True))
    assert len(pairs) == len(set(kept.groups.tolist()))


def test_a_model_without_them_says_so(tmp_path: Path, small_model: LinearModel) -> None:
    save(tmp_path / "bare", small_model, {}, "# Card\n")
    with pytest.raises(NotEvaluated, match="train it again: tristance train"):
        load_held_out(tmp_path / "bare")


def test_those_of_an_earlier_model_do_not_stay(saved: Path, small_model: LinearModel) -> None:
    save(saved, small_model, {}, "# Card\n")
    assert not (saved / "held_out.csv.gz").exists()


def test_a_changed_file_is_refused(saved: Path) -> None:
    path = saved / "held_out.csv.gz"
    whole = gzip.decompress(path.read_bytes())
    path.write_bytes(gzip.compress(whole.replace(b",0,", b",1,", 1)))
    with pytest.raises(DamagedModel, match=r"does not match card\.json"):
        load_held_out(saved)
    for torn in (path.read_bytes()[:100], b"plain", b""):
        path.write_bytes(torn)
        with pytest.raises(DamagedModel, match=r"cannot be unpacked|does not match"):
            load_held_out(saved)
    path.unlink()
    with pytest.raises(DamagedModel, match="is missing"):
        load_held_out(saved)


@pytest.mark.parametrize("damage", [b"paragraph,article\na,b\n", b"\xff\xfe", b"", b'"'])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, small_model: LinearModel, damage: bytes) -> None:
    save(tmp_path / "odd", small_model, {}, "# Card\n", damage)
    with pytest.raises(DamagedModel, match="not held-out predictions"):
        load_held_out(tmp_path / "odd")


def test_composed_text_is_left_out_where_enough_was_published(kept: HeldOut) -> None:
    """Ten groups of each tag are enough; with fewer the composed rows stay."""
    n, k = 40, len(kept.codebook.names)
    many = replace(
        kept,
        paragraphs=tuple(map(str, range(2 * n * k))),
        articles=tuple(map(str, range(2 * n * k))),
        texts=("restated",) * (n * k) + ("composed",) * (n * k),
        groups=np.arange(2 * n * k),
        folds=np.zeros(2 * n * k, dtype=np.intp),
        gold=np.tile(np.arange(k), 2 * n),
        predicted=np.tile(np.arange(k), 2 * n),
        p=np.full((2 * n * k, k), 1 / k),
    )
    assert set(many.nearest_to_published().texts) == {"restated"}
    few = many.where(np.arange(2 * n * k) >= n * k - 9 * k)
    assert set(few.nearest_to_published().texts) == {"restated", "composed"}
