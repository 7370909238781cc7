"""The score of texts with numpy: what installs without a compiler use, and the kernel for what it leaves.

For each block of n-grams a text has the weights (1 + log count) · idf, scaled to length 1 within the block; each cue
feature is log(1 + matches); the actors named, and their pairs, are alike and scaled to length 1. Their products with
the coefficients, plus intercepts, are the logits.

A text is parted at white space. What a part says to each kind of feature is read once and remembered as numbers
(``seen``); what is left to do for a batch of texts is arithmetic on arrays of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Protocol

import numpy as np

from tristance.model.actorparts import ActorParts
from tristance.model.blocks import ActorBlock, Block, CueBlock, Floats
from tristance.model.cuemarks import CueMarks
from tristance.model.features import character_ngrams, chunks, tokens, word_ngrams
from tristance.model.seen import Batch, Found, Seen
from tristance.model.weighing import Weighing
from tristance.model.wordruns import WordRuns

_TEXTS = 64  # of a batch: what is made of them stays in the processor's cache
_LETTERS = 2**20


class Vectorised:
    """Scores texts by the arrays of a model; ``intercepts`` are (k,)."""

    def __init__(
        self, blocks: Sequence[Block], cues: CueBlock | None, actors: ActorBlock | None, intercepts: Floats
    ) -> None:
        self._kinds: list[_Kind] = [_Words(block) if block.kind == "word" else _Characters(block) for block in blocks]
        if cues:
            self._kinds.append(_Cues(cues))
        if actors:
            self._kinds.append(_Actors(actors))
        self._seen = Seen([kind.read for kind in self._kinds])
        self._intercepts = intercepts
        self._alone = Lock()  # what has been seen grows

    def logits(self, texts: Sequence[str]) -> Floats:
        """Uncalibrated scores: n texts -> (n, k)."""
        parts = [np.zeros((0, len(self._intercepts)))]
        for some in _batches(texts):
            with self._alone:
                batch = self._seen.read(some)
                total = np.tile(self._intercepts, (len(some), 1))
                for kind, found in zip(self._kinds, self._seen.found(batch), strict=True):
                    total += kind.score(batch, found)
            parts.append(total)
        return np.concatenate(parts)


def known_rows(block: Block, text: str) -> list[int]:
    """The rows of the known terms of *block* in *text*, each as often as it occurs."""
    number = block.number
    if block.kind == "word":
        grams = word_ngrams(tokens(text), block.low, block.high)
    else:
        grams = [gram for chunk in chunks(text) for gram in character_ngrams(chunk, block.low, block.high)]
    return [number[gram] for gram in grams if gram in number]


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """*texts* in turn, few enough at once that what is made of them stays small."""
    start = letters = 0
    for i, text in enumerate(texts):
        if i - start == _TEXTS or letters > _LETTERS:
            yield texts[start:i]
            start, letters = i, 0
        letters += len(text)
    if start < len(texts):
        yield texts[start:]


class _Kind(Protocol):
    def read(self, part: str) -> list[int]:
        """What is kept of a part of a text."""

    def score(self, batch: Batch, found: Found) -> Floats:
        """What the features add to the logits of n texts: (n, k)."""


class _Words:
    def __init__(self, block: Block) -> None:
        self._runs = WordRuns(block)
        self._weighing = Weighing(block)

    def read(self, part: str) -> list[int]:
        return [self._runs.number(word) for word in tokens(part)]

    def score(self, batch: Batch, found: Found) -> Floats:
        return self._weighing.score(len(batch.texts), *self._runs.find(found.values, found.text))


class _Characters:
    def __init__(self, block: Block) -> None:
        self._block = block
        self._weighing = Weighing(block)

    def read(self, part: str) -> list[int]:
        return known_rows(self._block, part)

    def score(self, batch: Batch, found: Found) -> Floats:
        return self._weighing.score(len(batch.texts), found.text, found.values)


class _Cues:
    def __init__(self, cues: CueBlock) -> None:
        self._marks = CueMarks(cues.stems)
        self._coefficients = cues.coefficients

    def read(self, part: str) -> list[int]:
        return [self._marks.mark(word) for word in tokens(part)]

    def score(self, batch: Batch, found: Found) -> Floats:
        matches = self._marks.matches(len(batch.texts), found.values, found.text)
        return _times(np.log(1 + matches), self._coefficients)


class _Actors:
    def __init__(self, actors: ActorBlock) -> None:
        self._parts = ActorParts(actors.terms)
        self.read = self._parts.read
        self._coefficients = actors.coefficients

    def score(self, batch: Batch, found: Found) -> Floats:
        return _times(self._parts.features(batch, found), self._coefficients)


def _times(features: Floats, coefficients: Floats) -> Floats:
    """Features (n, f) times coefficients (f, k), text by text: one product of all has last bits that depend on n."""
    return np.array([row.dot(coefficients) for row in features]).reshape(len(features), coefficients.shape[1])
