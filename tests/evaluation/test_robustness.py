"""An audit catches a model that relies on a name, and passes one that cannot."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tristance.errors import BadTable, NotEnoughLabels
from tristance.evaluation.robustness.auditing import Effect, audit
from tristance.evaluation.robustness.findings import warnings
from tristance.evaluation.robustness.perturbation import Perturbation, built_in, described
from tristance.evaluation.robustness.tagging import Tagging, by_itself, by_others
from tristance.evaluation.robustness.texts import AuditTexts, drawn, of_labels, of_table
from tristance.labels.examples import Examples
from tristance.labels.store import create, read_labels
from tristance.labels.swaps import Mask, Swap
from tristance.model.held_out import HeldOut
from tristance.model.linear import LinearModel
from tristance.schema import Codebook, Tag
from tristance.training.choice import Split, grid_logits, splits
from tristance.training.fit import choose_parameters, fit_model
from tristance.training.recipe import Recipe

QUICK = Recipe(c_grid=(4.0,), class_weights=(None,))
PARAMETERS = {"c": 4.0, "class_weight": None, "words": [1, 2], "characters": [2, 5]}
OUTLETS = Swap("outlets", (("Tide", "Anchor"),), expect="same")
SAID = ("a new quay is wanted by the town", "the noise is feared on the hill", "the ferry left at seven")
TOPICS = ("in May", "on a Monday", "at the pier", "for the builders", "by the shore", "with a band")


def made(outlet_decides: bool, n_articles: int = 24) -> Examples:
    """Three paragraphs an article: outlet decides the tag and the words nothing, or the other way round."""
    book = Codebook("1", "?", (), tuple(Tag(name, "A tag.", "stance") for name in ("for", "against", "other")))
    texts, tags = [], []
    for row in range(3 * n_articles):
        tag = row % 3
        free = (row * 7 + row // 3) % 3
        outlet = ("The Tide", "The Anchor", "A note")[tag if outlet_decides else free]
        said = SAID[free if outlet_decides else tag]
        texts.append(f"{outlet} reports that {said} {TOPICS[row // 3 % 6]}.")
        tags.append(tag)
    n = len(texts)
    articles = tuple(f"a{row // 3}" for row in range(n))
    names = tuple(map(str, range(n)))
    return Examples(book, names, tuple(texts), np.array(tags, dtype=np.intp), articles, ("real",) * n, ("",) * n)


def texts_of(examples: Examples) -> AuditTexts:
    numbers = np.unique(np.array(examples.articles), return_inverse=True)[1]
    return AuditTexts(examples.ids, examples.texts, examples.articles, numbers, examples.kinds)


def fitted(examples: Examples) -> LinearModel:
    return fit_model(examples, QUICK, choose_parameters(examples, QUICK))


def audited(examples: Examples, entries: Sequence[Swap | Mask], model: LinearModel | None = None) -> list[Effect]:
    tagging = by_itself(model or fitted(examples), len(examples))
    return audit(tagging, texts_of(examples), described(entries))


def test_a_model_that_relies_on_the_outlets_name_is_caught() -> None:
    (effect,) = audited(made(outlet_decides=True), [OUTLETS])
    assert (effect.n_paragraphs, effect.n_articles) == (48, 24)
    assert effect.share.value > 0.95
    assert effect.change_of_p.value < -0.3
    assert {move[:2] for move in effect.moves()} == {("for", "against"), ("against", "for")}
    (warning,) = warnings([effect])
    assert warning.code == "W51"
    assert warning.message.startswith("outlets: 100 % [")
    assert "of 48 tags move, where none should" in warning.message


def test_a_model_that_cannot_is_not() -> None:
    (effect,) = audited(made(outlet_decides=False), [OUTLETS])
    assert effect.n_paragraphs > 40
    assert effect.share.value == 0
    assert 0 < effect.share.high < 0.2  # none of so few is no proof
    assert warnings([effect]) == []
    assert effect.moved == ()


def test_words_that_should_move_tags_and_do_not_are_warned_of() -> None:
    harbours = Swap("harbours", (("Tide", "Anchor"),), expect="moves")
    (effect,) = audited(made(outlet_decides=False, n_articles=90), [harbours])
    (warning,) = warnings([effect])
    assert warning.code == "W52"
    assert warning.message.startswith("harbours: only 0 % [0, ")
    (effect,) = audited(made(outlet_decides=True), [harbours])
    assert warnings([effect]) == []


def test_where_nothing_is_expected_nothing_is_warned_of() -> None:
    (effect,) = audited(made(outlet_decides=True), [dataclasses.replace(OUTLETS, expect=None)])
    assert effect.share.value > 0.95
    assert warnings([effect]) == []


def test_a_perturbation_that_changes_nothing_says_so() -> None:
    effects = audited(made(outlet_decides=True), [Mask("ports", ("Ostend",), "a port", expect="same")])
    (effect,) = effects
    assert (effect.n_paragraphs, effect.n_articles) == (0, 0)
    assert math.isnan(effect.share.value)
    assert math.isnan(effect.change_of_p.value)
    assert [warning.code for warning in warnings(effects)] == ["W53"]
    assert effect.as_json()["share_moved"] == {"value": None, "low": None, "high": None}
    json.dumps(effect.as_json(), allow_nan=False)


def test_built_in_perturbations_that_change_nothing_are_no_fault() -> None:
    examples = made(outlet_decides=False)
    effects = audit(by_itself(fitted(examples), len(examples)), texts_of(examples), built_in(0))
    by_name = {effect.perturbation.name: effect for effect in effects}
    assert by_name["quotation marks removed"].n_paragraphs == by_name["a sentence left out"].n_paragraphs == 0
    assert by_name["typos"].n_paragraphs > 60
    assert by_name["all in small letters"].share.value == 0  # without actors, the features are in small letters
    assert warnings(effects) == []


def test_what_moved_is_listed_with_both_texts() -> None:
    examples = made(outlet_decides=True)
    (effect,) = audited(examples, [OUTLETS])
    first = effect.moved[0]
    assert (first.row, first.before, first.after) == (0, "for", "against")
    assert "The Tide reports" in examples.texts[0]
    assert first.changed == examples.texts[0].replace("Tide", "Anchor")
    assert 0 < first.p_before <= 1
    assert 0 < first.p_after <= 1


def test_an_article_without_others_has_no_interval_and_no_warning(small_model: LinearModel) -> None:
    texts = AuditTexts(("1",), ("A new quay is wanted.",), ("a",), np.zeros(1, dtype=np.intp), ("real",))
    change = Perturbation("all gone", "built-in", "same", lambda _: "The noise of lorries at night.")
    (effect,) = audit(by_itself(small_model, 1), texts, [change])
    assert effect.n_paragraphs == 1
    assert math.isnan(effect.share.low)
    assert warnings([effect]) == []


def test_a_text_of_which_nothing_is_left_does_not_count(small_model: LinearModel) -> None:
    texts = AuditTexts(("1",), ("“”",), ("a",), np.zeros(1, dtype=np.intp), ("real",))
    assert [each.n_paragraphs for each in audit(by_itself(small_model, 1), texts, built_in(0))] == [0, 1, 0, 0, 0]


def test_two_tags_and_no_background() -> None:
    examples = made(outlet_decides=True)
    two = np.flatnonzero(examples.tags < 2).tolist()
    book = Codebook("1", "?", (), examples.codebook.tags[:2])
    given = dataclasses.replace(
        examples,
        codebook=book,
        ids=tuple(examples.ids[i] for i in two),
        texts=tuple(examples.texts[i] for i in two),
        tags=examples.tags[two],
        articles=tuple(examples.articles[i] for i in two),
        kinds=("real",) * len(two),
        fingerprints=("",) * len(two),
    )
    (effect,) = audited(given, [OUTLETS])
    assert effect.share.value > 0.95
    assert effect.of_role("stance") == (len(effect.moved), effect.n_paragraphs)
    assert effect.of_role("background") == (0, 0)
    tagging = others(given, fitted(given))
    (effect,) = audit(tagging, texts_of(given), described([OUTLETS]))
    assert effect.share.value > 0.9


def held_out(examples: Examples, fold: Any) -> HeldOut:
    k = len(examples.codebook.names)
    p = np.full((len(examples), k), 1 / k)
    tags = examples.tags
    return HeldOut(
        examples.codebook, examples.ids, examples.articles, examples.kinds, examples.groups, fold, tags, tags, p
    )


def folds(examples: Examples) -> tuple[list[Split], Any]:
    found = splits(examples, np.arange(len(examples)), QUICK)
    fold = np.zeros(len(examples), dtype=np.intp)
    for number, split in enumerate(found):
        fold[split.test] = number
    return found, fold


def others(examples: Examples, model: LinearModel, names: Sequence[str] | None = None) -> Tagging:
    return by_others(model, PARAMETERS, examples, held_out(examples, folds(examples)[1]), names or examples.ids)


def test_paragraphs_are_tagged_by_models_without_their_fold(small_examples: Examples, small_model: LinearModel) -> None:
    """Equal to the folds of cross-validation, but for calibration and offsets, which are the model's."""
    split = folds(small_examples)[0]
    told: list[tuple[int, int]] = []
    tagging = by_others(
        small_model,
        PARAMETERS,
        small_examples,
        held_out(small_examples, folds(small_examples)[1]),
        small_examples.ids,
        lambda done, total: told.append((done, total)),
    )
    found = tagging.log_p(np.arange(len(small_examples)), small_examples.texts)
    expected = np.zeros_like(found)
    for each, logits in zip(split, grid_logits(small_examples, QUICK, split), strict=True):
        expected[each.test] = small_model.calibration.apply(logits[0])
    assert np.abs(found - expected).max() < 0.02
    assert told == [(i, len(split)) for i in range(len(split) + 1)]


