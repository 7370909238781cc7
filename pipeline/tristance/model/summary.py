"""What a card says of a model in short, for a list of models and for the page of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tristance.errors import DamagedModel
from tristance.model.choice import DEFAULT
from tristance.model.persistence import load_codebook, read_card


def summary(name: str, folder: Path) -> dict[str, Any]:
    """The facts of the model in *folder* as plain values; what its card does not say is null or empty.

    Raises as :func:`~tristance.model.persistence.read_card`, and :class:`DamagedModel` where the card's codebook or
    blocks are not those of a model.
    """
    card = read_card(folder)
    try:
        return {"name": name, "folder": str(folder), "default": name == DEFAULT, **_facts(card)}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedModel(f"{folder / 'card.json'}: not a model card ({error}); train the model again") from None


def _facts(card: dict[str, Any]) -> dict[str, Any]:
    codebook = load_codebook(card)
    labels, scores, parameters = (_found(card, key) for key in ("labels", "scores", "parameters"))
    return {
        "question": codebook.question,
        "codebook_version": codebook.version,
        "tags": {tag.name: {"role": tag.role, **_of_tag(tag.name, labels, scores)} for tag in codebook.tags},
        "labels_digest": labels.get("digest"),
        "n_paragraphs": labels.get("paragraphs"),
        "n_articles": labels.get("articles"),
        "trained_on": _found(labels, "text"),
        "blocks": [{key: block[key] for key in ("kind", "low", "high", "terms")} for block in card["blocks"]],
        "cues": [tag.name for tag in codebook.tags if tag.cues] if card.get("cues") else [],
        "actors": [actor.name for actor in codebook.actors],
        "c": parameters.get("c"),
        "class_weight": parameters.get("class_weight"),
        "text": scores.get("text"),
        "stance_macro_f1": _estimate(scores.get("stance_macro_f1")),
        "npz_sha256": card.get("npz_sha256"),
    }


def _of_tag(name: str, labels: dict[str, Any], scores: dict[str, Any]) -> dict[str, Any]:
    found = _found(scores, "per_tag").get(name, {})
    return {
        "paragraphs": _found(labels, "tags").get(name),
        "precision": found.get("precision"),
        "recall": found.get("recall"),
        "f1": _estimate(found.get("f1")),
    }


def _estimate(found: dict[str, float | None] | None) -> dict[str, float | None] | None:
    return None if found is None else {key: found[key] for key in ("value", "low", "high")}


def _found(values: dict[str, Any], key: str) -> dict[str, Any]:
    found = values.get(key)
    return found if isinstance(found, dict) else {}
