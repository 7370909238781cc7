"""The pipeline that is handed out: the same probabilities, from scikit-learn's own objects."""

from __future__ import annotations

import dataclasses
import io
import json
import subprocess
import sys
from pathlib import Path

import joblib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tristance.labels.store import read_labels
from tristance.measures.calibration import Calibration
from tristance.model.linear import LinearModel
from tristance.model.persistence import load
from tristance.schema import Codebook
from tristance.training.unfreezing import joblib_files, unfreeze

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = [
    "council",
    "Council",
    "councils",
    "they",
    "port",
    "Ferry",
    "ferr",
    "new",
    "quay",
    "x",
    "enlarging",
    "noise",
    "İΣ",
]


def assert_alike(model: LinearModel, texts: list[str]) -> None:
    p = unfreeze(model).predict_proba(texts)
    np.testing.assert_allclose(p, np.exp(model.log_probabilities(texts)), rtol=0, atol=1e-9)


def test_the_bundled_model_gives_the_same_probabilities() -> None:
    rows = read_labels(ROOT / "labels").current
    assert_alike(load(ROOT / "models" / "default"), ["", "U.S.-China row", *(row.text for row in rows[::100])])


@pytest.mark.property
@given(texts=st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=6)).map(" ".join), min_size=1, max_size=4))
@settings(max_examples=30)
def test_a_small_model_gives_the_same_probabilities(small_model: LinearModel, texts: list[str]) -> None:
    assert_alike(small_model, texts)


def test_two_tags_without_cues_or_actors(small_model: LinearModel) -> None:
    book = small_model.codebook
    tags = tuple(dataclasses.replace(tag, cues=()) for tag in book.tags[:2])
    blocks = tuple(dataclasses.replace(block, distinct=block.distinct[:, :2]) for block in small_model.blocks)
    two = LinearModel(
        Codebook(book.version, book.question, book.rules, tags),
        blocks,
        None,
        None,
        small_model.intercepts[:2],
        Calibration(0.8, np.array([0.2, -0.2])),
        np.zeros(2),
    )
    assert_alike(two, ["The council wants to enlarge the port.", ""])


def test_who_loads_it_needs_no_tristance(small_model: LinearModel, tmp_path: Path) -> None:
    file = tmp_path / "pipeline.joblib"
    file.write_bytes(joblib_files(small_model)[file.name])
    text = "The council fears the noise."
    code = (
        "import sys, json, joblib\n"
        "sys.modules['tristance'] = None\n"  # its import is an error
        f"pipeline = joblib.load({str(file)!r})\n"
        f"print(json.dumps([pipeline.classes_.tolist(), pipeline.predict_proba([{text!r}]).tolist()]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)  # noqa: S603  # our own code
    tags, p = json.loads(done.stdout)
    assert tuple(tags) == small_model.codebook.names
    np.testing.assert_allclose(p, np.exp(small_model.log_probabilities([text])), rtol=0, atol=1e-9)


def test_what_is_written_loads_again(small_model: LinearModel) -> None:
    files = joblib_files(small_model)
    assert files["README.txt"].startswith(b"A model of tristance as a scikit-learn pipeline.")
    pipeline = joblib.load(io.BytesIO(files["pipeline.joblib"]))
    assert list(pipeline.predict(["A new quay to enlarge the port"])) == ["for"]
