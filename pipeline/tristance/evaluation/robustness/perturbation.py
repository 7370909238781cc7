"""The perturbations of an audit: those that a file describes, and those that need none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from tristance.evaluation.robustness.marks import removed, turned
from tristance.evaluation.robustness.replacing import masker, swapper
from tristance.evaluation.robustness.sentences import without_one
from tristance.evaluation.robustness.slips import slipped
from tristance.labels.swaps import Expect, Mask, Swap

Kind = Literal["swap", "mask", "built-in"]


@dataclass(frozen=True, slots=True)
class Perturbation:
    """A change of texts, and what a good model's tags do under it: see :class:`~tristance.labels.swaps.Swap`."""

    name: str
    kind: Kind
    expect: Expect | None
    change: Callable[[str], str]


def described(entries: Iterable[Swap | Mask]) -> list[Perturbation]:
    """The perturbations that a file describes, in its order."""
    return [
        Perturbation(entry.name, "swap", entry.expect, swapper(entry))
        if isinstance(entry, Swap)
        else Perturbation(entry.name, "mask", entry.expect, masker(entry))
        for entry in entries
    ]


def built_in(seed: int) -> list[Perturbation]:
    """Those that know no words: of any text in any language. Of a sentence left out nothing is expected."""
    return [
        Perturbation("typos", "built-in", "same", partial(slipped, seed=seed)),
        Perturbation("quotation marks turned", "built-in", "same", turned),
        Perturbation("quotation marks removed", "built-in", "same", removed),
        Perturbation("all in small letters", "built-in", "same", str.lower),
        Perturbation("a sentence left out", "built-in", None, partial(without_one, seed=seed)),
    ]
