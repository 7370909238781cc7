"""The methods in sentences: what was really run, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from made_up_scores import about, made_up
from tristance.measures.bootstrap import Estimate
from tristance.report.checklist import YOURS, checklist
from tristance.report.methods import MISSING_LABELS, MISSING_PROVENANCE, MISSING_RECIPE, as_markdown, methods
from tristance.report.references import REFERENCES, named_in
from tristance.report.run import Run, ScoredFile

TESTED = ScoredFile("sample.csv", "cd" * 32, "harbour", "ef" * 32)


@pytest.fixture
def run() -> Run:
    scores = replace(
        made_up(("for", "against", "none")),
        stance_macro_f1=Estimate(0.5, 0.4, 0.6),
        baselines={"most_frequent": Estimate(0.0, 0.0, 0.0), "cues": Estimate(0.25, 0.2, 0.3)},
        calibration_before=None,
        agreement=None,
        ceiling=None,
        annotators=("first", "second"),
    )
    return Run(scores, about(scores.codebook), 7, test=TESTED)


GOLDEN = f"""\
**Codebook.** Each paragraph has exactly one tag of a codebook (version 1), which asks: “Should the harbour be \
enlarged?” Its tags are for, against (stances) and none (background).

**Labels.** The model was trained on 40 paragraphs of 8 articles (40 composed text): for 10, against 10, none 10. \
The gold tag is the adjudicated one, else that of all or most annotators. SHA-256 of the labels: {"ab" * 32}.

**Test.** The model was scored on the file sample.csv: 60 paragraphs of 6 articles, composed text. SHA-256 of the \
file: {"cd" * 32}. [Say here how these paragraphs were chosen and tagged, and that none of them was used in \
training.]

**Annotators.** No paragraph was read by two of them, so that their agreement is unknown.

**Provenance.** Tagged by two students.

**Classifier.** Features are TF-IDF of words (1- to 2-grams) and TF-IDF of characters within words (2- to 5-grams). \
The classifier is multinomial logistic regression with an L2 penalty, fitted with scikit-learn 1.8.0 (Pedregosa et \
al. 2011).

**Evaluation.** C = 4, a calibration (one temperature and one offset a tag, after Guo et al. 2017) and decision \
offsets for the headline score (after Lipton et al. 2014) were chosen in 5 folds of the training labels by article, \
seed 0. Nothing was chosen on the test file. The headline is macro-F1 over the stances; background paragraphs are in\
 the test, so that calling one a stance costs precision. Intervals hold 95 % of 2,000 bootstrap draws of whole \
articles (percentiles; Davison and Hinkley 1997), seed 7.

**Result.** Stance macro-F1 is 0.50 [0.40, 0.60] on 60 paragraphs of 6 articles, composed text. Of the baselines on \
the same paragraphs, most frequent reaches 0.00 [0.00, 0.00] and cues reaches 0.25 [0.20, 0.30].

**Software.** python 3.11.0, tristance 0.1.0, numpy 2.0.0, scikit-learn 1.8.0, scipy 1.15.0. The model is harbour, \
SHA-256 of its arrays {"ef" * 32}.
"""


def test_the_methods_are_those_of_the_run(run: Run) -> None:
    assert as_markdown(methods(run)) == GOLDEN


def test_nested_cross_validation_is_told_fold_by_fold(real_run: Run) -> None:
    told = {part.heading: part.text for part in methods(real_run)}
    assert "5 outer folds" in told["Evaluation"]
    assert "(8 groups)" in told["Evaluation"]
    assert "on the other 4 folds alone" in told["Evaluation"]
    assert "Krippendorff’s alpha" in told["Annotators"]
    assert "Test" not in told


def test_missing_provenance_is_asked_for(run: Run) -> None:
    bare = replace(run, about=about(run.scores.codebook, provenance=""))
    assert MISSING_PROVENANCE in as_markdown(methods(bare))


def test_a_card_that_says_nothing_leaves_the_saying_to_its_authors(run: Run) -> None:
    text = as_markdown(methods(replace(run, about={"labels": {}, "format": 2})))
    assert {MISSING_LABELS, MISSING_RECIPE, MISSING_PROVENANCE} <= set(re.findall(r"\[Say here[^]]*\]", text))


def test_the_checklist_knows_what_only_authors_can_add(run: Run, real_run: Run) -> None:
    remarks = {item.question: item.remark for item in checklist(run)}
    assert YOURS in remarks["Separation of training and test; leakage"]
    assert remarks["Errors read one by one"] == "left out of this report"
    assert {item.question: item.remark for item in checklist(real_run)}["Errors read one by one"] == ""


def test_sources_are_listed_where_they_are_named() -> None:
    assert [each.short for each in named_in(["as Cohen 1960 has it", "(Guo et al. 2017)"])] == [
        "Cohen 1960",
        "Guo et al. 2017",
    ]
    assert [each.short for each in REFERENCES] == sorted(each.short for each in REFERENCES)
