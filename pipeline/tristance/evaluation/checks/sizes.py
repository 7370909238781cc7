"""Too few articles: in all, of a tag, in a fold, or of what a model was tested on."""

from __future__ import annotations

import math

import numpy as np

from tristance.evaluation.checks.wording import counted, named
from tristance.evaluation.warning import CodedWarning
from tristance.measures.bootstrap import Estimate
from tristance.model.held_out import HeldOut

MOST_TOO_NARROW = 0.05
"""Of an interval: one of 95 % that is a twentieth too narrow covers the truth in 94 of 100 cases."""

TARGET = 0.10
"""The half-width of a tag's F1 to label for: it tells a tag that is found half the time from one found two times in
three, the coarsest difference that a reader of scores acts on."""

FEWEST_ARTICLES = 10
"""Of a tag: from ten, a percentile interval of 95 % covers the truth in nine of ten cases, and from fewer in fewer."""

_Z = 1.959964
_ROUNDING = 1e-6


def too_narrow(groups: int) -> float:
    """By which part the percentile interval of a mean over *groups* articles should be wider: a fifth, of ten.

    The bootstrap leaves out both the factor g / (g - 1) of the variance and the heavier tails of Student's t, whose
    quantile is expanded as by Cornish and Fisher (Abramowitz and Stegun 1972, 26.7.5).

    >>> [round(too_narrow(g), 2) for g in (5, 10, 40)]
    [0.56, 0.21, 0.05]
    """
    df = groups - 1
    t = _Z + (_Z**3 + _Z) / (4 * df) + (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / (96 * df**2)
    return t / _Z * math.sqrt(groups / df) - 1


def few_articles(held: HeldOut, remedy: str) -> list[CodedWarning]:
    """W01, where all intervals are too narrow, for want of articles; *remedy* says what to do with how many more."""
    groups = len(np.unique(held.groups))
    if groups > 1 and too_narrow(groups) < MOST_TOO_NARROW:
        return []
    enough = next(g for g in range(2, 1000) if too_narrow(g) < MOST_TOO_NARROW)
    state = (
        f"{groups} articles only: the intervals should be about {100 * too_narrow(groups):.0f} % wider"
        if groups > 1
        else "1 article only: no figure has an interval"
    )
    return [CodedWarning("W01", f"{state}; {remedy} {enough - groups} more")]


def absent_tags(held: HeldOut) -> list[CodedWarning]:
    """W02, for the tags that no paragraph of the test has."""
    names, background = held.codebook.names, held.codebook.background
    absent = [name for tag, name in enumerate(names) if not (held.gold == tag).any()]
    stances = [name for name in absent if name != background]
    found = []
    if stances:
        left = len(held.codebook.stances) - len(stances)
        so = f"the headline is the mean over the other {left}" if left else "there is no headline"
        found.append(CodedWarning("W02", f"{named(stances)}: not in the test, so that {so}; add paragraphs of each"))
    if background in absent:
        found.append(
            CodedWarning(
                "W02",
                f"{background}: not in the test, so that calling it a stance costs nothing; test on whole articles, "
                "or on a sample that chance drew: tristance labels next --random",
            )
        )
    return found


def few_of_a_tag(held: HeldOut, f1: dict[str, Estimate]) -> list[CodedWarning]:
    """W03, for the tags whose F1 has too wide an interval, or one from too few articles to be trusted.

    *f1* is each tag's. The half-width shrinks with the square root of the number of articles, which says how many more
    would bring it to ``TARGET``.
    """
    found = []
    for tag, name in enumerate(held.codebook.names):
        n = len(np.unique(held.groups[held.gold == tag]))
        half = round((f1[name].high - f1[name].low) / 2, 2)  # as it is shown
        if not n or (n >= FEWEST_ARTICLES and half <= TARGET):
            continue
        needed = 0 if math.isnan(half) else n * (half / TARGET) ** 2
        more = max(FEWEST_ARTICLES, math.ceil(needed - _ROUNDING)) - n
        width = "it has no interval" if math.isnan(half) else f"its interval is ±{half:.2f}"
        if half <= TARGET:
            width += f", and not to be trusted from fewer than {FEWEST_ARTICLES}"
        only = f"{counted(n, 'article')} only"
        found.append(CodedWarning("W03", f"{name}: {only}; {width}; label about {_about(more)} more"))
    return found


def _about(n: int) -> int:
    """*n* to two digits, rounded up: the width of an interval is itself uncertain."""
    unit: int = 10 ** max(0, len(str(n)) - 2)
    return -(-n // unit) * unit


def folds_without_a_tag(held: HeldOut) -> list[CodedWarning]:
    """W04, where a fold has no paragraph of a tag, or all of them."""
    names, folds = held.codebook.names, np.unique(held.folds)
    found = []
    lacking: dict[int, list[str]] = {}
    for tag, name in enumerate(names):
        there = np.unique(held.folds[held.gold == tag])
        if len(there) == 1 and len(folds) > 1:
            found.append(
                CodedWarning(
                    "W04",
                    f"{name}: all of it is in fold {there[0] + 1}, which was tagged by a model that had never seen it; "
                    "label it in more articles",
                )
            )
        elif len(there):
            for fold in np.setdiff1d(folds, there).tolist():
                lacking.setdefault(fold + 1, []).append(name)
    if lacking:
        which = "; ".join(f"fold {fold}: {named(tags)}" for fold, tags in sorted(lacking.items()))
        lack = f"{len(lacking)} of {len(folds)} folds lack{'s' * (len(lacking) == 1)} a tag"
        found.append(CodedWarning("W04", f"{lack} ({which}); label it in more articles"))
    return found


def never_predicted(held: HeldOut) -> list[CodedWarning]:
    """W05, for the tags that some paragraphs have and none was given."""
    found = []
    for tag, name in enumerate(held.codebook.names):
        n = int((held.gold == tag).sum())
        if n and not (held.predicted == tag).any():
            found.append(
                CodedWarning(
                    "W05",
                    f"{name}: {counted(n, 'paragraph')} of {len(held)} ha{'s' if n == 1 else 've'} it and none was "
                    "given it; label more of it, or merge it into another tag (formerly, in codebook.toml)",
                )
            )
    return found
