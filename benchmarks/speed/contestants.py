"""Who races: how each is loaded, what it is given, and how much of the corpus it gets."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from speed import peers
from speed.workbench import MODELS, Workbench

SKLEARN, KERNEL, ARROW, NUMPY = "scikit-learn", "kernel from str", "kernel from Arrow", "numpy path"
_SLOWER = {"words": 1 / 4, "words + characters": 1 / 10, "as shipped": 1 / 10}
Load = Callable[[Workbench], Callable[[Any], Any]]


def _as_is(_: Workbench, texts: list[str]) -> Any:
    return texts


@dataclass(frozen=True)
class Contestant:
    """``load`` gives what scores, ``ready`` what it is given: neither is timed. It gets *part* of the corpus."""

    who: str
    model: str
    load: Load
    ready: Callable[[Workbench, list[str]], Any] = _as_is
    part: float = 1.0
    beside: str = f"{SKLEARN}, words"
    missing: str | None = None

    @property
    def name(self) -> str:
        """Who, and by which model."""
        return f"{self.who}, {self.model}" if self.model in MODELS else self.who

    def texts(self, bench: Workbench) -> list[str]:
        """The beginning of the corpus that it gets."""
        return bench.texts[: max(round(self.part * bench.paragraphs), 1)]

    def job(self, bench: Workbench, texts: list[str]) -> Callable[[], Any]:
        """What is timed."""
        score, given = self.load(bench), self.ready(bench, texts)
        return lambda: score(given)


def contestants(buckets: int = peers.BUCKETS) -> list[Contestant]:
    """All of them, scikit-learn first; *buckets* is fastText's table of word pairs."""
    return [
        *(each for model in MODELS for each in _on(model)),
        Contestant("HashingVectorizer + LR", "own", _hashing, part=1 / 4),
        *(_fasttext(dim, buckets) for dim in (16, 100)),
        Contestant("Vowpal Wabbit", "own", _vowpal, _vowpal_file, missing=peers.missing("vowpalwabbit")),
        Contestant("wc -w", "limit", lambda _: _wc, _wc_file),
        Contestant("bare pass", "limit", lambda _: lambda read: read.max(), _bytes),
    ]


def _on(model: str) -> Iterator[Contestant]:
    """scikit-learn and ours on one model."""
    from tristance.model.compiled import why_not

    reason = why_not()
    absent = None if reason is None else f"no kernel: {reason}"
    beside, slower = f"{SKLEARN}, {model}", _SLOWER[model]
    yield Contestant(SKLEARN, model, lambda bench: bench.pipeline(model).predict_proba, part=slower, beside=beside)

    def dispatching(bench: Workbench) -> Any:
        return bench.frozen(model).log_probabilities

    def by_numpy(bench: Workbench) -> Any:
        own = bench.frozen(model)
        return lambda texts: own.calibration.apply(own.vectorised.logits(texts))

    yield Contestant(KERNEL, model, dispatching, beside=beside, missing=absent)
    yield Contestant(ARROW, model, dispatching, _arrow, beside=beside, missing=absent or peers.missing("pyarrow"))
    yield Contestant(NUMPY, model, by_numpy, part=slower, beside=beside)


def _fasttext(dim: int, buckets: int) -> Contestant:
    def load(bench: Workbench) -> Any:
        def make(path: Path) -> None:
            peers.train_fasttext(bench.learned.texts, bench.learned.tags, dim, buckets, path)

        model = peers.load_fasttext(bench.made(f"fasttext-{dim}.bin", make))
        return lambda lines: model.multilinePredict(lines, 1, 0.0, "strict")

    def ready(_: Workbench, texts: list[str]) -> list[str]:
        return peers.fasttext_lines(texts)

    return Contestant(f"fastText, dim {dim}", "own", load, ready, missing=peers.missing("fasttext"))


def _vowpal(bench: Workbench) -> Any:
    def make(path: Path) -> None:
        found = bench.learned
        peers.train_vowpal(found.texts, found.tags, len(found.codebook.names), path)

    model = bench.made("vowpal.model", make)
    return lambda path: peers.predict_vowpal(model, path)


def _hashing(bench: Workbench) -> Any:
    def make() -> Any:
        from speed.hashing import hashing

        return hashing(bench.learned.texts, bench.learned.tags)

    return bench.pickled("hashing.pickle", make).predict_proba


def _arrow(_: Workbench, texts: list[str]) -> Any:
    from importlib import import_module

    return import_module("pyarrow").array(texts)


def _vowpal_file(bench: Workbench, texts: list[str]) -> Path:
    return _written(bench.folder / f"{len(texts)}.vw", peers.vowpal_lines(texts))


def _wc_file(bench: Workbench, texts: list[str]) -> Path:
    return _written(bench.folder / f"{len(texts)}.txt", texts)


def _written(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _bytes(_: Workbench, texts: list[str]) -> Any:
    import numpy as np

    return np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)


def _wc(path: Path) -> None:
    subprocess.run(["wc", "-w", path], env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, check=True)  # noqa: S603, S607  # the one that the machine has
