"""Whether a model is worth more than tagging without learning."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.beside import headlines
from tristance.evaluation.checks.wording import interval
from tristance.evaluation.warning import CodedWarning
from tristance.measures.scores import confusion_by_group
from tristance.model.held_out import HeldOut


def beaten(held: HeldOut, baselines: Mapping[str, NDArray[np.float64]], seed: int = 0) -> list[CodedWarning]:
    """W06, where the strongest of the *baselines* scores as high or higher; W07, where it might.

    They are confusion matrices by group, (g, k, k). What decides is the interval of the difference: the model and the
    baseline are scored on the same articles, so that two overlapping intervals would say less.
    """
    if not np.isin(held.gold, held.stances).any():
        return []  # there is no headline
    groups = np.unique(held.groups, return_inverse=True)[1]
    model = confusion_by_group(held.gold, held.predicted, groups, len(held.codebook.names))
    compared = {name: headlines(model, other, held.stances, seed) for name, other in baselines.items()}
    name, (own, theirs, more) = min(compared.items(), key=lambda item: item[1][2].value)
    what = f"the {theirs.value:.2f} of the baseline {name.replace('_', ' ')}"
    paired = f"difference {interval(more, signed=True)}, paired by article"
    if more.value <= 0:
        return [
            CodedWarning(
                "W06",
                f"stance macro-F1 {own.value:.2f} is not above {what} ({paired}): nothing was learnt that helps "
                "here; look for wrong labels (tristance labels audit), and label more (tristance labels next)",
            )
        ]
    if more.low <= 0:
        return [
            CodedWarning(
                "W07",
                f"stance macro-F1 {own.value:.2f} is not clearly above {what} ({paired}); test on more articles "
                "before you claim that it is",
            )
        ]
    return []
