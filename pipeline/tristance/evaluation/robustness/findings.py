"""What an audit warns of."""

from __future__ import annotations

from collections.abc import Iterable

from tristance.evaluation.robustness.auditing import MOST_MOVED, Effect
from tristance.evaluation.warning import CodedWarning


def warnings(effects: Iterable[Effect]) -> list[CodedWarning]:
    """``W51`` where tags move that should not, ``W52`` where they stay that should move, ``W53`` where none was tried.

    A result counts as against what is expected only with its whole interval.
    """
    found = [warning for effect in effects if (warning := _warning(effect)) is not None]
    return sorted(found, key=lambda warning: warning.code)


def _warning(effect: Effect) -> CodedWarning | None:
    name, kind = effect.perturbation.name, effect.perturbation.kind
    if not effect.n_paragraphs:
        if kind == "built-in":
            return None
        return CodedWarning(
            "W53", f"{name}: no paragraph has any of its terms, as written; check them, or audit other texts"
        )
    if effect.moves_against:
        return CodedWarning(
            "W51",
            f"{name}: {_share(effect)} tags move, where none should ({100 * MOST_MOVED:.0f} % are tolerated); "
            f"{_REMEDY[kind]}",
        )
    if effect.stays_against:
        return CodedWarning(
            "W52",
            f"{name}: only {_share(effect)} tags move, though the texts now say something else; "
            "label articles that differ in these words and in their tags",
        )
    return None


_REMEDY = {
    "swap": "label articles in which these names stand beside other tags, and compare no groups that differ in them",
    "mask": "label articles in which these names stand beside other tags, and compare no groups that differ in them",
    "built-in": "bring texts into the form of the labels before they are classified",
}


def _share(effect: Effect) -> str:
    value, low, high = (f"{100 * figure:.0f}" for figure in effect.share)
    return f"{value} % [{low}, {high}] of {effect.n_paragraphs}"
