"""Scores beside their baselines, on cases that can be reckoned by hand."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tristance.errors import BadTable, NotEnoughLabels, UnknownTag
from tristance.evaluation.baselines import cue_tags
from tristance.evaluation.cross_validation import cross_validate, nested, outer_folds, score_cross_validated
from tristance.evaluation.file_scores import score_tagged, tag_file
from tristance.evaluation.scoring import Scores, score
from tristance.labels.examples import Examples, examples
from tristance.labels.gold import Ratings, ratings
from tristance.labels.rows import AnnotationRow
from tristance.labels.store import append, read_labels
from tristance.model.linear import LinearModel
from tristance.model.persistence import load
from tristance.resources import bundled
from tristance.training.choice import Split, grid_logits, splits
from tristance.training.fit import choose_parameters, fit_model
from tristance.training.recipe import Recipe

NO_RATINGS = Ratings((), np.zeros((0, 0), dtype=np.intp), np.zeros(0, dtype=np.intp))


def score_file(model: LinearModel, path: Path) -> Scores:
    """What ``evaluate --test`` scores."""
    return score_tagged(tag_file(model, path))


def test_the_headline_is_over_stances_with_the_background_in_the_test(small_examples: Examples) -> None:
    """Two of four `for` found, and one `none` called `for`: precision 2/3, recall 1/2, F1 4/7; `against` all found."""
    gold = np.array([0, 0, 0, 0, 1, 1, 2, 2])
    predicted = np.array([0, 0, 2, 2, 1, 1, 0, 2])
    found = score(small_examples.codebook, ["x"] * 8, gold, predicted, np.arange(8), text="real")
    assert found.stance_macro_f1.value == pytest.approx((4 / 7 + 1) / 2)
    assert found.on_stances.value == pytest.approx((2 / 3 + 1) / 2)  # without the background, precision is 1
    assert found.accuracy.value == 5 / 8
    assert found.per_tag["for"].precision == pytest.approx(2 / 3)
    assert (found.per_tag["for"].n, found.per_tag["for"].predicted) == (4, 3)
    assert found.confusion.tolist() == [[2, 0, 2], [0, 2, 0], [1, 0, 1]]


def test_intervals_hold_the_value_and_widen_with_clustering(small_examples: Examples) -> None:
    generator = np.random.default_rng(1)
    gold = generator.integers(0, 3, 300)
    article = np.repeat(np.arange(30), 10)
    wrong = np.isin(article, generator.choice(30, 10, replace=False))  # whole articles go wrong
    predicted = np.where(wrong, (gold + 1) % 3, gold)
    texts = ["x"] * 300
    by_article = score(small_examples.codebook, texts, gold, predicted, article, text="real").stance_macro_f1
    by_paragraph = score(small_examples.codebook, texts, gold, predicted, np.arange(300), text="real").stance_macro_f1
    assert by_article.low < by_article.value < by_article.high
    assert by_article.high - by_article.low > 2 * (by_paragraph.high - by_paragraph.low)


def test_baselines(small_examples: Examples) -> None:
    gold = np.array([0, 1, 2, 2])
    texts = ["a new quay, enlarged", "noise and noise", "enlarged", "nothing"]
    found = score(small_examples.codebook, texts, gold, gold, np.arange(4), text="real").baselines
    assert found["most_frequent"].value == 0  # all background
    assert found["random"].value == pytest.approx(0.25)  # each stance is a quarter, and drawn for a quarter
    assert found["cues"].value == pytest.approx((2 / 3 + 1) / 2)  # one background paragraph holds a cue


def test_the_tag_of_most_cues_ties_to_the_first_and_none_is_background(small_examples: Examples) -> None:
    texts = ["noise enlarged noise", "noise enlarged", "nothing"]
    assert cue_tags(small_examples.codebook, texts, 0).tolist() == [1, 0, 2]


def test_without_cues_there_is_no_cue_baseline(small_examples: Examples) -> None:
    tags = tuple(dataclasses.replace(tag, cues=()) for tag in small_examples.codebook.tags)
    book = dataclasses.replace(small_examples.codebook, tags=tags)
    found = score(book, ["a"], np.array([0]), np.array([0]), np.array([0]), text="real")
    assert set(found.baselines) == {"most_frequent", "random"}


def test_cross_validation_chooses_what_training_chooses(small_examples: Examples) -> None:
    """The outer folds' grids serve twice; the model in the end is the one that `train` alone would make."""
    found = cross_validate(small_examples, Recipe())
    alone = choose_parameters(small_examples, Recipe())
    assert (found.chosen.c, found.chosen.class_weight) == (alone.c, alone.class_weight)
    assert np.array_equal(found.chosen.decision_offsets, alone.decision_offsets)
    scores = score_cross_validated(small_examples, found, NO_RATINGS)
    assert scores.stance_macro_f1.value > 0.9  # the sentences of the fixture are easy
    assert scores.agreement is None
    assert scores.text == "composed"


