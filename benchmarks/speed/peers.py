"""Other people's classifiers: each trained as its own manual has it, and saved.

A peer that is not installed is left out with a line that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

REQUIREMENTS = Path(__file__).parents[1] / "requirements.txt"
EPOCHS, RATE = 25, 0.5  # fastText's tutorial; by its defaults, 5 and 0.1, it tags all alike here
BUCKETS = 2_000_000  # fastText's default
VOWPAL = "--loss_function logistic --ngram 2 -b 22 --passes 10 --holdout_off"
_NEEDED = {"fasttext": "fasttext-wheel", "vowpalwabbit": "vowpalwabbit", "pyarrow": "pyarrow"}
_LEFT_OUT = str.maketrans(":|\n", "   ")
Tags = NDArray[np.intp]


def missing(module: str) -> str | None:
    """Why what needs *module* is left out; None where it is installed."""
    if find_spec(module) is not None:
        return None
    pinned = next(line for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines() if _NEEDED[module] in line)
    return f"{module} is not installed: pip install {pinned}"


def train_fasttext(texts: Sequence[str], tags: Tags, dim: int, buckets: int, path: Path) -> None:
    """A supervised model of fastText's with word pairs, trained in one thread, saved as *path*."""
    data = path.with_suffix(".txt")
    rows = (f"__label__{tag} {_one_line(text)}\n" for text, tag in zip(texts, tags, strict=True))
    data.write_text("".join(rows), encoding="utf-8")
    train = import_module("fasttext").train_supervised
    model = train(str(data), dim=dim, wordNgrams=2, lr=RATE, epoch=EPOCHS, bucket=buckets, thread=1, verbose=0)
    model.save_model(str(path))


def load_fasttext(path: Path) -> Any:
    """The model, without what its Python wrapper prints and copies: ``multilinePredict`` is one call a batch."""
    return import_module("fasttext").FastText._FastText(str(path)).f  # noqa: SLF001  # `load_model` prints a warning


def fasttext_tags(model: Any, lines: Sequence[str]) -> Tags:
    """The tag of each of *lines*, which end in LF."""
    labels, _ = model.multilinePredict(lines, 1, 0.0, "strict")
    return np.array([int(own[0].removeprefix("__label__")) for own in labels])


def fasttext_lines(texts: Sequence[str]) -> list[str]:
    """What fastText reads: a text a line."""
    return [f"{_one_line(text)}\n" for text in texts]


def train_vowpal(texts: Sequence[str], tags: Tags, k: int, path: Path) -> None:
    """Vowpal Wabbit, one against all of *k* tags, with word pairs, saved as *path*."""
    data = path.with_suffix(".txt")
    rows = (f"{tag + 1} {line}" for tag, line in zip(tags, vowpal_lines(texts), strict=True))
    data.write_text("\n".join(rows) + "\n", encoding="utf-8")
    cache = path.with_suffix(".cache")
    _vowpal(f"-d {data} --oaa {k} {VOWPAL} --cache_file {cache} -f {path}").finish()


def vowpal_lines(texts: Sequence[str]) -> list[str]:
    """What Vowpal Wabbit reads: one namespace without a name; the two letters that mean something to it left out."""
    return [f"| {text.translate(_LEFT_OUT)}" for text in texts]


def predict_vowpal(model: Path, data: Path) -> None:
    """Tag each line of *data* by *model*: its own driver, from file to file, beside *data*."""
    _vowpal(f"-i {model} -t -d {data} -p {data.with_suffix('.tags')}").finish()


def vowpal_tags(model: Path, data: Path) -> Tags:
    """The tag of each line of *data* (:func:`vowpal_lines`) by *model*."""
    predict_vowpal(model, data)
    return np.loadtxt(data.with_suffix(".tags"), ndmin=1).astype(int) - 1


def _vowpal(options: str) -> Any:
    return import_module("vowpalwabbit").Workspace(f"{options} --quiet")


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))
