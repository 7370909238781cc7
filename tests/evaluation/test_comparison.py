"""What is said of two models: differences that can be reckoned by hand, flips, and warnings."""

from __future__ import annotations

import dataclasses
import json
from itertools import pairwise

import numpy as np
import pytest

from rivals import held_out, retagged
from tristance.evaluation.comparison.differences import compare
from tristance.evaluation.comparison.flips import COLUMNS, Flips, flip_rows, flips_by_tag
from tristance.evaluation.comparison.pairing import on_common
from tristance.labels.examples import Examples
from tristance.model.held_out import HeldOut


@pytest.fixture
def found(small_examples: Examples) -> HeldOut:
    return held_out(small_examples.codebook)


@pytest.fixture
def perfect(small_examples: Examples) -> HeldOut:
    return held_out(small_examples.codebook, 10, 6, wrong=0)


def test_a_model_beside_itself(found: HeldOut) -> None:
    same = compare(on_common(found, found))
    assert same.stance_macro_f1.difference == (0, 0, 0)
    assert same.sign_flip == (1, 1, True)
    assert same.mcnemar.p == 1
    assert same.n_flips == 0
    assert same.verdict == "no difference is shown"
    assert same.warnings == ()
    assert same.by_gold_of_a is None


def test_the_difference_is_of_b_less_a(perfect: HeldOut) -> None:
    """Of 20 `for`, A calls 10 `none`: recall 1/2, precision 1, F1 2/3; the other stance keeps 1."""
    a = retagged(perfect, dict.fromkeys(range(0, 60, 6), 2))
    worse = compare(on_common(perfect, a))
    better = compare(on_common(a, perfect))
    assert better.stance_macro_f1.difference.value == pytest.approx(1 - (2 / 3 + 1) / 2)
    assert better.per_tag["for"].difference.value == pytest.approx(1 / 3)
    assert better.per_tag["against"].difference == (0, 0, 0)
    assert better.per_tag["for"].n == 20
    assert (better.verdict, worse.verdict) == ("B is better", "B is worse")
    assert better.sign_flip.p == worse.sign_flip.p == 2 / 2**10
    assert (better.mcnemar.only_a, better.mcnemar.only_b) == (0, 10)
    assert better.mcnemar.p == pytest.approx(2 / 2**10)
    assert better.flips["for"] == Flips(0, 10, 0)


def test_a_difference_within_one_article_is_not_shown(perfect: HeldOut) -> None:
    """However many paragraphs it holds: for McNemar they are as many witnesses, for the test by article one."""
    one = dataclasses.replace(perfect, groups=np.minimum(perfect.groups, 1), articles=("x",) * 6 + ("y",) * 54)
    a = retagged(one, {row: 2 for row in range(6, 60) if one.gold[row] != 2})
    found = compare(on_common(a, one))
    assert found.mcnemar.p < 1e-6
    assert found.sign_flip.p == 1
    assert found.verdict == "no difference is shown"


def test_kinds_of_text_are_told_apart(small_examples: Examples) -> None:
    a = held_out(small_examples.codebook, 20, 6, texts=("composed", "real"), wrong=0)
    b = retagged(a, {row: 2 for row in range(120) if a.texts[row] == "real"})
    found = compare(on_common(a, b))
    assert found.text == "composed + real"
    assert found.by_text["composed"].difference == (0, 0, 0)
    assert found.by_text["real"].difference == (-1, -1, -1)
    assert {kind: change.n for kind, change in found.by_text.items()} == {"composed": 60, "real": 60}


def test_other_gold_tags_are_said_with_the_difference_by_them(perfect: HeldOut) -> None:
    """B was trained on tags that were changed to what it says: by the old ones it is not better."""
    changed = dict.fromkeys(range(0, 60, 6), 2)
    b = retagged(retagged(perfect, changed), changed, gold=True)
    found = compare(on_common(perfect, b))
    assert found.gold_differs == 10
    assert found.by_gold_of_a is not None
    assert found.stance_macro_f1.difference.value > 0 > found.by_gold_of_a.value
    [warning] = found.warnings
    assert warning.code == "W41"
    assert "10 of 60 gold tags differ" in warning.message
    assert f"{found.by_gold_of_a.value:+.3f}" in warning.message