def test_nothing_of_the_held_out_articles_reaches_their_own_scores(small_examples: Examples) -> None:
    """Other tags on all held-out paragraphs, and other words in all but one, leave that one's logits as they were."""
    recipe = Recipe()
    task = splits(small_examples, np.arange(len(small_examples)), recipe)[0]
    tags = small_examples.tags.copy()
    tags[task.test] = (tags[task.test] + 1) % 3
    others = set(task.test[1:].tolist())
    texts = tuple("Quite other words" if i in others else text for i, text in enumerate(small_examples.texts))
    changed = dataclasses.replace(small_examples, tags=tags, texts=texts)
    (before,) = grid_logits(small_examples, recipe, [task])
    (after,) = grid_logits(changed, recipe, [task])
    assert np.array_equal(before[:, 0], after[:, 0])
    assert not np.allclose(before[:, 1], after[:, 1])


def test_a_stance_that_is_not_in_the_test_has_no_score(small_examples: Examples) -> None:
    """Neither in the headline, nor in the draws of the bootstrap from which it is missing."""
    gold, groups = np.array([0, 0, 2, 2]), np.arange(4)
    found = score(small_examples.codebook, ["x"] * 4, gold, gold, groups, text="real")
    assert found.stance_macro_f1 == (1, 1, 1)
    assert np.isnan(found.per_tag["against"].f1.value)
    assert found.as_json()["per_tag"]["against"]["f1"] == {"value": None, "low": None, "high": None}
    rare = np.array([0] * 19 + [1])
    drawn = score(small_examples.codebook, ["x"] * 20, rare, rare, np.arange(20), text="real")
    assert drawn.stance_macro_f1 == (1, 1, 1)


