"""What models without a paragraph's article said of it: the out-of-fold predictions of a model's recipe.

They lie beside the model as ``held_out.csv.gz``, so that error rates, comparisons and thresholds need no new training:
one row a labelled paragraph, no texts. Columns: ``paragraph``, ``article``, ``group`` (an integer; articles that share
text are one group), ``text`` (composed, restated or real), ``fold``, ``gold``, ``tag``, and ``p_TAG`` for each tag,
with six decimals. ``card.json`` holds the digest of the CSV.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.errors import DamagedModel, NotEvaluated
from tristance.files import csv_line, is_file, read_bytes
from tristance.labels.examples import stances_of
from tristance.model.persistence import HELD_OUT, load_codebook, read_card
from tristance.schema import Codebook

_FIXED = ("paragraph", "article", "group", "text", "fold", "gold", "tag")
_DECIMALS = 6
_LARGEST = 2**30  # bytes: a file that unpacks to more is not one of ours
_FEWEST_GROUPS = 10  # of each tag: fewer say too little of the errors on one kind of text


@dataclass(frozen=True)
class HeldOut:
    """n labelled paragraphs, in the order of the labels, each tagged by a model that had not seen its article.

    ``groups``, ``folds``, ``gold`` and ``predicted`` are (n,) integers, tags in the codebook's order; ``p`` (n, k)
    calibrated probabilities. ``texts`` say of each whether it is composed, restated or real.
    """

    codebook: Codebook
    paragraphs: tuple[str, ...]
    articles: tuple[str, ...]
    texts: tuple[str, ...]
    groups: NDArray[np.intp]
    folds: NDArray[np.intp]
    gold: NDArray[np.intp]
    predicted: NDArray[np.intp]
    p: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.paragraphs)

    @cached_property
    def stances(self) -> NDArray[np.intp]:
        """The integers of the stances."""
        return stances_of(self.codebook)

    def where(self, mask: NDArray[np.bool_]) -> HeldOut:
        """The rows of a mask (n,); the groups are numbered anew from 0."""
        kept = np.flatnonzero(mask)
        return replace(
            self,
            paragraphs=tuple(self.paragraphs[i] for i in kept),
            articles=tuple(self.articles[i] for i in kept),
            texts=tuple(self.texts[i] for i in kept),
            groups=np.unique(self.groups[kept], return_inverse=True)[1],
            folds=self.folds[kept],
            gold=self.gold[kept],
            predicted=self.predicted[kept],
            p=self.p[kept],
        )

    def nearest_to_published(self) -> HeldOut:
        """The rows of text that was published, restated or as it stood, where they say enough; else all rows.

        A model errs less on text composed for its training than on what it will meet. Enough is ten groups of each tag.
        """
        mask = np.array([text != "composed" for text in self.texts], dtype=bool)
        for tag in range(len(self.codebook.names)):
            if len(np.unique(self.groups[mask & (self.gold == tag)])) < _FEWEST_GROUPS:
                return self
        return self.where(mask)

    def as_csv(self) -> bytes:
        """The CSV, as it is packed."""
        names = self.codebook.names
        lines = [csv_line([*_FIXED, *(f"p_{name}" for name in names)])]
        for i, p in enumerate(self.p.tolist()):
            fixed = (self.paragraphs[i], self.articles[i], self.groups[i], self.texts[i], self.folds[i])
            tags = (names[self.gold[i]], names[self.predicted[i]])
            lines.append(csv_line([*fixed, *tags, *(f"{figure:.{_DECIMALS}f}" for figure in p)]))
        return "".join(lines).encode()


def load_held_out(folder: Path) -> HeldOut:
    """The out-of-fold predictions of the model in *folder*.

    Raises :class:`NotEvaluated` where it was trained without them, and otherwise as
    :func:`~tristance.model.persistence.load`.
    """
    card = read_card(folder)
    expected = card.get("held_out_sha256")
    path = folder / HELD_OUT
    if expected is None:
        raise NotEvaluated(
            f"{folder}: has no held-out predictions (trained with --no-evaluate, or by a version before 0.2); "
            "train it again: tristance train"
        )
    if not is_file(path):
        raise DamagedModel(f"{path}: is missing; copy the whole folder again, or train the model again")
    try:
        with gzip.open(io.BytesIO(read_bytes(path))) as file:
            data = file.read(_LARGEST)
    except (OSError, EOFError, zlib.error) as error:
        raise DamagedModel(f"{path}: cannot be unpacked ({error}); copy the whole folder again") from None
    if hashlib.sha256(data).hexdigest() != expected:
        raise DamagedModel(f"{path}: does not match card.json; copy the whole folder again, or train the model again")
    try:
        return _parse(data.decode(), load_codebook(card))
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise DamagedModel(f"{path}: not held-out predictions ({error}); train the model again") from None


def _parse(text: str, codebook: Codebook) -> HeldOut:
    names = {name: i for i, name in enumerate(codebook.names)}
    columns: dict[str, list[Any]] = {}
    for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
        for name, cell in row.items():
            columns.setdefault(name, []).append(cell)
    return HeldOut(
        codebook,
        tuple(columns["paragraph"]),
        tuple(columns["article"]),
        tuple(columns["text"]),
        np.array(columns["group"], dtype=np.intp),
        np.array(columns["fold"], dtype=np.intp),
        np.array([names[tag] for tag in columns["gold"]], dtype=np.intp),
        np.array([names[tag] for tag in columns["tag"]], dtype=np.intp),
        np.array([columns[f"p_{name}"] for name in codebook.names], dtype=np.float64).T,
    )
