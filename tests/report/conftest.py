"""What the tests of the report share: runs to write about, real and made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from made_up_scores import PACKAGES, about, made_up
from tristance.evaluation.cross_validation import CrossValidated, cross_validate, held_out, score_cross_validated
from tristance.evaluation.warning import CodedWarning
from tristance.labels.examples import Examples
from tristance.labels.gold import Ratings
from tristance.report.mistakes import Mistake, mistake, worst
from tristance.report.run import Run
from tristance.report.terms import top_terms
from tristance.report.withheld import fit_parts, parts_without
from tristance.training.recipe import Recipe

MakeRun = Callable[..., Run]


@pytest.fixture(scope="session")
def cross_validated(small_examples: Examples) -> CrossValidated:
    """A real cross-validation of the small labels."""
    return cross_validate(small_examples, Recipe())


@pytest.fixture(scope="session")
def real_run(small_examples: Examples, cross_validated: CrossValidated) -> Run:
    """A report's material from that cross-validation, with a warning."""
    who = ("first", "second")
    read = np.stack([small_examples.tags, np.roll(small_examples.tags, 1)], axis=1)
    ratings = Ratings(who, read, small_examples.groups, paragraphs=small_examples.ids)
    scores = score_cross_validated(small_examples, cross_validated, ratings)
    held = held_out(small_examples, cross_validated)
    rows = worst(held) or [0]
    parts = parts_without(small_examples, rows, cross_validated.folds)
    masks = [np.ones(len(small_examples), dtype=bool), *(mask for _, mask in parts)]
    of_all, *without = fit_parts(small_examples, masks, Recipe(), cross_validated.chosen)
    assert of_all is not None
    errors: list[Mistake] = [
        mistake(held, row, small_examples.texts[row], model)
        for (some, _), model in zip(parts, without, strict=True)
        for row in some
    ]
    return Run(
        scores,
        about(small_examples.codebook),
        0,
        warnings=(CodedWarning("W03", "for: 9 articles only; label about 12 more"),),
        terms=top_terms(of_all),
        mistakes=tuple(errors),
        manifest={"command": "tristance evaluate --report report.html", "packages": PACKAGES},
    )


@pytest.fixture
def make_run() -> MakeRun:
    """A function that makes a run of random tags with these names."""

    def make(names: Sequence[str], **how: Any) -> Run:
        scores = made_up(names, **how)
        return Run(scores, about(scores.codebook), 0)

    return make
