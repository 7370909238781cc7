"""The labels that a model was trained on, where they are at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tristance.errors import TristanceError
from tristance.resources import bundled

if TYPE_CHECKING:
    from tristance.labels.examples import Examples


def training_examples(model: Path, labels: Path) -> Examples | None:
    """What the model in the folder *model* was trained on: from *labels* or the bundled labels, if of the same digest.

    None where neither is; a folder that cannot be read is not it.
    """
    from tristance.labels.examples import examples
    from tristance.labels.store import read_labels
    from tristance.model.persistence import read_card

    expected = read_card(model).get("labels", {}).get("digest")
    for folder in (labels, bundled("labels")):
        try:
            read = read_labels(folder)
        except TristanceError:
            continue
        if read.digest == expected:
            return examples(read)
    return None