def test_two_articles_can_be_trained_on_but_not_scored(small_examples: Examples) -> None:
    two = tuple(str(i // 20) for i in range(len(small_examples)))
    halves = dataclasses.replace(small_examples, articles=two)
    assert choose_parameters(halves, Recipe()).c > 0
    with pytest.raises(NotEnoughLabels, match=r"2 articles are too few .*: 3 are needed; .*--no-evaluate"):
        cross_validate(halves, Recipe())


def test_labels_without_a_signal_score_near_chance(small_examples: Examples) -> None:
    generator = np.random.default_rng(5)
    tags = generator.integers(0, 3, len(small_examples))
    noise = dataclasses.replace(small_examples, tags=tags)
    found = score_cross_validated(noise, cross_validate(noise, Recipe()), NO_RATINGS)
    assert found.stance_macro_f1.value < 0.6


def test_one_article_is_not_enough(small_examples: Examples) -> None:
    alone = dataclasses.replace(small_examples, articles=("one",) * len(small_examples))
    with pytest.raises(NotEnoughLabels, match=r"tag 'for' has .* in 1 article, and needs 2 articles or more"):
        cross_validate(alone, Recipe())


def without(examples: Examples, rows: list[int], **changes: Any) -> Examples:
    """The same, as if the annotators had not settled the tags of these rows."""

    def some(indices: list[int]) -> Examples:
        columns = ("ids", "texts", "articles", "kinds", "fingerprints")
        cells = {name: tuple(getattr(examples, name)[i] for i in indices) for name in columns}
        return dataclasses.replace(examples, tags=examples.tags[indices], **cells)  # type: ignore[arg-type]

    kept = [i for i in range(len(examples)) if i not in rows]
    return dataclasses.replace(some(kept), disputed=dataclasses.replace(some(rows), **changes))


def test_disputed_paragraphs_are_tagged_by_the_fold_that_holds_their_article(small_examples: Examples) -> None:
    given = without(small_examples, [3, 17, 31])
    outer = outer_folds(given, Recipe())
    plan = nested(outer, given)
    rows = np.concatenate(plan.beside)
    assert sorted(rows.tolist()) == [37, 38, 39]
    for split, beside in zip(outer, plan.beside, strict=True):
        assert {given.joined.articles[row] for row in beside} <= {given.articles[row] for row in split.test}
        assert not {given.joined.articles[row] for row in beside} & {given.articles[row] for row in split.train}


def test_disputed_paragraphs_change_no_score_and_no_choice(small_examples: Examples) -> None:
    given = without(small_examples, [3, 17, 31])
    with_them = cross_validate(given, Recipe())
    alone = cross_validate(dataclasses.replace(given, disputed=None), Recipe())
    np.testing.assert_allclose(with_them.log_p, alone.log_p, atol=1e-6)
    assert np.array_equal(with_them.predicted, alone.predicted)
    assert with_them.chosen.c == alone.chosen.c
    assert (with_them.disputed.tolist(), alone.disputed.tolist()) == (small_examples.tags[[3, 17, 31]].tolist(), [])


def test_a_disputed_paragraph_that_every_model_has_seen_is_left_out(small_examples: Examples) -> None:
    """As where it shares text with two articles that share none, and lie in different folds."""
    given = without(small_examples, [3])
    mine = np.flatnonzero(np.array(given.articles) == given.joined.articles[-1])
    others = np.setdiff1d(np.arange(39), mine)
    halves = [np.concatenate([mine[i::2], others[i::2]]) for i in range(2)]
    torn = [Split(np.setdiff1d(np.arange(39), half), half) for half in halves]
    assert [rows.tolist() for rows in nested(torn, given).beside] == [[], []]


def test_annotators_who_never_adjudicate_do_not_always_agree(labels_folder: Path) -> None:
    """A disputed paragraph has no gold tag, and is in no score; beside the model it counts."""
    append(labels_folder, annotations=[AnnotationRow("art-2-03", "third", tag) for tag in ("for",)])
    read = read_labels(labels_folder)
    rows = [row for row in read.annotations if row.annotator != "adjudicated"]
    read = dataclasses.replace(read, annotations=tuple(rows))
    given = examples(read)
    assert given.disputed is not None
    scores = score_cross_validated(given, cross_validate(given, Recipe()), ratings(read))
    assert scores.ceiling is not None
    assert (scores.n_paragraphs, scores.ceiling.n_paragraphs, scores.ceiling.left_out) == (39, 40, 0)
    assert scores.ceiling.between.stance_macro_f1.value < 1


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_test_file_with_two_annotators(tmp_path: Path, small_model: LinearModel, small_examples: Examples) -> None:
    names = small_examples.codebook.names
    rows = [
        {"text": text, "tag": names[tag], "tag_a": names[tag], "tag_b": names[tag if i else 2], "article": article}
        for i, (text, tag, article) in enumerate(
            zip(small_examples.texts, small_examples.tags, small_examples.articles, strict=True)
        )
    ]
    found = score_file(small_model, write(tmp_path / "t.jsonl", rows))
    assert found.n_articles == 8
    assert found.text == "real"
    assert found.agreement is not None
    assert found.agreement.annotators == ("tag_a", "tag_b")
    assert found.ceiling is not None
    figures = json.loads(json.dumps(found.as_json(), allow_nan=False))
    assert set(figures) >= {
        "stance_macro_f1",
        "per_tag",
        "baselines",
        "agreement",
        "confusion",
        "n_paragraphs",
        "n_articles",
        "text",
    }
    assert set(figures["stance_macro_f1"]) == {"value", "low", "high"}


def test_without_articles_each_row_is_a_group_and_agreement_is_unknown(
    tmp_path: Path, small_model: LinearModel
) -> None:
    found = score_file(
        small_model, write(tmp_path / "t.jsonl", [{"text": "a", "tag": "for"}, {"text": "b", "tag": "none"}])
    )
    assert (found.n_articles, found.agreement, found.as_json()["agreement"]) == (2, None, None)


def test_a_test_file_may_be_double_coded_in_part(tmp_path: Path, small_model: LinearModel) -> None:
    rows = [
        {"text": "a quay", "tag": "for", "tag_a": "for", "tag_b": "for", "article": 0, "origin": "composed"},
        {"text": "noise", "tag": "against ", "tag_a": "against", "tag_b": "", "article": 0, "origin": "published"},
        {"text": "ferry", "tag": "none", "tag_a": "none", "tag_b": "for", "article": "1"},
    ]
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = score_file(small_model, tmp_path / "t.jsonl")
    assert (found.n_articles, found.text) == (2, "real + composed")
    assert found.agreement is not None
    assert (found.agreement.n_paragraphs, found.agreement.overall.percent.value) == (2, 0.5)


@pytest.mark.parametrize(
    ("row", "error", "message"),
    [
        pytest.param(
            {"text": "a", "tag": "agianst"},
            UnknownTag,
            r":2: column tag: 'agianst' .* \(did you mean 'against'\?\)",
            id="tag",
        ),
        pytest.param(
            {"text": "a", "tag": "for", "tag_a": [], "tag_b": "for"}, UnknownTag, ":2: column tag_a: ", id="list"
        ),
        pytest.param({"text": " ", "tag": "for"}, BadTable, ":2: column text: is empty", id="text"),
    ],
)
def test_a_wrong_row_is_named(
    tmp_path: Path, small_model: LinearModel, row: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        score_file(small_model, write(tmp_path / "t.jsonl", [{"text": "a", "tag": "for"}, row]))


def test_the_development_set_as_it_stands(dev_folder: Path) -> None:
    """That the file is read whole, with its articles and its two annotators; the score is not looked at here."""
    found = score_file(load(bundled("models", "default")), dev_folder / "paragraphs.jsonl")
    assert (found.n_paragraphs, found.n_articles) == (167, 48)
    assert found.agreement is not None
    assert found.agreement.n_paragraphs == 167


def test_retraining_gives_the_same_model(small_examples: Examples, small_model: LinearModel) -> None:
    again = fit_model(small_examples, Recipe(), choose_parameters(small_examples, Recipe()))
    assert all(
        np.array_equal(a.coefficients, b.coefficients) for a, b in zip(again.blocks, small_model.blocks, strict=True)
    )
    assert np.array_equal(again.intercepts, small_model.intercepts)
