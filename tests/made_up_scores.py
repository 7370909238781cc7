"""Scores of random tags, and what a card says of labels that nobody has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tristance.evaluation.agreement import agreement
from tristance.evaluation.ceiling import ceiling
from tristance.evaluation.scoring import Scores, score, with_probabilities
from tristance.measures.calibration import log_softmax
from tristance.schema import Codebook, Tag

PACKAGES = {"python": "3.11.0", "tristance": "0.1.0", "numpy": "2.0.0", "scikit-learn": "1.8.0", "scipy": "1.15.0"}


def about(codebook: Codebook, provenance: str = "Tagged by two students.") -> dict[str, Any]:
    """What a card says, of labels that nobody has."""
    return {
        "labels": {
            "digest": "ab" * 32,
            "paragraphs": 40,
            "articles": 8,
            "tags": dict.fromkeys(codebook.names, 10),
            "text": {"composed": 40},
            "annotators": ["first", "second"],
            "disputes": 0,
            "provenance": provenance,
        },
        "parameters": {
            "c": 4.0,
            "class_weight": None,
            "words": [1, 2],
            "characters": [2, 5],
            "folds": 5,
            "seed": 0,
        },
        "packages": PACKAGES,
    }


def made_up(names: Sequence[str], *, n: int = 60, articles: int = 6, annotated: bool = True, seed: int = 0) -> Scores:
    """Scores of random tags: the last of *names* is the background."""
    roles = ["stance"] * (len(names) - 1) + ["background"]
    tags = tuple(Tag(name, f"About {i}.", role) for i, (name, role) in enumerate(zip(names, roles, strict=True)))  # type: ignore[arg-type]
    codebook = Codebook("1", "Should the harbour be enlarged?", (), tags)
    generator = np.random.default_rng(seed)
    k = len(names)
    gold = generator.integers(k, size=n)
    logits = generator.normal(size=(n, k)) + 2 * np.eye(k)[gold]
    predicted = logits.argmax(axis=1)
    groups = np.arange(n) % articles
    ratings = np.stack([gold, np.where(generator.random(n) < 0.1, generator.integers(k, size=n), gold)], axis=1)
    who = ("first", "second")
    scores = score(
        codebook,
        ["The ferry left at seven."] * n,
        gold,
        predicted,
        groups,
        text="composed",
        agreement=agreement(ratings, groups, codebook, who) if annotated else None,
        annotators=who if annotated else (),
        ceiling=ceiling(codebook, predicted, ratings, groups, who) if annotated else None,
    )
    return with_probabilities(scores, log_softmax(logits), log_softmax(2 * logits), gold, predicted, groups, 0)
