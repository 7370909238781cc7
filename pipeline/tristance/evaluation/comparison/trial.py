"""A model on one test that a digest names: what pinned scores are measured on, so that they can be measured again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.comparison.pairing import Pairing, renumbering
from tristance.files import sha256
from tristance.labels.examples import stances_of
from tristance.measures.scores import confusion, mean_f1_of_present
from tristance.model.held_out import HeldOut
from tristance.schema import Codebook

Kind = Literal["labels", "file"]
ALL = "all"
_FEWEST = 100  # paragraphs of each stance in a kind of text: fewer move its score by more than a floor could forgive


@dataclass(frozen=True)
class Trial:
    """A model's tags (n,) beside the gold tags (n,) of labels, or of a test file, of that digest.

    For ``borrowed`` of them the model had none, and they are those of the model that was trained on these labels.
    """

    kind: Kind
    digest: str
    codebook: Codebook
    texts: tuple[str, ...]
    gold: NDArray[np.intp]
    predicted: NDArray[np.intp]
    borrowed: int = 0


class Score(NamedTuple):
    """Stance macro-F1 on so many paragraphs."""

    paragraphs: int
    stance_macro_f1: float


def on_own_labels(digest: str, found: HeldOut) -> Trial:
    """A model's held-out predictions on the labels that it was trained on, which are of that digest."""
    return Trial("labels", digest, found.codebook, found.texts, found.gold, found.predicted)


def on_labels_of(other: HeldOut, digest: str, found: HeldOut) -> Trial:
    """A model's held-out predictions on the labels of *other*, which are of that digest: paragraphs and gold tags.

    What the model was not trained on has the tag that *other* gave it. So a score cannot rise by taking paragraphs that
    are hard out of the labels, nor fall by mending their texts.
    """
    to_other = renumbering(found.codebook, other.codebook)
    tag = dict(zip(zip(found.paragraphs, found.articles, strict=True), to_other[found.predicted].tolist(), strict=True))
    tags = [tag.get(name) for name in zip(other.paragraphs, other.articles, strict=True)]
    predicted = [int(theirs) if own is None else own for own, theirs in zip(tags, other.predicted, strict=True)]
    return Trial(
        "labels", digest, other.codebook, other.texts, other.gold, np.array(predicted, dtype=np.intp), tags.count(None)
    )


def on_test_file(path: Path, paired: Pairing) -> Trial:
    """Model B on the test file that was paired; its digest is the SHA-256 of its bytes."""
    return Trial("file", sha256(path), paired.codebook, paired.kinds, paired.gold, paired.tags[:, 1])


def measure(trial: Trial) -> dict[str, Score]:
    """The score on ``all`` paragraphs, and on each of several kinds of text that has 100 of every stance."""
    stances = stances_of(trial.codebook)
    k = len(trial.codebook.names)
    texts = np.array(trial.texts)

    def score(rows: NDArray[np.bool_]) -> Score:
        matrix = confusion(trial.gold[rows], trial.predicted[rows], k)
        return Score(int(rows.sum()), float(mean_f1_of_present(matrix, stances)))

    found = {ALL: score(np.ones(len(texts), dtype=bool))}
    kinds = sorted(set(trial.texts))
    for kind in kinds if len(kinds) > 1 else ():
        rows = texts == kind
        if np.bincount(trial.gold[rows], minlength=k)[stances].min() >= _FEWEST:
            found[kind] = score(rows)
    return found
