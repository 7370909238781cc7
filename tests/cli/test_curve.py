"""``tristance labels curve``: what it prints and writes, and what it refuses before any work."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from command import Tristance
from tristance.cli.learning import sentences
from tristance.cli.screen import signed
from tristance.evaluation.learning_curve import Curve, LearningCurve
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.store import append
from tristance.measures.bootstrap import Estimate

TEXTS = {
    "for": "The council wants a wider basin, says pilot {0}, and cranes for ship {1}.",
    "against": "Residents of street {0} say that lorries {1} keep them awake.",
    "none": "Ferry {0} takes {1} minutes to the island.",
}


@pytest.fixture
def twenty_articles(labels_folder: Path) -> Path:
    """The small labels with twelve articles more, and a tag in the wrong place now and then."""
    rows = [(a, p, list(TEXTS)[(a + p) % 3]) for a in range(12) for p in range(1, 7)]
    append(
        labels_folder,
        articles=[ArticleRow(f"more-{a}", origin="composed") for a in range(12)],
        paragraphs=[
            ParagraphRow(f"more-{a}-{p}", f"more-{a}", p, TEXTS[tag].format(a * 7, p * 13)) for a, p, tag in rows
        ],
        annotations=[
            AnnotationRow(f"more-{a}-{p}", "first", "none" if (a + 5 * p) % 11 == 0 else tag) for a, p, tag in rows
        ],
    )
    return labels_folder


def test_what_is_printed_is_what_is_written(tristance: Tristance, twenty_articles: Path, tmp_path: Path) -> None:
    result = tristance("labels", "curve", "--labels", twenty_articles, "--json", "curve.json", "-o", "curve.csv")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("112 paragraphs of 20 articles, composed text; 6 random orders of the articles")
    figures = json.loads((tmp_path / "curve.json").read_text(encoding="utf-8"))
    score = figures["stance_macro_f1"]["scores"][-1]
    assert f"{score['value']:.2f} [{score['low']:.2f}, {score['high']:.2f}]" in result.stdout
    assert [gain["more"] for gain in figures["stance_macro_f1"]["gains"]] == [0.25, 1.0]
    assert list(figures["per_tag"]) == ["for", "against", "none"]
    with (tmp_path / "curve.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(figures["sizes"]) * 4
    assert {row["tag"] for row in rows} == {"", "for", "against", "none"}
    last = [row for row in rows if not row["tag"]][-1]
    assert float(last["value"]) == pytest.approx(score["value"], abs=1e-6)
    assert rows[0]["step"] == ""
    assert all(line == line.rstrip() or " 0." in line for line in result.stdout.splitlines())
    assert "they say nothing of other text" in result.stdout


def test_figures_alone_on_standard_output(tristance: Tristance, twenty_articles: Path) -> None:
    first, second = (tristance("labels", "curve", "--labels", twenty_articles, "--json", "-").stdout for _ in range(2))
    assert json.loads(first)["orders"] == 6
    assert first == second


def test_eight_articles_are_too_few(tristance: Tristance, labels_folder: Path, tmp_path: Path) -> None:
    message = tristance.refuses("labels", "curve", "--labels", labels_folder, "-o", "curve.csv")
    assert "8 articles that share no text are too few for a learning curve: 12 are needed" in message
    assert not (tmp_path / "curve.csv").exists()


@pytest.mark.parametrize("name", ["curve.txt", "curve.xlsx", "curve"])
def test_an_output_of_no_known_form_is_wrong_usage(tristance: Tristance, labels_folder: Path, name: str) -> None:
    assert tristance("labels", "curve", "--labels", labels_folder, "-o", name).exit_code == 2


def test_help_answers_with_an_example(tristance: Tristance) -> None:
    assert "tristance labels curve" in tristance("labels", "curve", "--help").stdout


def curve(low: float, high: float, articles: int = 40) -> Curve:
    gain = Estimate((low + high) / 2, low, high)
    score = Estimate(0.8, 0.7, 0.9)
    return Curve(100, articles, (score,) * 3, (gain,) * 2, (gain, gain), score)


def test_the_sentences_say_how_much_of_what_for_how_much() -> None:
    unknown = Curve(3, 2, (), ())
    found = LearningCurve(
        "real",
        6,
        np.array([25.0, 50.0, 100.0]),
        np.array([10.0, 20.0, 40.0]),
        curve(0.02, 0.04),
        {"for": curve(0.0, 0.004), "against": curve(0.0, 0.02), "rare": unknown},
    )
    headline, no, unclear, rare, check, *kind = sentences(found)
    assert headline == (
        "stance macro-F1: 25 more paragraphs (some 10 articles) for +0.030 [0.020, 0.040]; "
        "100 more (40) for +0.030 [0.020, 0.040]"
    )
    assert no == "for: more labels of this kind will not help: doubling brings +0.002 [0.000, 0.004]"
    assert unclear == (
        "against: more may help or not: 100 more paragraphs of it (some 40 articles) for +0.010 [0.000, 0.020]"
    )
    assert rare == "rare: in 2 articles only, too few for a curve of its own; label more of it"
    assert "foretells 0.80 [0.70, 0.90] at 100 paragraphs; measured 0.80" in check
    assert "real text" in kind[0]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Estimate(0.03, 0.01, 0.05), "+0.03 [0.01, 0.05]"),
        (Estimate(-0.03, -0.05, -0.004), "-0.03 [-0.05, 0.00]"),
        (Estimate(-0.001, -0.02, 0.01), "0.00 [-0.02, 0.01]"),
        (Estimate(float("nan"), 0, 0), "undefined"),
    ],
)
def test_a_difference_that_rounds_to_nothing_has_no_sign(found: Estimate, said: str) -> None:
    assert signed(found) == said
