"""Scoring holds on to no memory, and neither do scorers that are gone."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from hostile import AWKWARD
from made_up_models import ACTORS, CHARACTERS, SHAPES, SOURCE, STEMS, WORDS, made_up
from tristance.errors import DamagedModel
from tristance.model.blocks import Floats
from tristance.model.linear import LinearModel

Scorer = Callable[[LinearModel, Sequence[str]], Floats]
MEGABYTE = 2**20
STATM = Path("/proc/self/statm")


def resident() -> int:
    """Bytes of this process in memory."""
    if not STATM.exists():
        pytest.skip("only Linux says how much memory is in use at this moment")
    return int(STATM.read_text(encoding="ascii").split()[1]) * 4096


def test_two_hundred_thousand_texts(kernel_logits: Scorer) -> None:
    model = SHAPES["everything"]
    batches = [
        [f"{SOURCE[i % 200 :]} café{i}" for i in range(start, start + 5_000)] for start in range(0, 20_000, 5_000)
    ]
    for batch in batches:
        kernel_logits(model, batch)
    before = resident()
    for _ in range(10):
        for batch in batches:
            kernel_logits(model, batch)
    assert resident() - before < 16 * MEGABYTE


def test_texts_that_are_left(kernel_logits: Scorer) -> None:
    model = SHAPES["words alone"]
    texts = [f"İ quay {i} \ud800" for i in range(2_000)]
    kernel_logits(model, texts)
    before = resident()
    for _ in range(20):
        kernel_logits(model, texts)
    assert resident() - before < 8 * MEGABYTE


def test_models_that_come_and_go(kernel_logits: Scorer) -> None:
    def come_and_go(times: int) -> None:
        for _ in range(times):
            kernel_logits(made_up([WORDS, CHARACTERS], 3, STEMS, ACTORS), list(AWKWARD.values()))
        gc.collect()

    come_and_go(5)
    before = resident()
    come_and_go(40)
    assert resident() - before < 12 * MEGABYTE


def test_models_that_are_refused(kernel_logits: Scorer) -> None:
    kernel_logits(SHAPES["words alone"], [""])
    model = made_up([("word", 1, 2, [f"word{i}" for i in range(30_000)])])
    model.blocks[0].which[-1] = 2**30

    def refused(times: int) -> None:
        for _ in range(times):
            with pytest.raises(DamagedModel):
                LinearModel(**{**vars(model), "blocks": model.blocks}).compiled  # noqa: B018  # builds it
        gc.collect()

    refused(5)
    before = resident()
    refused(60)
    assert resident() - before < 16 * MEGABYTE


def test_texts_are_let_go(kernel_logits: Scorer) -> None:
    model = SHAPES["everything"]
    assert model.compiled
    texts = [f"{word} {i}" for word in ("quay", "\ud800", "İ") for i in range(200)]
    held = [sys.getrefcount(text) for text in texts]
    for _ in range(50):
        kernel_logits(model, texts)
        with pytest.raises(TypeError):
            kernel_logits(model, [*texts, 3])  # type: ignore[list-item]
    assert [sys.getrefcount(text) for text in texts] == held


def test_python_objects_do_not_pile_up(kernel_logits: Scorer) -> None:
    model = SHAPES["everything"]
    texts = [*AWKWARD.values()]
    kernel_logits(model, texts)
    tracemalloc.start()
    try:
        kernel_logits(model, texts)
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(100):
            kernel_logits(model, texts)
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] - before < 20_000
    finally:
        tracemalloc.stop()
