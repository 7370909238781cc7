"""All checks at once, on labels at the edge of what can be scored: nothing but warnings comes of it."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from tristance.evaluation.checks.together import warnings_of_cross_validation, warnings_of_test
from tristance.evaluation.cross_validation import cross_validate, held_out, score_cross_validated
from tristance.evaluation.file_scores import score_tagged, tag_file
from tristance.evaluation.warning import CodedWarning
from tristance.labels.examples import examples
from tristance.labels.gold import ratings
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.store import append, create, read_labels
from tristance.labels.versions import saved_codebooks
from tristance.measures.bootstrap import Estimate
from tristance.model.linear import LinearModel
from tristance.training.recipe import Recipe

TWO_TAGS = """\
version = "1"
question = "Pier?"
rules = []

[[tag]]
name = "für, ganz"
role = "stance"
definition = "For it."

[[tag]]
name = "gegen"
role = "stance"
definition = "Against it."
"""


def cross_validated(folder: Path, leak: Estimate | None = None) -> list[CodedWarning]:
    read = read_labels(folder)
    given, by = examples(read), ratings(read)
    found = cross_validate(given, Recipe(folds=3, c_grid=(1.0,)))
    scores, held = score_cross_validated(given, found, by), held_out(given, found)
    return warnings_of_cross_validation(read, given, held, by, scores, saved_codebooks(folder), leak=leak)


@pytest.fixture
def two_tags(tmp_path: Path) -> Path:
    """Two tags without background or cues, one annotator, one article a paragraph, one of them unlike the others."""
    (tmp_path / "two.toml").write_text(TWO_TAGS, encoding="utf-8")
    create(tmp_path / "two", tmp_path / "two.toml")
    texts = [f"The longer pier is {'wanted' if i % 2 else 'feared'} by house number {i}." for i in range(8)]
    append(
        tmp_path / "two",
        articles=[ArticleRow(f"a{i}") for i in range(8)],
        paragraphs=[ParagraphRow(f"p{i}", f"a{i}", 1, text) for i, text in enumerate(texts)],
        annotations=[AnnotationRow(f"p{i}", "ana", "für, ganz" if i % 2 else "gegen") for i in range(8)],
    )
    return tmp_path / "two"


def test_two_tags_without_background_by_one_annotator(two_tags: Path) -> None:
    found = cross_validated(two_tags, leak=Estimate(0.1, 0.05, 0.2))
    assert [warning.code for warning in found] == sorted(warning.code for warning in found)
    codes = {warning.code for warning in found}
    assert {"W01", "W03", "W10", "W16"} <= codes
    assert not codes & {"W02", "W08", "W11", "W12", "W13", "W14", "W15", "W17", "W18"}
    assert any(warning.message.startswith("für, ganz: 4 articles only; ") for warning in found)


def test_good_labels_are_warned_of_little(labels_folder: Path) -> None:
    codes = {warning.code for warning in cross_validated(labels_folder)}
    assert codes <= {"W01", "W03", "W04", "W06", "W11"}  # few and composed, and cues alone find all
    assert {"W01", "W03", "W11"} <= codes


@pytest.mark.parametrize(
    "rows",
    [
        "Noise.,against,one,,\n",
        "Noise.,against,one,against,\nA quay.,for,one,,for\n",
        "Ferry.,none,one,none,none\nFerry again.,none,two,none,none\n",
        "Noise.,against,one,against,for\nA quay.,for,two,for,for\nFerry.,none,three,none,none\n",
    ],
)
def test_small_tests_are_warned_of_in_plain_figures(small_model: LinearModel, tmp_path: Path, rows: str) -> None:
    path = tmp_path / "test.csv"
    path.write_text(f"text,tag,article,tag_a,tag_b\n{rows}", encoding="utf-8")
    tagged = tag_file(small_model, path)
    scores = score_tagged(tagged)
    found = warnings_of_test(tagged, scores)
    assert "W01" in {warning.code for warning in found}
    assert not any("nan" in warning.message.replace("none", "").split() for warning in found)


def test_a_large_sound_test_is_not_warned_of(small_model: LinearModel, tmp_path: Path) -> None:
    """Sixty articles of all tags, in words that no cue is in, tagged twice."""
    generator = np.random.default_rng(2)
    says = {
        "for": "Bigger ships could land their cargo, the council said of berth {}.",
        "against": "Lorries would pass house {}, fear those who live by the old basin.",
        "none": "The boat to island {} left at seven and came back in the evening.",
    }
    lines = ["text,tag,article,tag_a,tag_b"]
    for article in range(60):
        for tag, text in says.items():
            second = tag if generator.random() > 0.03 else "none"
            lines.append(f'"{text.format(article)}",{tag},a{article},{tag},{second}')
    path = tmp_path / "test.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    tagged = tag_file(small_model, path)
    scores = score_tagged(tagged)
    assert scores.stance_macro_f1.value > 0.9
    assert not math.isnan(scores.stance_macro_f1.low)
    assert {warning.code for warning in warnings_of_test(tagged, scores)} <= {"W19"}  # new words make it less sure
