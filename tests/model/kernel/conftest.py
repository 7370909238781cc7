"""Both ways of scoring, so that each test holds for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tristance.model import compiled
from tristance.model.blocks import Floats
from tristance.model.linear import LinearModel

Scorer = Callable[[LinearModel, Sequence[str]], Floats]


def by_numpy(model: LinearModel, texts: Sequence[str]) -> Floats:
    return model._by_numpy(texts)


def by_kernel(model: LinearModel, texts: Sequence[str]) -> Floats:
    assert model.compiled is not None
    return model.logits(texts)


@pytest.fixture(scope="session", params=["numpy", "compiled"])
def logits(request: pytest.FixtureRequest) -> Scorer:
    """Logits of texts by a model: (model, n texts) -> (n, k), with numpy and by the kernel."""
    if request.param == "numpy":
        return by_numpy
    return request.getfixturevalue("kernel_logits")  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def kernel_logits() -> Scorer:
    """The same, by the kernel alone."""
    missing = compiled.why_not()
    if missing:
        pytest.skip(f"the kernel is {missing}")
    return by_kernel
