"""What two models, A and B, say of the same paragraphs: those of a test file, or those that both hold held out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tristance.errors import ForeignModel, NotEnoughLabels
from tristance.evaluation.tagged_file import read_tagged_file
from tristance.labels.examples import stances_of
from tristance.measures.decision import decide
from tristance.model.held_out import HeldOut
from tristance.model.linear import LinearModel
from tristance.schema import Codebook

Tags = NDArray[np.intp]
_FEWEST_GROUPS = 2


@dataclass(frozen=True)
class Pairing:
    """n paragraphs, each tagged by A and by B, with tags in the order of B's codebook.

    ``gold`` (n,) are those of the test file, or of B's labels, and ``gold_of_a`` (n,) of A's. ``tags`` (n, 2) are A's
    and B's, ``confidence`` (n, 2) their probabilities. ``groups`` (n,) are numbered from 0. ``texts`` are empty where
    they are not known. Of held-out paragraphs, ``only_a`` is how many B lacks, ``only_b`` what B says of those that A
    lacks, and ``reworded`` how many of the common ones A read as another kind of text.
    """

    codebook: Codebook
    paragraphs: tuple[str, ...]
    articles: tuple[str, ...]
    texts: tuple[str, ...]
    kinds: tuple[str, ...]
    groups: Tags
    gold: Tags
    gold_of_a: Tags
    tags: Tags
    confidence: NDArray[np.float64]
    only_a: int = 0
    only_b: HeldOut | None = None
    reworded: int = 0

    def __len__(self) -> int:
        return len(self.paragraphs)

    @cached_property
    def stances(self) -> Tags:
        """The integers of the stances."""
        return stances_of(self.codebook)


def on_common(a: HeldOut, b: HeldOut) -> Pairing:
    """The paragraphs that A and B both hold, in the order of B's, each tagged by models without its article.

    A paragraph is the same where it has the same id in the same article. Raises :class:`ForeignModel` for models of
    different tags, and :class:`NotEnoughLabels` where there is nothing to compare.
    """
    to_b = renumbering(a.codebook, b.codebook)
    row_a = {name: i for i, name in enumerate(zip(a.paragraphs, a.articles, strict=True))}
    places = [row_a.get(name, -1) for name in zip(b.paragraphs, b.articles, strict=True)]
    in_a = np.array(places, dtype=np.intp)
    common, rows = b.where(in_a >= 0), in_a[in_a >= 0]
    if not len(common):
        raise NotEnoughLabels(
            f"the {len(a)} labelled paragraphs of A and the {len(b)} of B have none in common; "
            "compare them on a file that neither was trained on: --test FILE"
        )
    tags = np.stack([to_b[a.predicted[rows]], common.predicted], axis=1)
    each = np.arange(len(common))
    found = Pairing(
        b.codebook,
        common.paragraphs,
        common.articles,
        ("",) * len(common),
        common.texts,
        common.groups,
        common.gold,
        to_b[a.gold[rows]],
        tags,
        np.stack([a.p[rows, a.predicted[rows]], common.p[each, common.predicted]], axis=1),
        only_a=len(a) - len(common),
        only_b=b.where(in_a < 0),
        reworded=sum(a.texts[i] != kind for i, kind in zip(rows, common.texts, strict=True)),
    )
    return _comparable(found, "label more articles, or compare on a file: --test FILE")


def on_file(a: LinearModel, b: LinearModel, path: Path) -> Pairing:
    """What A and B say of the test file at *path*.

    Raises as :func:`on_common` and :func:`~tristance.evaluation.tagged_file.read_tagged_file`.
    """
    to_b = renumbering(a.codebook, b.codebook)
    found = read_tagged_file(path, b.codebook)
    tags, confidence = zip(*(_tagged(model, found.texts) for model in (a, b)), strict=True)
    paired = Pairing(
        b.codebook,
        found.paragraphs,
        found.articles,
        found.texts,
        found.kinds,
        found.groups,
        found.gold,
        found.gold,
        np.stack([to_b[tags[0]], tags[1]], axis=1),
        np.stack(confidence, axis=1),
    )
    return _comparable(paired, f"tag paragraphs of more articles in {path}, and name them in a column article")


def _tagged(model: LinearModel, texts: tuple[str, ...]) -> tuple[Tags, NDArray[np.float64]]:
    log_p = model.log_probabilities(texts)
    tags = decide(log_p, model.decision_offsets)
    return tags, np.exp(log_p[np.arange(len(tags)), tags])


def renumbering(a: Codebook, b: Codebook) -> Tags:
    """The number in B's codebook of each tag of A's."""
    if set(a.names) != set(b.names):
        raise ForeignModel(
            f"A gives the tags {', '.join(a.names)}, and B {', '.join(b.names)}: models of different tags cannot be "
            "compared; train both on labels of one codebook"
        )
    if set(a.stances) != set(b.stances):
        raise ForeignModel(
            f"the stances of A are {', '.join(a.stances)}, and of B {', '.join(b.stances)}: the scores would be means "
            "over different tags; train both on labels of one codebook"
        )
    return np.array([b.names.index(name) for name in a.names], dtype=np.intp)


def _comparable(found: Pairing, remedy: str) -> Pairing:
    if len(np.unique(found.groups)) < _FEWEST_GROUPS:
        paragraphs = "1 paragraph" if len(found) == 1 else f"{len(found)} paragraphs, all"
        raise NotEnoughLabels(
            f"A and B can be compared on {paragraphs} of 1 article (those that share text count as one), which says "
            f"nothing of other articles; {remedy}"
        )
    if not np.isin(found.gold, found.stances).any():
        raise NotEnoughLabels(
            f"none of the {len(found)} paragraphs to compare A and B on has a stance "
            f"({', '.join(found.codebook.stances)}), so that stance macro-F1 is undefined; {remedy}"
        )
    return found
