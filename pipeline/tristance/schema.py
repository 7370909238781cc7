"""The words that every station speaks: articles and their paragraphs, the codebook and its tags, predictions.

Frozen values without behaviour beyond looking things up. What reads or makes them lives in the stations. Most
are named tuples: every command makes these classes, and to make a dataclass takes seven times as long.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

Role = Literal["stance", "background"]


class Paragraph(NamedTuple):
    """One body paragraph; ``position`` counts the body paragraphs of its article from 1."""

    position: int
    text: str


class Dropped(NamedTuple):
    """A piece of the page that is not body text, and why it was left out (``byline``, ``caption``, …).

    ``after`` is the position of the last paragraph above it, 0 where there is none.
    """

    text: str
    reason: str
    after: int = 0


class Article(NamedTuple):
    """What was read from one file: its body in order, and what was left out.

    ``source`` is the path as the user gave it, ``-`` for standard input; ``title`` is empty where none was found.
    What follows ``dropped`` is what the file says of itself, and empty where it does not; a ``date`` is ``2019-08-22``,
    ``2019-08`` or ``2019``.
    """

    source: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    dropped: tuple[Dropped, ...] = ()
    date: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a codebook. ``cues`` are lower-case stems, of one or several words each; often there are none.

    ``formerly`` are the names that the tag had in earlier versions, and those of the tags that were merged into it.
    """

    name: str
    definition: str
    role: Role
    cues: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


class Actor(NamedTuple):
    """Somebody of whom the texts speak, and the terms that name them: as written, with ``*`` for any ending."""

    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """The tags in their order, with the question that they answer and the rules for choosing among them.

    At least two tags; at least one stance; at most one background tag. ``actors`` are whose being named together tells
    something; often there are none.
    """

    version: str
    question: str
    rules: tuple[str, ...]
    tags: tuple[Tag, ...] = field(repr=False)
    actors: tuple[Actor, ...] = field(default=(), repr=False)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The tags' names, in the codebook's order."""
        return tuple(tag.name for tag in self.tags)

    @cached_property
    def stances(self) -> tuple[str, ...]:
        """The names of the tags that are stances: those over which the headline score is averaged."""
        return tuple(tag.name for tag in self.tags if tag.role == "stance")

    @cached_property
    def present(self) -> dict[str, str]:
        """The present name of each tag by every name that it has or had."""
        return {name: tag.name for tag in self.tags for name in (*tag.formerly, tag.name)}

    @cached_property
    def background(self) -> str | None:
        """The name of the background tag, if there is one."""
        return next((tag.name for tag in self.tags if tag.role == "background"), None)


class Prediction(NamedTuple):
    """The tag of one text; ``probabilities`` are in the codebook's order and sum to 1.

    ``confidence`` is the calibrated probability of ``tag``. The tag need not be the most probable one: the model's
    decision offsets may prefer a rarer stance.
    """

    tag: str
    confidence: float
    probabilities: tuple[float, ...]
