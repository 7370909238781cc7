"""The figures and tables of a report as files of their own, and its methods as text."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tristance.evaluation.scoring import Scores
from tristance.report.figures.coverage import risk_coverage
from tristance.report.figures.drawing import Drawing
from tristance.report.figures.forest import forest
from tristance.report.figures.learning import learning_figure
from tristance.report.figures.matrix import confusion_matrix
from tristance.report.figures.reliability import reliability
from tristance.report.methods import as_markdown, methods
from tristance.report.run import Run
from tristance.report.table import Table
from tristance.report.tables.annotators import agreement_table, pairs_table
from tristance.report.tables.model import errors_table, terms_table
from tristance.report.tables.probabilities import calibration_table, coverage_table, reliability_table
from tristance.report.tables.scored import confusion_table, headline_rows, headline_table, tag_table, text_table
from tristance.report.tables.trained import full_table, learning_table

_DRAWN = ("headline", "confusion", "calibration", "risk-coverage", "learning-curve")
_TABLES = (*_DRAWN, "by-text", "tags", "reliability", "agreement", "pairs", "terms", "errors", "full")
NAMES = frozenset((*(f"{n}.svg" for n in _DRAWN), *(f"{n}.csv" for n in _TABLES), "methods.md", "manifest.json"))
"""The names of all files that a report may have."""


def files(run: Run) -> dict[str, bytes]:
    """The files by name: SVG for each figure, CSV for each table, ``methods.md`` and ``manifest.json``."""
    made = {f"{drawing.name}.svg": drawing.alone() for drawing in _drawings(run)}
    made |= {f"{table.name}.csv": table.as_csv() for table in _tables(run)}
    made["methods.md"] = as_markdown(methods(run))
    made["manifest.json"] = json.dumps(run.manifest, indent=2, ensure_ascii=False) + "\n"
    return {name: text.encode("utf-8", "backslashreplace") for name, text in sorted(made.items())}


def _drawings(run: Run) -> Iterator[Drawing]:
    scores = run.scores
    yield forest(headline_rows(scores), "stance macro-F1")
    yield confusion_matrix(scores.confusion, scores.codebook.names)
    if scores.calibration_before is not None and scores.calibration_after is not None:
        yield reliability(scores.calibration_before, scores.calibration_after)
    if any(scores.risk_coverage.values()):
        yield risk_coverage(scores.risk_coverage)
    if run.curve is not None:
        yield learning_figure(run.curve)


def _tables(run: Run) -> Iterator[Table]:
    yield from _measured(run.scores)
    if run.curve is not None:
        yield learning_table(run.curve, whole=True)
    if run.full is not None:
        yield full_table(run.full)
    if run.terms:
        yield terms_table(run.terms)
    if run.mistakes is not None:
        yield errors_table(run.mistakes)


def _measured(scores: Scores) -> Iterator[Table]:
    yield headline_table(scores)
    yield tag_table(scores)
    yield confusion_table(scores)
    if scores.by_text:
        yield text_table(scores)
    if scores.calibration_before is not None and scores.calibration_after is not None:
        yield calibration_table(scores.calibration_before, scores.calibration_after)
        yield reliability_table(scores.calibration_before, scores.calibration_after)
    if any(scores.risk_coverage.values()):
        yield coverage_table(scores.risk_coverage, whole=True)
    if scores.agreement is not None:
        yield agreement_table(scores.agreement)
    if scores.ceiling is not None:
        yield pairs_table(scores.ceiling)
