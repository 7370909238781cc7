"""Held-out predictions of models that err as a test wants, without any training."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tristance.model.held_out import HeldOut
from tristance.model.linear import LinearModel
from tristance.model.persistence import save
from tristance.schema import Codebook

TAGS = ("for", "against", "none")


def held_out(
    codebook: Codebook,
    n_articles: int = 20,
    per_article: int = 6,
    *,
    wrong: float = 0.2,
    seed: int = 0,
    texts: tuple[str, ...] = ("composed",),
) -> HeldOut:
    """Paragraphs ``art-0-1``, … whose gold tags take turns, *wrong* of them given the next tag, by chance.

    Articles take turns in the kinds of *texts*.
    """
    n, k = n_articles * per_article, len(codebook.names)
    article = np.repeat(np.arange(n_articles), per_article)
    gold = np.arange(n) % k
    missed = np.random.default_rng(seed).random(n) < wrong
    predicted = np.where(missed, (gold + 1) % k, gold)
    p = np.full((n, k), 0.25 / (k - 1))
    p[np.arange(n), predicted] = 0.75
    return HeldOut(
        codebook,
        tuple(f"art-{a}-{i % per_article + 1}" for i, a in enumerate(article)),
        tuple(f"art-{a}" for a in article),
        tuple(texts[a % len(texts)] for a in article),
        article,
        article % 5,
        gold,
        predicted,
        p,
    )


def retagged(found: HeldOut, tags: Mapping[int, int], *, gold: bool = False) -> HeldOut:
    """*found* with other predictions, or other *gold* tags, in these rows."""
    name = "gold" if gold else "predicted"
    changed = getattr(found, name).copy()
    for row, tag in tags.items():
        changed[row] = tag
    return dataclasses.replace(found, **{name: changed})


def digest(labels: str) -> str:
    """A digest for labels of that name."""
    return hashlib.sha256(labels.encode()).hexdigest()


def save_rival(folder: Path, model: LinearModel, found: HeldOut, labels: str = "first labels") -> Path:
    """Save *model* to *folder* as though cross-validation had *found* this, on labels of that name."""
    save(folder, model, {"labels": {"digest": digest(labels)}}, "# Card\n", found.as_csv())
    return folder
