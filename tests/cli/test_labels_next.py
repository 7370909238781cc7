"""``tristance labels next``: what is drawn, what the sheet holds, and how one goes on with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command import Tristance
from tristance.labels.rows import ArticleRow, ParagraphRow
from tristance.labels.sheet import read_sheet
from tristance.labels.store import append, read_labels

SENTENCES = {
    "for": "The mayor would enlarge the port with a new quay {}, so that bigger ships can land their cargo.",
    "against": "People by the basin fear the noise of lorries {} and want the harbour left as it is.",
    "none": "The ferry {} left at seven in the morning and came back in the evening with a dozen passengers.",
}


@pytest.fixture
def waiting(labels_folder: Path) -> Path:
    """The labels folder with 30 paragraphs of 6 articles that nobody has tagged."""
    rows = [(f"new-{a}", p, tag) for a in range(6) for p, tag in enumerate(["none", "for", "none", "none", "against"])]
    append(
        labels_folder,
        articles=[ArticleRow(f"new-{a}", title=f"New {a}") for a in range(6)],
        paragraphs=[
            ParagraphRow(f"{article}-{p + 1:02d}", article, p + 1, SENTENCES[tag].format(f"of {article}, on day {p}"))
            for article, p, tag in rows
        ],
    )
    return labels_folder


def drawn(tristance: Tristance, *arguments: object) -> Any:
    return tristance.figures("labels", "next", *map(str, arguments))


def test_a_draw_is_shown_with_probabilities_and_what_it_is_not(tristance: Tristance, waiting: Path) -> None:
    result = tristance("labels", "next", "-n", "6", "--labels", waiting)
    assert result.exit_code == 0
    header, *lines = result.stdout.splitlines()
    assert header.split() == ["paragraph", "p(draw)", "predicted", "p", "text"]
    assert len(lines) == 6
    assert all(line.startswith("new-") and line.split()[2] in {"for", "against", "none"} for line in lines)
    assert "6 of 30 untagged paragraphs of 6 articles, by a model" in result.stderr
    assert "weigh each by 1/probability" in result.stderr


def test_the_sheet_has_blank_rows_and_how_they_were_chosen(tristance: Tristance, waiting: Path) -> None:
    result = tristance("labels", "next", "-n", "6", "--labels", waiting, "-o", "queue.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"annotate --annotator ID --queue queue.csv --labels {waiting}" in result.stderr
    rows = [row for _, row in read_sheet(Path("queue.csv"))]
    assert len({row.paragraph for row in rows}) == 6
    assert {row.chosen for row in rows} == {"queue"}
    assert all(
        row.tag == row.confidence == row.note == "" and 0.2 * 6 / 30 <= float(row.probability) <= 1 for row in rows
    )
    texts = {row.paragraph: row.text for row in read_labels(waiting).current}
    assert all(texts[row.paragraph] == row.text for row in rows)
    assert [row.paragraph for row in rows] == sorted(row.paragraph for row in rows), "the order would tell the tag"


def test_drawing_writes_nothing_into_the_labels(tristance: Tristance, waiting: Path) -> None:
    before = {path: path.read_bytes() for path in waiting.rglob("*") if path.is_file()}
    drawn(tristance, "--labels", waiting)
    assert {path: path.read_bytes() for path in waiting.rglob("*") if path.is_file()} == before


def test_the_same_seed_draws_the_same(tristance: Tristance, waiting: Path) -> None:
    def names(seed: int) -> list[str]:
        found = drawn(tristance, "--labels", waiting, "-n", 6, "--seed", seed, "--model", "small")
        return [row["paragraph"] for row in found["paragraphs"]]

    assert names(3) == names(3)
    assert len({tuple(names(seed)) for seed in range(5)}) > 1


def test_a_named_model_draws_as_well(tristance: Tristance, waiting: Path) -> None:
    found = drawn(tristance, "--labels", waiting, "-n", 6, "--model", "small")
    assert (found["pool"], found["n"], found["chosen"]) == (30, 6, "queue")
    for row in found["paragraphs"]:
        assert set(row["p"]) == {"for", "against", "none"}
        assert sum(row["p"].values()) == pytest.approx(1)


def test_a_model_of_other_tags_is_refused(tristance: Tristance, waiting: Path) -> None:
    book = waiting / "codebook.toml"
    book.write_text(book.read_text() + '\n[[tag]]\nname = "later"\nrole = "stance"\ndefinition = "Not yet."\n')
    error = tristance.refuses("labels", "next", "-n", "6", "--labels", waiting, "--model", "small")
    assert "small: gives the tags for, against, none, but" in error
    assert "has for, against, none, later; name a model of these labels" in error


def test_an_evaluation_sample_is_drawn_without_a_model(tristance: Tristance, waiting: Path) -> None:
    found = drawn(tristance, "--labels", waiting, "-n", 6, "--random")
    assert found["chosen"] == "random"
    assert [(row["probability"], row["p"]) for row in found["paragraphs"]] == [(0.2, None)] * 6
    assert {row["article"] for row in found["paragraphs"]} == {f"new-{a}" for a in range(6)}
    assert tristance("labels", "next", "--random", "--model", "small").exit_code == 2


def test_too_few_labels_for_a_model_are_said_and_all_are_drawn_alike(
    tristance: Tristance, codebook_file: Path, tmp_path: Path
) -> None:
    tristance("labels", "new", "few", "--codebook", codebook_file)
    (tmp_path / "text.csv").write_text("text,tag\n" + "".join(f"Ferry number {i}.,\n" for i in range(10)))
    assert tristance("labels", "import", "text.csv", "--labels", "few").exit_code == 0
    result = tristance("labels", "next", "-n", "5", "--labels", "few", "-o", "queue.csv")
    assert result.exit_code == 0
    assert "no model, so all are drawn alike: few: no paragraph has a tag yet" in result.stderr
    assert {(row.chosen, row.probability) for _, row in read_sheet(Path("queue.csv"))} == {("random", "0.5")}


def test_more_than_there_are_is_all_of_them(tristance: Tristance, waiting: Path) -> None:
    result = tristance("labels", "next", "-n", "31", "--labels", waiting, "-o", "queue.csv")
    assert (
        "queue.csv: 30 of 30 untagged paragraphs of 6 articles, which is all there are; 31 were asked for"
        in result.stderr
    )
    assert {(row.chosen, row.probability) for _, row in read_sheet(Path("queue.csv"))} == {("random", "1")}


def test_nothing_untagged_is_an_error_with_its_remedy(tristance: Tristance, labels_folder: Path) -> None:
    error = tristance.refuses("labels", "next", "--labels", labels_folder)
    assert "no untagged paragraph to draw from; add some: tristance labels add ARTICLE" in error


def test_other_text_is_drawn_imported_and_found_again(
    tristance: Tristance, labels_folder: Path, tmp_path: Path
) -> None:
    body = [f"{SENTENCES['none'].format(i)}" for i in range(12)] + ["=1+1 is what the harbour master wrote."]
    (tmp_path / "archive.jsonl").write_text("\n".join(json.dumps({"body": text}) for text in [*body, ""]))
    arguments = ("--labels", labels_folder, "--from", "archive.jsonl", "--text-column", "body", "--model", "small")
    result = tristance("labels", "next", "-n", "12", *arguments, "-o", "queue.csv")
    assert result.exit_code == 0, result.output
    assert "left out: 1 without text" in result.stderr
    assert (
        f"next: tristance labels import queue.csv --labels {labels_folder}, then: tristance labels annotate"
        in result.stderr
    )
    assert tristance("labels", "import", "queue.csv", "--labels", labels_folder).exit_code == 0
    texts = {row.paragraph: row.text for row in read_labels(labels_folder).current}
    for _, row in read_sheet(Path("queue.csv")):
        assert texts[row.paragraph] == row.text


def test_a_sheet_that_may_hold_tags_is_not_overwritten(tristance: Tristance, waiting: Path, tmp_path: Path) -> None:
    filled = "paragraph,tag\nnew-0-01,for\n"
    (tmp_path / "queue.csv").write_text(filled)
    error = tristance.refuses("labels", "next", "--labels", waiting, "-o", "queue.csv")
    assert error == (
        "error: queue.csv: is a coding sheet that somebody has filled in; name another file, or move it away"
    )
    assert (tmp_path / "queue.csv").read_text() == filled


def test_nor_is_a_file_of_another_kind(tristance: Tristance, waiting: Path, tmp_path: Path) -> None:
    (tmp_path / "queue.csv").write_text("mine\n")
    error = tristance.refuses("labels", "next", "--labels", waiting, "-o", "queue.csv")
    assert error == "error: queue.csv: is there already, and may hold tags; name a new file, or remove that one"
    assert (tmp_path / "queue.csv").read_text() == "mine\n"


@pytest.mark.parametrize("arguments", [["-n", "0"], ["-o", "queue.xlsx"], ["-n", "-3"]])
def test_what_cannot_be_meant_is_wrong_usage(tristance: Tristance, waiting: Path, arguments: list[str]) -> None:
    assert tristance("labels", "next", "--labels", waiting, *arguments).exit_code == 2


def test_nothing_printed_steers_the_terminal(tristance: Tristance, labels_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text(json.dumps({"text": "a \u001b[2J b", "article": "x\u001b[2Jy"}))
    result = tristance("labels", "next", "--labels", labels_folder, "--from", "bad.jsonl")
    assert result.exit_code == 0
    assert "\u001b" not in result.output


def test_help_answers_with_an_example(tristance: Tristance) -> None:
    assert "tristance labels next" in tristance("labels", "next", "--help").stdout
