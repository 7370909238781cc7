"""What ``tristance evaluate`` and ``train`` warn of, and what ``tristance explain`` says of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command import Tristance

CLEAN = "W01,W03,W04,W06,W11"  # what the eight composed articles of the fixture are warned of


def test_scores_end_with_their_warnings(tristance: Tristance, labels_folder: Path) -> None:
    result = tristance("evaluate", "--labels", labels_folder)
    assert result.exit_code == 0, result.output
    lines = [line for line in result.stdout.splitlines() if line.startswith("W")]
    assert lines[0] == "W01 8 articles only: the intervals should be about 29 % wider; label 29 more"
    assert "W11 all 40 paragraphs are composed text, on which models err less; " in result.stdout
    assert {line[:3] for line in lines} <= set(CLEAN.split(","))
    assert result.stdout.splitlines()[-1] == "tristance explain W01 says more"


def test_warnings_are_among_the_figures(tristance: Tristance, labels_folder: Path) -> None:
    figures = tristance.figures("evaluate", "--labels", labels_folder)
    assert figures["warnings"][0] == {
        "code": "W01",
        "message": "8 articles only: the intervals should be about 29 % wider; label 29 more",
    }


def test_strict_is_status_3_unless_all_are_ignored(tristance: Tristance, labels_folder: Path) -> None:
    assert tristance("evaluate", "--labels", labels_folder, "--strict").exit_code == 3
    ignoring = tristance("evaluate", "--labels", labels_folder, "--strict", "--ignore", CLEAN)
    assert ignoring.exit_code == 0, ignoring.output
    assert "W11" not in ignoring.stdout
    assert ignoring.stdout.splitlines()[-1].endswith(" warnings ignored")
    some = tristance("evaluate", "--labels", labels_folder, "--ignore", "w11", "--ignore", "W03")
    assert "W11 " not in some.stdout
    assert "W01 " in some.stdout


def test_an_unknown_code_to_ignore_is_wrong_usage(tristance: Tristance) -> None:
    result = tristance("evaluate", "--ignore", "W99")
    assert result.exit_code == 2
    assert "W99: no warning has that code" in " ".join(result.output.replace("│", " ").split())


def test_training_warns_and_the_card_keeps_it(tristance: Tristance, labels_folder: Path, tmp_path: Path) -> None:
    result = tristance("train", "--labels", labels_folder, "--name", "mine")
    assert "\nW11 all 40 paragraphs are composed text" in result.stderr
    card = json.loads((tmp_path / "models" / "mine" / "card.json").read_text(encoding="utf-8"))
    assert card["scores"]["warnings"][0]["code"] == "W01"
    text = (tmp_path / "models" / "mine" / "README.md").read_text(encoding="utf-8")
    assert "### Warnings\n\n- W01 8 articles only: " in text
    assert "`tristance explain W01`" in text


def test_a_test_that_repeats_the_labels_is_warned_of(tristance: Tristance, labels_folder: Path, tmp_path: Path) -> None:
    text = (
        "The council will vote on the longer pier in June, and the harbour master told the neighbours on Monday that "
        "a new quay would bring larger ships and noise to the town."
    )
    (tmp_path / "more.csv").write_text(f'text,tag,article,annotator\n"{text}",for,long,first\n', encoding="utf-8")
    assert tristance("labels", "import", "more.csv", "--labels", labels_folder).exit_code == 0
    assert tristance("train", "--labels", labels_folder, "--name", "mine", "--no-evaluate").exit_code == 0
    (tmp_path / "test.csv").write_text(
        f'text,tag,article\n"{text}",for,one\nThe noise is loud.,against,two\nThe ferry left.,none,three\n',
        encoding="utf-8",
    )
    asked = ("evaluate", "--test", "test.csv", "--model", "mine")
    found = {each["code"]: each["message"] for each in tristance.figures(*asked, "--labels", labels_folder)["warnings"]}
    assert found["W09"].startswith("1 of 3 test paragraphs repeats text that the model was trained on (row 1 ~ long")
    assert "W16" in found
    elsewhere = tristance.figures(*asked, "--labels", tmp_path / "none")
    assert "W09" not in {each["code"] for each in elsewhere["warnings"]}
    with (labels_folder / "articles.csv").open("a", encoding="utf-8") as file:
        file.write("later,,,,,,,,composed\n")  # not the labels that it was trained on, any more
    other = tristance.figures(*asked, "--labels", labels_folder)
    assert "W09" not in {each["code"] for each in other["warnings"]}


@pytest.mark.parametrize("tag", ["for", "none"])
def test_a_test_of_one_tag_is_warned_of_and_scored(tristance: Tristance, tmp_path: Path, tag: str) -> None:
    rows = "".join(f"A paragraph of number {i}.,{tag},a{i}\n" for i in range(3))
    (tmp_path / "test.csv").write_text(f"text,tag,article\n{rows}", encoding="utf-8")
    found = tristance.figures("evaluate", "--test", "test.csv", "--model", "small")["warnings"]
    assert "W02" in {each["code"] for each in found}


def test_a_damaged_copy_of_the_codebook_is_an_error_before_the_fits(tristance: Tristance, labels_folder: Path) -> None:
    (labels_folder / "codebooks" / "1.toml").unlink()
    assert "the copy of codebook version '1' is not there" in tristance.refuses("evaluate", "--labels", labels_folder)


def test_all_codes_are_listed(tristance: Tristance) -> None:
    lines = tristance("explain").stdout.splitlines()
    assert "W03  Too few articles of a tag" in lines
    assert all(line.startswith("W") and len(line) <= 80 for line in lines)
    assert lines == sorted(lines)


def test_a_code_is_explained_in_80_columns(tristance: Tristance) -> None:
    result = tristance("explain", "w3")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "W03 Too few articles of a tag"
    assert max(map(len, lines)) <= 80
    assert "tristance labels" in result.stdout
    assert "**" not in result.stdout


def test_an_unknown_code(tristance: Tristance) -> None:
    error = tristance.refuses("explain", "V03")
    assert error.startswith("error: V03: no warning has that code (did you mean 'W03'?); there are: W01, W02, W03, ")


def test_explaining_is_as_quick_as_help() -> None:
    code = (
        "import sys; from tristance.cli import app\n"
        "try:\n    app(['explain', 'W03'])\nexcept SystemExit:\n    print('loaded', *sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # our own code
    loaded = set(run.stdout.splitlines()[-1].split())
    assert "rich.markdown" in loaded
    assert not loaded & {"numpy", "sklearn", "scipy", "joblib", "trafilatura", "charset_normalizer"}
