"""Probabilities that do not mean what they say."""

from __future__ import annotations

from tristance.evaluation.calibration import CalibrationScores
from tristance.evaluation.checks.wording import counted
from tristance.evaluation.warning import CodedWarning

OFF = 0.05
"""Of the mean distance of confidence and accuracy: half the width of the ten bins in which it is measured."""


def badly_calibrated(found: CalibrationScores) -> list[CodedWarning]:
    """W19, where the expected calibration error is above ``OFF`` with some certainty.

    The lower limit allows for what chance alone adds to a distance (:mod:`tristance.measures.calibration_error`):
    percentiles of a bootstrap would find any small test badly calibrated.
    """
    ece = found.ece
    if not ece.low > OFF:
        return []
    too_sure = sum(bin_.n * (bin_.predicted - bin_.observed.value) for bin_ in found.top if bin_.n) > 0
    return [
        CodedWarning(
            "W19",
            f"the model is {'too sure' if too_sure else 'less sure than it could be'}: confidence and accuracy are "
            f"{ece.value:.2f} apart on average (at least {ece.low:.2f}; {counted(found.n, 'paragraph')}); take p_TAG "
            "as an order, not as a probability, on such text, until more of it is labelled",
        )
    ]
