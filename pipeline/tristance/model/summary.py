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
        codebook = load_codebook(card)
        blocks = [{key: block[key] for key in ("kind", "low", "high", "terms")} for block in card["blocks"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedModel(f"{folder / 'card.json'}: not a model card ({error}); train the model again") from None
    labels, scores, parameters = (_found(card, key) for key in ("labels", "scores", "parameters"))
    return {
        "name": name,
        "folder": str(folder),
        "default": name == DEFAULT,
        "question": codebook.question,
        "codebook_version": codebook.version,
        "tags": {
            tag.name: {
                "role": tag.role,
                "paragraphs": _found(labels, "tags").get(tag.name),
                **{key: _found(scores, "per_tag").get(tag.name, {}).get(key) for key in ("precision", "recall", "f1")},
            }
            for tag in codebook.tags
        },
        "labels_digest": labels.get("digest"),
        "n_paragraphs": labels.get("paragraphs"),
        "n_articles": labels.get("articles"),
        "trained_on": _found(labels, "text"),
        "blocks": blocks,
        "cues": [tag.name for tag in codebook.tags if tag.cues] if card.get("cues") else [],
        "actors": [actor.name for actor in codebook.actors],
        "c": parameters.get("c"),
        "class_weight": parameters.get("class_weight"),
        "text": scores.get("text"),
        "stance_macro_f1": scores.get("stance_macro_f1"),
        "npz_sha256": card.get("npz_sha256"),
    }


def _found(values: dict[str, Any], key: str) -> dict[str, Any]:
    found = values.get(key)
    return found if isinstance(found, dict) else {}
