"""The frozen model: arrays, and the score of a text by them.

For each block of n-grams a text has the weights (1 + log count) · idf, scaled to length 1 within the block; each cue
feature is log(1 + matches); the actors named, and their pairs, are alike and scaled to length 1. Their products with
the coefficients, plus intercepts, are the logits. Calibration makes probabilities of them; decision offsets, the tag.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tristance.measures.calibration import Calibration
from tristance.measures.decision import decide
from tristance.model.actors import Finder, actor_features, actor_finder
from tristance.model.features import character_ngrams, chunks, cue_feature, tokens, word_ngrams
from tristance.schema import Codebook, Prediction

Floats = NDArray[np.float64]
Kind = Literal["word", "char_wb"]
_REMEMBERED = 200_000  # chunks whose n-grams are kept at hand: words repeat, so looking each up once is enough
_BATCH = 256


@dataclass(frozen=True)
class Block:
    """One TF-IDF block: its terms, how many training paragraphs held each, and (n_terms, k) coefficients.

    ``n`` is the number of training paragraphs: idf = 1 + log((1 + n) / (1 + df)).
    """

    kind: Kind
    low: int
    high: int
    terms: tuple[str, ...] = field(repr=False)
    n: int
    df: NDArray[np.int64] = field(repr=False)
    coefficients: Floats = field(repr=False)

    @cached_property
    def idf(self) -> Floats:
        """Inverse document frequencies, (n_terms,), as scikit-learn smooths them."""
        return np.asarray(np.log((1 + self.n) / (1 + self.df)) + 1.0)

    @cached_property
    def number(self) -> dict[str, int]:
        """The row of each term."""
        return dict(zip(self.terms, range(len(self.terms)), strict=True))

    @cached_property
    def _of_chunk(self) -> dict[str, list[int]]:
        return {}

    def rows(self, text: str) -> list[int]:
        """The rows of the known terms in *text*, each as often as it occurs."""
        number = self.number
        if self.kind == "word":
            return [number[term] for term in word_ngrams(tokens(text), self.low, self.high) if term in number]
        remembered = self._of_chunk
        if len(remembered) > _REMEMBERED:
            remembered.clear()
        found: list[int] = []
        for chunk in chunks(text):
            rows = remembered.get(chunk)
            if rows is None:
                grams = character_ngrams(chunk, self.low, self.high)
                rows = remembered[chunk] = [number[gram] for gram in grams if gram in number]
            found += rows
        return found

    def score(self, texts: Sequence[str]) -> Floats:
        """What the block adds to the logits: n texts -> (n, k)."""
        rows = [self.rows(text) for text in texts]
        lengths = [len(found) for found in rows]
        size = max(len(self.terms), 1)
        flat = np.fromiter((row for found in rows for row in found), dtype=np.int64, count=sum(lengths))
        keys, counts = np.unique(np.repeat(np.arange(len(texts)), lengths) * size + flat, return_counts=True)
        paragraph, term = keys // size, keys % size
        weights = (1.0 + np.log(counts)) * self.idf[term]
        norms = np.sqrt(np.bincount(paragraph, weights * weights, minlength=len(texts)))
        norms[norms == 0] = 1.0
        added = [
            np.bincount(paragraph, weights * column[term], minlength=len(texts)) / norms
            for column in self.coefficients.T
        ]
        return np.stack(added, axis=1)


@dataclass(frozen=True)
class CueBlock:
    """One feature for each of the m tags that list cues: their stems, and (m, k) coefficients."""

    stems: tuple[tuple[str, ...], ...]
    coefficients: Floats = field(repr=False)

    @cached_property
    def _count(self) -> Callable[[str], list[int]]:
        return cue_counter(self.stems)

    def score(self, texts: Sequence[str]) -> Floats:
        """What the block adds to the logits: n texts -> (n, k)."""
        return cue_features(self._count, texts) @ self.coefficients


@dataclass(frozen=True)
class ActorBlock:
    """One feature for each of the a actors, and one for each pair: their terms, and (a + a(a-1)/2, k) coefficients."""

    terms: tuple[tuple[str, ...], ...]
    coefficients: Floats = field(repr=False)

    @cached_property
    def _find(self) -> Finder:
        return actor_finder(self.terms)

    def score(self, texts: Sequence[str]) -> Floats:
        """What the block adds to the logits: n texts -> (n, k)."""
        return actor_features(self._find, len(self.terms), texts) @ self.coefficients


def cue_features(count: Callable[[str], list[int]], texts: Sequence[str]) -> Floats:
    """The cue features of n texts, (n, m)."""
    return np.array([[cue_feature(matches) for matches in count(text)] for text in texts], dtype=np.float64)


def cue_counter(stems: Sequence[Sequence[str]]) -> Callable[[str], list[int]]:
    """A function that counts the matches of each of m lists of stems in a text; equal to ``cue_matches``, but quick.

    A stem's first word finds its candidates by its own letters alone, so that a text is read once and not once a stem.
    """
    by_letters: dict[str, list[tuple[int, list[str]]]] = {}
    lengths: set[int] = set()
    for column, tag in enumerate(stems):
        for stem in tag:
            parts = tokens(stem)
            if parts:
                by_letters.setdefault(parts[0], []).append((column, parts[1:]))
                lengths.add(len(parts[0]))
    sizes = sorted(lengths)

    def count(text: str) -> list[int]:
        words = tokens(text)
        found = [0] * len(stems)
        for i, word in enumerate(words):
            for size in sizes:
                if size > len(word):
                    break
                for column, rest in by_letters.get(word[:size], ()):
                    following = words[i + 1 : i + 1 + len(rest)]
                    if len(following) == len(rest) and all(map(str.startswith, following, rest)):
                        found[column] += 1
        return found

    return count


@dataclass(frozen=True)
class LinearModel:
    """A classifier of texts. All per-tag arrays are in the order of the codebook's tags; ``intercepts`` are (k,)."""

    codebook: Codebook
    blocks: tuple[Block, ...]
    cues: CueBlock | None
    actors: ActorBlock | None
    intercepts: Floats = field(repr=False)
    calibration: Calibration
    decision_offsets: Floats

    def logits(self, texts: Sequence[str]) -> Floats:
        """Uncalibrated scores: n texts -> (n, k)."""
        parts = [self._logits(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.intercepts)))

    def _logits(self, texts: Sequence[str]) -> Floats:
        total = np.tile(self.intercepts, (len(texts), 1))
        for block in self.blocks:
            total += block.score(texts)
        if self.cues is not None:
            total += self.cues.score(texts)
        if self.actors is not None:
            total += self.actors.score(texts)
        return total

    def log_probabilities(self, texts: Sequence[str]) -> Floats:
        """Calibrated log-probabilities: n texts -> (n, k)."""
        return self.calibration.apply(self.logits(texts))

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """The tag, its confidence and all probabilities of each text."""
        log_p = self.log_probabilities(texts)
        p = np.exp(log_p)
        tags = decide(log_p, self.decision_offsets)
        names = self.codebook.names
        return [Prediction(names[tag], float(row[tag]), tuple(row.tolist())) for tag, row in zip(tags, p, strict=True)]
