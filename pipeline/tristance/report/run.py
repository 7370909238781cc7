"""Everything that a report is written from: the scores, what was scored and how, and what was looked into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tristance.evaluation.full import Full
from tristance.evaluation.learning_curve import LearningCurve
from tristance.evaluation.scoring import Scores
from tristance.evaluation.warning import CodedWarning
from tristance.report.mistakes import Mistake
from tristance.report.terms import TagTerms


@dataclass(frozen=True)
class ScoredFile:
    """The file that a finished model was scored on, and the model: their names and SHA-256 digests."""

    name: str
    digest: str
    model: str
    model_digest: str


@dataclass(frozen=True)
class Run:
    """One evaluation. ``about`` is what a model card says of labels, parameters and packages.

    ``test`` is None for a cross-validation. ``warnings`` and ``mistakes`` are None where none were looked for;
    ``curve`` and ``full`` where they were not computed, and ``curve_note`` may say why. ``manifest`` is the account of
    the run, for the foot of the page.
    """

    scores: Scores
    about: dict[str, Any]
    seed: int
    test: ScoredFile | None = None
    warnings: Sequence[CodedWarning] | None = None
    curve: LearningCurve | None = None
    curve_note: str = ""
    full: Full | None = None
    terms: tuple[TagTerms, ...] = ()
    mistakes: tuple[Mistake, ...] | None = None
    manifest: dict[str, Any] = field(default_factory=dict)
