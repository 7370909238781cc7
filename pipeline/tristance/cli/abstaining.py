"""Leaving paragraphs undecided, as ``--max-error`` asks, and saying what that promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tristance.classification.abstaining import abstaining, undecided_tag
from tristance.classification.counts import Counts
from tristance.classification.rows import REASON, Row
from tristance.cli.screen import count, note
from tristance.evaluation.warning import CodedWarning
from tristance.model.abstention import STEP, Thresholds, read_abstention
from tristance.schema import Codebook


class Abstaining:
    """The budget of one run: rows go through it and are counted, and at the end it says how many are undecided.

    Raises, when it is made, as :func:`~tristance.model.abstention.read_abstention` and
    :meth:`~tristance.model.abstention.Abstention.at`.
    """

    def __init__(self, folder: Path, max_error: float, codebook: Codebook) -> None:
        self._found = read_abstention(folder)
        self._thresholds = self._found.at(max_error)
        self._codebook = codebook
        self._asked = max_error
        self._decided = self._undecided = 0
        self.tag = undecided_tag(codebook)

    def rows(self, rows: Iterable[Row]) -> Iterator[Row]:
        """*rows*, with those too unsure for the budget left undecided."""
        for row in abstaining(rows, self._thresholds, self._codebook):
            if row[REASON] is not None:
                self._undecided += 1
            elif row["tag"] is not None:
                self._decided += 1
            yield row

    @property
    def thresholds(self) -> Thresholds:
        """From which confidence on a tag is kept."""
        return self._thresholds

    def count(self, counts: Counts) -> None:
        """Take in what was counted of rows that were left undecided by these thresholds elsewhere."""
        self._undecided += counts.undecided
        self._decided += counts.rows - counts.without_text - counts.undecided

    def report(self, unit: str) -> None:
        """Say on standard error how many of each *unit* are undecided, by which thresholds, and what that promises."""
        found, kept = self._found, self._thresholds
        if kept.max_error < self._asked - STEP / 1e6:  # more than a float's last digits
            note(f"--max-error {self._asked:g}: budgets go in steps of {STEP:g}, and {kept.max_error:g} is used")
        note(
            f"{self._undecided} of {count(self._undecided + self._decided, unit)} undecided (of the labels "
            f"{1 - kept.accepted:.0%} would be); kept are {self._least()}"
        )
        note(
            f"expect at most {kept.max_error:.0%} of the kept tags to be wrong, and of the kept stances "
            f"({found.level:.0%} confidence), in text exchangeable with the labels: {found.text} text, "
            f"{found.n_paragraphs} paragraphs of {found.n_articles} articles"
        )
        if found.text != "real":
            note(str(_not_as_published(found.text, kept.max_error)))

    def _least(self) -> str:
        stances = f"stances {_from(self._thresholds.stances)}"
        background = self._codebook.background
        return f"{stances}, {background!r} {_from(self._thresholds.background)}" if background else stances


def _from(least: float | None) -> str:
    if least is None:
        return "at no confidence"
    return f"from a confidence of {least:g}" if least else "at any confidence"


def _not_as_published(text: str, max_error: float) -> CodedWarning:
    return CodedWarning(
        "W31",
        f"thresholds found on {text} text: on text as it was published the error may exceed {max_error:g}; "
        "check on a labelled sample of yours: tristance evaluate --test FILE",
    )
