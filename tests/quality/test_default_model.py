"""The bundled model is what its labels give."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tristance.labels.examples import Examples, examples
from tristance.labels.store import Labels, read_labels
from tristance.model.linear import LinearModel
from tristance.model.persistence import load, read_card
from tristance.resources import bundled
from tristance.training.fit import fit_pipeline, freeze
from tristance.training.recipe import Recipe

FOLDER = bundled("models", "default")
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def labels() -> Labels:
    return read_labels(bundled("labels"))


@pytest.fixture(scope="module")
def retrained(labels: Labels) -> tuple[LinearModel, Examples]:
    """The model fitted again at the card's C; what the folds chose is taken from the card."""
    found = examples(labels)
    card, shipped = read_card(FOLDER), load(FOLDER)
    parameters = card["parameters"]
    recipe = Recipe(words=tuple(parameters["words"]), characters=tuple(parameters["characters"]))
    pipeline = fit_pipeline(found, recipe, parameters["c"], parameters["class_weight"])
    return freeze(pipeline, found, recipe, shipped.calibration, shipped.decision_offsets), found


def test_the_card_names_these_labels(labels: Labels) -> None:
    assert read_card(FOLDER)["labels"]["digest"] == labels.digest, "labels/ has changed; run: make default-model"


def test_training_again_gives_the_same_terms(retrained: tuple[LinearModel, Examples]) -> None:
    for again, shipped in zip(retrained[0].blocks, load(FOLDER).blocks, strict=True):
        assert again.terms == shipped.terms
        assert np.array_equal(again.df, shipped.df)


def test_training_again_gives_the_same_probabilities(retrained: tuple[LinearModel, Examples]) -> None:
    model, found = retrained
    texts = found.texts[::3]
    difference = np.abs(np.exp(model.log_probabilities(texts)) - np.exp(load(FOLDER).log_probabilities(texts)))
    assert difference.max() <= 1e-6


def test_the_model_is_small() -> None:
    assert (FOLDER / "model.npz").stat().st_size < 10 * MEGABYTE


def test_the_card_hides_no_provenance() -> None:
    text = " ".join((FOLDER / "README.md").read_text(encoding="utf-8").split())
    assert "**Language models** restated or composed every text" in text
    assert "It is **not** agreement between humans" in text


def test_the_card_holds_no_place_and_no_time() -> None:
    text = (FOLDER / "card.json").read_text(encoding="utf-8")
    assert not [word for word in ("/home", "/root", "/work", "\\\\", "T0", "2026-11") if word in text]
    assert json.loads(text)["scores"]["text"]
