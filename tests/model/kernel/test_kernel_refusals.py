"""What is no text, and arrays that do not fit together, are refused with what is wrong; nothing crashes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from made_up_models import ACTORS, CHARACTERS, SHAPES, STEMS, WORDS, made_up
from tristance.errors import DamagedModel
from tristance.model import letters
from tristance.model.blocks import Floats
from tristance.model.linear import LinearModel

Scorer = Callable[[LinearModel, Sequence[str]], Floats]


@pytest.mark.parametrize("wrong", [3, None, b"quay", 1.5, ["quay"], float("nan")])
@pytest.mark.parametrize("place", [0, 1, 300])
def test_what_is_no_text(logits: Scorer, wrong: Any, place: int) -> None:
    texts: list[Any] = ["quay"] * 301
    texts[place] = wrong
    with pytest.raises(TypeError, match=f"text {place} is .*{type(wrong).__name__}"):
        logits(SHAPES["everything"], texts)
    assert logits(SHAPES["everything"], ["quay"]).shape == (1, 3)


@pytest.mark.parametrize("wrong", [3, None])
def test_what_is_no_list(logits: Scorer, wrong: Any) -> None:
    with pytest.raises(TypeError):
        logits(SHAPES["everything"], wrong)


def changed(**fields: Any) -> LinearModel:
    """A model whose first block has other fields."""
    model = made_up([WORDS, CHARACTERS], stems=STEMS, actors=ACTORS)
    return dataclasses.replace(model, blocks=(dataclasses.replace(model.blocks[0], **fields), model.blocks[1]))


BLOCK = made_up([WORDS, CHARACTERS], stems=STEMS, actors=ACTORS).blocks[0]
N = len(BLOCK.which)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"which": np.full(N, len(BLOCK.distinct), np.int32)}, id="a row that is not there"),
        pytest.param({"which": np.full(N, -1, np.int32)}, id="a row before the first"),
        pytest.param({"which": np.full(N, 2**31 - 1, np.int32)}, id="a row far away"),
        pytest.param({"which": BLOCK.which[:-1]}, id="too few rows"),
        pytest.param({"which": np.append(BLOCK.which, 0).astype(np.int32)}, id="too many rows"),
        pytest.param({"which": BLOCK.which[:0]}, id="no rows"),
        pytest.param({"df": BLOCK.df[:-1]}, id="too few frequencies"),
        pytest.param({"df": np.append(BLOCK.df, 1)}, id="too many frequencies"),
        pytest.param({"distinct": BLOCK.distinct[:1]}, id="too few coefficients"),
        pytest.param({"distinct": BLOCK.distinct[:0]}, id="no coefficients"),
        pytest.param({"distinct": BLOCK.distinct[:, :2]}, id="of too few tags"),
        pytest.param({"distinct": BLOCK.distinct.ravel()[:-1]}, id="torn"),
        pytest.param({"packed": BLOCK.packed + b"\nmore"}, id="too many terms"),
        pytest.param({"packed": BLOCK.packed.rpartition(b"\n")[0]}, id="too few terms"),
        pytest.param({"packed": b""}, id="no terms"),
        pytest.param({"packed": b"\n".join([b"quay"] * N)}, id="a term twice"),
        pytest.param({"packed": b"\n" * (N - 1)}, id="empty terms"),
        pytest.param({"low": 0}, id="n-grams of nothing"),
        pytest.param({"low": 3, "high": 2}, id="a range turned round"),
        pytest.param({"low": -1}, id="a range below nothing"),
    ],
)
def test_blocks_that_do_not_fit_together(kernel_logits: Scorer, fields: dict[str, Any]) -> None:
    model = changed(**fields)
    model.blocks[0].__dict__["idf"] = np.log((1 + BLOCK.n) / (1 + model.blocks[0].df)) + 1.0
    if fields.get("packed") == b"\n" * (N - 1):
        pytest.skip("a term that no text holds may be there as often as it likes") if _is_taken(model) else None
    with pytest.raises(DamagedModel, match="do not fit together"):
        kernel_logits(model, ["quay"])


def _is_taken(model: LinearModel) -> bool:
    try:
        return model.compiled is not None
    except DamagedModel:
        return False


def test_cues_and_actors_that_do_not_fit(kernel_logits: Scorer) -> None:
    model = made_up([WORDS], stems=STEMS, actors=ACTORS)
    kernel_logits(model, ["quay"])
    assert model.cues
    assert model.actors
    for part in (
        {"cues": dataclasses.replace(model.cues, coefficients=model.cues.coefficients[:, :2])},
        {"actors": dataclasses.replace(model.actors, coefficients=model.actors.coefficients[:-1])},
        {"actors": dataclasses.replace(model.actors, coefficients=model.actors.coefficients[:, :1])},
        {"intercepts": model.intercepts[:2]},
        {"intercepts": model.intercepts[:0]},
        {"calibration": model.calibration._replace(offsets=model.calibration.offsets[:1])},
    ):
        with pytest.raises(DamagedModel, match="do not fit together"):
            kernel_logits(dataclasses.replace(model, **part), ["quay"])


ONE = np.zeros(2)
ROW = np.zeros(1, np.int32)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param((letters.page, ONE, 1.0, ONE, [], [], (1, ONE, [(0, b"\xc3", False)])), id="half a letter"),
        pytest.param((letters.page, ONE, 1.0, ONE, [], [], (1, ONE, [(1, b"x", False)])), id="an actor not there"),
        pytest.param((letters.page, ONE, 1.0, ONE, [], [], (1, ONE, [(-1, b"x", False)])), id="an actor before"),
        pytest.param((letters.page, ONE, 1.0, ONE, [], [], (1, ONE, [(0, b"", False)])), id="an empty term"),
        pytest.param((letters.page, ONE, 1.0, ONE, [], [], (2**62, ONE, [])), id="too many actors"),
        pytest.param((letters.page, ONE, 1.0, ONE, [], [], (1, ONE, 3)), id="terms that are none"),
        pytest.param((letters.page, ONE, 1.0, ONE, [], [(7, ONE, [b"quay"])], None), id="a cue not there"),
        pytest.param((letters.page, ONE, 1.0, ONE, [], [(-1, ONE, [b"quay"])], None), id="a cue before"),
        pytest.param((letters.page, ONE, 1.0, ONE, [], [(0, ONE, [b"x"])], None), id="a stem of one letter"),
        pytest.param((letters.page, ONE, 1.0, ONE, [], [(0, ONE, [b""])], None), id="an empty stem"),
        pytest.param((letters.page, ONE, 1.0, ONE, [], [(0, ONE, ["quay"])], None), id="a stem of letters"),
        pytest.param((letters.page, ONE, 1.0, ONE, [(2, 1, 2, b"q", ONE[:1], ROW, ONE)], [], None), id="no kind"),
        pytest.param((letters.page, ONE, 1.0, ONE, [(0, 1, 2**40, b"q", ONE[:1], ROW, ONE)], [], None), id="a range"),
        pytest.param((letters.page, ONE, 1.0, ONE, [(0, 1, 2, "q", ONE[:1], ROW, ONE)], [], None), id="no bytes"),
        pytest.param((letters.page, ONE, 1.0, ONE, [()], [], None), id="an empty block"),
        pytest.param((letters.page, ONE, 1.0, ONE, None, [], None), id="no blocks"),
        pytest.param((letters.page, ONE[::2], 1.0, ONE, [], [], None), id="of two sizes"),
        pytest.param((letters.page, [0.0, 0.0], 1.0, ONE, [], [], None), id="a list"),
        pytest.param((letters.page, np.zeros(4)[::2], 1.0, ONE, [], [], None), id="with gaps"),
        pytest.param((), id="nothing"),
    ],
)
@pytest.mark.usefixtures("kernel_logits")
def test_the_scorer_itself_refuses(arguments: tuple[Any, ...]) -> None:
    from tristance.model._kernel import Scorer

    with pytest.raises((ValueError, TypeError, BufferError, OverflowError)):
        Scorer(*arguments)


@pytest.mark.usefixtures("kernel_logits")
@pytest.mark.parametrize(
    "page",
    [
        pytest.param(lambda _: None, id="nothing"),
        pytest.param(lambda _: (b"", b""), id="empty"),
        pytest.param(lambda _: (b"x" * 1024, b"x" * 255), id="too short"),
        pytest.param(lambda _: 1 // 0, id="an error of its own"),
    ],
)
def test_letters_that_are_none(page: Callable[[int], Any]) -> None:
    from tristance.model._kernel import Scorer

    scorer = Scorer(page, ONE, 1.0, ONE, [], [], None)
    for _ in range(3):
        with pytest.raises((TypeError, ValueError, ZeroDivisionError)):
            scorer.score(["quay"], np.empty((1, 2)), False)


@pytest.mark.usefixtures("kernel_logits")
def test_a_place_for_scores_that_is_none() -> None:
    from tristance.model._kernel import Scorer

    scorer = Scorer(letters.page, ONE, 1.0, ONE, [], [], None)
    frozen = np.empty((1, 2))
    frozen.flags.writeable = False
    places: list[Any] = [np.empty((1, 3)), np.empty((2, 2)), np.empty((2, 2))[:, :1], frozen, None, b"x" * 16]
    for out in places:
        with pytest.raises((ValueError, BufferError, TypeError)):
            scorer.score(["quay"], out, False)
