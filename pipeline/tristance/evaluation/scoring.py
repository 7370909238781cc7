"""The scores of given tags against gold tags, beside baselines on the same paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import Agreement, plain
from tristance.measures import scores as measure
from tristance.measures.bootstrap import Estimate, bootstrap
from tristance.model.features import cue_matches, tokens
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
class Scores:
    """Scores on n paragraphs. ``stance_macro_f1`` is the headline: background paragraphs are in the test.

    ``on_stances`` is the same over the paragraphs whose gold tag is a stance, a tag of the background counting as
    missed. ``confusion`` (k, k) has gold tags in rows. ``text`` says what was classified: composed, restated or real.
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
    annotators_macro_f1: Estimate | None = None

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
            "agreement": self.agreement.as_json() if self.agreement else None,
            "annotators_stance_macro_f1": plain(self.annotators_macro_f1) if self.annotators_macro_f1 else None,
            "confusion": {"tags": list(self.codebook.names), "rows_gold": self.confusion.astype(int).tolist()},
            "n_paragraphs": self.n_paragraphs,
            "n_articles": self.n_articles,
            "text": self.text,
        }


def score(
    codebook: Codebook,
    texts: Sequence[str],
    gold: Tags,
    predicted: Tags,
    groups: Tags,
    *,
    text: str,
    n_articles: int | None = None,
    agreement: Agreement | None = None,
    annotators: Tags | None = None,
    seed: int = 0,
) -> Scores:
    """Scores of *predicted* tags, (n,), against *gold* ones, (n,), with intervals by *groups*, (n,).

    *annotators*, (n, 2), are two annotators' tags of the same paragraphs, -1 where unread: their macro-F1 is the
    ceiling. *n_articles* is given where groups join several articles. A stance that is not in the test has no F1, and
    the headline is the mean over those that are; the same holds in each draw of the bootstrap.
    """
    k = len(codebook.names)
    stances = np.array([codebook.names.index(name) for name in codebook.stances], dtype=np.intp)
    _, groups = np.unique(groups, return_inverse=True)
    by_group = measure.confusion_by_group(gold, predicted, groups, k)
    matrix = by_group.sum(axis=0)

    def headline(of: Matrix) -> Estimate:
        return bootstrap(of, lambda m: measure.mean_f1_of_present(m, stances), seed=seed)[0]

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
        n_articles or len(by_group),
        headline(by_group),
        headline(only_stances),
        bootstrap(by_group, measure.accuracy, seed=seed)[0],
        per_tag,
        {name: headline(of) for name, of in _baselines(codebook, texts, gold, groups).items()},
        matrix,
        agreement,
        None if annotators is None else headline(_between(annotators, groups, k)),
    )


def _between(annotators: Tags, groups: Tags, k: int) -> Matrix:
    both = (annotators >= 0).all(axis=1)
    g = int(groups.max()) + 1
    return measure.confusion_by_group(annotators[both, 0], annotators[both, 1], groups[both], k, g=g)


def _baselines(codebook: Codebook, texts: Sequence[str], gold: Tags, groups: Tags) -> dict[str, Matrix]:
    """The confusion matrices, one a group, of three ways to tag without learning.

    ``most_frequent`` gives all paragraphs the commonest tag; ``random`` draws by the tags' shares (its expected
    counts); ``cues`` gives the tag with most matches of the codebook's cues.
    """
    k = len(codebook.names)
    shares = np.bincount(gold, minlength=k) / len(gold)
    constant = np.full_like(gold, int(np.argmax(shares)))
    counts = measure.confusion_by_group(gold, gold, groups, k).sum(axis=-1)
    found = {
        "most_frequent": measure.confusion_by_group(gold, constant, groups, k),
        "random": counts[:, :, None] * shares,
    }
    if any(tag.cues for tag in codebook.tags):
        found["cues"] = measure.confusion_by_group(gold, cue_tags(codebook, texts, constant[0]), groups, k)
    return found


def cue_tags(codebook: Codebook, texts: Sequence[str], otherwise: int) -> Tags:
    """The tag with most cue matches in each text, (n,): ties by the codebook's order.

    Where none is found the background, or *otherwise* in a codebook without background.
    """
    fallback = codebook.names.index(codebook.background) if codebook.background else otherwise
    tags = np.full(len(texts), fallback, dtype=np.intp)
    for i, text in enumerate(texts):
        words = tokens(text)
        matches = [cue_matches(words, tag.cues) for tag in codebook.tags]
        if any(matches):
            tags[i] = int(np.argmax(matches))
    return tags
