"""What a card says of the labels and the parameters behind a model."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from tristance.files import read_bytes
from tristance.labels.examples import Examples
from tristance.labels.gold import gold
from tristance.labels.rows import ADJUDICATED
from tristance.labels.store import Labels
from tristance.model.card import packages
from tristance.training.choice import Chosen
from tristance.training.recipe import Recipe

_PROVENANCE = re.compile(r"^## Provenance\s*\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def describe(
    labels: Labels, examples: Examples, recipe: Recipe, chosen: Chosen, scores: dict[str, Any] | None
) -> dict[str, Any]:
    """The card's account of a model that was trained on *examples* of *labels*."""
    names = labels.codebook.names
    annotators = {row.annotator for row in labels.annotations} - {ADJUDICATED}
    return {
        "labels": {
            "digest": labels.digest,
            "paragraphs": len(examples),
            "articles": len(set(examples.articles)),
            "tags": {name: int((examples.tags == code).sum()) for code, name in enumerate(names)},
            "text": dict(sorted(Counter(examples.kinds).items(), key=lambda item: (-item[1], item[0]))),
            "annotators": sorted(annotators),
            "disputes": len(gold(labels).disputes),
            "provenance": provenance(labels),
        },
        "parameters": {
            "c": chosen.c,
            "class_weight": chosen.class_weight,
            "words": list(recipe.words),
            "characters": list(recipe.characters),
            "folds": recipe.folds,
            "seed": recipe.seed,
        },
        "packages": packages(),
        "scores": scores,
    }


def provenance(labels: Labels) -> str:
    """The section ``## Provenance`` of the labels' README, or an empty string: a card repeats it word for word."""
    readme = labels.folder / "README.md"
    if not readme.is_file():
        return ""
    found = _PROVENANCE.search(read_bytes(readme).decode("utf-8", "replace"))
    return found[1].strip() if found else ""
