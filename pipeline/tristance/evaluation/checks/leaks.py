"""Text that stands on both sides of a split, by which a model scores for what it remembers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tristance.articles import fingerprint
from tristance.evaluation.checks.wording import counted, interval, named, percent
from tristance.evaluation.warning import CodedWarning
from tristance.labels.examples import Examples
from tristance.labels.near_duplicates import near_duplicates
from tristance.measures.bootstrap import Estimate
from tristance.measures.scores import confusion, mean_f1_of_present
from tristance.model.held_out import HeldOut

VISIBLE = 0.01
"""A share of the paragraphs: scores have two decimals, which fewer than one paragraph in a hundred hardly moves."""


def shared_text(examples: Examples) -> list[CodedWarning]:
    """W08, where paragraphs that repeat another article's are a ``VISIBLE`` share of the labels."""
    rows = {row for link in examples.links for row in (link.first, link.second)}
    if len(rows) < VISIBLE * len(examples) or not rows:
        return []
    articles = {examples.articles[row] for row in rows}
    groups = {int(examples.groups[row]) for row in rows}
    return [
        CodedWarning(
            "W08",
            f"{len(rows)} of {len(examples)} paragraphs ({percent(len(rows) / len(examples))}), of {len(articles)} "
            f"articles, repeat text of another article; the folds keep these articles together, as "
            f"{counted(len(groups), 'group')}, but any other split must too; keep one copy of each",
        )
    ]


def trained_on(held: HeldOut, texts: Sequence[str], training: Examples) -> list[CodedWarning]:
    """W09, where (n,) *texts* of a test repeat what the model was trained on, or were trained on as restated.

    Says what is scored without the articles that they are in.
    """
    n = len(training)
    links = near_duplicates([*training.texts, *texts], [*(0 for _ in range(n)), *(1 for _ in texts)])
    known = {link.second - n: training.ids[link.first] for link in links}
    restated = {print_: name for print_, name in zip(training.fingerprints, training.ids, strict=True) if print_}
    for row, text in enumerate(texts):
        if row not in known and restated and (name := restated.get(fingerprint(text))):
            known[row] = name
    if not known:
        return []
    sound = ~np.isin(held.groups, held.groups[list(known)])
    every = np.ones_like(sound)
    which = named([f"row {row + 1} ~ {name}" for row, name in sorted(known.items())])
    repeat = f"{len(known)} of {len(held)} test paragraphs repeat{'s' * (len(known) == 1)} text"
    return [
        CodedWarning(
            "W09",
            f"{repeat} that the model was trained on ({which}); stance macro-F1 {_headline(held, every)} with their "
            f"articles, {_headline(held, sound)} without: take these out of the test, or train without them",
        )
    ]


def _headline(held: HeldOut, mask: NDArray[np.bool_]) -> str:
    matrix = confusion(held.gold[mask], held.predicted[mask], len(held.codebook.names))
    value = float(mean_f1_of_present(matrix, held.stances))
    return "undefined" if np.isnan(value) else f"{value:.2f}"


def split_at_random(difference: Estimate) -> list[CodedWarning]:
    """W10, where paragraphs split at random score higher than articles split, by *difference*, with some certainty."""
    if not difference.low > 0 or difference.value < VISIBLE:
        return []
    return [
        CodedWarning(
            "W10",
            f"with paragraphs split at random stance macro-F1 is higher by {interval(difference)} than with articles "
            "split: the model knows an article again; quote the score by article, and beware of studies that do not",
        )
    ]
