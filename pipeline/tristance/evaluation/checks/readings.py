"""How far annotators agree, whether that is known at all, and whether it lasts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tristance.evaluation.agreement import Agreement
from tristance.evaluation.checks.sizes import FEWEST_ARTICLES
from tristance.evaluation.checks.wording import counted, interval
from tristance.evaluation.warning import CodedWarning
from tristance.labels.gold import Ratings
from tristance.labels.judgements import first_readings
from tristance.labels.rows import ADJUDICATED
from tristance.labels.store import Labels
from tristance.measures.agreement import alpha, coincidences
from tristance.measures.bootstrap import bootstrap, sum_by_group

TENTATIVE, RELIABLE = 0.667, 0.8
"""Krippendorff (2019, ch. 12): rely on an alpha of 0.8 or more; below 0.667, not even tentatively."""

FALL = 0.05
"""Of alpha, from the earlier half of the readings to the later: more than a third of the way between those two."""

_QUEUE = "queue"


def agreement_over_time(ratings: Ratings, when: Sequence[str], k: int, seed: int = 0) -> list[CodedWarning]:
    """W14, where alpha fell below ``RELIABLE`` in the later half of the readings, with some certainty and by ``FALL``.

    *when* has the time of each of the n paragraphs, as :func:`read_at` gives it.
    """
    times = np.array(when, dtype=np.str_)
    known = (times != "") & ((ratings.values >= 0).sum(axis=1) > 1)
    moments = np.unique(times[known])
    if len(moments) < 2:  # noqa: PLR2004  # nothing to compare
        return []
    since = min(moments[1:], key=lambda moment: abs(float((times[known] >= moment).mean()) - 0.5))
    later = times[known] >= since
    groups = np.unique(ratings.groups[known], return_inverse=True)[1]
    if min(len(np.unique(groups[later])), len(np.unique(groups[~later]))) < FEWEST_ARTICLES:
        return []
    each = coincidences(ratings.values[known], k)[:, None] * np.stack([~later, later], axis=1)[:, :, None, None]
    by_group = sum_by_group(each, groups)
    (change,) = bootstrap(by_group, lambda m: alpha(m[..., 1, :, :]) - alpha(m[..., 0, :, :]), seed=seed)
    begun = str(since)[:16].replace("T", " ")
    earlier, now = alpha(by_group.sum(axis=0)).tolist()
    if not change.high < 0 or change.value > -FALL or now >= RELIABLE:
        return []
    return [
        CodedWarning(
            "W14",
            f"alpha fell from {earlier:.2f} to {now:.2f} ({interval(change, signed=True)}) between the first "
            f"{int((~later).sum())} paragraphs and the {int(later.sum())} read since {begun}; talk about the "
            "latest ones (tristance labels adjudicate), and make the codebook say what was agreed",
        )
    ]


def read_at(labels: Labels, ratings: Ratings) -> list[str]:
    """When each paragraph of *ratings* was read by the last of its annotators.

    Empty where no time is known, and for paragraphs of a queue: those were drawn for being hard, and may well be the
    later ones.
    """
    read = first_readings(row for row in labels.annotations if row.annotator != ADJUDICATED)
    found = []
    for paragraph in ratings.paragraphs:
        rows = read[paragraph].values()
        usable = all(row.time and row.chosen != _QUEUE for row in rows)
        found.append(max(row.time for row in rows) if usable else "")
    return found


def low_agreement(agreement: Agreement | None) -> list[CodedWarning]:
    """W15, where alpha is below ``RELIABLE``; or, of single tags, clearly so and below ``TENTATIVE``."""
    if agreement is None:
        return []
    found = agreement.overall.alpha
    remedy = "sharpen the codebook where they differ (tristance labels adjudicate, tristance labels codebook)"
    if found.value < RELIABLE:
        bound = f"{TENTATIVE}: no conclusions" if found.value < TENTATIVE else f"{RELIABLE}: tentative conclusions only"
        on = counted(agreement.n_paragraphs, "paragraph")
        return [CodedWarning("W15", f"alpha {interval(found)} on {on} is below {bound}; {remedy}")]
    return [
        CodedWarning(
            "W15", f"{name}: alpha against the other tags {interval(each.alpha)} is below {TENTATIVE}; {remedy}"
        )
        for name, each in agreement.per_tag.items()
        if each.alpha.value < TENTATIVE and each.alpha.high < RELIABLE
    ]


def unknown_agreement(agreement: Agreement | None, remedy: str) -> list[CodedWarning]:
    """W16, where no paragraph was read by two annotators, or all that were have one tag; *remedy* says what to do."""
    if agreement is None:
        state = "no paragraph was read by two annotators: agreement is unknown"
    elif np.isnan(agreement.overall.alpha.value):
        state = (
            f"all {agreement.n_paragraphs} paragraphs that two annotators have read were given one tag: agreement is "
            "undefined"
        )
    else:
        return []
    return [CodedWarning("W16", f"{state}, and with it how good a model could be; {remedy}")]
