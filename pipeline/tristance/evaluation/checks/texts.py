"""Scores on text that was composed for the labels, and that published text is not like."""

from __future__ import annotations

import numpy as np

from tristance.evaluation.beside import headlines
from tristance.evaluation.checks.wording import interval
from tristance.evaluation.warning import CodedWarning
from tristance.measures.scores import confusion_by_group
from tristance.model.held_out import HeldOut

FLATTERY = 0.02
"""Of the headline: by as much two models must differ for a labels change to pass or fail (`compare --margin`)."""

_REMEDY = "test on your own corpus: tristance evaluate --test FILE"


def composed_only(held: HeldOut) -> list[CodedWarning]:
    """W11, where nothing in the test was ever published."""
    if set(held.texts) != {"composed"}:
        return []
    return [CodedWarning("W11", f"all {len(held)} paragraphs are composed text, on which models err less; {_REMEDY}")]


def composed_flatters(held: HeldOut, seed: int = 0) -> list[CodedWarning]:
    """W12, where composed text lifts the headline above what it is on the rest of the test."""
    composed = np.array([text == "composed" for text in held.texts], dtype=bool)
    if composed.all() or not composed.any():
        return []
    k, groups = len(held.codebook.names), np.unique(held.groups, return_inverse=True)[1]
    g = int(groups.max()) + 1
    every, rest = (
        confusion_by_group(held.gold[mask], held.predicted[mask], groups[mask], k, g=g)
        for mask in (np.ones(len(held), dtype=bool), ~composed)
    )
    headline, honest, lifted = headlines(every, rest, held.stances, seed)
    if not lifted.low > 0 or lifted.value < FLATTERY:
        return []
    kinds = " and ".join(sorted(set(held.texts) - {"composed"}))
    return [
        CodedWarning(
            "W12",
            f"stance macro-F1 {headline.value:.2f} is {interval(honest)} on the {int((~composed).sum())} paragraphs of "
            f"{kinds} text alone: the {int(composed.sum())} composed ones flatter; quote the lower figure, and "
            f"{_REMEDY}",
        )
    ]
