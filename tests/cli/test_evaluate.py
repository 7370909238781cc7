"""``tristance evaluate`` on labels of every odd shape: clear words on the screen, never a NaN nor a traceback."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from command import Tristance
from tristance.cli.probabilities import print_probabilities
from tristance.evaluation.scoring import score, with_probabilities
from tristance.model.linear import LinearModel

WORDS = ["quay", "noise", "ferry", "basin", "crane", "pilot", "tide", "lorry", "cargo", "berth"]


def strict(text: str) -> Any:
    """JSON as the standard has it, which knows no NaN."""
    return json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))


def write_codebook(path: Path, stances: list[str], background: str | None = "none") -> None:
    names = [*stances, *([background] if background else [])]
    tags = (
        f'[[tag]]\nname = "{name}"\nrole = "{"background" if name == background else "stance"}"\ndefinition = "D."\n'
        for name in names
    )
    path.write_text('version = "1"\nquestion = "Should the harbour grow?"\nrules = ["R."]\n' + "\n".join(tags))


def rows_of(tags: list[str], articles: int = 6, **cells: str) -> list[dict[str, str]]:
    """Paragraphs in which the tag shows in the words, each article holding every tag once."""
    return [
        {
            "article": f"a{article}",
            "text": f"The {(word := WORDS[number % 10])}{number} by the {word}{number} in the {article} o'clock rain",
            "tag": tag,
            "annotator": "first",
            **cells,
        }
        for article in range(articles)
        for number, tag in enumerate(tags)
    ]


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
        writer.writeheader()
        writer.writerows(rows)


class Desk:
    """Makes a labels folder of rows, and evaluates it on the screen and as figures."""

    def __init__(self, tristance: Tristance, folder: Path) -> None:
        self.tristance, self.folder = tristance, folder

    def labels(self, rows: list[dict[str, str]], stances: list[str], background: str | None = "none") -> str:
        write_codebook(self.folder / "book.toml", stances, background)
        write_rows(self.folder / "rows.csv", rows)
        assert self.tristance("labels", "new", "mine", "--codebook", "book.toml").exit_code == 0
        result = self.tristance("labels", "import", "rows.csv", "--labels", "mine")
        assert result.exit_code == 0, result.output
        return "mine"

    def evaluate(self, *arguments: str | Path) -> tuple[str, Any]:
        result = self.tristance("evaluate", *arguments, "--json", "figures.json")
        assert result.exit_code == 0, result.output
        assert "nan" not in result.stdout.lower().split()
        return result.stdout, strict((self.folder / "figures.json").read_text(encoding="utf-8"))


@pytest.fixture
def desk(tristance: Tristance, tmp_path: Path) -> Desk:
    return Desk(tristance, tmp_path)


def test_a_tag_that_is_absent_from_most_folds(desk: Desk) -> None:
    rare = [{**row, "tag": "rare"} for row in rows_of(["for"], 2)]
    rows = [*rows_of(["for", "none", "none"], 10), *rare]
    rows[-1]["text"], rows[-2]["text"] = "seals on the slipway again", "seals again on the slipway"
    shown, figures = desk.evaluate("--labels", desk.labels(rows, ["for", "rare"]))
    assert figures["per_tag"]["rare"]["n"] == 2
    assert "rare" in shown


def test_one_annotator_only_has_no_ceiling_and_it_is_said(desk: Desk) -> None:
    shown, figures = desk.evaluate("--labels", desk.labels(rows_of(["for", "against", "none"]), ["for", "against"]))
    assert "agreement and ceiling unknown: no paragraph was read by two annotators: first alone has read them" in shown
    assert figures["agreement"] is figures["ceiling"] is None


def test_labels_without_any_stance_are_refused(desk: Desk) -> None:
    name = desk.labels(rows_of(["none"]), ["for", "against"])
    error = desk.tristance.refuses("evaluate", "--labels", name)
    assert "tag 'for' has 0 paragraphs in 0 articles, and needs 2 articles or more" in error


def test_labels_of_one_article_are_refused(desk: Desk) -> None:
    name = desk.labels(rows_of(["for", "none", "for", "none"], 1), ["for"])
    error = desk.tristance.refuses("evaluate", "--labels", name)
    assert "in 1 article, and needs 2 articles or more" in error


def test_a_codebook_without_background(desk: Desk) -> None:
    name = desk.labels(rows_of(["for", "against", "for"]), ["for", "against"], None)
    _, figures = desk.evaluate("--labels", name)
    assert figures["stance_macro_f1"] == figures["stance_macro_f1_on_stances"]
    assert figures["risk_coverage"]["all"] == figures["risk_coverage"]["stances"]


def test_two_tags_only(desk: Desk) -> None:
    shown, figures = desk.evaluate("--labels", desk.labels(rows_of(["for", "none", "none"]), ["for"]), "--full")
    assert figures["confusion"]["tags"] == ["for", "none"]
    assert len(shown.splitlines()) < 60


def test_twenty_tags_fit_on_the_screen(desk: Desk) -> None:
    names = [f"stance number {i}" for i in range(19)]
    shown, figures = desk.evaluate("--labels", desk.labels(rows_of([*names, "none"]), names))
    assert len(figures["confusion"]["rows_gold"]) == 20
    [header] = [line for line in shown.splitlines() if line.startswith("gold, by predicted")]
    assert header.split()[-20:] == [str(number) for number in range(1, 21)]
    assert "20 none" in shown
    tables = shown[: shown.index("\nW")]  # warnings are a line each, however long
    assert max(map(len, tables.splitlines())) <= 120


def test_a_test_file_without_any_stance_has_an_undefined_headline(desk: Desk) -> None:
    write_rows(desk.folder / "t.csv", [{"text": "The ferry left.", "tag": "none", "article": a} for a in "abc"])
    shown, figures = desk.evaluate("--test", "t.csv", "--model", "small")
    assert "stance macro-F1               undefined" in shown
    assert figures["stance_macro_f1"] == {"value": None, "low": None, "high": None}


def test_a_test_file_of_one_article_has_no_intervals(desk: Desk) -> None:
    texts = {"enlarge the port with a new quay": "for", "noise of lorries": "against", "The ferry left.": "none"}
    rows = [
        {"text": text, "tag": tag, "tag_a": tag, "tag_b": tag, "article": "one", "origin": "composed" * (tag == "for")}
        for text, tag in texts.items()
    ]
    write_rows(desk.folder / "t.csv", rows)
    shown, figures = desk.evaluate("--test", "t.csv", "--model", "small")
    assert "1.00 [no interval]" in shown
    for figure in (figures["calibration"]["after"]["ece"], figures["ceiling"]["difference"]["alpha"]):
        assert figure["low"] is None


def test_a_test_file_of_one_row(desk: Desk) -> None:
    write_rows(desk.folder / "t.csv", [{"text": "The ferry left.", "tag": "none", "tag_a": "none", "tag_b": "none"}])
    _, figures = desk.evaluate("--test", "t.csv", "--model", "small")
    assert figures["ceiling"]["annotator_with_annotator"]["alpha"]["value"] is None
    assert figures["risk_coverage"]["stances"] is None


def test_before_and_after_calibration_and_the_ceiling_of_a_test_file(desk: Desk) -> None:
    rows = [{**row, "tag_a": row["tag"], "tag_b": "none"} for row in rows_of(["for", "against", "none"])]
    write_rows(desk.folder / "t.csv", rows)
    shown, figures = desk.evaluate("--test", "t.csv", "--model", "small")
    calibration = figures["calibration"]
    assert calibration["before"]["log_loss"] != calibration["after"]["log_loss"]
    assert len(calibration["after"]["reliability"]) == 10
    assert sum(each["n"] for each in calibration["after"]["reliability"]) == 18
    assert {pair["first"] for pair in figures["ceiling"]["pairs"]} == {"tag_a", "model"}
    assert "on 18 paragraphs read twice" in shown
    assert figures["recipe"] is figures["folds"] is None


def test_how_the_scores_came_about_is_told(desk: Desk) -> None:
    name = desk.labels(rows_of(["for", "none", "none"]), ["for"])
    shown, figures = desk.evaluate("--labels", name, "--seed", "7")
    assert (figures["recipe"]["outer_folds"], figures["recipe"]["inner_folds"], figures["recipe"]["seed"]) == (5, 4, 7)
    assert sum(fold["n_paragraphs"] for fold in figures["folds"]) == 18
    assert {fold["c"] for fold in figures["folds"]} <= {1.0, 4.0, 16.0}
    assert "5 folds by article, seed 7; the other 4 folds choose for each, of C: " in shown


def test_the_headline_of_each_kind_of_text(desk: Desk) -> None:
    composed = rows_of(["for", "none"], 5, origin="composed")
    others = [{**row, "article": f"b{row['article']}", "origin": "imported"} for row in rows_of(["for", "none"], 4)]
    shown, figures = desk.evaluate("--labels", desk.labels([*composed, *others], ["for"]))
    assert {kind: found["n_paragraphs"] for kind, found in figures["by_text"].items()} == {"composed": 10, "real": 8}
    assert "on composed text only" in shown


def test_full_leaves_out_genres_outlets_and_later_years(desk: Desk) -> None:
    def some(prefix: str, **cells: str) -> list[dict[str, str]]:
        return [{**row, "article": prefix + row["article"]} for row in rows_of(["for", "none", "none"], 18, **cells)]

    gazette = some("g", outlet="Gazette", date="2019-05-01", genre="wire report")
    mail = some("m", outlet="Mail", date="2021-05-01", genre="editorial")
    name = desk.labels([*gazette, *mail], ["for"])
    articles = (desk.folder / "mine" / "articles.csv").read_text(encoding="utf-8")
    (desk.folder / "mine" / "articles.csv").write_text(_with_genres(articles), encoding="utf-8")
    shown, figures = desk.evaluate("--labels", name, "--full", "--seeds", "2")
    full = figures["full"]
    assert full["repeats"]["seeds"] == [0, 1]
    assert full["leak"]["n_paragraphs"] == 108
    assert set(full["transfer"]["genre"]["each"]) == {"wire report", "editorial"}
    assert set(full["transfer"]["outlet"]["each"]) == {"Gazette", "Mail"}
    assert full["transfer"]["outlet"]["each"]["Mail"]["n_trained"] == 54
    assert full["transfer"]["years"]["pooled"]["n_paragraphs"] == 54
    assert set(full["transfer"]["years"]["each"]) == {"2021 and later"}
    for word in ("other folds, seeds 0 to 1", "paragraphs split at random", "Gazette", "2021 and later"):
        assert word in shown


def _with_genres(articles: str) -> str:
    """The table with a genre, which an import does not fill."""
    rows = list(csv.DictReader(articles.splitlines()))
    for row in rows:
        row["genre"] = "wire report" if row["outlet"] == "Gazette" else "editorial"
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    return "\n".join(lines) + "\n"


def test_full_without_genres_says_so(desk: Desk) -> None:
    shown, figures = desk.evaluate("--labels", desk.labels(rows_of(["for", "none", "none"]), ["for"]), "--full")
    assert "genre: the labels name no genre" in shown
    assert figures["full"]["transfer"]["genre"]["pooled"] is None


@pytest.mark.parametrize(
    "arguments", [["--full", "--test", "t.csv"], ["--seeds", "3"], ["--full", "--seeds", "1"]], ids=" ".join
)
def test_full_is_of_cross_validation_and_seeds_of_full(tristance: Tristance, arguments: list[str]) -> None:
    assert tristance("evaluate", *arguments).exit_code == 2


SAMPLE = "text,tag\nenlarge the port with a new quay,for\nnoise of lorries,against\n"


@pytest.mark.parametrize("output", [["--json", "test.csv"], ["--report", "./test.csv"]])
def test_the_test_file_is_not_written_over(tristance: Tristance, tmp_path: Path, output: list[str]) -> None:
    (tmp_path / "test.csv").write_text(SAMPLE)
    for arguments in ([*output, "--test", "test.csv"], ["--test", "test.csv", *output]):
        assert tristance("evaluate", "--model", "small", *arguments).exit_code == 1
        assert (tmp_path / "test.csv").read_text() == SAMPLE


@pytest.mark.parametrize("option", ["--test", "--json", "--report"])
def test_a_file_of_the_assets_is_no_other_file(tristance: Tristance, tmp_path: Path, option: str) -> None:
    (tmp_path / "test.csv").write_text(SAMPLE)
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "tags.csv").write_text(SAMPLE)
    test = [] if option == "--test" else ["--test", "test.csv"]
    result = tristance("evaluate", "--model", "small", "--assets", "assets", option, "assets/tags.csv", *test)
    assert result.exit_code == 2
    assert (tmp_path / "assets" / "tags.csv").read_text() == SAMPLE


@pytest.mark.parametrize("option", ["--json", "--report"])
def test_a_folder_that_is_not_there_is_said_before_the_work(tristance: Tristance, tmp_path: Path, option: str) -> None:
    (tmp_path / "test.csv").write_text(SAMPLE)
    arguments = ["evaluate", "--test", "test.csv", "--model", "small", option]
    said = tristance.refuses(*arguments, "none/scores")
    assert said == "error: none/scores: cannot be written (there is no folder none)"
    assert not tristance(*arguments, "none/scores").stdout
    assert tristance.refuses(*arguments, "models") == "error: models: cannot be written (is a directory)"


def test_no_count_of_many_tags_is_cut_short(tristance: Tristance, tmp_path: Path) -> None:
    stances = [f"a stance of the harbour {number}" for number in range(24)]
    labels = Desk(tristance, tmp_path).labels(rows_of([*stances, "none"], 4), stances)
    shown = tristance("evaluate", "--labels", labels).stdout
    panels = shown[shown.index("gold, by predicted:") : shown.index("calibration ")].split("gold, by predicted:")[1:]
    assert "…" not in shown
    assert [head for panel in panels for head in panel.splitlines()[0].split()] == [str(n) for n in range(1, 26)]
    figures = tristance.figures("evaluate", "--labels", labels)["confusion"]["rows_gold"]
    rows = [
        [line.split()[-len(panel.splitlines()[0].split()) :] for line in panel.splitlines()[1:26]] for panel in panels
    ]
    assert [[int(cell) for part in parts for cell in part] for parts in zip(*rows, strict=True)] == figures


def test_texts_without_a_word_are_evaluated_and_trained_on(tristance: Tristance, tmp_path: Path) -> None:
    signs = {"for": "\u2693", "against": "\U0001f6a2", "none": "\U0001f30a"}
    tags = ["for", "against", "none"]
    rows = rows_of(tags, 6)
    for number, row in enumerate(rows):
        row["text"] = signs[row["tag"]] * (number + 1)
    labels = Desk(tristance, tmp_path).labels(rows, ["for", "against"])
    assert tristance("evaluate", "--labels", labels, "--report", "page.html").exit_code == 0
    assert tristance("train", "--labels", labels, "--name", "signs").exit_code == 0
    write_rows(tmp_path / "test.csv", rows)
    assert tristance.figures("evaluate", "--test", "test.csv", "--model", "signs")["accuracy"]["value"] == 1


def test_no_figure_is_cut_short_in_a_terminal_of_80_columns(small_model: LinearModel) -> None:
    draws = np.random.default_rng(3)
    codebook, n, k = small_model.codebook, 20000, len(small_model.codebook.names)
    log_p = np.log(draws.dirichlet(np.full(k, 0.5), n))
    gold, groups = draws.integers(k, size=n), np.arange(n) % 400
    predicted = log_p.argmax(axis=1)
    scores = score(codebook, ["the quay"] * n, gold, predicted, groups, text="real")
    screen = Console(width=80, file=io.StringIO())
    print_probabilities(screen, with_probabilities(scores, log_p, log_p, gold, predicted, groups))
    assert isinstance(screen.file, io.StringIO)
    assert "wrong of 20000" in screen.file.getvalue()
    assert "…" not in screen.file.getvalue()
