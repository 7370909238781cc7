"""What is to be said of corrected shares before they are published."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from tristance.evaluation.prevalence.estimation import FEWEST_OF_TAG, FEWEST_SAMPLED, FEWEST_SAMPLED_ARTICLES
from tristance.evaluation.prevalence.share_table import ErrorRates, Group, Prevalence
from tristance.evaluation.warning import CodedWarning
from tristance.measures.adjusted_count import Transfer

_LEVEL = 0.01  # of all tests of one corpus together
_LEVEL_OF_SAMPLE = 0.001  # with unequal weights the test rejects a little too often
_ERRORS_FROM_SINGULAR = 3.0
_SINGULAR = 1e-6  # articles that are all alike have no error
_FEW_ARTICLES = 30  # of a corpus: with fewer, simulated intervals hold the truth less often than 93 times in 100
_FEW_LABELLED = 10  # articles of a tag
_SHOWN = 3
_SAMPLE = "tag a random sample of the corpus by hand and pass --sample FILE"


def warnings(found: Prevalence) -> list[CodedWarning]:
    """The warnings that *found* calls for, the gravest first."""
    return [*_of_rates(found, found.rates)] if found.rates else [*_of_sample(found)]


def _of_rates(found: Prevalence, rates: ErrorRates) -> Iterator[CodedWarning]:
    yield from _carried_over(found)
    yield from _told_apart(found, rates)
    yield from _beyond(found)
    yield from _few_articles(found, rates)
    if rates.text == "composed":
        yield CodedWarning(
            "W25",
            f"the error rates are those of {rates.n_paragraphs} paragraphs composed for training, which are easier "
            f"than published ones; {_SAMPLE}, or train on labels of published text",
        )


def _carried_over(found: Prevalence) -> Iterator[CodedWarning]:
    tested = [(g, g.transfer) for g in found.rows if g.transfer and not math.isnan(g.transfer.chance)]
    failed = [(g, t) for g, t in tested if t.chance * len(tested) < _LEVEL]
    if not failed:
        return
    group, test = min(failed, key=lambda item: float(item[1].chance))
    where = "" if len(found.rows) == 1 else f" in {_listed([found.label(g) for g, _ in failed])}"
    yield CodedWarning(
        "W21",
        f"the labels' error rates do not hold{where}: {_gap(found, group, test)}; the corrected shares can be far off: "
        f"{_SAMPLE}",
    )


def _gap(found: Prevalence, group: Group, test: Transfer) -> str:
    """Where the corpus is furthest from what the labels imply."""
    tag = int(np.argmax(np.abs(test.found - test.implied)))
    chance = f"p = {test.chance:.4f}" if test.chance >= 0.0001 else "p < 0.0001"  # noqa: PLR2004  # four digits
    numbers = f"{test.found[tag]:.3f}, and {test.implied[tag]:.3f} at any shares of tags with those errors"
    size = f"{group.n_articles} articles"
    return f"the mean square of p_{found.corpus.tags[tag]} is {numbers} ({chance}, by article, {size})"


def _told_apart(found: Prevalence, rates: ErrorRates) -> Iterator[CodedWarning]:
    value, error, direction = float(rates.separation.value), float(rates.separation.error), rates.separation.direction
    if value >= max(_ERRORS_FROM_SINGULAR * error, _SINGULAR):
        return
    tags = found.corpus.tags
    first, second = tags[int(np.argmax(direction))], tags[int(np.argmin(direction))]
    yield CodedWarning(
        "W22",
        f"the model hardly tells {first} from {second} (smallest singular value of the error matrix "
        f"{value:.2f} ± {2 * error:.2f}), so that their shares cannot be told apart either: label more articles of "
        f"both, or {_SAMPLE}",
    )


def _beyond(found: Prevalence) -> Iterator[CodedWarning]:
    cut: list[str] = []
    impossible: list[str] = []
    for group in found.rows:
        for tag, share, beyond in zip(found.corpus.tags, group.corrected, group.cut, strict=True):
            if beyond:
                name = tag if len(found.rows) == 1 else f"{tag} in {found.label(group)}"
                sure = math.isnan(share.low) and group.n_articles > 1
                (impossible if sure else cut).append(name)
    if impossible:
        yield CodedWarning(
            "W23",
            f"{_listed(impossible)}: the labels' error rates imply a share beyond 0 or 1, by more than chance: they "
            f"are not the errors made here; there is no interval; {_SAMPLE}",
        )
    if cut:
        yield CodedWarning(
            "W23",
            f"{_listed(cut)}: the labels' error rates imply a share beyond 0 or 1, and the nearest possible one is "
            f"given; its interval is cut there and may be too narrow; {_SAMPLE}",
        )


def _few_articles(found: Prevalence, rates: ErrorRates) -> Iterator[CodedWarning]:
    few = [f"{g.n_articles} of {found.label(g)}" for g in found.rows if 1 < g.n_articles < _FEW_ARTICLES]
    one = [found.label(g) for g in found.rows if g.n_articles == 1]
    if one:
        yield CodedWarning(
            "W24", f"one article only: {_listed(one)}; how far articles differ is unknown, so there is no interval"
        )
    if few:
        yield CodedWarning(
            "W24",
            f"few articles: {_listed(few)}; with fewer than {_FEW_ARTICLES} the intervals are somewhat too narrow: "
            "take coarser groups, or more articles",
        )
    rare = [f"{n} of {tag}" for tag, n in zip(found.corpus.tags, rates.of_tag, strict=True) if n < _FEW_LABELLED]
    if rare:
        yield CodedWarning(
            "W24",
            f"few labelled articles of a tag: {_listed(rare)}; with fewer than {_FEW_LABELLED} its error rate is "
            "hardly known: label more articles of it",
        )


def _of_sample(found: Prevalence) -> Iterator[CodedWarning]:
    sample = found.sample
    if sample is None:
        return
    if found.chance_of_other_text < _LEVEL_OF_SAMPLE:
        remedy = "see that probability is that of the draw" if sample.weighted else "give the column probability"
        yield CodedWarning(
            "W27",
            f"the model predicts other shares in the sample than in the corpus (p = {found.chance_of_other_text:.4f}, "
            f"by article): it does not look drawn by chance; if rows were drawn with unequal probabilities, {remedy}",
        )
    if sample.uncoded:
        n = len(sample.keys) + sample.uncoded
        yield CodedWarning(
            "W29",
            f"{sample.uncoded} of {n} rows of the sample have no tag and are left out, as if by chance; the hard ones "
            "are often left: tag them all",
        )
    small = [
        f"{found.label(g)} ({sum(g.sampled or ())} of {g.sampled_articles} articles)"
        for g in found.rows
        if math.isnan(g.corrected[0].value)
    ]
    if small:
        yield CodedWarning(
            "W26",
            f"too few sampled paragraphs: {_listed(small)}; corrected shares need {FEWEST_SAMPLED} of "
            f"{FEWEST_SAMPLED_ARTICLES} articles: draw more there, or take coarser groups",
        )
    rare = [
        f"{n} {tag} in {found.label(g)}"
        for g in found.rows
        for tag, n, share in zip(found.corpus.tags, g.sampled or (), g.corrected, strict=True)
        if math.isnan(share.low) and not math.isnan(share.value)
    ]
    if rare:
        yield CodedWarning(
            "W28",
            f"too few sampled paragraphs with a tag, or without it: {_listed(rare)}; an interval needs {FEWEST_OF_TAG} "
            "of either: draw more",
        )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
