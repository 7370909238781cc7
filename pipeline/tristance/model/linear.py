"""The frozen model: arrays, and the score of a text by them.

The kernel scores where it is installed (``compiled``), numpy elsewhere (``vectorised``); both say the same. Calibration
makes probabilities of the scores; decision offsets, the tag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tristance.measures.calibration import Calibration
from tristance.measures.decision import decide
from tristance.model.arrow import Texts, as_list, is_arrow
from tristance.model.blocks import ActorBlock, Block, CueBlock, Floats
from tristance.model.compiled import Compiled, why_not
from tristance.schema import Codebook, Prediction

if TYPE_CHECKING:
    from tristance.model.vectorised import Vectorised


@dataclass(frozen=True)
class LinearModel:
    """A classifier of texts. All per-tag arrays are in the order of the codebook's tags; ``intercepts`` are (k,)."""

    codebook: Codebook
    blocks: tuple[Block, ...]
    cues: CueBlock | None
    actors: ActorBlock | None
    intercepts: Floats = field(repr=False)
    calibration: Calibration
    decision_offsets: Floats

    @cached_property
    def vectorised(self) -> Vectorised:
        """What scores with numpy."""
        from tristance.model.vectorised import Vectorised  # seldom needed beside the kernel

        return Vectorised(self.blocks, self.cues, self.actors, self.intercepts)

    @cached_property
    def compiled(self) -> Compiled | None:
        """What scores with the kernel, where it is in use."""
        if why_not():
            return None
        return Compiled(self.blocks, self.cues, self.actors, self.intercepts, self.calibration)

    def logits(self, texts: Texts) -> Floats:
        """Uncalibrated scores: n texts -> (n, k)."""
        return self.compiled.logits(texts) if self.compiled else self._by_numpy(texts)

    def log_probabilities(self, texts: Texts) -> Floats:
        """Calibrated log-probabilities: n texts -> (n, k)."""
        if self.compiled:
            return self.compiled.log_probabilities(texts)
        return self.calibration.apply(self._by_numpy(texts))

    def _by_numpy(self, texts: Texts) -> Floats:
        if not is_arrow(texts):
            for i, text in enumerate(texts):  # type: ignore[arg-type]  # a list, then
                if not isinstance(text, str):
                    raise TypeError(f"text {i} is {type(text)}, and no str")
            return self.vectorised.logits(texts)  # type: ignore[arg-type]
        cells = as_list(texts)
        out = np.full((len(cells), len(self.intercepts)), np.nan)
        out[[cell is not None for cell in cells]] = self.vectorised.logits([cell for cell in cells if cell is not None])
        return out

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """The tag, its confidence and all probabilities of each text."""
        return self.predictions(self.log_probabilities(texts))

    def predictions(self, log_p: Floats) -> list[Prediction]:
        """What calibrated log-probabilities (n, k) say of n texts."""
        p = np.exp(log_p)
        tags = decide(log_p, self.decision_offsets)
        names = self.codebook.names
        return [Prediction(names[tag], float(row[tag]), tuple(row.tolist())) for tag, row in zip(tags, p, strict=True)]
