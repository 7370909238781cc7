"""A folder with the corpus and each contestant's model: each is made once, by whoever asks first.

A contestant that runs in a process of its own, for its memory or beside others, loads from here what the race raced.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

MODELS = {
    "words": ("words",),
    "words + characters": ("words", "characters"),
    "as shipped": ("words", "characters", "cues", "actors"),
}
"""The blocks of each model: word 1-2-grams; character 2-5-grams within words; what the codebook lists."""
HELD_OUT = 5  # one article in so many is the corpus's


@dataclass(frozen=True)
class Workbench:
    """*folder* keeps what is made; *few* takes one article in so many of the labels (1: all), for a quick run."""

    folder: Path
    paragraphs: int
    few: int = 1

    @cached_property
    def labelled(self) -> Any:
        """The bundled labels, as training has them (:class:`tristance.labels.examples.Examples`)."""
        from tristance.labels.examples import examples
        from tristance.labels.store import read_labels
        from tristance.resources import bundled

        found = examples(read_labels(bundled("labels")))
        return found if self.few == 1 else found.only((found.groups % self.few == 0).nonzero()[0])

    @cached_property
    def learned(self) -> Any:
        """Four articles in five, which the timed models are fitted on: the corpus is of the others, as in use."""
        return self.labelled.only((self.labelled.groups % HELD_OUT != 0).nonzero()[0])

    @cached_property
    def texts(self) -> list[str]:
        """The corpus."""

        def make(path: Path) -> None:
            from speed.corpus import corpus

            unseen = self.labelled.only((self.labelled.groups % HELD_OUT == 0).nonzero()[0])
            path.write_text("\n".join(corpus(unseen.texts, self.paragraphs)), encoding="utf-8")

        return self.made("corpus.txt", make).read_text(encoding="utf-8").split("\n")

    def made(self, name: str, make: Callable[[Path], None]) -> Path:
        """The file or folder *name*; *make* writes it where it is not there yet."""
        path = self.folder / name
        if not path.exists():
            make(path)
        return path

    def pickled(self, name: str, make: Callable[[], Any]) -> Any:
        """What *make* returned once, from its file."""

        def dump(path: Path) -> None:
            path.write_bytes(pickle.dumps(make()))

        return pickle.loads(self.made(name, dump).read_bytes())  # noqa: S301  # our own file

    def pipeline(self, model: str) -> Any:
        """The scikit-learn pipeline of one of :data:`MODELS`."""
        from speed.models import fit_loosely

        return self.pickled(f"{model}.pickle", lambda: fit_loosely(self.learned, MODELS[model])[0])

    def frozen(self, model: str) -> Any:
        """The same model as ours (:class:`tristance.model.linear.LinearModel`), read from its folder."""
        from tristance.model.persistence import load, save

        def make(path: Path) -> None:
            from speed.models import frozen

            save(path, frozen(self.pipeline(model), self.learned, MODELS[model]), {}, "")

        return load(self.made(f"models/{model}", make))
