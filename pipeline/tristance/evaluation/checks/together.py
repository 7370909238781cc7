"""All checks of a cross-validation, or of a model on a test file: the warnings that stand at the end of its scores."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tristance.evaluation.baselines import baselines
from tristance.evaluation.checks.leaks import shared_text, split_at_random, trained_on
from tristance.evaluation.checks.probabilities import badly_calibrated
from tristance.evaluation.checks.readings import agreement_over_time, low_agreement, read_at, unknown_agreement
from tristance.evaluation.checks.shares import shares_differ
from tristance.evaluation.checks.sizes import (
    absent_tags,
    few_articles,
    few_of_a_tag,
    folds_without_a_tag,
    never_predicted,
)
from tristance.evaluation.checks.standing import disputes_left_out, outdated
from tristance.evaluation.checks.texts import composed_flatters, composed_only
from tristance.evaluation.checks.worth import beaten
from tristance.evaluation.file_scores import TaggedByModel
from tristance.evaluation.scoring import Scores
from tristance.evaluation.warning import CodedWarning
from tristance.labels.examples import Examples
from tristance.labels.gold import Ratings, gold
from tristance.labels.rereading import rereading
from tristance.labels.store import Labels
from tristance.measures.bootstrap import Estimate
from tristance.model.held_out import HeldOut
from tristance.schema import Codebook


def warnings_of_cross_validation(
    labels: Labels,
    examples: Examples,
    held: HeldOut,
    ratings: Ratings,
    scores: Scores,
    saved: Mapping[str, Codebook],
    *,
    leak: Estimate | None = None,
    seed: int = 0,
) -> list[CodedWarning]:
    """What to be warned of in a cross-validation of *examples* of *labels*, by code.

    *saved* are the labels' codebooks by version. *leak* is by how much the headline is higher with paragraphs split at
    random, where that was tried.
    """
    k = len(examples.codebook.names)
    found = [
        *_of_scores(held, examples.texts, scores, seed),
        *few_articles(held, "label"),
        *folds_without_a_tag(held),
        *shared_text(examples),
        *(split_at_random(leak) if leak else []),
        *shares_differ(ratings, examples.codebook, seed),
        *agreement_over_time(ratings, read_at(labels, ratings), k, seed),
        *unknown_agreement(scores.agreement, "have some read twice: tristance labels assign"),
        *disputes_left_out(len(gold(labels).disputes), len(examples)),
        *outdated(rereading(labels, saved)),
    ]
    return sorted(found, key=lambda warning: warning.code)


def warnings_of_test(
    tagged: TaggedByModel, scores: Scores, training: Examples | None = None, seed: int = 0
) -> list[CodedWarning]:
    """What to be warned of in the scores of a test file, by code.

    *training* is what the model was trained on, where that is at hand.
    """
    ratings = tagged.ratings
    found = [
        *_of_scores(tagged.held, tagged.texts, scores, seed),
        *few_articles(tagged.held, "test on"),
        *absent_tags(tagged.held),
        *(trained_on(tagged.held, tagged.texts, training) if training else []),
        *(shares_differ(ratings, tagged.held.codebook, seed) if ratings else []),
        *unknown_agreement(scores.agreement, "add the columns tag_a and tag_b"),
    ]
    return sorted(found, key=lambda warning: warning.code)


def _of_scores(held: HeldOut, texts: tuple[str, ...], scores: Scores, seed: int) -> list[CodedWarning]:
    groups = np.unique(held.groups, return_inverse=True)[1]
    return [
        *few_of_a_tag(held, {name: found.f1 for name, found in scores.per_tag.items()}),
        *never_predicted(held),
        *beaten(held, baselines(held.codebook, texts, held.gold, groups), seed),
        *composed_only(held),
        *composed_flatters(held, seed),
        *low_agreement(scores.agreement),
        *(badly_calibrated(scores.calibration_after) if scores.calibration_after else []),
    ]
