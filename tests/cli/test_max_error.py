"""``tristance classify --max-error``: what is undecided, what is said of it, and where it is refused."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from command import Tristance
from tristance.model.abstention import Abstention, Thresholds
from tristance.model.linear import LinearModel
from tristance.model.persistence import save

ARTICLE = """\
The council wants to enlarge the port with a new quay so that bigger ships can land their cargo here at last.

Neighbours fear the noise of lorries and ask that the old basin be left alone by the builders for good.

The ferry left at seven in the morning and came back in the evening with a dozen passengers and their bags.

Some of the passengers want the quay, and others fear it; the town will hear what they all have to say on Monday.
"""
FOUND = Abstention(
    "restated",
    1200,
    240,
    500,
    0.95,
    0.0931,
    (
        Thresholds(0.1, 0.99, 0.95, 0.352, 0.164, 0.0931, 0.0984),
        Thresholds(0.11, 0.93, None, 0.4, 0.2, 0.1, None),
        Thresholds(0.12, 0.5, 0.0, 0.7, 0.6, 0.11, 0.09),
    ),
)


@pytest.fixture
def article(tristance: Tristance, small_model: LinearModel) -> Path:
    """An article beside ``models/vouched``, a model with thresholds."""
    save(tristance.folder / "models" / "vouched", small_model, {"abstention": FOUND.as_json()}, "# Card\n")
    path = tristance.folder / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_what_is_too_unsure_is_undecided_and_says_why(tristance: Tristance, article: Path, tmp_path: Path) -> None:
    assert tristance("classify", article, "-m", "vouched", "-o", "all.csv").exit_code == 0
    assert tristance("classify", article, "-m", "vouched", "--max-error", "0.1", "-o", "some.csv").exit_code == 0
    before, after = rows(tmp_path / "all.csv"), rows(tmp_path / "some.csv")
    assert list(after[0]) == [*before[0], "undecided_reason"]
    for one, other in zip(before, after, strict=True):
        least = 0.95 if one["tag"] == "none" else 0.99
        unsure = float(one["confidence"]) < least
        assert other["tag"] == ("undecided" if unsure else one["tag"])
        assert other["undecided_reason"] == (
            f"{one['tag']}: confidence below {least:g} (--max-error 0.1)" if unsure else ""
        )
        assert {**one, "tag": ""} == {name: other[name] for name in one} | {"tag": ""}
    assert 0 < sum(row["tag"] == "undecided" for row in after) < 4


def test_what_it_says(tristance: Tristance, article: Path) -> None:
    """Golden: the lines that a user reads."""
    result = tristance("classify", article, "-m", "vouched", "--max-error", "0.1", "-o", "some.csv")
    n = sum(row["tag"] == "undecided" for row in rows(tristance.folder / "some.csv"))
    assert result.stderr == (
        "some.csv: 4 paragraphs of 1 article; left out: nothing\n"
        f"{n} of 4 paragraphs undecided (of the labels 65% would be); kept are stances from a confidence of 0.99, "
        "'none' from a confidence of 0.95\n"
        "expect at most 10% of the kept tags to be wrong, and of the kept stances (95% confidence), in text "
        "exchangeable with the labels: restated text, 1200 paragraphs of 240 articles\n"
        "W31 thresholds found on restated text: on text as it was published the error may exceed 0.1; check on a "
        "labelled sample of yours: tristance evaluate --test FILE\n"
    )


def test_a_budget_between_two_steps_is_said_to_be_the_stricter_one(tristance: Tristance, article: Path) -> None:
    result = tristance("classify", article, "-m", "vouched", "--max-error", "0.119")
    assert "--max-error 0.119: budgets go in steps of 0.01, and 0.11 is used\n" in result.stderr
    assert "kept are stances from a confidence of 0.93, 'none' at no confidence" in result.stderr
    result = tristance("classify", article, "-m", "vouched", "--max-error", "0.12")
    assert "steps" not in result.stderr
    assert "'none' at any confidence" in result.stderr


def test_the_screen_shows_them_and_counts_them_in_the_mix(tristance: Tristance, article: Path, tmp_path: Path) -> None:
    tristance("classify", article, "-m", "vouched", "--max-error", "0.1", "-o", "some.csv")
    n = sum(row["tag"] == "undecided" for row in rows(tmp_path / "some.csv"))
    assert n
    shown = tristance("classify", article, "-m", "vouched", "--max-error", "0.1").stdout
    assert shown.count("undecided") == n + 1
    assert f"undecided {n} ({n / 4:.0%})" in shown
    assert "undecided" not in tristance("classify", article, "-m", "vouched").stdout


def test_a_table(tristance: Tristance, article: Path, tmp_path: Path) -> None:
    texts = [line for line in ARTICLE.splitlines() if line]
    lines = [json.dumps({"id": i, "undecided_reason": "mine", "text": text}) for i, text in enumerate([*texts, ""])]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = tristance("classify", "in.jsonl", "-m", "vouched", "--max-error", "0.1", "-o", "out.jsonl")
    assert result.exit_code == 0, result.output
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(found[0])[-1] == "undecided_reason"
    assert [row["input_undecided_reason"] for row in found] == ["mine"] * 5
    assert found[4]["tag"] is found[4]["undecided_reason"] is None
    n = sum(row["tag"] == "undecided" for row in found)
    assert f"{n} of 4 rows undecided" in result.stderr
    shown = tristance("classify", "in.jsonl", "-m", "vouched", "--max-error", "0.1").stdout
    assert f"undecided {n} " in shown
    assert article.exists()


@pytest.mark.parametrize(("text", "warned"), [("real", False), ("composed", True), ("real + restated", True)])
def test_labels_that_are_not_as_published_are_a_warning(
    tristance: Tristance, article: Path, small_model: LinearModel, text: str, warned: bool
) -> None:
    found = replace(FOUND, text=text).as_json()
    save(tristance.folder / "models" / "other", small_model, {"abstention": found}, "# Card\n")
    result = tristance("classify", article, "-m", "other", "--max-error", "0.1")
    assert result.exit_code == 0
    assert (f"\nW31 thresholds found on {text} text" in result.stderr) == warned


def test_a_budget_out_of_reach_names_the_best_there_is(tristance: Tristance, article: Path) -> None:
    assert tristance.refuses("classify", article, "-m", "vouched", "--max-error", "0.05") == (
        "error: the smallest error among stances that these labels can vouch for is 0.10 (1200 paragraphs of 240 "
        "articles, restated text): try --max-error 0.10"
    )


def test_a_model_without_thresholds(tristance: Tristance, article: Path) -> None:
    error = tristance.refuses("classify", article, "-m", "small", "--max-error", "0.1", "-o", "out.csv")
    assert error.endswith("train it again: tristance train")
    assert not (tristance.folder / "out.csv").exists()


@pytest.mark.parametrize("rate", ["0", "0.009", "0.31", "1", "10", "-0.1", "nan", "inf", "10%", ""])
def test_no_error_rate_is_wrong_usage(tristance: Tristance, rate: str) -> None:
    assert tristance("classify", "article.txt", f"--max-error={rate}").exit_code == 2


def test_training_stores_them_and_few_labels_vouch_for_none(tristance: Tristance, labels_folder: Path) -> None:
    assert tristance("train", "--labels", labels_folder, "--name", "mine").exit_code == 0
    folder = tristance.folder / "models" / "mine"
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))["abstention"]
    assert (card["n_paragraphs"], card["n_articles"], card["text"], card["budgets"]) == (40, 8, "composed", [])
    assert "None: on 40 paragraphs of 8 articles, composed text, no error among stances up to 0.30" in (
        folder / "README.md"
    ).read_text(encoding="utf-8")
    (tristance.folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    error = tristance.refuses("classify", "article.txt", "-m", "mine", "--max-error", "0.3")
    assert "label more articles, and train again" in error


def test_training_without_evaluation_stores_none(tristance: Tristance, labels_folder: Path) -> None:
    assert tristance("train", "--labels", labels_folder, "--name", "mine", "--no-evaluate").exit_code == 0
    (tristance.folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    error = tristance.refuses("classify", "article.txt", "-m", "mine", "--max-error", "0.3")
    assert "has no thresholds for --max-error (trained with --no-evaluate" in error
    assert "error budget" not in (tristance.folder / "models" / "mine" / "README.md").read_text(encoding="utf-8")
