"""Numpy and the kernel score as the specification says, within 1e-9, whatever the text and whatever the model."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import AWKWARD, every_letter, hostile_texts
from made_up_models import ACTORS, SHAPES, SOURCE, STEMS, grams, made_up, models
from plain import plain_logits
from tristance.model.blocks import Floats
from tristance.model.linear import LinearModel
from tristance.model.vectorised import Vectorised

Scorer = Callable[[LinearModel, Sequence[str]], Floats]


EQUAL = 1e-11  # tighter than what is promised: only rounding may differ


def assert_plain(logits: Scorer, model: LinearModel, texts: Sequence[str]) -> None:
    """The scores are those of the specification."""
    found = logits(model, texts)
    expected = [plain_logits(model, text) for text in texts]
    assert found.shape == (len(texts), len(model.intercepts))
    np.testing.assert_allclose(found, np.reshape(expected, found.shape), rtol=0, atol=EQUAL)


@pytest.mark.parametrize("name", SHAPES)
def test_models_of_every_shape_on_awkward_texts(logits: Scorer, name: str) -> None:
    assert_plain(logits, SHAPES[name], [*AWKWARD.values(), SOURCE])


@pytest.mark.property
@given(st.sampled_from(sorted(SHAPES)), st.lists(hostile_texts(), max_size=4))
def test_models_of_every_shape_on_any_text(logits: Scorer, name: str, texts: list[str]) -> None:
    assert_plain(logits, SHAPES[name], texts)


@pytest.mark.property
@given(models(), st.lists(hostile_texts(), max_size=4))
def test_any_model_on_any_text(logits: Scorer, model: LinearModel, texts: list[str]) -> None:
    assert_plain(logits, model, texts)


@pytest.mark.property
@given(hostile_texts())
def test_a_model_that_knows_every_term_of_the_text(logits: Scorer, text: str) -> None:
    assert_plain(logits, knowing(text.encode(errors="replace").decode()), [text])


def knowing(text: str) -> LinearModel:
    """A model whose terms are all those of *text*: no letter of it can be misread unseen."""
    words = dict.fromkeys(grams("word", 1, 2, text))
    return made_up([("word", 1, 2, list(words)), ("char_wb", 1, 3, list(dict.fromkeys(grams("char_wb", 1, 3, text))))])


def assert_letters(logits: Scorer, texts: Sequence[str]) -> None:
    for text in texts:
        model = knowing(text)
        difference = np.abs(logits(model, [text]) - plain_logits(model, text)).max()
        assert difference <= EQUAL, f"a letter from U+{ord(text[1]):04X} on"


def test_every_letter_of_unicode(logits: Scorer) -> None:
    assert_letters(logits, every_letter())


@pytest.mark.soak
def test_every_code_point_of_unicode(logits: Scorer) -> None:
    assert_letters(logits, every_letter(every=1))


LONG = {
    "a text of five megabytes": "The quay's noise; North Korea’s U.S.-led über Abcdefghi. " * 90_000,
    "a word of a megabyte": f"quay {'quayΣ' * 170_000} ab",
    "a hundred thousand different words": " ".join(f"w{i} quay{i:x} é{i}" for i in range(33_334)),
    "a run of white space": f"a{' ' * 1_000_000}b{chr(0x2028) * 300_000}quay",
    "a run of what is passed over": f"AΣ{'.' * 500_000}B{chr(0x301) * 200_000}Σ",
}


@pytest.mark.parametrize("name", LONG)
def test_long_texts(kernel_logits: Scorer, name: str) -> None:
    """The specification takes quadratic time for these: numpy, which the other tests hold equal to it, does not."""
    model, texts = SHAPES["everything"], ["quay", LONG[name], "noise"]
    np.testing.assert_allclose(kernel_logits(model, texts), model.vectorised.logits(texts), rtol=0, atol=EQUAL)


@pytest.mark.parametrize("name", LONG)
def test_the_starts_of_long_texts(logits: Scorer, name: str) -> None:
    assert_plain(logits, SHAPES["everything"], [LONG[name][:2_000]])


@pytest.mark.parametrize(
    "terms",
    [
        pytest.param(
            ["abcdefgh", "abcdefghi", "abcdefghij", "abcdefg", "ab", "abcdefghabcdefgh"], id="first eight bytes"
        ),
        pytest.param(["éééé", "ééééé", "éééé1", "한국어", "한국", "한국어가"], id="letters of several bytes"),
        pytest.param([f"{'a' * i}" for i in range(2, 300)], id="each the start of the next"),
        pytest.param([f"word{i}" for i in range(50_000)], id="many"),
        pytest.param(["quay", "q" * 100_000], id="one very long"),
    ],
)
def test_terms_that_are_nearly_alike(logits: Scorer, terms: list[str]) -> None:
    model = made_up([("word", 1, 2, [*terms, *map(" ".join, itertools.pairwise(terms[:51]))])])
    texts = [" ".join(terms[:500]), " ".join(terms[-9:]).upper(), " ".join(f"{term}x" for term in terms[:500])]
    assert_plain(logits, model, texts)


NAMED = [
    *("U.S.", "U.S.A", "aU.S.", "U.S.-led", "U.S.U.S.", "U.S.\u0301", "US US", "İstanbul US", "12)", "12)3", "_1_"),
    *("North Korea", "North Koreans.", "North KoreaUS", "North  Korea", "Koreas", "K\u00adorea Ko\u00adre", "theNorth"),
    *("the North's", "North'sUS", "quay and", "quay andes", "quay and theory", "quays", "É", "E\u0301", "한국"),
    *("x\x00y", "x\x00yz"),
]


@pytest.mark.parametrize("text", NAMED)
def test_actors_as_they_are_written(logits: Scorer, text: str) -> None:
    assert_plain(logits, SHAPES["actors alone"], [text, f"{text} {text}", f".{text}.", f"x {text} North Korea"])


@pytest.mark.parametrize("size", [0.0, 1e-300, 1e300])
def test_coefficients_of_any_size(logits: Scorer, size: float) -> None:
    model = made_up([("word", 1, 2, ["quay", "noise", "the quay"])], stems=STEMS, actors=ACTORS)
    assert model.cues
    assert model.actors
    for coefficients in (model.blocks[0].distinct, model.cues.coefficients, model.actors.coefficients):
        coefficients[...] = size
    found = logits(model, [SOURCE, ""])
    np.testing.assert_allclose(found, [plain_logits(model, text) for text in (SOURCE, "")], rtol=1e-12, atol=1e-12)


def test_no_texts_have_no_scores(logits: Scorer) -> None:
    assert logits(SHAPES["everything"], []).shape == (0, 3)


@pytest.mark.parametrize("name", SHAPES)
def test_calibrated_probabilities(kernel_logits: Scorer, name: str) -> None:
    model, texts = SHAPES[name], [*AWKWARD.values()]
    expected = model.calibration.apply(kernel_logits(model, texts))
    np.testing.assert_allclose(model.log_probabilities(texts), expected, rtol=0, atol=EQUAL)


def test_the_kernel_leaves_no_text_that_it_can_read(kernel_logits: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answer = Vectorised.logits

    def logits(self: Vectorised, texts: Sequence[str]) -> Floats:
        asked.extend(texts)
        return answer(self, texts)

    monkeypatch.setattr(Vectorised, "logits", logits)
    kernel_logits(SHAPES["everything"], [*AWKWARD.values(), *every_letter()])
    assert sorted(asked) == sorted(
        text for text in AWKWARD.values() if "İ" in text or "\ud800" in text or "\ud83d" in text
    )
