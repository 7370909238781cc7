"""How good each contestant is on the same labels: one split into five folds by article, each trained on the others."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from speed import peers
from speed.hashing import hashing
from speed.models import fit_loosely
from speed.options import Options
from speed.peers import Tags
from speed.report import Section, Table
from speed.workbench import MODELS, Workbench
from tristance.evaluation.cross_validation import cross_validate
from tristance.labels.examples import Examples
from tristance.measures.scores import confusion, macro_f1
from tristance.training.choice import splits
from tristance.training.recipe import Recipe

Learn = Callable[[Examples, Sequence[str]], Tags]
_NOTE = (
    "in five folds by article, one split: a difference of a hundredth or two says little. Peers are trained as their "
    "own defaults or tutorials have it, and their tags are taken as they are. Seconds are for all folds, ours on all "
    "cores."
)
_TRAINED = f"{peers.EPOCHS} epochs at a rate of {peers.RATE}, as its tutorial; word pairs"


def quality(bench: Workbench, options: Options) -> Section:
    """Stance macro-F1 and accuracy of every contestant's tags."""
    found = bench.labelled
    learners: list[tuple[str, str, Learn]] = [
        *((f"scikit-learn, {model}", "C = 1, its default", _sklearn(model)) for model in MODELS),
        ("HashingVectorizer + LR", "C = 1, its default; word pairs", _hashing),
    ]
    if peers.missing("fasttext") is None:
        learners += [(f"fastText, dim {dim}", _TRAINED, _fasttext(dim, options.buckets)) for dim in (16, 100)]
    if peers.missing("vowpalwabbit") is None:
        learners.append(("Vowpal Wabbit", f"`--oaa {len(found.codebook.names)} {peers.VOWPAL}`", _vowpal))
    rows = [_row(found, name, how, _out_of_fold(found, learn)) for name, how, learn in learners]
    start = time.perf_counter()
    ours = cross_validate(found, Recipe()).predicted
    how = "`tristance train`: C, calibration and offsets by inner folds"
    rows.append(_row(found, "tristance, as shipped", how, (ours, time.perf_counter() - start)))
    return Section(
        "Quality on the same labels",
        [f"{len(found):,} paragraphs of {len(set(found.articles)):,} articles {_NOTE}"],
        [Table(("contestant", "trained with", "stance macro-F1", "accuracy", "seconds"), rows, words=2)],
    )


def _row(found: Examples, name: str, how: str, outcome: tuple[Tags, float]) -> tuple[str, ...]:
    tags, seconds = outcome
    score = macro_f1(confusion(found.tags, tags, len(found.codebook.names)), found.stances)
    return (name, how, f"{float(score):.3f}", f"{(tags == found.tags).mean():.3f}", f"{seconds:.0f}")


def _out_of_fold(found: Examples, learn: Learn) -> tuple[Tags, float]:
    """The tag of each paragraph by a model of the other folds, (n,), and the seconds that it took."""
    start, tags = time.perf_counter(), np.zeros_like(found.tags)
    for fold in splits(found, np.arange(len(found)), Recipe()):
        tags[fold.test] = learn(found.only(fold.train), [found.texts[i] for i in fold.test])
    return tags, time.perf_counter() - start


def _sklearn(model: str) -> Learn:
    return lambda train, texts: np.asarray(fit_loosely(train, MODELS[model], 1.0)[0].predict(texts))


def _hashing(train: Examples, texts: Sequence[str]) -> Tags:
    return np.asarray(hashing(train.texts, train.tags).predict(texts))


def _fasttext(dim: int, buckets: int) -> Learn:
    def learn(train: Examples, texts: Sequence[str]) -> Tags:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "model.bin"
            peers.train_fasttext(train.texts, train.tags, dim, buckets, path)
            return peers.fasttext_tags(peers.load_fasttext(path), peers.fasttext_lines(texts))

    return learn


def _vowpal(train: Examples, texts: Sequence[str]) -> Tags:
    with TemporaryDirectory() as folder:
        model, data = Path(folder) / "model", Path(folder) / "data"
        peers.train_vowpal(train.texts, train.tags, len(train.codebook.names), model)
        data.write_text("\n".join(peers.vowpal_lines(texts)) + "\n", encoding="utf-8")
        return peers.vowpal_tags(model, data)
