"""The scores of given tags against gold tags, beside baselines on the same paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import Agreement, plain
from tristance.evaluation.baselines import baselines
from tristance.evaluation.calibration import CalibrationScores, calibration_scores
from tristance.evaluation.ceiling import Ceiling
from tristance.evaluation.procedure import Procedure
from tristance.evaluation.risk_coverage import RiskCoverage, risk_coverage
from tristance.labels.examples import stances_of
from tristance.measures import scores as measure
from tristance.measures.bootstrap import Estimate, bootstrap
from tristance.schema import Codebook

Tags = NDArray[np.intp]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class TagScore:
    """One tag: its scores, how many paragraphs have it, and how many were given it."""

    precision: float
    recall: float
    f1: Estimate
    n: int
    predicted: int


@dataclass(frozen=True)
class KindScore:
    """The headline on the n paragraphs of one kind of text; ``n_groups`` joins articles that share text."""

    n_paragraphs: int
    n_articles: int
    n_groups: int
    stance_macro_f1: Estimate

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        return {
            "stance_macro_f1": plain(self.stance_macro_f1),
            "n_paragraphs": self.n_paragraphs,
            "n_articles": self.n_articles,
            "n_groups": self.n_groups,
        }


@dataclass(frozen=True)
class Scores:
    """Scores on n paragraphs. ``stance_macro_f1`` is the headline: background paragraphs are in the test.

    ``on_stances`` is the same over the paragraphs whose gold tag is a stance, a tag of the background counting as
    missed. ``confusion`` (k, k) has gold tags in rows. ``text`` says what was classified: composed, restated or real;
    ``by_text`` has the headline on each of several kinds. Of the probabilities, ``calibration_before`` and ``_after``
    are those without and with calibration; ``risk_coverage`` is of ``all`` paragraphs, and of those that were given one
    of the ``stances``. ``ceiling`` is None where no paragraph was read twice, ``procedure`` of a model on a file.
    """

    codebook: Codebook
    text: str
    n_paragraphs: int
    n_articles: int
    stance_macro_f1: Estimate
    on_stances: Estimate
    accuracy: Estimate
    per_tag: dict[str, TagScore]
    baselines: dict[str, Estimate]
    confusion: Matrix = field(repr=False)
    agreement: Agreement | None = None
    annotators: tuple[str, ...] = ()
    ceiling: Ceiling | None = None
    by_text: dict[str, KindScore] = field(default_factory=dict)
    calibration_before: CalibrationScores | None = field(default=None, repr=False)
    calibration_after: CalibrationScores | None = field(default=None, repr=False)
    risk_coverage: dict[str, RiskCoverage | None] = field(default_factory=dict, repr=False)
    procedure: Procedure | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values, under the names that others rely on."""
        return {
            "stance_macro_f1": plain(self.stance_macro_f1),
            "stance_macro_f1_on_stances": plain(self.on_stances),
            "accuracy": plain(self.accuracy),
            "per_tag": {
                tag: {
                    "precision": score.precision,
                    "recall": score.recall,
                    "f1": plain(score.f1),
                    "n": score.n,
                    "predicted": score.predicted,
                }
                for tag, score in self.per_tag.items()
            },
            "baselines": {name: plain(found) for name, found in self.baselines.items()},
            "agreement": _json(self.agreement),
            "annotators_stance_macro_f1": plain(self.ceiling.between.stance_macro_f1) if self.ceiling else None,
            "ceiling": _json(self.ceiling),
            "calibration": {"before": _json(self.calibration_before), "after": _json(self.calibration_after)},
            "risk_coverage": {which: _json(curve) for which, curve in self.risk_coverage.items()},
            "confusion": {"tags": list(self.codebook.names), "rows_gold": self.confusion.astype(int).tolist()},
            "n_paragraphs": self.n_paragraphs,
            "n_articles": self.n_articles,
            "text": self.text,
            "by_text": {kind: found.as_json() for kind, found in self.by_text.items()},
            "recipe": _json(self.procedure),
            "folds": [fold.as_json() for fold in self.procedure.folds] if self.procedure else None,
        }


