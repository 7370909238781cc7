"""What an audit of a labels folder found: each paragraph to look at again, with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.labels.audit import Contradiction, contradictions, disagreements
from tristance.labels.gold import gold, judgements
from tristance.labels.near_duplicates import Link, copies
from tristance.labels.rows import ADJUDICATED
from tristance.labels.store import Labels

REASONS = ("contradiction", "self-contradiction", "model")
"""Of a finding: the gold tags of copies differ; an annotator tagged copies differently; a model disagrees."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one annotator said of a paragraph."""

    annotator: str
    tag: str
    confidence: str
    note: str

    def __str__(self) -> str:
        unsure = "" if self.confidence == "sure" else f" ({self.confidence})"
        return f"{self.annotator}: {self.tag}{unsure}{f' - {self.note}' if self.note else ''}"


@dataclass(frozen=True, slots=True)
class Looked:
    """A paragraph with its readings; ``gold`` is empty for a dispute."""

    paragraph: str
    article: str
    title: str
    position: int
    text: str
    gold: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One paragraph to look at again, and why (one of ``REASONS``).

    ``predicted``, ``p_gold`` and ``p_predicted`` are a model's of the other articles, None where there is none.
    ``other`` is the copy that a contradiction is with, ``similarity`` how like it is, and ``annotators`` are those who
    gave the two different tags.
    """

    reason: str
    this: Looked
    predicted: str | None = None
    p_gold: float | None = None
    p_predicted: float | None = None
    other: Looked | None = None
    similarity: float | None = None
    annotators: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def findings(labels: Labels, p: Mapping[str, NDArray[np.float64]]) -> list[Finding]:
    """All that is to be looked at again in *labels*, worst first.

    First the contradictions of gold tags, then the annotators' contradictions of themselves that gold does not show,
    the most alike first; then the disagreements of a model, whose out-of-fold probabilities *p* are by paragraph, (k,)
    each. A paragraph that contradicts a copy is not named a second time for the model.
    """
    looked = list(_looked(labels))
    names = labels.codebook.names
    links = copies([each.text for each in looked])
    opposed = contradictions(_numbers(names, (each.gold for each in looked)), links)
    found = [_contradiction("contradiction", looked, each, _differ(looked, each)) for each in opposed]
    found += _own(looked, names, links)
    seen = {finding.this.paragraph for finding in found}
    known = [each for each in looked if each.paragraph in p]
    table = np.stack([p[each.paragraph] for each in known]) if known else np.zeros((0, len(names)))
    tags = _numbers(names, (each.gold for each in known))
    disputed = [(known[row], predicted) for row, predicted, _ in disagreements(table, tags)]
    views = {each.paragraph: int(row.argmax()) for each, row in zip(known, table, strict=True)}
    views |= {each.paragraph: predicted for each, predicted in disputed}
    found += [Finding("model", each) for each, _ in disputed if each.paragraph not in seen]
    return [_with_model(finding, p, views, names) for finding in found]


def _looked(labels: Labels) -> Iterator[Looked]:
    read = judgements(labels.annotations)
    tags = gold(labels).tags
    for row in labels.current:
        if row.paragraph in read:
            readings = tuple(
                Reading(each.annotator, each.tag, each.confidence, each.note) for each in read[row.paragraph].values()
            )
            title, tag = labels.article[row.article].title, tags.get(row.paragraph, "")
            yield Looked(row.paragraph, row.article, title, row.position, row.text, tag, readings)


def _numbers(names: tuple[str, ...], tags: Iterable[str]) -> NDArray[np.intp]:
    number = {name: code for code, name in enumerate(names)}
    return np.array([number.get(tag, -1) for tag in tags], dtype=np.intp)


def _own(looked: list[Looked], names: tuple[str, ...], links: list[Link]) -> list[Finding]:
    """The contradictions of single annotators between copies whose gold tags do not differ, the most alike first."""
    said = [{reading.annotator: reading.tag for reading in each.readings} for each in looked]
    pairs: dict[tuple[int, int], Contradiction] = {}
    for annotator in sorted({name for by in said for name in by} - {ADJUDICATED}):
        for each in contradictions(_numbers(names, (by.get(annotator, "") for by in said)), links):
            tags = {looked[each.row].gold, looked[each.other].gold}
            if "" in tags or len(tags) == 1:
                first, second = sorted((each.row, each.other))
                pairs.setdefault((first, second), each)
    ordered = sorted(pairs.values(), key=lambda each: (-each.similarity, each.row))
    return [_contradiction("self-contradiction", looked, each, _differ(looked, each)) for each in ordered]


def _differ(looked: list[Looked], each: Contradiction) -> tuple[str, ...]:
    there = {reading.annotator: reading.tag for reading in looked[each.other].readings}
    here = looked[each.row].readings
    return tuple(r.annotator for r in here if there.get(r.annotator, r.tag) != r.tag and r.annotator != ADJUDICATED)


def _contradiction(reason: str, looked: list[Looked], each: Contradiction, annotators: tuple[str, ...]) -> Finding:
    this, other = looked[each.row], looked[each.other]
    return Finding(reason, this, other=other, similarity=each.similarity, annotators=annotators)


def _with_model(
    finding: Finding, p: Mapping[str, NDArray[np.float64]], views: Mapping[str, int], names: tuple[str, ...]
) -> Finding:
    name = finding.this.paragraph
    if name not in views:
        return finding
    row, predicted = p[name].tolist(), views[name]
    return replace(
        finding, predicted=names[predicted], p_gold=row[names.index(finding.this.gold)], p_predicted=row[predicted]
    )
