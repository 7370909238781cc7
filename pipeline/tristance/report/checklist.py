"""What a reviewer asks of such a study, and where the report answers it, or that only its authors can.

The items are those that REFORMS (Kapoor et al. 2024) and guidance on content analysis (Lacy et al. 2015) ask for, as
far as they concern a classifier of texts.
"""

from __future__ import annotations

from typing import NamedTuple

from tristance.report.methods import provenance
from tristance.report.run import Run

YOURS = "yours to add"
SOURCES = "Kapoor et al. 2024; Lacy et al. 2015"


class Item(NamedTuple):
    """A question, the section that answers it (empty where none does), and a remark."""

    question: str
    section: str
    remark: str


def checklist(run: Run) -> list[Item]:
    """The items in the order of a paper."""
    scores = run.scores
    origin = "as the labels’ datasheet has it" if provenance(run) else YOURS
    alone = "" if scores.agreement else "no paragraph was read twice"
    return [
        Item("Question, unit and categories", "methods", "the whole codebook, with its rules, goes into an appendix"),
        Item("Population, and how texts were sampled", "", YOURS),
        Item("Kind and provenance of the texts", "methods", origin),
        Item("Number of paragraphs and articles; share of each tag", "tags", ""),
        Item("Annotators: number, training, independence", "methods", f"names only; the rest is {YOURS}"),
        Item("Agreement before adjudication, with intervals", "agreement", alone),
        Item("How disagreements were settled", "methods", ""),
        Item("Features, classifier, what was chosen and among what", "methods", ""),
        Item("Separation of training and test; leakage", "methods", _separation(run)),
        Item("Baselines on the same paragraphs", "headline", ""),
        Item("Metric, and why it fits the question", "methods", f"named; why it fits is {YOURS}"),
        Item("Uncertainty, and the unit that was resampled", "headline", "articles"),
        Item("Errors of each category", "confusion", ""),
        Item("Whether probabilities can be taken at their word", "calibration", ""),
        Item("What is gained by abstaining", "risk-coverage", ""),
        Item("Whether more labels would help", "learning-curve", "" if run.curve else "not computed in this run"),
        Item("What the predictions rest on", "terms", ""),
        Item("Errors read one by one", "errors", "" if run.mistakes is not None else "left out of this report"),
        Item("How far results carry over to other texts", "full", _transfer(run)),
        Item("Versions, seeds, digests, command", "manifest", ""),
        Item("Where data and code are to be had; licences", "", YOURS),
        Item("Ethics, funding, conflicts of interest", "", YOURS),
    ]


def _transfer(run: Run) -> str:
    computed = "" if run.full else "not computed in this run; "
    return f"{computed}scored on {run.scores.text} text; the rest is {YOURS}"


def _separation(run: Run) -> str:
    return f"of the test file: {YOURS}" if run.test else "by article, near-duplicates together"
