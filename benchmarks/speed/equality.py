"""Before anything is timed: ours say what scikit-learn's pipeline says, or the benchmark ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np

from speed.contestants import SKLEARN, Contestant
from speed.workbench import MODELS, Workbench

SAMPLE = 500
ALLOWED = 1e-9


def check_equality(bench: Workbench, present: Sequence[Contestant]) -> str:
    """A line on the largest difference from scikit-learn's probabilities; exits where it is above :data:`ALLOWED`."""
    texts = bench.texts[:SAMPLE]
    widest = 0.0
    for model in MODELS:
        theirs = np.asarray(bench.pipeline(model).predict_proba(texts))
        for each in present:
            if each.model != model or each.who == SKLEARN:
                continue
            gap = float(np.abs(np.exp(each.job(bench, texts)()) - theirs).max())
            if not gap <= ALLOWED:
                sys.exit(f"{each.name}: differs from scikit-learn's probabilities by {gap}; allowed are {ALLOWED}")
            widest = max(widest, gap)
    return f"Equal first: on {len(texts)} paragraphs ours differ from `predict_proba` by at most {widest:.0e}."