def test_a_paragraph_that_the_model_was_not_trained_on_is_tagged_by_itself(
    small_examples: Examples, small_model: LinearModel
) -> None:
    tagging = others(small_examples, small_model, ["new", small_examples.ids[0]])
    assert tagging.of.tolist() == [0, 1]
    assert len(tagging.models) == 2  # no model of a fold that has no paragraph here
    text = small_examples.texts[5]
    assert tagging.log_p(np.array([0]), [text]) == pytest.approx(small_model.log_probabilities([text]))


def test_a_tag_that_is_in_one_fold_only_is_no_trouble(small_examples: Examples, small_model: LinearModel) -> None:
    fold = np.where(small_examples.tags == 1, 0, 1).astype(np.intp)  # without fold 0, nobody is against
    held = held_out(small_examples, fold)
    tagging = by_others(small_model, PARAMETERS, small_examples, held, small_examples.ids)
    p = np.exp(tagging.log_p(np.arange(len(small_examples)), small_examples.texts))
    assert np.isfinite(p).all()
    assert p[fold == 0, 1].max() < 0.1


def test_nor_are_folds_without_which_one_tag_is_left(small_examples: Examples, small_model: LinearModel) -> None:
    fold = np.where(small_examples.tags == 2, 1, 0).astype(np.intp)
    tagging = by_others(small_model, PARAMETERS, small_examples, held_out(small_examples, fold), small_examples.ids)
    p = np.exp(tagging.log_p(np.arange(len(small_examples)), small_examples.texts))
    assert np.isfinite(p).all()
    assert p[fold == 0, 2].min() > 0.5


