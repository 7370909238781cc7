"""What a text is scored with, before, behind or beside it, changes no bit of its scores; nor do several threads."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import AWKWARD, every_letter, hostile_texts
from made_up_models import ACTORS, CHARACTERS, SHAPES, SOURCE, STEMS, WORDS, made_up
from tristance.model.blocks import Floats
from tristance.model.linear import LinearModel

Scorer = Callable[[LinearModel, Sequence[str]], Floats]
TEXTS = [*AWKWARD.values(), SOURCE, "", SOURCE * 3]
LEFT = "quay İ noise"


def fresh(n_tags: int = 3) -> LinearModel:
    return made_up([WORDS, CHARACTERS], n_tags, STEMS, ACTORS)


def test_a_batch_is_its_texts(kernel_logits: Scorer) -> None:
    alone = np.concatenate([kernel_logits(fresh(), [text]) for text in TEXTS])
    model = fresh()
    for _ in range(2):
        assert np.array_equal(kernel_logits(model, TEXTS), alone)
    assert np.array_equal(kernel_logits(model, [*TEXTS[::-1]])[::-1], alone)


@pytest.mark.property
@given(st.lists(hostile_texts(), min_size=1, max_size=6), st.randoms())
def test_any_batch_is_its_texts(kernel_logits: Scorer, texts: list[str], random: object) -> None:
    model = SHAPES["everything"]
    alone = np.concatenate([kernel_logits(model, [text]) for text in texts])
    assert np.array_equal(kernel_logits(model, texts), alone)
    order = list(range(len(texts)))
    random.shuffle(order)  # type: ignore[attr-defined]  # a random.Random of Hypothesis
    assert np.array_equal(kernel_logits(model, [texts[i] for i in order]), alone[order])


@pytest.mark.parametrize("before", [LEFT, "\ud800", "q" * 100_000, " ".join(f"w{i}" for i in range(60_000))])
def test_what_came_before_leaves_no_trace(kernel_logits: Scorer, before: str) -> None:
    alone = kernel_logits(fresh(), [SOURCE])
    model = fresh()
    assert np.array_equal(kernel_logits(model, [before, SOURCE, before, SOURCE])[[1, 3]], np.repeat(alone, 2, axis=0))


def test_a_batch_of_more_texts_than_are_scored_at_once(kernel_logits: Scorer) -> None:
    texts = [f"{TEXTS[i % len(TEXTS)]} quay{i}" for i in range(1_000)]
    model = fresh()
    np.testing.assert_allclose(kernel_logits(model, texts), model.vectorised.logits(texts), rtol=0, atol=1e-9)


def test_more_chunks_than_are_remembered(kernel_logits: Scorer) -> None:
    model = fresh()
    texts = [" ".join(f"quay{i * 1000 + j} {i}é{j}" for j in range(1_000)) for i in range(60)]
    found = kernel_logits(model, texts)
    np.testing.assert_allclose(found, model.vectorised.logits(texts), rtol=0, atol=1e-9)
    assert np.array_equal(kernel_logits(model, texts), found)


def test_eight_threads_share_a_model(kernel_logits: Scorer) -> None:
    """Each with letters that none has met before, so that pages are filled while others read them."""
    letters = every_letter()
    shares = [[*letters[i::8], *TEXTS, LEFT, f"{SOURCE} {i}" * 50] for i in range(8)]
    expected = [kernel_logits(fresh(), texts) for texts in shares]
    for _ in range(5):
        model, start = fresh(), threading.Barrier(8)
        assert model.compiled

        def scored(texts: list[str], model: LinearModel = model, start: threading.Barrier = start) -> Floats:
            start.wait()
            return kernel_logits(model, texts)

        with ThreadPoolExecutor(8) as pool:
            for found, right in zip(pool.map(scored, shares), expected, strict=True):
                assert np.array_equal(found, right)


def test_the_interpreter_is_free_while_the_kernel_scores(kernel_logits: Scorer) -> None:
    """A thread that counts gets on during one long text: without the GIL, or it would stand still."""
    model, text = fresh(), SOURCE * 20_000
    kernel_logits(model, [SOURCE])
    counted, done = [0], threading.Event()

    def count() -> None:
        while not done.wait(0.0005):
            counted[0] += 1

    counter = threading.Thread(target=count)
    counter.start()
    kernel_logits(model, [text])
    done.set()
    counter.join()
    assert counted[0] >= 3


def test_a_model_may_go_while_its_scorer_stays() -> None:
    model = fresh()
    compiled = model.compiled
    if compiled is None:
        pytest.skip("the kernel is not in use")
    expected = compiled.logits(TEXTS)
    del model
    gc.collect()
    assert np.array_equal(compiled.logits(TEXTS), expected)
