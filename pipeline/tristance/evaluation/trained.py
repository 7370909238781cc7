"""A model trained on labels, with what goes beside it: scores, warnings, thresholds, what its folds said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tristance.evaluation.abstention import abstention
from tristance.evaluation.checks.together import warnings_of_cross_validation
from tristance.evaluation.cross_validation import cross_validate, held_out, score_cross_validated
from tristance.evaluation.scoring import Scores
from tristance.evaluation.warning import CodedWarning, plain
from tristance.labels.examples import Examples
from tristance.labels.gold import ratings
from tristance.labels.store import Labels
from tristance.labels.versions import saved_codebooks
from tristance.model.card import card_text
from tristance.model.linear import LinearModel
from tristance.model.persistence import save
from tristance.training.choice import Chosen, Progress
from tristance.training.description import describe
from tristance.training.fit import choose_parameters, fit_model
from tristance.training.recipe import Recipe


@dataclass(frozen=True)
class Trained:
    """``about`` is what the card says, ``held_out`` the predictions of folds as CSV; scores and these may be None."""

    model: LinearModel
    chosen: Chosen
    about: dict[str, Any]
    scores: Scores | None
    warnings: Sequence[CodedWarning]
    held_out: bytes | None

    def save(self, folder: Path) -> None:
        """Write the model to *folder*, whose name is the model's."""
        readme = card_text(folder.absolute().name, self.model, self.about)
        save(folder, self.model, self.about, readme, self.held_out)


def trained(
    labels: Labels, given: Examples, recipe: Recipe, *, evaluate: bool = True, progress: Progress | None = None
) -> Trained:
    """Train on *given*, which are the examples of *labels*. Raises :class:`~tristance.errors.NotEnoughLabels`."""
    scores = beside = thresholds = None
    saved, warnings = saved_codebooks(labels.folder) if evaluate else {}, []
    if evaluate:
        found = cross_validate(given, recipe, progress)
        kept = held_out(given, found)
        chosen, beside, by = found.chosen, kept.as_csv(), ratings(labels)
        thresholds = abstention(kept.nearest_to_published()).as_json()
        scores = score_cross_validated(given, found, by, recipe.seed)
        warnings = warnings_of_cross_validation(labels, given, kept, by, scores, saved, seed=recipe.seed)
    else:
        chosen = choose_parameters(given, recipe, progress)
    figures = {**scores.as_json(), "warnings": plain(warnings)} if scores else None
    about = describe(labels, given, recipe, chosen, figures) | {"abstention": thresholds}
    return Trained(fit_model(given, recipe, chosen), chosen, about, scores, warnings, beside)
