"""The worst errors: paragraphs of which a model was most sure, and wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from tristance.model.held_out import HeldOut
from tristance.model.linear import LinearModel
from tristance.report.evidence import Contribution, contributions

MOST, PER_ARTICLE = 12, 2
_SHOWN = 7  # contributions


@dataclass(frozen=True)
class Mistake:
    """A wrong tag, its probability and that of the gold tag; what spoke for it and against it, and the sum of the rest.

    ``evidence`` is empty where no model can be asked.
    """

    paragraph: str
    article: str
    text: str
    gold: str
    predicted: str
    p: float
    p_gold: float
    evidence: tuple[Contribution, ...] = ()
    rest: float = 0.0


def worst(held: HeldOut, most: int = MOST, per_article: int = PER_ARTICLE) -> list[int]:
    """The rows of the wrong tags of highest probability, at most so many, and so many of one article.

    Of equal probabilities, to six decimals, the first in the labels comes first.
    """
    rows = np.flatnonzero(held.gold != held.predicted)
    sure = np.round(held.p[rows, held.predicted[rows]], 6)
    found: list[int] = []
    taken: Counter[str] = Counter()
    for row in rows[np.argsort(-sure, kind="stable")].tolist():
        article = held.articles[row]
        if taken[article] < per_article:
            taken[article] += 1
            found.append(row)
        if len(found) == most:
            break
    return found


def mistake(held: HeldOut, row: int, text: str, model: LinearModel | None) -> Mistake:
    """The error in *row*, of which *text* is the text, explained by *model*."""
    gold, predicted = int(held.gold[row]), int(held.predicted[row])
    found = [] if model is None else contributions(model, text, predicted, gold)
    names = held.codebook.names
    return Mistake(
        held.paragraphs[row],
        held.articles[row],
        text,
        names[gold],
        names[predicted],
        float(held.p[row, predicted]),
        float(held.p[row, gold]),
        tuple(found[:_SHOWN]),
        sum(each.value for each in found[_SHOWN:]),
    )
