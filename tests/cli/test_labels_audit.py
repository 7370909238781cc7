"""``tristance labels audit``: planted errors come first, with all that is needed to judge them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from command import Tristance
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.sheet import read_sheet
from tristance.labels.store import append, create

WORDS = {
    "for": ("enlarge the port", "a new quay", "bigger ships", "two hundred jobs", "investors", "deeper channel"),
    "against": ("noise of lorries", "the old basin", "birds on the shore", "the cost of it", "dust", "leave it alone"),
    "none": ("the ferry left", "a dozen passengers", "timetable", "tickets", "rain at noon", "the customs house"),
}
PLANTED = {f"art-{a:02d}-{p}": "none" if tag != "none" else "for" for a, p, tag in [
    (0, 1, "for"), (1, 2, "against"), (2, 3, "none"), (3, 4, "none"), (4, 1, "for"),
    (5, 2, "against"), (6, 3, "none"), (7, 1, "for"), (8, 2, "against"), (9, 4, "none"),
]}  # fmt: skip


@pytest.fixture
def planted(tmp_path: Path, codebook_file: Path) -> Path:
    """A folder of 160 clear paragraphs in 40 articles, of which ten have a wrong tag."""
    folder = tmp_path / "planted"
    create(folder, codebook_file)
    articles, paragraphs, annotations = [], [], []
    for a in range(40):
        articles.append(ArticleRow(f"art-{a:02d}", title=f"Article {a}"))
        for p, tag in enumerate(("for", "against", "none", "none"), start=1):
            name, words = f"art-{a:02d}-{p}", WORDS[tag]
            said = [words[(a * p + step) % len(words)] for step in range(3)]
            text = f"On day {a} part {p} they spoke of {said[0]}, {said[1]} and {said[2]}."
            paragraphs.append(ParagraphRow(name, f"art-{a:02d}", p, text))
            annotations.append(AnnotationRow(name, "ana", PLANTED.get(name, tag), note="Day one." * (a == 0)))
    append(folder, articles=articles, paragraphs=paragraphs, annotations=annotations)
    return folder


def audited(tristance: Tristance, *arguments: object) -> Any:
    return tristance.figures("labels", "audit", *map(str, arguments))


def test_planted_errors_come_first(tristance: Tristance, planted: Path) -> None:
    found = audited(tristance, "--labels", planted, "-n", 10)
    assert {each["this"]["paragraph"] for each in found["findings"]} == set(PLANTED)
    for each in found["findings"]:
        assert (each["reason"], each["this"]["gold"]) == ("model", PLANTED[each["this"]["paragraph"]])
        assert each["p_gold"] < each["p_predicted"]
    assert found["found"]["model"] >= 10


def test_a_card_tells_gold_model_readings_and_text(tristance: Tristance, planted: Path) -> None:
    result = tristance("labels", "audit", "--labels", planted, "-n", "10")
    assert result.exit_code == 0
    assert "art-00-1: Article 0, paragraph 1" in result.stdout
    assert "On day 0 part 1 they spoke of enlarge the port, a new quay and bigger ships." in result.stdout
    assert "ana  none" in result.stdout
    assert "Day one." in result.stdout
    assert "gold none 0." in result.stdout
    assert "a model's disagreement is no proof" in result.stderr


def test_a_table_and_a_sheet_are_written(tristance: Tristance, planted: Path) -> None:
    append(
        planted,
        paragraphs=[ParagraphRow("art-05-9", "art-05", 9, "On day 5, part 9: “the ferry left”; rain at noon.")],
        annotations=[AnnotationRow("art-05-9", "ana", "none")],
    )
    append(
        planted,
        paragraphs=[ParagraphRow("art-06-9", "art-06", 9, "On day 5 part 9, the ferry left. Rain at noon!")],
        annotations=[AnnotationRow("art-06-9", "ana", "against", "unsure", note="Why not?")],
    )
    result = tristance("labels", "audit", "--labels", planted, "-n", "4", "-o", "found.csv", "--sheet", "again.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "found.csv, again.csv: the worst 4 of " in result.stderr
    with Path("found.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["reason"] for row in rows] == ["contradiction", "model", "model", "model"]
    first = rows[0]
    assert (first["paragraph"], first["gold"], first["readings"]) == (
        "art-06-9", "against", "ana: against (unsure) - Why not?",
    )  # fmt: skip
    assert (first["other_paragraph"], first["other_gold"], first["similarity"], first["annotators"]) == (
        "art-05-9", "none", "1", "ana",
    )  # fmt: skip
    sheet = [row for _, row in read_sheet(Path("again.csv"))]
    assert [row.paragraph for row in sheet[:2]] == ["art-06-9", "art-05-9"]
    assert len(sheet) == 5
    assert {(row.tag, row.chosen, row.probability) for row in sheet} == {("", "queue", "")}


def test_auditing_writes_nothing_into_the_labels(tristance: Tristance, labels_folder: Path) -> None:
    before = {path: path.read_bytes() for path in labels_folder.rglob("*") if path.is_file()}
    assert tristance("labels", "audit", "--labels", labels_folder).exit_code == 0
    assert {path: path.read_bytes() for path in labels_folder.rglob("*") if path.is_file()} == before


def test_clear_labels_have_no_findings(tristance: Tristance, labels_folder: Path) -> None:
    result = tristance("labels", "audit", "--labels", labels_folder)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing found\n")


def test_too_few_labels_for_a_model_leave_the_contradictions(
    tristance: Tristance, codebook_file: Path, tmp_path: Path
) -> None:
    tristance("labels", "new", "few", "--codebook", codebook_file)
    (tmp_path / "few.csv").write_text("article,text,tag\na,The ferry left.,none\nb,The ferry left!,for\n")
    tristance("labels", "import", "few.csv", "--labels", "few")
    result = tristance("labels", "audit", "--labels", "few")
    assert result.exit_code == 0
    assert "1  gold for, but none in a copy (the same words)" in result.stdout
    assert "no model, so only contradictions are looked for: tag 'for' has 1 paragraph in 1 article" in result.stderr


def test_labels_without_a_tag_are_an_error(tristance: Tristance, codebook_file: Path) -> None:
    tristance("labels", "new", "none", "--codebook", codebook_file)
    assert "none: no paragraph has a tag yet; add some" in tristance.refuses("labels", "audit", "--labels", "none")


def test_a_sheet_that_may_hold_tags_is_not_overwritten(
    tristance: Tristance, labels_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "again.csv").write_text("paragraph,tag\n")
    assert "is there already" in tristance.refuses("labels", "audit", "--labels", labels_folder, "--sheet", "again.csv")


@pytest.mark.parametrize("arguments", [["-n", "0"], ["-o", "found.xlsx"], ["--sheet", "again.ods"]])
def test_what_cannot_be_meant_is_wrong_usage(tristance: Tristance, labels_folder: Path, arguments: list[str]) -> None:
    assert tristance("labels", "audit", "--labels", labels_folder, *arguments).exit_code == 2


def test_nothing_printed_steers_the_terminal(tristance: Tristance, codebook_file: Path, tmp_path: Path) -> None:
    tristance("labels", "new", "odd", "--codebook", codebook_file)
    rows = [
        {"article": "a\u001b[2J", "title": "t\u009b2J", "text": "One \u001b[2J.", "tag": "for", "note": "n\u0007"},
        {"article": "b", "text": "One 2J!", "tag": "none", "annotator": "who\u001b"},
    ]
    (tmp_path / "odd.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert tristance("labels", "import", "odd.jsonl", "--labels", "odd").exit_code == 0
    result = tristance("labels", "audit", "--labels", "odd")
    assert "1  gold none, but for in a copy" in result.stdout
    assert not set(result.output) & {"\u001b", "\u009b", "\u0007"}


def test_help_answers_with_an_example(tristance: Tristance) -> None:
    assert "tristance labels audit" in tristance("labels", "audit", "--help").stdout