def test_what_else_is_warned_of(found: HeldOut) -> None:
    few = dataclasses.replace(found, groups=found.groups // 3)
    reworded = dataclasses.replace(few, texts=("real",) * 6 + few.texts[6:])
    warnings = compare(on_common(reworded, few.where(np.arange(120) != 7))).warnings
    assert [warning.code for warning in warnings] == ["W42", "W43", "W44"]
    assert [warning.message.split()[0] for warning in warnings] == ["6", "7", "1"]


def test_new_paragraphs_that_the_model_cannot_make_out_are_warned_of(perfect: HeldOut) -> None:
    """They are not compared, for A has not read them; yet a reviewer of the labels should look at them."""
    a = perfect.where(perfect.groups < 5)
    assert compare(on_common(perfect, a)).b_on_the_rest is None
    good = compare(on_common(a, perfect))
    assert (good.only_b, good.b_on_the_rest, good.warnings[1:]) == (30, (1, 1, 1), ())
    random = retagged(perfect, {row: (row * 7) % 5 % 3 for row in range(30, 60)}, gold=True)
    bad = compare(on_common(a, random))
    assert bad.stance_macro_f1.difference == (0, 0, 0)
    assert bad.warnings[-1].code == "W45"
    assert "on the 30 paragraphs that A lacks B scores 0." in bad.warnings[-1].message


def test_new_paragraphs_without_a_stance_have_no_score_and_no_warning(perfect: HeldOut) -> None:
    a = perfect.where(perfect.groups < 9)
    b = retagged(perfect, dict.fromkeys(range(54, 60), 2), gold=True)
    found = compare(on_common(a, b))
    assert found.as_json()["b_on_the_rest"] == {"value": None, "low": None, "high": None}
    assert "W45" not in {warning.code for warning in found.warnings}


@pytest.mark.parametrize("wrong", [0.1, 0.4, 0.9, 1])
def test_swapping_the_models_turns_every_sign(small_examples: Examples, wrong: float) -> None:
    a, b = (held_out(small_examples.codebook, 5, 4, seed=seed, wrong=wrong) for seed in (1, 2))
    there, back = compare(on_common(a, b)), compare(on_common(b, a))
    assert there.stance_macro_f1.difference.value == -back.stance_macro_f1.difference.value
    assert there.stance_macro_f1.difference.low == pytest.approx(-back.stance_macro_f1.difference.high)
    assert there.sign_flip == back.sign_flip
    assert there.mcnemar.p == back.mcnemar.p
    for tag in there.flips:
        assert there.flips[tag] == Flips(back.flips[tag][1], back.flips[tag][0], back.flips[tag][2])


def test_every_paragraph_that_two_models_tag_differently_is_one_flip(small_examples: Examples) -> None:
    a, b = (held_out(small_examples.codebook, seed=seed, wrong=0.5) for seed in (1, 2))
    b = retagged(b, {row: (int(a.gold[row]) + 2) % 3 for row in np.flatnonzero(a.predicted != a.gold)[:5]})
    paired = on_common(a, b)
    rows = list(flip_rows(paired))
    assert len(rows) == (a.predicted != b.predicted).sum() == sum(map(sum, flips_by_tag(paired).values()))
    names = a.codebook.names
    for row in rows:
        assert tuple(row) == COLUMNS
        i = a.paragraphs.index(row["paragraph"])
        assert (row["article"], row["gold"]) == (a.articles[i], names[a.gold[i]])
        assert (row["tag_a"], row["tag_b"]) == (names[a.predicted[i]], names[b.predicted[i]])
        right = [word == row["gold"] for word in (row["tag_a"], row["tag_b"])]
        assert row["change"] == " to ".join("right" if each else "wrong" for each in right)
    order = ["right to wrong", "wrong to right", "wrong to wrong"]
    places = [order.index(row["change"]) for row in rows]
    assert all(first <= second for first, second in pairwise(places))
    assert set(places) == {0, 1, 2}


def test_a_tag_that_no_paragraph_has_is_null_in_json(perfect: HeldOut) -> None:
    two = perfect.where(perfect.gold != 1)
    figures = json.loads(json.dumps(compare(on_common(two, two)).as_json(), allow_nan=False))
    assert figures["per_tag"]["against"]["difference"] == {"value": None, "low": None, "high": None}
    assert figures["per_tag"]["against"]["n"] == 0
    assert figures["stance_macro_f1"]["b"]["value"] == 1


def test_the_seed_decides(small_examples: Examples) -> None:
    a, b = (held_out(small_examples.codebook, 40, 4, seed=seed) for seed in (1, 2))
    paired = on_common(a, b)
    assert compare(paired, 1).as_json() == compare(paired, 1).as_json()
    assert compare(paired, 1).sign_flip != compare(paired, 2).sign_flip
