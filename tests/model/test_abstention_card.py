"""Thresholds in a card: which one a budget means, what is out of reach, and a card that is not what it should be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tristance.errors import BudgetOutOfReach, DamagedModel, ModelNotFound, NotEvaluated
from tristance.model import card
from tristance.model.abstention import BUDGETS, Abstention, Thresholds, read_abstention
from tristance.model.linear import LinearModel
from tristance.model.persistence import save

KEPT = tuple(
    Thresholds(budget, 0.9 - budget, 0.5 - budget, 0.5 + budget, 0.3 + budget, budget, budget) for budget in BUDGETS[6:]
)
FOUND = Abstention("restated", 400, 80, 150, 0.95, 0.0692, KEPT)


@pytest.mark.parametrize(
    ("asked", "used"), [(0.07, 0.07), (0.1, 0.1), (0.125, 0.12), (0.0999, 0.09), (0.3, 0.3), (0.1 + 0.2, 0.3)]
)
def test_a_budget_between_two_is_the_stricter_one(asked: float, used: float) -> None:
    assert FOUND.at(asked).max_error == used


def test_a_budget_out_of_reach_names_the_smallest_one() -> None:
    with pytest.raises(BudgetOutOfReach) as error:
        FOUND.at(0.05)
    assert str(error.value) == (
        "the smallest error among stances that these labels can vouch for is 0.07 (400 paragraphs of 80 articles, "
        "restated text): try --max-error 0.07"
    )


def test_no_budget_in_reach_asks_for_labels() -> None:
    with pytest.raises(BudgetOutOfReach, match=r"is 0\.42 \(9 paragraphs of 3 articles, real text\): label more"):
        Abstention("real", 9, 3, 4, 0.95, 0.4123, ()).at(0.3)
    with pytest.raises(BudgetOutOfReach, match="no stance was given to any labelled paragraph"):
        Abstention("real", 9, 3, 0, 0.95, 1.0, ()).at(0.3)


def save_card(folder: Path, model: LinearModel, found: Any) -> Path:
    save(folder / "mine", model, {} if found is None else {"abstention": found}, "# Card\n")
    return folder / "mine"


def test_they_come_back(tmp_path: Path, small_model: LinearModel) -> None:
    assert read_abstention(save_card(tmp_path, small_model, FOUND.as_json())) == FOUND


def test_a_model_without_them_says_how_to_get_them(tmp_path: Path, small_model: LinearModel) -> None:
    with pytest.raises(NotEvaluated, match=r"has no thresholds for --max-error .* train it again: tristance train"):
        read_abstention(save_card(tmp_path, small_model, None))
    with pytest.raises(ModelNotFound):
        read_abstention(tmp_path)


def changed(path: str, value: Any) -> Any:
    """What a card has, with one value put in place of another; *path* is of names and places."""
    found = json.loads(json.dumps(FOUND.as_json()))
    *above, last = (int(part) if part.isdigit() else part for part in path.split("."))
    place = found
    for part in above:
        place = place[part]
    place[last] = value
    return found


@pytest.mark.parametrize(
    "found",
    [
        pytest.param([], id="a list"),
        pytest.param("0.1", id="a text"),
        pytest.param(0, id="a number"),
        pytest.param({}, id="nothing"),
        pytest.param(changed("text", 7), id="a text that is none"),
        pytest.param(changed("n_articles", 8.5), id="half an article"),
        pytest.param(changed("n_stances", True), id="a truth for a count"),
        pytest.param(changed("level", "0.95"), id="a level in quotes"),
        pytest.param(changed("smallest", None), id="no smallest"),
        pytest.param(changed("budgets", {}), id="budgets by name"),
        pytest.param(changed("budgets", None), id="no budgets"),
        pytest.param(changed("budgets.0", None), id="no budget"),
        pytest.param(changed("budgets.0.stances", None), id="no threshold"),
        pytest.param(changed("budgets.0.stances", float("nan")), id="not a number"),
        pytest.param(changed("budgets.3.background", 1.5), id="a threshold above 1"),
        pytest.param(changed("budgets.3.accepted", -0.1), id="a share below 0"),
        pytest.param(changed("budgets.3.max_error", 0.29), id="budgets out of order"),
    ],
)
def test_a_card_that_is_not_what_it_should_be_is_a_damaged_model(
    tmp_path: Path, small_model: LinearModel, found: Any
) -> None:
    with pytest.raises(DamagedModel, match=r"card\.json: not thresholds under 'abstention' \(.*train the model again"):
        read_abstention(save_card(tmp_path, small_model, found))


def test_the_card_shows_what_a_few_budgets_cost(small_model: LinearModel) -> None:
    heading, promise, table = card._abstention(small_model, FOUND.as_json())
    assert heading == "## Undecided by error budget"
    assert promise.endswith("held out and by article: 400 paragraphs of 80 articles, restated text.")
    assert table.splitlines()[:3] == [
        "| at most | a stance from | `none` from | tags kept | stances kept |",
        "| --- | --- | --- | --- | --- |",
        "| 0.10 | 0.8 | 0.4 | 60% | 40% |",
    ]
    assert [line[:6] for line in table.splitlines()[2:]] == ["| 0.10", "| 0.15", "| 0.20", "| 0.25", "| 0.30"]


def test_the_card_of_a_model_that_was_not_evaluated_has_no_such_section(small_model: LinearModel) -> None:
    assert card._abstention(small_model, None) == []


def test_a_tag_in_a_table_of_the_card_ends_neither_its_cell_nor_its_code() -> None:
    assert [card._code(name) for name in ("for", "a|b", "`c`")] == ["`for`", r"`a\|b`", "`` `c` ``"]
