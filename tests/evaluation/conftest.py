"""Tagged paragraphs as the checks of an evaluation take them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from tristance.model.held_out import HeldOut
from tristance.schema import Codebook, Tag

MakeHeld = Callable[..., HeldOut]


def codebook(*stances: str, background: str | None = "none") -> Codebook:
    """A codebook of these stances, without cues."""
    tags = [Tag(name, f"It is {name}.", "stance") for name in stances]
    tags += [Tag(background, "Anything else.", "background")] if background else []
    return Codebook("1", "What is it?", (), tuple(tags))


@pytest.fixture(scope="session")
def make_held() -> MakeHeld:
    """Makes held-out predictions of gold tags, groups and what else matters; all else is as simple as can be."""

    def make(
        gold: Sequence[int],
        predicted: Sequence[int] | None = None,
        groups: Sequence[int] | None = None,
        *,
        folds: Sequence[int] | None = None,
        kinds: Sequence[str] | None = None,
        book: Codebook | None = None,
    ) -> HeldOut:
        book = book or codebook("for", "against")
        n, k = len(gold), len(book.names)
        numbers = np.array(groups if groups is not None else range(n), dtype=np.intp)
        return HeldOut(
            book,
            tuple(f"p{i}" for i in range(n)),
            tuple(f"a{group}" for group in numbers),
            tuple(kinds if kinds is not None else ["real"] * n),
            numbers,
            np.array(folds if folds is not None else numbers % 5, dtype=np.intp),
            np.array(gold, dtype=np.intp),
            np.array(gold if predicted is None else predicted, dtype=np.intp),
            np.full((n, k), 1 / k),
        )

    return make
