"""The model's features under names that a reader knows: words, characters, cues and actors."""

from __future__ import annotations

import itertools
from typing import Literal

from tristance.schema import Codebook

Kind = Literal["word", "characters", "cues", "actors"]

KINDS: tuple[Kind, ...] = ("word", "characters", "cues", "actors")
HEADINGS = {"word": "words", "characters": "characters", "cues": "cues of", "actors": "actors"}
_SPACE = "␣"


def kind_of_block(kind: str) -> Kind:
    """The name of a TF-IDF block, which the model calls ``word`` or ``char_wb``."""
    return "word" if kind == "word" else "characters"


def term_name(kind: Kind, term: str) -> str:
    """A term of a TF-IDF block; of characters, the space at the end of a word is seen.

    >>> term_name("characters", " tri")
    '␣tri'
    """
    return term.replace(" ", _SPACE) if kind == "characters" else term


def cue_names(codebook: Codebook) -> list[str]:
    """The tags whose cues the features count."""
    return [tag.name for tag in codebook.tags if tag.cues]


def actor_names(codebook: Codebook) -> list[str]:
    """One name for each actor feature: the actors, then their pairs, in the order of the model's columns."""
    singles = [actor.name for actor in codebook.actors]
    return [*singles, *(f"{one} & {other}" for one, other in itertools.combinations(singles, 2))]
