"""Is model B better than model A? Differences on the same paragraphs, with tests and intervals by article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import plain
from tristance.evaluation.comparison.flips import Flips, flips_by_tag
from tristance.evaluation.comparison.pairing import Pairing
from tristance.evaluation.warning import CodedWarning
from tristance.labels.examples import text_kinds
from tristance.measures.bootstrap import Estimate, bootstrap
from tristance.measures.mcnemar import McNemar, mcnemar
from tristance.measures.paired import bootstrap_differences
from tristance.measures.scores import confusion_by_group, f1_of_present, mean_f1_of_present
from tristance.measures.sign_flip import SignFlip, sign_flip
from tristance.model.held_out import HeldOut
from tristance.schema import Codebook

Matrices = NDArray[np.float64]
FEWEST_GROUPS = 8
"""With fewer articles the interval of a difference holds the truth clearly less often than it says."""
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Change:
    """A score of A and of B, and B - A, on n paragraphs: of a tag, those that have it."""

    a: Estimate
    b: Estimate
    difference: Estimate
    n: int

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"a": plain(self.a), "b": plain(self.b), "difference": plain(self.difference), "n": self.n}


@dataclass(frozen=True)
class Comparison:
    """Two models on n paragraphs of so many articles, which are so many groups.

    ``by_text`` is the headline on each kind of text, where there are several; ``by_gold_of_a`` the difference by A's
    gold tags, where some differ; ``b_on_the_rest`` B's headline on the ``only_b`` paragraphs that A lacks, where there
    are any. ``sign_flip`` decides whether there is a difference.
    """

    codebook: Codebook
    text: str
    n_paragraphs: int
    n_articles: int
    n_groups: int
    only_a: int
    only_b: int
    gold_differs: int
    stance_macro_f1: Change
    per_tag: dict[str, Change]
    by_text: dict[str, Change]
    by_gold_of_a: Estimate | None
    b_on_the_rest: Estimate | None
    sign_flip: SignFlip
    mcnemar: McNemar
    flips: dict[str, Flips]
    warnings: tuple[CodedWarning, ...]

    @property
    def verdict(self) -> str:
        """What the test by article says: ``B is better``, ``B is worse`` or ``no difference is shown``."""
        if self.sign_flip.p >= SIGNIFICANT:
            return "no difference is shown"
        return "B is better" if self.stance_macro_f1.difference.value > 0 else "B is worse"

    @property
    def n_flips(self) -> int:
        """How many paragraphs A and B tag differently."""
        return sum(sum(found) for found in self.flips.values())

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        return {
            "stance_macro_f1": self.stance_macro_f1.as_json(),
            "per_tag": {tag: change.as_json() for tag, change in self.per_tag.items()},
            "by_text": {kind: change.as_json() for kind, change in self.by_text.items()},
            "difference_by_gold_of_a": plain(self.by_gold_of_a) if self.by_gold_of_a else None,
            "b_on_the_rest": plain(self.b_on_the_rest) if self.b_on_the_rest else None,
            "sign_flip": {**self.sign_flip._asdict(), "verdict": self.verdict},
            "mcnemar": {**self.mcnemar._asdict(), "ignores_clustering": True},
            "flips": {tag: found._asdict() for tag, found in self.flips.items()},
            "n_paragraphs": self.n_paragraphs,
            "n_articles": self.n_articles,
            "n_groups": self.n_groups,
            "only_in_a": self.only_a,
            "only_in_b": self.only_b,
            "gold_differs": self.gold_differs,
            "text": self.text,
            "warnings": [warning._asdict() for warning in self.warnings],
        }


def compare(paired: Pairing, seed: int = 0) -> Comparison:
    """Everything that is said of A and B on the same paragraphs; *seed* is of the draws and the permutations."""
    everywhere = np.ones(len(paired), dtype=bool)
    by_group = _matrices(paired, everywhere, paired.gold)
    changes = _changes(paired, by_group, seed)
    differs = int((paired.gold != paired.gold_of_a).sum())
    by_gold_of_a = None
    if differs:
        theirs = _matrices(paired, everywhere, paired.gold_of_a)
        by_gold_of_a = bootstrap_differences(theirs, lambda m: _difference(m, paired.stances), seed=seed)[0]
    on_the_rest = _headline(paired.only_b, paired.stances, seed) if paired.only_b else None
    right = paired.tags == paired.gold[:, None]
    return Comparison(
        codebook=paired.codebook,
        text=text_kinds(paired.kinds),
        n_paragraphs=len(paired),
        n_articles=_n_articles(paired),
        n_groups=len(by_group),
        only_a=paired.only_a,
        only_b=len(paired.only_b or ()),
        gold_differs=differs,
        stance_macro_f1=changes[0],
        per_tag=dict(zip(paired.codebook.names, changes[1:], strict=True)),
        by_text=dict(_by_text(paired, seed)),
        by_gold_of_a=by_gold_of_a,
        b_on_the_rest=on_the_rest,
        sign_flip=sign_flip(by_group, lambda m: _difference(m, paired.stances), seed=seed),
        mcnemar=mcnemar(int((right[:, 0] & ~right[:, 1]).sum()), int((right[:, 1] & ~right[:, 0]).sum())),
        flips=flips_by_tag(paired),
        warnings=tuple(_warnings(paired, len(by_group), changes[0], by_gold_of_a, on_the_rest)),
    )


def _n_articles(paired: Pairing) -> int:
    """Paragraphs that name no article are an article each."""
    return len({name or group for name, group in zip(paired.articles, paired.groups.tolist(), strict=True)})


def _matrices(paired: Pairing, rows: NDArray[np.bool_], gold: NDArray[np.intp]) -> Matrices:
    """A's and B's confusion matrix in each group of the *rows*: (g, 2, k, k)."""
    _, groups = np.unique(paired.groups[rows], return_inverse=True)
    k = len(paired.codebook.names)
    return np.stack([confusion_by_group(gold[rows], tags[rows], groups, k) for tags in paired.tags.T], axis=1)


def _difference(matrices: Matrices, stances: NDArray[np.intp]) -> Matrices:
    """B's stance macro-F1 less A's: (…, 2, k, k) -> (…)."""
    found = mean_f1_of_present(matrices, stances)
    return np.asarray(found[..., 1] - found[..., 0])


def _changes(paired: Pairing, by_group: Matrices, seed: int) -> list[Change]:
    """The headline, and each tag's F1."""

    def figures(matrices: Matrices) -> Matrices:  # (…, 2, k, k) -> (…, 2, 1 + k)
        headline = mean_f1_of_present(matrices, paired.stances)
        return np.concatenate([headline[..., None], f1_of_present(matrices)], axis=-1)

    def differences(matrices: Matrices) -> Matrices:
        found = figures(matrices)
        return np.asarray(found[..., 1, :] - found[..., 0, :])

    each = bootstrap(by_group, lambda m: figures(m).reshape(*m.shape[:-3], -1), seed=seed)
    of_a, of_b = each[: len(each) // 2], each[len(each) // 2 :]
    n_of_tags = by_group[:, 1].sum(axis=(0, 2)).astype(int).tolist()
    return [
        Change(*found)
        for found in zip(
            of_a,
            of_b,
            bootstrap_differences(by_group, differences, seed=seed),
            [sum(n_of_tags), *n_of_tags],
            strict=True,
        )
    ]


def _headline(found: HeldOut, stances: NDArray[np.intp], seed: int) -> Estimate:
    """A model's own stance macro-F1."""
    by_group = confusion_by_group(found.gold, found.predicted, found.groups, len(found.codebook.names))
    return bootstrap(by_group, lambda m: mean_f1_of_present(m, stances), seed=seed)[0]


def _by_text(paired: Pairing, seed: int) -> Iterator[tuple[str, Change]]:
    kinds = text_kinds(paired.kinds).split(" + ")
    if len(kinds) == 1:
        return
    for kind in kinds:
        rows = np.array([each == kind for each in paired.kinds])
        yield kind, _changes(paired, _matrices(paired, rows, paired.gold), seed)[0]


def _warnings(
    paired: Pairing, n_groups: int, headline: Change, by_gold_of_a: Estimate | None, on_the_rest: Estimate | None
) -> Iterator[CodedWarning]:
    n = len(paired)
    if by_gold_of_a is not None:
        differs = int((paired.gold != paired.gold_of_a).sum())
        yield CodedWarning(
            "W41",
            f"{differs} of {n} gold tags differ between A's labels and B's; B's count, {_by_those(by_gold_of_a)}; "
            "read what was changed: git diff labels/annotations.csv",
        )
    if paired.reworded:
        yield CodedWarning(
            "W42",
            f"{paired.reworded} of {n} paragraphs were read by A in another wording than by B (--articles); "
            "the difference is also of texts; train both with the same --articles, or without",
        )
    if n_groups < FEWEST_GROUPS:
        yield CodedWarning(
            "W43",
            f"{n_groups} articles only: intervals of a difference are too narrow below {FEWEST_GROUPS}; "
            "compare on more articles",
        )
    if paired.only_a:
        yield CodedWarning(
            "W44",
            f"{paired.only_a} of A's labelled paragraphs not compared, since B lacks them; were they hard ones, "
            "both scores are flattered; see which were replaced or are in dispute: tristance labels check",
        )
    if on_the_rest is not None and on_the_rest.high < headline.b.low:
        yield CodedWarning(
            "W45",
            f"on the {len(paired.only_b or ())} paragraphs that A lacks B scores {_in_words(on_the_rest)}, and "
            f"{_in_words(headline.b)} on those that both have; they are harder, or tagged with less care; read the "
            "doubtful ones again: tristance labels audit",
        )


def _by_those(difference: Estimate) -> str:
    if np.isnan(difference.value):
        return "and by A's none is a stance"
    return f"by A's the difference is {difference.value:+.3f} [{difference.low:+.3f}, {difference.high:+.3f}]"


def _in_words(score: Estimate) -> str:
    return f"{score.value:.2f} [{score.low:.2f}, {score.high:.2f}]"
