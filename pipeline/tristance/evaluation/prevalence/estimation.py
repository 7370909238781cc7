"""The shares of the tags in a classified corpus: as counted, and corrected for the classifier's errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.errors import ForeignModel, NotEnoughLabels
from tristance.evaluation.prevalence.classified_file import Classified
from tristance.evaluation.prevalence.hand_sample import HandSample
from tristance.evaluation.prevalence.share_table import UNKNOWN, ErrorRates, Group, Prevalence
from tristance.labels.examples import text_kinds
from tristance.measures.adjusted_count import (
    CorpusSums,
    LabelSums,
    Shares,
    adjusted_count,
    feature_means,
    separation,
    transfer,
)
from tristance.measures.bootstrap import Estimate
from tristance.measures.prediction_powered import SampleSums, chance_of_other_text, prediction_powered, tuned_slope
from tristance.model.held_out import HeldOut

Array = NDArray[np.float64]
Places = NDArray[np.intp]

FEWEST_SAMPLED = 30  # paragraphs in a group, and
FEWEST_SAMPLED_ARTICLES = 10  # articles: with fewer there is no estimate
FEWEST_OF_TAG = 5  # sampled paragraphs with a tag, and without it: with fewer there is no interval


def by_error_rates(corpus: Classified, held_out: HeldOut, model: str) -> Prevalence:
    """Shares by adjusted count, with the error rates of *held_out*, from the *model* of that name.

    Raises :class:`NotEnoughLabels` where a tag is not among its gold tags.
    """
    labels = _label_sums(held_out, corpus.tags)
    of_tag = (labels.n > 0).sum(axis=0)
    absent = [tag for tag, n in zip(corpus.tags, of_tag, strict=True) if n == 0]
    if absent:
        raise NotEnoughLabels(
            f"{model}: none of {len(held_out)} held-out paragraphs, {text_kinds(held_out.texts)} text, has the tag "
            f"{absent[0]!r}, so that its error rate is not known; take all labels: --error-rates all, "
            "or tag a random sample of the corpus by hand: --sample FILE"
        )

    def correct(name: str | None, cells: Places, sums: CorpusSums) -> Group:
        return _group(name, corpus, cells, sums, adjusted_count(labels, sums), transfer=transfer(labels, sums))

    rates = ErrorRates(
        model,
        text_kinds(held_out.texts),
        len(held_out),
        len(set(held_out.articles)),
        tuple(of_tag.tolist()),
        feature_means(labels)[: len(corpus.tags)],
        separation(labels),
    )
    return Prevalence(corpus, *_each(corpus, correct), rates=rates)


def by_sample(corpus: Classified, sample: HandSample) -> Prevalence:
    """Shares powered by predictions, from the *sample* that was found in *corpus*.

    A group with too few sampled paragraphs or articles has no corrected shares, and a tag that too few of them have no
    interval. The slope is that of the whole corpus.
    """
    matched = corpus.matched
    if matched is None:
        raise ValueError("the corpus was read without the sample")
    k = len(corpus.tags)
    values = np.column_stack([np.ones(len(sample.gold)), np.eye(k)[sample.gold], matched.p]) * sample.weights[:, None]
    weighed = np.zeros((len(corpus.n), 1 + 2 * k))
    np.add.at(weighed, matched.cells, values)
    gold = np.zeros((len(corpus.n), k))
    np.add.at(gold, matched.cells, np.eye(k)[sample.gold])
    whole = CorpusSums(*_by_article(corpus, corpus.n, corpus.sums))
    [all_weighed] = _by_article(corpus, weighed)
    slope = tuned_slope(whole, _sample_sums(all_weighed, k))

    def correct(name: str | None, cells: Places, sums: CorpusSums) -> Group:
        drawn = _sample_sums(all_weighed if name is None else weighed[cells], k)
        counts = gold[cells].sum(axis=0)
        n = counts.sum()
        found = prediction_powered(sums, drawn, slope)
        known = (counts >= FEWEST_OF_TAG) & (n - counts >= FEWEST_OF_TAG)
        if n < FEWEST_SAMPLED or drawn.n_articles < FEWEST_SAMPLED_ARTICLES:
            found = Shares(*np.full((4, k), np.nan))
        found = found._replace(low=np.where(known, found.low, np.nan), high=np.where(known, found.high, np.nan))
        sampled = tuple(counts.astype(int).tolist())
        return _group(name, corpus, cells, sums, found, sampled=sampled, sampled_articles=int(drawn.n_articles))

    chance = float(chance_of_other_text(whole, _sample_sums(all_weighed, k)))
    return Prevalence(corpus, *_each(corpus, correct), sample=sample, slope=float(slope), chance_of_other_text=chance)


def require_tags(corpus_tags: tuple[str, ...], held_out: HeldOut, model: str, path: Path) -> None:
    """Raise :class:`ForeignModel` where the *model* does not have the tags of the corpus at *path*."""
    names = held_out.codebook.names
    if set(names) != set(corpus_tags):
        raise ForeignModel(
            f"{path}: was classified with the tags {', '.join(corpus_tags)}, and the model {model} has "
            f"{', '.join(names)}; name the model that classified it: --model NAME"
        )


def _label_sums(held_out: HeldOut, tags: tuple[str, ...]) -> LabelSums:
    """The held-out predictions by group of articles, tags in the order of *tags*."""
    order = [held_out.codebook.names.index(tag) for tag in tags]
    k, g = len(tags), int(held_out.groups.max()) + 1
    gold = np.argsort(order)[held_out.gold]
    p = held_out.p[:, order]
    n = np.zeros((g, k))
    np.add.at(n, (held_out.groups, gold), 1)
    sums = np.zeros((g, k, 2 * k))
    np.add.at(sums, (held_out.groups, gold), np.concatenate([p, p**2], axis=1))
    return LabelSums(n, sums)


def _sample_sums(weighed: Array, k: int) -> SampleSums:
    return SampleSums(weighed[:, 0], weighed[:, 1 : 1 + k], weighed[:, 1 + k :])


def _by_article(corpus: Classified, *by_cell: Array) -> list[Array]:
    """Sums of the cells, (c, …) each, by article: an article may have paragraphs in several groups."""
    found = []
    for values in by_cell:
        sums = np.zeros((int(corpus.articles.max()) + 1, *values.shape[1:]))
        np.add.at(sums, corpus.articles, values)
        found.append(sums)
    return found


def _each(
    corpus: Classified, correct: Callable[[str | None, Places, CorpusSums], Group]
) -> tuple[Group, tuple[Group, ...]]:
    """The whole corpus, and its groups by name where it is grouped."""
    everything = np.arange(len(corpus.n))
    total = correct(None, everything, CorpusSums(*_by_article(corpus, corpus.n, corpus.sums)))
    if corpus.by is None:
        return total, ()
    order = np.argsort(corpus.groups, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(corpus.groups))[:-1])
    named = sorted(zip(corpus.names, parts, strict=True), key=lambda item: item[0])
    return total, tuple(correct(name, cells, CorpusSums(corpus.n[cells], corpus.sums[cells])) for name, cells in named)


def _group(name: str | None, corpus: Classified, cells: Places, sums: CorpusSums, found: Shares, **more: Any) -> Group:
    given = corpus.tagged[cells].sum(axis=0).astype(int)
    n = int(sums.n.sum())
    corrected = [
        Estimate(*map(float, each)) if not np.isnan(each[0]) else UNKNOWN
        for each in zip(found.value, found.low, found.high, strict=True)
    ]
    cut = (found.solved < 0) | (found.solved > 1)
    return Group(
        name,
        n,
        len(sums.n),
        tuple(given.tolist()),
        n - int(given.sum()),
        tuple(corrected),
        tuple(cut.tolist()),
        **more,
    )
