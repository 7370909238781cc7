"""A model of so many pairs of words that three of its numbers do not fit into 64 bits: they are kept otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from tristance.measures.calibration import Calibration
from tristance.model.blocks import Block, Floats
from tristance.model.linear import LinearModel
from tristance.schema import Codebook, Tag

WORDS = 730  # their pairs are above 2^19, and so the numbers that a table makes room for above 2^21


@pytest.fixture(scope="module")
def model() -> LinearModel:
    names = [f"w{i}" for i in range(WORDS)]
    terms = sorted(f"{one} {other}" for one in names for other in names)
    assert len(terms) > 2**19
    which = np.arange(len(terms), dtype=np.int32) % 97
    distinct = np.random.default_rng(1).normal(size=(97, 3))
    df = np.full(len(terms), 3, dtype=np.int32)
    return LinearModel(
        Codebook("1", "?", (), tuple(Tag(name, "", "stance", ()) for name in "abc")),
        (Block("word", 2, 2, "\n".join(terms).encode(), 100, df, which, distinct),),
        None,
        None,
        np.zeros(3),
        Calibration(1.0, np.zeros(3)),
        np.zeros(3),
    )


def test_pairs_are_found_among_half_a_million(
    kernel_logits: Callable[[LinearModel, Sequence[str]], Floats], model: LinearModel
) -> None:
    draw = np.random.default_rng(2)
    texts = [" ".join(f"w{i}" for i in draw.integers(0, WORDS + 50, 60)) for _ in range(200)]
    expected = model.vectorised.logits(texts)  # held to the specification elsewhere, which is slow among so many terms
    assert (np.abs(expected).max(axis=1) > 0.1).all()
    np.testing.assert_allclose(kernel_logits(model, texts), expected, rtol=0, atol=1e-12)
