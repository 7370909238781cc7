"""The score of texts with numpy: what installs without a compiler use, and the kernel for what it leaves.

For each block of n-grams a text has the weights (1 + log count) · idf, scaled to length 1 within the block; each cue
feature is log(1 + matches); the actors named, and their pairs, are alike and scaled to length 1. Their products with
the coefficients, plus intercepts, are the logits.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tristance.model.actors import actor_features, actor_finder
from tristance.model.blocks import ActorBlock, Block, CueBlock, Floats
from tristance.model.cues import cue_counter, cue_features
from tristance.model.features import character_ngrams, chunks, tokens, word_ngrams

_REMEMBERED = 200_000  # chunks whose n-grams are kept at hand: words repeat, so looking each up once is enough
_BATCH = 256


class Vectorised:
    """Scores texts by the arrays of a model; ``intercepts`` are (k,)."""

    def __init__(
        self, blocks: Sequence[Block], cues: CueBlock | None, actors: ActorBlock | None, intercepts: Floats
    ) -> None:
        self._blocks = [_Counting(block) for block in blocks]
        self._cues = (cue_counter(cues.stems), cues.coefficients) if cues else None
        self._actors = (actor_finder(actors.terms), len(actors.terms), actors.coefficients) if actors else None
        self._intercepts = intercepts

    def logits(self, texts: Sequence[str]) -> Floats:
        """Uncalibrated scores: n texts -> (n, k)."""
        parts = [self._batch(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, len(self._intercepts)))

    def _batch(self, texts: Sequence[str]) -> Floats:
        total = np.tile(self._intercepts, (len(texts), 1))
        for block in self._blocks:
            total += block.score(texts)
        if self._cues:
            count, coefficients = self._cues
            total += cue_features(count, texts) @ coefficients
        if self._actors:
            find, n, coefficients = self._actors
            total += actor_features(find, n, texts) @ coefficients
        return total


def known_rows(block: Block, text: str) -> list[int]:
    """The rows of the known terms of *block* in *text*, each as often as it occurs."""
    number = block.number
    if block.kind == "word":
        grams = word_ngrams(tokens(text), block.low, block.high)
    else:
        grams = [gram for chunk in chunks(text) for gram in character_ngrams(chunk, block.low, block.high)]
    return [number[gram] for gram in grams if gram in number]


class _Counting:
    """One block, and what it has seen of chunks."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._of_chunk: dict[str, list[int]] = {}

    def _rows(self, text: str) -> list[int]:
        """The rows of the known terms in *text*, each as often as it occurs."""
        block = self._block
        if block.kind == "word":
            return known_rows(block, text)
        number = block.number
        remembered = self._of_chunk
        if len(remembered) > _REMEMBERED:
            remembered.clear()
        found: list[int] = []
        for chunk in chunks(text):
            rows = remembered.get(chunk)
            if rows is None:
                grams = character_ngrams(chunk, block.low, block.high)
                rows = remembered[chunk] = [number[gram] for gram in grams if gram in number]
            found += rows
        return found

    def score(self, texts: Sequence[str]) -> Floats:
        """What the block adds to the logits: n texts -> (n, k)."""
        block = self._block
        rows = [self._rows(text) for text in texts]
        lengths = [len(found) for found in rows]
        size = max(len(block.which), 1)
        flat = np.fromiter((row for found in rows for row in found), dtype=np.int64, count=sum(lengths))
        keys, counts = np.unique(np.repeat(np.arange(len(texts)), lengths) * size + flat, return_counts=True)
        paragraph, term = keys // size, keys % size
        weights = (1.0 + np.log(counts)) * block.idf[term]
        norms = np.sqrt(np.bincount(paragraph, weights * weights, minlength=len(texts)))
        norms[norms == 0] = 1.0
        added = [
            np.bincount(paragraph, weights * column[term], minlength=len(texts)) / norms
            for column in block.coefficients.T
        ]
        return np.stack(added, axis=1)
