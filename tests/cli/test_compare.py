"""``tristance compare``: what it prints and writes, its exit status, and what it refuses before any work."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
from pathlib import Path

import numpy as np
import pytest

from command import Tristance
from rivals import digest, held_out, retagged, save_rival
from tristance.cli.compare import PINNED
from tristance.model.held_out import HeldOut
from tristance.model.linear import LinearModel

GATE = ("compare", "a", "b", "--gate", "--floor", "pinned.toml")


@pytest.fixture
def first(small_model: LinearModel) -> HeldOut:
    return held_out(small_model.codebook, 30, 6, texts=("composed", "real"))


@pytest.fixture(autouse=True)
def models(tristance: Tristance, small_model: LinearModel, first: HeldOut) -> Path:
    """Models ``a`` and ``b`` of the same labels; b gets fifteen paragraphs right that a does not."""
    folder = tristance.folder / "models"
    wrong = np.flatnonzero(first.gold != first.predicted)[:15].tolist()
    save_rival(folder / "a", small_model, first)
    save_rival(folder / "b", small_model, retagged(first, {row: int(first.gold[row]) for row in wrong}))
    return folder


def pin(tristance: Tristance, model: str = "a", *more: str) -> None:
    result = tristance("compare", model, model, "--gate", "--pin", "--floor", "pinned.toml", *more)
    assert result.exit_code == 0, result.output


def gate_line(stderr: str) -> str:
    [line] = [line for line in stderr.splitlines() if line.startswith("gate: ")]
    return line


def test_what_is_printed_is_what_is_written(tristance: Tristance, tmp_path: Path) -> None:
    result = tristance("compare", "a", "b", "--json", "c.json", "-o", "flips.csv")
    assert result.exit_code == 0, result.output
    figures = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert figures["gate"] is None
    change = figures["stance_macro_f1"]
    for figure in (change["a"], change["b"]):
        assert f"{figure['value']:.2f} [{figure['low']:.2f}, {figure['high']:.2f}]" in result.stdout
    difference = change["difference"]
    assert f"{difference['value']:+.3f} [{difference['low']:+.3f}, {difference['high']:+.3f}]" in result.stdout
    assert f"sign-flip test by article: p = {figures['sign_flip']['p']:.4f} (all " in result.stdout
    assert "15 by B alone; exact); ignores clustering" in result.stdout
    assert "180 paragraphs of 30 articles, composed + real text; trained on the same labels" in result.stdout
    assert all(len(line) <= 120 for line in result.stdout.splitlines()[3:])
    with (tmp_path / "flips.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["change"] for row in rows] == ["wrong to right"] * 15
    assert {row["text"] for row in rows} == {""}
    assert "flips.csv: 15 paragraphs that A and B tag differently" in result.stderr


def test_figures_alone_on_standard_output(tristance: Tristance) -> None:
    one, two = (tristance("compare", "a", "b", "--json", "-").stdout for _ in range(2))
    assert json.loads(one)["sign_flip"]["verdict"] == "B is better"
    assert one == two


def test_folders_do_as_well_as_names(tristance: Tristance, models: Path) -> None:
    assert tristance.figures("compare", models / "a", "models/b")["n_paragraphs"] == 180


def test_a_model_beside_itself_passes(tristance: Tristance) -> None:
    result = tristance("compare", "a", "a", "--gate")
    assert result.exit_code == 0
    assert gate_line(result.stderr).startswith("gate: passed: ")
    assert "no floor is pinned" in result.stderr
    assert "p = 1 " in result.stdout


def test_on_a_file_the_flips_have_their_texts(
    tristance: Tristance, models: Path, small_model: LinearModel, tmp_path: Path
) -> None:
    """The second model is the first with another decision on everything."""
    offsets = np.array([0.0, 9.0, 0.0])
    save_rival(models / "c", dataclasses.replace(small_model, decision_offsets=offsets), held_out(small_model.codebook))
    rows = [
        ("enlarge the port with a new quay", "for", "x"),
        ("noise of lorries", "against", "y"),
        ("A ferry", "none", ""),
    ]
    (tmp_path / "t.csv").write_text("text,tag,article\n" + "".join(",".join(row) + "\n" for row in rows))
    figures = tristance.figures("compare", "a", "c", "--test", "t.csv", "-o", "flips.jsonl")
    assert (figures["n_paragraphs"], figures["n_articles"], figures["text"]) == (3, 3, "real")
    flips = [json.loads(line) for line in (tmp_path / "flips.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {flip["text"] for flip in flips} == {"enlarge the port with a new quay", "A ferry"}
    assert {flip["tag_b"] for flip in flips} == {"against"}


def test_the_gate_passes_fails_or_cannot_say(tristance: Tristance) -> None:
    assert tristance("compare", "a", "b", "--gate").exit_code == 0
    back = tristance("compare", "b", "a", "--gate", "--margin", "0.001", "--json", "gate.json")
    assert back.exit_code == 3
    assert gate_line(back.stderr).startswith("gate: failed: B is worse than A by more than 0.001: ")
    assert json.loads(Path("gate.json").read_text(encoding="utf-8"))["gate"]["verdict"] == "failed"
    unsure = tristance("compare", "b", "a", "--gate", "--margin", "0.04")
    assert unsure.exit_code == 3
    assert gate_line(unsure.stderr).startswith("gate: inconclusive: ")
    assert "error:" not in unsure.stderr


def test_a_floor_that_is_not_met_fails_a_better_model(tristance: Tristance) -> None:
    pin(tristance, "a")
    assert tristance(*GATE).exit_code == 0
    path = Path("pinned.toml")
    path.write_text(re.sub(r"floor = .*", "floor = 0.99", path.read_text()))
    result = tristance(*GATE)
    assert result.exit_code == 3
    assert gate_line(result.stderr).startswith("gate: failed: B is below the floor in pinned.toml: ")


def test_labels_that_were_changed_cannot_pass_as_a_better_model(
    tristance: Tristance, models: Path, first: HeldOut, small_model: LinearModel
) -> None:
    """B is worse; its labels call right whatever it says, and lack what A gets wrong."""
    pin(tristance, "a")
    spoilt = retagged(first, {row: 2 for row in range(60) if first.gold[row] != 2})
    flattered = dataclasses.replace(spoilt, gold=spoilt.predicted).where(first.gold == first.predicted)
    save_rival(models / "b", small_model, flattered, "second labels")
    result = tristance(*GATE)
    assert "B is better" in result.stdout
    assert "W41 " in result.stdout
    assert "W44 " in result.stdout
    assert "trained on different labels (A lacks 0 of B's " in result.stdout
    assert "recipe and labels together" in result.stdout
    assert result.exit_code == 3
    assert "B is below the floor" in gate_line(result.stderr)


def test_pins_are_renewed_with_labels_by_one_command(
    tristance: Tristance, models: Path, small_model: LinearModel
) -> None:
    pin(tristance, "a")
    more = held_out(small_model.codebook, 40, 6, texts=("composed", "real"))
    save_rival(models / "b", small_model, more, "second labels")
    assert digest("first labels") in Path("pinned.toml").read_text()
    result = tristance(*GATE, "--pin")
    assert result.exit_code == 0, result.output
    assert "pinned.toml: pinned all 0." in result.stderr
    assert digest("second labels") in Path("pinned.toml").read_text()
    stale = tristance("compare", "a", "a", "--gate", "--floor", "pinned.toml")
    assert stale.exit_code == 3
    assert "which this comparison is not on; let A be the model that was pinned" in gate_line(stale.stderr)


def test_nothing_is_pinned_unless_the_gate_passes(tristance: Tristance) -> None:
    pin(tristance, "b")
    before = Path("pinned.toml").read_bytes()
    assert tristance("compare", "b", "a", "--gate", "--pin", "--floor", "pinned.toml").exit_code == 3
    assert Path("pinned.toml").read_bytes() == before


def test_pins_of_labels_say_nothing_of_a_test_file(tristance: Tristance) -> None:
    """Though both models were trained on these labels."""
    pin(tristance, "a")
    Path("t.csv").write_text("text,tag\nenlarge the port with a new quay,for\nnoise of lorries,against\n")
    result = tristance("compare", "a", "a", "--test", "t.csv", "--gate", "--floor", "pinned.toml")
    assert result.exit_code == 3
    assert "which this comparison is not on; let A be the model that was pinned, without --test" in gate_line(
        result.stderr
    )


def test_models_that_tag_alike_pass_without_a_margin(tristance: Tristance) -> None:
    result = tristance("compare", "a", "a", "--gate", "--margin", "0")
    assert result.exit_code == 0
    assert gate_line(result.stderr).startswith("gate: passed: A and B tag all 180 paragraphs alike; ")


def test_a_test_file_can_be_pinned_too(tristance: Tristance) -> None:
    file = Path("t.csv")
    file.write_text("text,tag\nenlarge the port with a new quay,for\nnoise of lorries,against\n")
    on_file = ("compare", "a", "a", "--test", "t.csv", "--gate", "--floor", "real.toml")
    assert tristance(*on_file, "--pin").exit_code == 0
    assert 'test = "file"' in Path("real.toml").read_text()
    assert tristance(*on_file).exit_code == 0
    file.write_text(file.read_text() + "A ferry,none\n")
    changed = tristance(*on_file)
    assert changed.exit_code == 3
    assert "which this comparison is not on" in gate_line(changed.stderr)


def test_the_pins_of_the_checkout_are_taken_where_no_others_are_named(tristance: Tristance) -> None:
    PINNED.parent.mkdir(parents=True)
    assert "no floor is pinned" in tristance("compare", "a", "a", "--gate").stderr
    assert tristance("compare", "a", "a", "--gate", "--pin").exit_code == 0
    assert PINNED.is_file()
    assert f"the floor in {PINNED} is met" in tristance("compare", "a", "b", "--gate").stderr
    Path("t.csv").write_text("text,tag\na quay,for\nnoise,against\n")
    assert "no floor is pinned" in tristance("compare", "a", "a", "--gate", "--test", "t.csv").stderr


def test_a_model_without_held_out_predictions_says_so(tristance: Tristance) -> None:
    assert "small: has no held-out predictions" in tristance.refuses("compare", "a", "small")


def test_a_model_that_does_not_name_its_labels_is_refused(tristance: Tristance, models: Path) -> None:
    card = models / "b" / "card.json"
    card.write_text(card.read_text(encoding="utf-8").replace(digest("first labels"), "x"), encoding="utf-8")
    assert "names no digest of its labels; train the model again" in tristance.refuses("compare", "a", "b")


def test_models_of_other_tags(tristance: Tristance, models: Path, small_model: LinearModel, tmp_path: Path) -> None:
    tags = tuple(dataclasses.replace(tag, name=f"{tag.name} it") for tag in small_model.codebook.tags)
    other = dataclasses.replace(small_model, codebook=dataclasses.replace(small_model.codebook, tags=tags))
    save_rival(models / "other", other, held_out(other.codebook))
    assert "A gives the tags for, against, none, and B for it, " in tristance.refuses("compare", "a", "other")
    (tmp_path / "t.csv").write_text("text,tag\na quay,for\nnoise,against\n")
    assert "A gives the tags" in tristance.refuses("compare", "a", "other", "--test", "t.csv")


def test_a_floor_that_is_not_there(tristance: Tristance) -> None:
    assert "nowhere.toml: there is no such file" in tristance.refuses(
        "compare", "a", "b", "--gate", "--floor", "nowhere.toml"
    )


def test_no_output_is_written_over_another(tristance: Tristance, labels_folder: Path) -> None:
    assert "belongs to the labels" in tristance.refuses("compare", "a", "b", "-o", labels_folder / "articles.csv")
    assert tristance("compare", "a", "b", "-o", "x.jsonl", "--json", "x.jsonl").exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--floor", "pinned.toml"],
        ["--pin"],
        ["--gate", "--pin"],
        ["--gate", "--margin", "-0.1"],
        ["-o", "flips.txt"],
        ["-o", "flips"],
    ],
)
def test_wrong_usage_is_status_2(tristance: Tristance, arguments: list[str]) -> None:
    assert tristance("compare", "a", "b", *arguments).exit_code == 2


def test_names_cannot_steer_the_terminal(tristance: Tristance, models: Path, small_model: LinearModel) -> None:
    tags = tuple(dataclasses.replace(tag, name=f"{tag.name}\x1b[2J[bold]") for tag in small_model.codebook.tags)
    odd = dataclasses.replace(small_model, codebook=dataclasses.replace(small_model.codebook, tags=tags))
    save_rival(models / "odd", odd, held_out(odd.codebook))
    result = tristance("compare", "odd", "odd")
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "against [2J[bold]" in result.stdout


def test_help_answers_with_an_example(tristance: Tristance) -> None:
    assert "tristance compare default new" in tristance("compare", "--help").stdout
