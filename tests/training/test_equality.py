"""The frozen model scores as the scikit-learn pipeline from which it came, within 1e-9: with numpy and compiled."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

from tristance.articles import read_article
from tristance.articles.tables import open_table
from tristance.labels.examples import Examples, examples
from tristance.labels.store import read_labels
from tristance.measures.calibration import Calibration
from tristance.model.linear import LinearModel
from tristance.resources import bundled
from tristance.training.fit import fit_pipeline, freeze
from tristance.training.recipe import Recipe

RECIPE = Recipe()
HOSTILE = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            ["quay", "NOISE", "İSTANBUL", "ΣΑΣ", "straße", "ﬁne", "e\u0301", "한국", "🙂", "\x00", "\ud800", "a_b"]
        )
    ).map(" ".join),
)


@pytest.fixture(scope="module")
def small(small_examples: Examples) -> tuple[Pipeline, LinearModel]:
    return both(small_examples)


@pytest.fixture(scope="module")
def shipped() -> tuple[Pipeline, LinearModel, Examples]:
    """Fitted on every fifth paragraph of the bundled labels, which is quicker; and all of them, to be scored."""
    found = examples(read_labels(bundled("labels")))
    part = found.only(np.arange(0, len(found), 5))
    return (*both(part), found)


def both(given_examples: Examples) -> tuple[Pipeline, LinearModel]:
    """A fitted pipeline and its frozen copy, uncalibrated."""
    pipeline = fit_pipeline(given_examples, RECIPE, 8.0, None)
    k = len(given_examples.codebook.names)
    return pipeline, freeze(pipeline, given_examples, RECIPE, Calibration(1.0, np.zeros(k)), np.zeros(k))


def difference(pipeline: Pipeline, model: LinearModel, texts: list[str]) -> float:
    """The largest difference of a probability, with numpy and, where it is in use, by the kernel."""
    expected: NDArray[np.float64] = pipeline.predict_proba(texts)
    log_p = [model.calibration.apply(model.vectorised.logits(texts))]
    if model.compiled:
        log_p.append(model.compiled.log_probabilities(texts))
    return max(float(np.abs(np.exp(found) - expected).max()) for found in log_p)


@pytest.mark.property
@given(st.lists(HOSTILE, min_size=1, max_size=4))
def test_on_hostile_unicode(small: tuple[Pipeline, LinearModel], texts: list[str]) -> None:
    assert difference(*small, texts) <= 1e-9


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("quay " * 50_000, id="one word 50,000 times"),
        pytest.param("q" * 200_000, id="a word of 200,000 letters"),
        pytest.param("Σ ς Σας ΟΔΟΣ ß ẞ İ i̇ ﬀ", id="letters whose lower case is special"),
        pytest.param("\u2028quay\u2029noise\x1fquay\x85", id="unusual white space"),
    ],
)
def test_on_awkward_text(small: tuple[Pipeline, LinearModel], text: str) -> None:
    assert difference(*small, [text]) <= 1e-9


def test_on_the_label_corpus(shipped: tuple[Pipeline, LinearModel, Examples]) -> None:
    pipeline, model, found = shipped
    assert difference(pipeline, model, list(found.texts)) <= 1e-9


def test_on_published_articles(shipped: tuple[Pipeline, LinearModel, Examples], articles_folder: Path) -> None:
    pipeline, model, _ = shipped
    texts = [p.text for path in sorted(articles_folder.iterdir()) for p in read_article(path).paragraphs]
    assert len(texts) == 50
    assert difference(pipeline, model, texts) <= 1e-9


def test_on_the_development_set(shipped: tuple[Pipeline, LinearModel, Examples], dev_folder: Path) -> None:
    pipeline, model, _ = shipped
    texts = [row.cells["text"] for row in open_table(dev_folder / "paragraphs.jsonl").rows()]
    assert difference(pipeline, model, texts) <= 1e-9


def test_two_tags(small_examples: Examples) -> None:
    """With two tags scikit-learn keeps one column of scores; the frozen model has both."""
    book = dataclasses.replace(small_examples.codebook, tags=small_examples.codebook.tags[:2])
    keep = np.flatnonzero(small_examples.tags < 2)
    texts = tuple(small_examples.texts[i] for i in keep)
    found = dataclasses.replace(small_examples, codebook=book, texts=texts, tags=small_examples.tags[keep])
    assert difference(*both(found), [*texts, "The noise of the new quay"]) <= 1e-9


def test_without_cues(small_examples: Examples) -> None:
    tags = tuple(dataclasses.replace(tag, cues=()) for tag in small_examples.codebook.tags)
    found = dataclasses.replace(small_examples, codebook=dataclasses.replace(small_examples.codebook, tags=tags))
    pipeline, model = both(found)
    assert model.cues is None
    assert difference(pipeline, model, list(found.texts)) <= 1e-9


def test_without_actors(small_examples: Examples) -> None:
    found = dataclasses.replace(small_examples, codebook=dataclasses.replace(small_examples.codebook, actors=()))
    pipeline, model = both(found)
    assert model.actors is None
    assert difference(pipeline, model, list(found.texts)) <= 1e-9
