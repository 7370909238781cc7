"""Shares of tags, group by group: as counted and as corrected, in the forms in which they are handed on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import plain
from tristance.evaluation.prevalence.classified_file import Classified
from tristance.evaluation.prevalence.hand_sample import HandSample
from tristance.measures.adjusted_count import Separation, Transfer
from tristance.measures.bootstrap import Estimate

Array = NDArray[np.float64]

ADJUSTED = "adjusted count"
POWERED = "prediction-powered"
ASSUMPTIONS = {
    ADJUSTED: "assumes that error rates carry over from the labels",
    POWERED: "assumes that the sample was drawn by chance",
}

LONG_COLUMNS = ("group", "tag", "n", "n_articles", "raw", "corrected", "low", "high", "method", "assumption")
_DIGITS = 6  # of a share in a table
UNKNOWN = Estimate(math.nan, math.nan, math.nan)


@dataclass(frozen=True)
class Group:
    """The shares in one group, or in the whole corpus where ``name`` is None; all tuples are in the order of the tags.

    ``given`` counts the paragraphs given each tag, ``undecided`` those given none. ``cut`` says of which tags the exact
    solution lies beyond 0 or 1. ``transfer`` tests an adjusted count; ``sampled`` counts the paragraphs of each gold
    tag in a sample, ``sampled_articles`` their articles.
    """

    name: str | None
    n_paragraphs: int
    n_articles: int
    given: tuple[int, ...]
    undecided: int
    corrected: tuple[Estimate, ...]
    cut: tuple[bool, ...]
    transfer: Transfer | None = field(default=None, repr=False)
    sampled: tuple[int, ...] | None = None
    sampled_articles: int = 0

    @property
    def raw(self) -> tuple[float, ...]:
        """The share of the paragraphs that was given each tag."""
        return tuple(n / self.n_paragraphs for n in self.given)


@dataclass(frozen=True)
class ErrorRates:
    """Where the error rates of an adjusted count are from: n held-out paragraphs of a ``model``, of what ``text``.

    ``matrix`` (k, k): what the model says on average, in columns by gold tag. ``of_tag`` counts the articles of each
    tag.
    """

    model: str
    text: str
    n_paragraphs: int
    n_articles: int
    of_tag: tuple[int, ...]
    matrix: Array = field(repr=False)
    separation: Separation = field(repr=False)

    def as_json(self, tags: tuple[str, ...]) -> dict[str, Any]:
        """Plain values."""
        return {
            "model": self.model,
            "text": self.text,
            "n_paragraphs": self.n_paragraphs,
            "n_articles": self.n_articles,
            "n_articles_of_tag": dict(zip(tags, self.of_tag, strict=True)),
            "matrix": {"tags": list(tags), "columns_gold": self.matrix.tolist()},
            "smallest_singular_value": float(self.separation.value),
        }


@dataclass(frozen=True)
class Prevalence:
    """The shares of a corpus, by one of two methods: ``rates`` or ``sample`` says from what they are corrected."""

    corpus: Classified
    total: Group
    groups: tuple[Group, ...]
    rates: ErrorRates | None = None
    sample: HandSample | None = None
    slope: float = math.nan
    chance_of_other_text: float = math.nan

    @property
    def method(self) -> str:
        """What was done."""
        return ADJUSTED if self.rates else POWERED

    @property
    def rows(self) -> tuple[Group, ...]:
        """All groups, and behind several of them the whole corpus."""
        return (*self.groups, self.total) if len(self.groups) != 1 else self.groups

    def label(self, group: Group) -> str:
        """The name of *group* in tables: ``all`` for the whole corpus, unless a group is called so."""
        names = {each.name for each in self.groups}
        whole = "all" if "all" not in names else "all groups"
        return whole if group.name is None else group.name or "(empty)"

    def long(self) -> Iterator[dict[str, Any]]:
        """One row a group and tag: :data:`LONG_COLUMNS`. Undecided paragraphs have a row without a corrected share."""
        for group in self.rows:
            size = {"n": group.n_paragraphs, "n_articles": group.n_articles}
            how = {"method": self.method, "assumption": ASSUMPTIONS[self.method]}
            lines = [*zip(self.corpus.tags, group.raw, group.corrected, strict=True)]
            if self.total.undecided:
                lines.append((self.corpus.undecided_tag, group.undecided / group.n_paragraphs, UNKNOWN))
            for tag, raw, found in lines:
                ends = {"corrected": found.value, "low": found.low, "high": found.high}
                shares = {name: _known(round(figure, _DIGITS)) for name, figure in {"raw": raw, **ends}.items()}
                yield {"group": self.label(group), "tag": tag, **size, **shares, **how}

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null; the whole corpus is the group null."""
        corpus = self.corpus
        return {
            "file": str(corpus.path),
            "method": self.method,
            "assumption": ASSUMPTIONS[self.method],
            "tags": list(corpus.tags),
            "by": corpus.by,
            "article": corpus.article_column,
            "n_paragraphs": self.total.n_paragraphs,
            "n_articles": self.total.n_articles,
            "n_without_tag": corpus.without_tag,
            "n_undecided": self.total.undecided,
            "error_rates": self.rates.as_json(corpus.tags) if self.rates else None,
            "sample": self._sample_as_json(self.sample) if self.sample else None,
            "groups": [self._group_as_json(group) for group in (*self.groups, self.total)],
        }

    def _sample_as_json(self, sample: HandSample) -> dict[str, Any]:
        weights = sample.weights
        return {
            "file": str(sample.path),
            "key": list(sample.columns),
            "n": len(sample.keys),
            "n_articles": self.total.sampled_articles,
            "n_uncoded": sample.uncoded,
            "weighted": sample.weighted,
            "n_effective": float(weights.sum() ** 2 / (weights**2).sum()),
            "slope": _known(self.slope),
            "chance_of_other_text": _known(self.chance_of_other_text),
        }

    def _group_as_json(self, group: Group) -> dict[str, Any]:
        shares = zip(self.corpus.tags, group.given, group.raw, group.corrected, strict=True)
        return {
            "group": group.name,
            "n_paragraphs": group.n_paragraphs,
            "n_articles": group.n_articles,
            "n_undecided": group.undecided,
            "sampled": None if group.sampled is None else dict(zip(self.corpus.tags, group.sampled, strict=True)),
            "chance_of_other_errors": _known(float(group.transfer.chance)) if group.transfer else None,
            "per_tag": {tag: {"n": n, "raw": raw, "corrected": plain(found)} for tag, n, raw, found in shares},
        }


def _known(figure: float) -> float | None:
    return None if math.isnan(figure) else figure
