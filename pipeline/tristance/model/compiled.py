"""The score of texts by the compiled kernel, where it is installed and not switched off."""

from __future__ import annotations

from collections.abc import Sequence

from tristance.measures.calibration import Calibration
from tristance.model.blocks import ActorBlock, Block, CueBlock, Floats


class Compiled:
    """Scores texts by the arrays of a model, straight from their bytes; ``intercepts`` are (k,)."""

    def __init__(
        self,
        blocks: Sequence[Block],
        cues: CueBlock | None,
        actors: ActorBlock | None,
        intercepts: Floats,
        calibration: Calibration,
    ) -> None:
        raise NotImplementedError


def why_not() -> str | None:
    """Why the kernel is not in use, in a few words; None where it is."""
    return "not built"
