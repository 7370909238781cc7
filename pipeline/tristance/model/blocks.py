"""The frozen arrays of a model: what each kind of feature is, and the coefficients that it has for each tag.

Nothing here scores a text: ``vectorised`` does with numpy, ``compiled`` with the kernel, and tests hold them equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tristance.errors import DamagedModel

Floats = NDArray[np.float64]
Kind = Literal["word", "char_wb"]
TWICE = "a term stands twice in the model's arrays; copy its whole folder again, or train the model again"


@dataclass(frozen=True)
class Block:
    """One TF-IDF block: its terms, how many training paragraphs held each, and a row of k coefficients for each.

    ``packed`` are the terms in UTF-8, joined by LF, which no term holds: a quarter of a million of them are text in one
    step, and only strings where someone asks for them. ``n`` is the number of training paragraphs and ``df`` (n_terms,)
    how many of those held each term: idf = 1 + log((1 + n) / (1 + df)). Terms that stand in the same training
    paragraphs have the same coefficients: ``distinct`` (u, k) holds each row once, ``which`` (n_terms,) names the row.
    """

    kind: Kind
    low: int
    high: int
    packed: bytes = field(repr=False)
    n: int
    df: NDArray[np.int32] = field(repr=False)
    which: NDArray[np.int32] = field(repr=False)
    distinct: Floats = field(repr=False)

    @classmethod
    def of(
        cls,
        kind: Kind,
        low: int,
        high: int,
        terms: Sequence[str],
        n: int,
        df: NDArray[np.integer],
        coefficients: Floats,
    ) -> Block:
        """The block of *terms* with their (n_terms, k) *coefficients*; equal rows are kept once, in order."""
        rows, first, which = np.unique(coefficients, axis=0, return_index=True, return_inverse=True)
        order = np.argsort(first)
        place = np.empty(len(rows), dtype=np.int32)
        place[order] = np.arange(len(rows), dtype=np.int32)
        return cls(
            kind,
            low,
            high,
            "\n".join(terms).encode(),
            n,
            df.astype(np.int32),
            place[which.reshape(-1)],
            np.ascontiguousarray(rows[order]),
        )

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms, in the order of their rows."""
        return tuple(self.packed.decode().split("\n")) if self.packed else ()

    @cached_property
    def coefficients(self) -> Floats:
        """One row a term: (n_terms, k)."""
        return np.asarray(self.distinct[self.which])

    @cached_property
    def idf(self) -> Floats:
        """Inverse document frequencies, (n_terms,), as scikit-learn smooths them."""
        most = int(self.df.max(initial=0))
        if most >= len(self.df):
            return self.idf_of(self.df)
        return self.idf_of(np.arange(most + 1))[self.df]  # a logarithm for each value, and not for each term

    def idf_of(self, df: NDArray[np.integer]) -> Floats:
        """The inverse document frequency of terms that so many training paragraphs held."""
        return np.asarray(np.log((1 + self.n) / (1 + df)) + 1.0)

    @cached_property
    def number(self) -> dict[str, int]:
        """The row of each term. Raises :class:`DamagedModel` where one stands twice: loading does not look."""
        number = dict(zip(self.terms, range(len(self.terms)), strict=True))
        if len(number) != len(self.which):
            raise DamagedModel(TWICE)
        return number


@dataclass(frozen=True)
class CueBlock:
    """One feature for each of the m tags that list cues: their stems, and (m, k) coefficients."""

    stems: tuple[tuple[str, ...], ...]
    coefficients: Floats = field(repr=False)


@dataclass(frozen=True)
class ActorBlock:
    """One feature for each of the a actors, and one for each pair: their terms, and (a + a(a-1)/2, k) coefficients."""

    terms: tuple[tuple[str, ...], ...]
    coefficients: Floats = field(repr=False)
