"""Parts of the labels that are left out as a whole: a genre, an outlet, the later years.

Ordinary folds hold out articles; what they test is more of the same. A model meets other things too, and the loss on a
genre, an outlet or a year that it has never seen says how much less can be hoped for there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tristance.labels.examples import Examples
from tristance.labels.rows import ArticleRow

Rows = NDArray[np.intp]

PARTS = 8
"""The most parts: a genre or an outlet is a part of its own, or shares one with others where there are more of them."""
SHOWN = 9
"""The most genres or outlets whose own scores are given: the largest."""
FEWEST = 50
"""Paragraphs of a genre or outlet, from which on its own score is given."""
_FEWEST = 2  # years to divide, and articles of each tag to train on
_LATER = 0.25  # share of the dated paragraphs that the later years should hold, as nearly as whole years allow


@dataclass(frozen=True)
class Part:
    """Rows that are left out together, and those on which a model without them may train."""

    test: Rows
    train: Rows


@dataclass(frozen=True)
class Setting:
    """One way to leave parts out: ``of`` says what, ``values`` (n,) which genre, say, each row has, "" where none."""

    of: str
    values: NDArray[np.str_]
    parts: tuple[Part, ...]
    note: str = ""


def settings(examples: Examples, articles: Mapping[str, ArticleRow]) -> list[Setting]:
    """Genres; outlets and later years of published or imported articles. One that cannot be has no parts but a note."""
    rows = [articles[name] for name in examples.articles]
    real = np.array([row.origin != "composed" for row in rows])
    genre = np.array([row.genre for row in rows], dtype=np.str_)
    outlet = np.where(real, np.array([row.outlet for row in rows], dtype=np.str_), "")
    year = np.array([(row.date or row.event_date)[:4] for row in rows], dtype=np.str_)
    found = [_left_out(examples, "genre", genre), _left_out(examples, "outlet", outlet), _later(examples, year, real)]
    return [_possible(examples, setting) for setting in found]


def _left_out(examples: Examples, of: str, values: NDArray[np.str_]) -> Setting:
    names, counts = np.unique(values[values != ""], return_counts=True)
    if len(names) == 0:
        return Setting(of, values, (), f"the labels name no {of}")
    if len(names) == 1:
        return Setting(of, values, (), f"the labels name one {of} only, and without it there is nothing to train on")
    part_of = pack(names.tolist(), counts.tolist(), PARTS)
    number = np.array([part_of.get(str(value), -1) for value in values])
    parts = tuple(_part(examples, number == part) for part in sorted(set(part_of.values())))
    together = f"{len(names)} {of}s in {len(parts)} parts" if len(names) > len(parts) else ""
    return Setting(of, values, parts, together)


def pack(names: Sequence[str], sizes: Sequence[int], most: int) -> dict[str, int]:
    """At most so many parts of about equal size: the largest first, each into the part that is smallest by then.

    >>> pack(["a", "b", "c"], [5, 2, 2], 2)
    {'a': 0, 'b': 1, 'c': 1}
    """
    filled = [0] * min(most, len(names))
    found = {}
    for size, name in sorted(zip(sizes, names, strict=True), key=lambda item: (-item[0], item[1])):
        part = filled.index(min(filled))
        found[name] = part
        filled[part] += size
    return found


def _later(examples: Examples, year: NDArray[np.str_], real: NDArray[np.bool_]) -> Setting:
    """One part, the published or imported rows from some year on; it trains on earlier rows of any origin."""
    dated = np.array([each.isdigit() for each in year], dtype=bool)
    years = np.unique(year[dated & real])
    if len(years) < _FEWEST:
        return Setting("years", year, (), "published or imported articles of two years or more are needed")
    n = int((dated & real).sum())
    first = min(years[1:], key=lambda start: abs(int((dated & real & (year >= start)).sum()) / n - _LATER))
    test = dated & real & (year >= first)
    train = dated & (year < first) & ~np.isin(examples.groups, examples.groups[test])
    values = np.where(test, f"{first} and later", "")
    part = Part(np.flatnonzero(test), np.flatnonzero(train))
    undated = int((~dated).sum())
    return Setting("years", values, (part,), f"{undated} undated paragraphs left out" if undated else "")


def _part(examples: Examples, test: NDArray[np.bool_]) -> Part:
    """Articles that share text with those left out are not trained on."""
    train = ~np.isin(examples.groups, examples.groups[test])
    return Part(np.flatnonzero(test), np.flatnonzero(train))


def _possible(examples: Examples, setting: Setting) -> Setting:
    """The setting without parts that leave too little to train on: every tag in two articles, as ever."""
    kept = tuple(part for part in setting.parts if _enough(examples, part.train))
    if len(kept) == len(setting.parts):
        return setting
    left = len(setting.parts) - len(kept)
    note = f"{left} of {len(setting.parts)} parts left too few labels of some tag to train on, and were passed over"
    return Setting(setting.of, setting.values, kept, f"{setting.note}; {note}".removeprefix("; "))


def _enough(examples: Examples, rows: Rows) -> bool:
    tags, groups = examples.tags[rows], examples.groups[rows]
    return all(len(np.unique(groups[tags == tag])) >= _FEWEST for tag in range(len(examples.codebook.names)))