def test_texts_of_labels(labels_folder: Path, tmp_path: Path, codebook_file: Path) -> None:
    texts = of_labels(read_labels(labels_folder))
    assert len(texts) == 40
    assert texts.names[0] == "art-0-01"
    assert texts.kind == "composed"
    assert texts.groups.max() == 7
    create(tmp_path / "empty", codebook_file)
    with pytest.raises(NotEnoughLabels, match="has no paragraphs yet; add articles: tristance labels add FILES"):
        of_labels(read_labels(tmp_path / "empty"))


def test_texts_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    rows: list[dict[str, object]] = [
        {"body": "One.", "article": 7, "paragraph": "p"},
        {"body": " "},
        {"body": "Two.", "article": 7, "origin": "composed"},
        {"body": "Three."},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    texts = of_table(path, "body")
    assert texts.names == ("p", "line 3", "line 4")
    assert texts.articles == ("7", "7", "line 4")
    assert texts.groups.tolist() == [0, 0, 1]
    assert (texts.kind, texts.n_passed_over) == ("real + composed", 1)
    with pytest.raises(BadTable, match="no column 'text'"):
        of_table(path)
    path.write_text('{"text": ""}\n')
    with pytest.raises(BadTable, match="no row has a text in column text"):
        of_table(path)


def test_whole_articles_are_drawn_until_there_are_enough(labels_folder: Path) -> None:
    texts = of_labels(read_labels(labels_folder))
    found = drawn(texts, 11, seed=4)
    assert len(found) == 15
    assert found.names == drawn(texts, 11, seed=4).names
    assert len({drawn(texts, 11, seed).articles for seed in range(9)}) > 3
    assert found.groups.tolist() == [0] * 5 + [1] * 5 + [2] * 5
    assert drawn(texts, 1000, seed=4).names == texts.names
