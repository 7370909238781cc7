"""Three ways to tag without learning, which a model has to beat."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tristance.measures.scores import confusion_by_group
from tristance.model.cues import cue_counter
from tristance.schema import Codebook

Tags = NDArray[np.intp]
Matrix = NDArray[np.float64]


def baselines(codebook: Codebook, texts: Sequence[str], gold: Tags, groups: Tags) -> dict[str, Matrix]:
    """The confusion matrices, (g, k, k), one a group, of three ways to tag without learning.

    ``most_frequent`` gives all paragraphs the commonest tag; ``random`` draws by the tags' shares (its expected
    counts); ``cues`` gives the tag with most matches of the codebook's cues.
    """
    k = len(codebook.names)
    shares = np.bincount(gold, minlength=k) / len(gold)
    constant = np.full_like(gold, int(np.argmax(shares)))
    counts = confusion_by_group(gold, gold, groups, k).sum(axis=-1)
    found = {
        "most_frequent": confusion_by_group(gold, constant, groups, k),
        "random": counts[:, :, None] * shares,
    }
    if any(tag.cues for tag in codebook.tags):
        found["cues"] = confusion_by_group(gold, cue_tags(codebook, texts, constant[0]), groups, k)
    return found


def cue_tags(codebook: Codebook, texts: Sequence[str], otherwise: int) -> Tags:
    """The tag with most cue matches in each text, (n,): ties by the codebook's order.

    Where none is found the background, or *otherwise* in a codebook without background.
    """
    fallback = codebook.names.index(codebook.background) if codebook.background else otherwise
    count = cue_counter([tag.cues for tag in codebook.tags])
    matches = (count(text) for text in texts)
    return np.array([int(np.argmax(found)) if any(found) else fallback for found in matches], dtype=np.intp)