def _json(found: Any) -> Any:
    return None if found is None else found.as_json()


def score(
    codebook: Codebook,
    texts: Sequence[str],
    gold: Tags,
    predicted: Tags,
    groups: Tags,
    *,
    text: str,
    articles: Sequence[str] = (),
    kinds: Sequence[str] = (),
    agreement: Agreement | None = None,
    ceiling: Ceiling | None = None,
    annotators: tuple[str, ...] = (),
    seed: int = 0,
) -> Scores:
    """Scores of *predicted* tags, (n,), against *gold* ones, (n,), with intervals by *groups*, (n,).

    *kinds* are those of the n texts; *articles* are given where groups join several. A stance that is not in the test
    has no F1, and the headline is the mean over those that are; the same holds in each draw of the bootstrap.
    """
    k = len(codebook.names)
    stances = stances_of(codebook)
    groups = np.unique(groups, return_inverse=True)[1]
    article = np.unique(np.array(articles), return_inverse=True)[1] if articles else groups
    by_group = measure.confusion_by_group(gold, predicted, groups, k)
    matrix = by_group.sum(axis=0)

    def headline(of: Matrix) -> Estimate:
        return bootstrap(of, lambda m: measure.mean_f1_of_present(m, stances), seed=seed)[0]

    def of_kind(kind: str) -> KindScore:
        mine = np.array([each == kind for each in kinds], dtype=bool)
        own = np.unique(groups[mine], return_inverse=True)[1]
        found = measure.confusion_by_group(gold[mine], predicted[mine], own, k)
        return KindScore(int(mine.sum()), len(np.unique(article[mine])), len(found), headline(found))

    f1 = bootstrap(by_group, measure.f1_of_present, seed=seed)
    precision, recall = measure.precision(matrix), measure.recall(matrix)
    per_tag = {
        name: TagScore(float(precision[i]), float(recall[i]), f1[i], int(matrix[i].sum()), int(matrix[:, i].sum()))
        for i, name in enumerate(codebook.names)
    }
    only_stances = by_group.copy()
    only_stances[:, [i for i in range(k) if i not in stances], :] = 0
    return Scores(
        codebook,
        text,
        len(gold),
        len(np.unique(article)),
        headline(by_group),
        headline(only_stances),
        bootstrap(by_group, measure.accuracy, seed=seed)[0],
        per_tag,
        {name: headline(of) for name, of in baselines(codebook, texts, gold, groups).items()},
        matrix,
        agreement,
        annotators,
        ceiling,
        {kind: of_kind(kind) for kind in sorted(set(kinds))} if len(set(kinds)) > 1 else {},
    )


def with_probabilities(
    scores: Scores, log_p: Matrix, uncalibrated: Matrix, gold: Tags, predicted: Tags, groups: Tags, seed: int = 0
) -> Scores:
    """*scores* with what the (n, k) log-probabilities add, after calibration and before, to tags and groups (n,)."""
    groups = np.unique(groups, return_inverse=True)[1]
    g = int(groups.max()) + 1
    confidence = np.exp(log_p[np.arange(len(gold)), predicted])

    def curve(which: NDArray[np.bool_]) -> RiskCoverage | None:
        return risk_coverage(confidence[which], (predicted != gold)[which], groups[which], g, seed)

    return replace(
        scores,
        calibration_before=calibration_scores(scores.codebook, uncalibrated, gold, groups, seed),
        calibration_after=calibration_scores(scores.codebook, log_p, gold, groups, seed),
        risk_coverage={
            "all": curve(np.ones(len(gold), dtype=bool)),
            "stances": curve(np.isin(predicted, stances_of(scores.codebook))),
        },
    )
