"""What a model goes by: the terms that speak most for each tag, and most against it, with their weights.

A weight is the term's coefficient for the tag less its mean over all tags: only differences between tags count in a
multinomial model. Weights of one kind can be compared; a word, a piece of a word, a cue and an actor differ in scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.model.linear import LinearModel
from tristance.report.blocks import Kind, actor_names, cue_names, kind_of_block, term_name

MOST_FOR, MOST_AGAINST = 8, 4
_LOOKED_AT = 12  # as many candidates for each that is shown: pieces of one word crowd together
_SHARED = 3  # characters: pieces that share so many in a row are of one word


class Term(NamedTuple):
    """A feature's name and its signed weight."""

    name: str
    weight: float


@dataclass(frozen=True)
class TagTerms:
    """Of one tag: the terms of each kind that speak for it, strongest first, and those that speak against it."""

    tag: str
    speak_for: dict[Kind, tuple[Term, ...]]
    speak_against: dict[Kind, tuple[Term, ...]]


def top_terms(model: LinearModel, most_for: int = MOST_FOR, most_against: int = MOST_AGAINST) -> tuple[TagTerms, ...]:
    """The strongest terms of every tag, in the codebook's order: at most so many of each kind, for it and against it.

    Of pieces of words that share three characters in a row, only the strongest is listed.
    """
    blocks: list[tuple[Kind, Sequence[str], NDArray[np.float64]]] = [
        (kind_of_block(block.kind), block.terms, block.coefficients) for block in model.blocks
    ]
    if model.cues is not None:
        blocks.append(("cues", cue_names(model.codebook), model.cues.coefficients))
    if model.actors is not None:
        blocks.append(("actors", actor_names(model.codebook), model.actors.coefficients))
    found = []
    for number, tag in enumerate(model.codebook.names):
        speak_for, speak_against = {}, {}
        for kind, names, coefficients in blocks:
            weights = coefficients[:, number] - coefficients.mean(axis=1)
            speak_for[kind] = _strongest(kind, names, weights, 1, most_for)
            speak_against[kind] = _strongest(kind, names, weights, -1, most_against)
        found.append(TagTerms(tag, speak_for, speak_against))
    return tuple(found)


def _strongest(
    kind: Kind, names: Sequence[str], weights: NDArray[np.float64], sign: int, most: int
) -> tuple[Term, ...]:
    """At most so many terms whose weight has this sign, strongest first; of equals, the first in the model."""
    order = np.argsort(-sign * weights, kind="stable")[: most * _LOOKED_AT]
    kept: list[Term] = []
    seen: set[str] = set()
    for row in order.tolist():
        name, weight = names[row], float(weights[row])
        if sign * weight <= 0 or len(kept) == most:
            break
        if kind == "characters":
            pieces = {name[i : i + _SHARED] for i in range(len(name) - _SHARED + 1)} or {name}
            if pieces & seen:
                continue
            seen |= pieces
        kept.append(Term(term_name(kind, name), weight))
    return tuple(kept)
