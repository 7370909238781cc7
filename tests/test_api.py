"""The names that Python code is offered: quick to import, typed, and the same as the command line says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tristance
from tristance.errors import BadTable, ModelNotFound
from tristance.evaluation.scoring import Scores
from tristance.model.linear import LinearModel
from tristance.model.persistence import save

TEXTS = ["The council wants a new quay.", "They fear the noise of lorries."]


@pytest.fixture
def model(tmp_path: Path, small_model: LinearModel) -> tristance.Model:
    save(tmp_path / "models" / "small", small_model, {"labels": {}}, "# Card\n")
    return tristance.load("small", tmp_path / "models")


class Column(list[str | None]):
    """What a pandas Series or a numpy array is to us: cells behind ``tolist``, and an ``iloc``."""

    iloc = None

    def tolist(self) -> list[str | None]:
        return list(self)


def test_a_model_classifies_as_its_arrays_do(model: tristance.Model, small_model: LinearModel) -> None:
    assert model.classify(TEXTS) == small_model.predict(TEXTS)
    np.testing.assert_array_equal(model.probabilities(TEXTS), np.exp(small_model.log_probabilities(TEXTS)))
    assert model.tags == model.codebook.names == ("for", "against", "none")
    assert model.card["labels"] == {}
    assert "for" in repr(model)


@pytest.mark.parametrize("kind", [tuple, iter, np.array, Column, lambda texts: np.array(texts, dtype=object)])
def test_texts_come_in_many_kinds(model: tristance.Model, kind: Any) -> None:
    assert model.classify(kind(TEXTS)) == model.classify(TEXTS)
    assert model.classify(kind([])) == []
    assert model.probabilities(kind([])).shape == (0, 3)


def test_an_arrow_column_may_have_nulls_where_no_tag_is_asked_for(model: tristance.Model) -> None:
    pa = pytest.importorskip("pyarrow")
    column = pa.chunked_array([[TEXTS[0], None], [TEXTS[1]]])
    p = model.probabilities(column)
    assert np.isnan(p[1]).all()
    np.testing.assert_array_equal(p[[0, 2]], model.probabilities(TEXTS))
    with pytest.raises(BadTable, match=r"text 1 .* is missing"):
        model.classify(column)


@pytest.mark.filterwarnings("default")
def test_a_series_of_pandas_is_texts(model: tristance.Model) -> None:
    pd = pytest.importorskip("pandas")
    assert model.classify(pd.Series(TEXTS, index=[7, 3])) == model.classify(TEXTS)
    with pytest.raises(BadTable, match=r"text 1 .* is missing"):
        model.classify(pd.Series([TEXTS[0], None]))


@pytest.mark.parametrize("one", ["a text", b"a text"])
def test_one_text_alone_is_refused(model: tristance.Model, one: Any) -> None:
    with pytest.raises(TypeError, match=r"write classify\(\[text\]\)"):
        model.classify(one)
    with pytest.raises(TypeError, match="a list of texts"):
        model.probabilities(one)


@pytest.mark.parametrize(
    ("cell", "what"), [(None, "is missing"), (float("nan"), "is missing"), (3, "is int, not str"), (b"", "is bytes")]
)
def test_what_is_no_text_is_named_by_its_place(model: tristance.Model, cell: Any, what: str) -> None:
    with pytest.raises(tristance.TristanceError, match=rf"text 1 \(counted from 0\) {what}"):
        model.classify([TEXTS[0], cell])


def test_training_gives_what_the_command_gives(labels_folder: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    trained = tristance.train(labels_folder, tmp_path / "one", progress=lambda *done: told.append(done))
    assert told[-1][0] == told[-1][1]
    assert trained.classify(TEXTS) == tristance.load(tmp_path / "one").classify(TEXTS)
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "tristance",
        "train",
        "--labels",
        labels_folder,
        "--models",
        tmp_path / "two",
    ]
    subprocess.run([*command, "--name", "one"], check=True, capture_output=True)  # noqa: S603  # our own command
    for name in ("model.npz", "card.json", "README.md", "held_out.csv.gz"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / "one" / name).read_bytes()


def test_scores_are_those_of_the_command(labels_folder: Path, tmp_path: Path) -> None:
    scores = tristance.evaluate(labels_folder)
    assert isinstance(scores, Scores)
    assert scores.n_paragraphs == 40
    test = tmp_path / "test.csv"
    test.write_text("text,tag\nThe noise of lorries,against\nA new quay,for\n", encoding="utf-8")
    tristance.train(labels_folder, tmp_path / "mine", evaluate=False)
    assert tristance.evaluate(test=test, model=tmp_path / "mine").n_paragraphs == 2


def test_nothing_is_trained_over_labels(labels_folder: Path) -> None:
    with pytest.raises(tristance.TristanceError, match="belongs to the labels"):
        tristance.train(labels_folder, labels_folder / "codebook.toml")


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="nowhere"):
        tristance.load("nowhere", tmp_path)


def test_every_name_is_there_and_no_other() -> None:
    assert len(tristance.__all__) == 10
    assert all(getattr(tristance, name) for name in tristance.__all__)
    assert set(dir(tristance)) == {*tristance.__all__, "__version__"}
    with pytest.raises(AttributeError, match="has no attribute 'clasify'"):
        getattr(tristance, "clasify")  # noqa: B009  # a type checker knows too


def modules_after(code: str) -> set[str]:
    """The packages in memory after *code* ran in an interpreter of its own."""
    code += "\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # our own code
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_importing_loads_nothing() -> None:
    assert not modules_after("import tristance") & {"numpy", "typer", "rich", "pydantic", "sklearn"}


def test_classifying_loads_numpy_and_nothing_heavier() -> None:
    loaded = modules_after("import tristance\ntristance.load().classify(['A text.'])")
    assert "numpy" in loaded
    heavy = {"typer", "rich", "pydantic", "sklearn", "scipy", "joblib", "pandas", "trafilatura", "charset_normalizer"}
    assert not loaded & heavy
