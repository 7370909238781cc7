"""Which confidence keeps the error of a model's tags within a budget: what the card says under ``abstention``.

It is found on held-out predictions when the model is trained, so that classifying needs no more than to compare.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tristance.errors import BudgetOutOfReach, DamagedModel, NotEvaluated
from tristance.model.persistence import read_card

STEP = 0.01
LARGEST = 0.3
BUDGETS = tuple(round(i * STEP, 2) for i in range(1, round(LARGEST / STEP) + 1))
"""The budgets that thresholds are kept for: 0.01 to 0.30."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """For one budget: the least confidence of a stance and of the background, and what that keeps of the labels.

    ``background`` is None where the codebook has none, or no confidence is enough. ``accepted`` is the share of all
    labelled paragraphs that keep their tag, ``accepted_stances`` of those given a stance. The bounds are of the error
    among the kept stances and background paragraphs, each by itself.
    """

    max_error: float
    stances: float
    background: float | None
    accepted: float
    accepted_stances: float
    bound_stances: float
    bound_background: float | None


@dataclass(frozen=True, slots=True)
class Abstention:
    """The thresholds of each budget that the labels can vouch for, from the smallest on.

    ``text`` says which labelled paragraphs they were found on, of which there are ``n_paragraphs`` in ``n_articles``;
    ``n_stances`` of them were given a stance. ``level`` is the confidence with which a budget holds; ``smallest`` the
    smallest error among stances that the labels can vouch for, often none of the budgets.
    """

    text: str
    n_paragraphs: int
    n_articles: int
    n_stances: int
    level: float
    smallest: float
    budgets: tuple[Thresholds, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values, as the card keeps them."""
        return {**asdict(self), "budgets": [asdict(each) for each in self.budgets]}

    @classmethod
    def from_json(cls, found: Any) -> Abstention:
        """What a card has under ``abstention``. Raises :class:`ValueError`, :class:`KeyError`, :class:`TypeError`."""
        if not isinstance(found["text"], str) or not isinstance(found["budgets"], list):
            raise TypeError("text is no text, or budgets are no list")
        kept = tuple(_thresholds(each) for each in found["budgets"])
        if any(one.max_error >= other.max_error for one, other in itertools.pairwise(kept)):
            raise ValueError("budgets are not in order")
        return cls(
            text=found["text"],
            n_paragraphs=_count(found, "n_paragraphs"),
            n_articles=_count(found, "n_articles"),
            n_stances=_count(found, "n_stances"),
            level=_share(found, "level"),
            smallest=_share(found, "smallest"),
            budgets=kept,
        )

    def at(self, max_error: float) -> Thresholds:
        """The thresholds of the budget *max_error*, or of the next stricter one that is kept.

        Raises :class:`BudgetOutOfReach`, with the smallest budget that is kept.
        """
        within = [each for each in self.budgets if each.max_error <= max_error + STEP / 1e6]
        if within:
            return within[-1]
        if self.n_stances == 0:
            raise BudgetOutOfReach(
                "no stance was given to any labelled paragraph by a model that had not seen its article, so that "
                "nothing vouches for stances; label more articles, and train again"
            )
        least = self.budgets[0].max_error if self.budgets else math.ceil(round(self.smallest / STEP, 6)) * STEP
        remedy = f"try --max-error {least:.2f}" if self.budgets else "label more articles, and train again"
        raise BudgetOutOfReach(
            f"the smallest error among stances that these labels can vouch for is {least:.2f} "
            f"({self.n_paragraphs} paragraphs of {self.n_articles} articles, {self.text} text): {remedy}"
        )


def read_abstention(folder: Path) -> Abstention:
    """The thresholds of the model in *folder*.

    Raises :class:`NotEvaluated` where it was trained without, :class:`DamagedModel` where they are not what they should
    be, and otherwise as :func:`~tristance.model.persistence.read_card`.
    """
    found = read_card(folder).get("abstention")
    if found is None:
        raise NotEvaluated(
            f"{folder}: has no thresholds for --max-error (trained with --no-evaluate, or by a version before 0.2); "
            "train it again: tristance train"
        )
    try:
        return Abstention.from_json(found)
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedModel(
            f"{folder / 'card.json'}: not thresholds under 'abstention' ({error}); train the model again"
        ) from None


def _thresholds(found: Any) -> Thresholds:
    return Thresholds(
        max_error=_share(found, "max_error"),
        stances=_share(found, "stances"),
        background=_share_or_none(found, "background"),
        accepted=_share(found, "accepted"),
        accepted_stances=_share(found, "accepted_stances"),
        bound_stances=_share(found, "bound_stances"),
        bound_background=_share_or_none(found, "bound_background"),
    )


def _share_or_none(found: Any, name: str) -> float | None:
    return None if found[name] is None else _share(found, name)


def _share(found: Any, name: str) -> float:
    value = found[name]
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 1:
        raise ValueError(f"{name} is {value!r} where a number from 0 to 1 belongs")
    return float(value)


def _count(found: Any, name: str) -> int:
    value = found[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{name} is {value!r} where a count belongs")
    return value
