"""The score of texts by the compiled kernel, where it is installed and not switched off (``TRISTANCE_KERNEL=off``).

The kernel (``kernel/``) reads UTF-8 and says what ``vectorised`` says. A text that it leaves, one with a letter whose
lower case is several letters or with a lone surrogate, is scored there.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tristance.errors import BadTable, DamagedModel
from tristance.measures.calibration import Calibration
from tristance.model import letters
from tristance.model.actors import longest_first
from tristance.model.arrow import Texts, capsules, is_arrow
from tristance.model.blocks import ActorBlock, Block, CueBlock, Floats
from tristance.model.features import tokens

if TYPE_CHECKING:
    from tristance.model.vectorised import Vectorised

try:
    from tristance.model._kernel import Scorer
except ModuleNotFoundError:
    Scorer = None  # type: ignore[assignment, misc]
    _WHY = "not built: no C compiler was at hand when tristance was installed"
except ImportError as error:
    Scorer = None  # type: ignore[assignment, misc]
    _WHY = f"failed to load: {error}"
else:
    _WHY = ""

SWITCH = "TRISTANCE_KERNEL"
_KINDS = {"word": 0, "char_wb": 1}


def why_not() -> str | None:
    """Why the kernel is not in use, in a few words; None where it is."""
    if os.environ.get(SWITCH, "").lower() in {"off", "0"}:
        return f"switched off by {SWITCH}"
    return _WHY or None


class Compiled:
    """Scores texts by the arrays of a model, straight from their bytes; ``intercepts`` are (k,).

    Texts are a list of str, or an Arrow column (whatever has ``__arrow_c_array__`` or ``__arrow_c_stream__``), which is
    read where it lies; the scores of a null are NaN. Several threads may score at once.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        cues: CueBlock | None,
        actors: ActorBlock | None,
        intercepts: Floats,
        calibration: Calibration,
    ) -> None:
        """Copy the arrays into tables.

        Raises :class:`DamagedModel` where they do not fit together.
        """
        self._n_tags = len(intercepts)
        self._arrays, self._calibration = (blocks, cues, actors, intercepts), calibration
        try:
            self._scorer = Scorer(
                letters.page,
                _numbers(intercepts),
                calibration.slope,
                _numbers(calibration.offsets),
                [_block(block) for block in blocks],
                [
                    (column, _numbers(row), [b for stem in stems if (b := "\n".join(tokens(stem)).encode())])
                    for column, (stems, row) in enumerate(zip(cues.stems, cues.coefficients, strict=True))
                ]
                if cues
                else [],
                (len(actors.terms), _numbers(actors.coefficients), _terms(actors)) if actors else None,
            )
        except ValueError as error:
            raise DamagedModel(f"the arrays of the model do not fit together: {error}") from None

    @cached_property
    def _rest(self) -> Vectorised:
        """What scores the texts that the kernel leaves: seldom wanted, and so not made before it is."""
        from tristance.model.vectorised import Vectorised

        return Vectorised(*self._arrays)

    def logits(self, texts: Texts) -> Floats:
        """Uncalibrated scores: n texts -> (n, k)."""
        return self._score(texts, calibrated=False)

    def log_probabilities(self, texts: Texts) -> Floats:
        """Calibrated log-probabilities: n texts -> (n, k)."""
        return self._score(texts, calibrated=True)

    def _score(self, texts: Texts, *, calibrated: bool) -> Floats:
        out = np.empty((len(texts), self._n_tags))
        if is_arrow(texts):
            try:
                left = self._scorer.score_arrow(capsules(texts), out, calibrated)
            except (TypeError, ValueError) as error:
                raise BadTable(str(error)) from None
        else:
            left = self._scorer.score(texts, out, calibrated)  # type: ignore[arg-type]  # a list, then
        if left:
            rows, own = zip(*left, strict=True)
            logits = self._rest.logits(own)
            out[list(rows)] = self._calibration.apply(logits) if calibrated else logits
        return out


def _numbers(values: NDArray[Any]) -> Floats:
    return np.ascontiguousarray(values, dtype=np.float64)


def _block(block: Block) -> tuple[Any, ...]:
    which = np.ascontiguousarray(block.which, dtype=np.int32)
    return _KINDS[block.kind], block.low, block.high, block.packed, _numbers(block.idf), which, _numbers(block.distinct)


def _terms(actors: ActorBlock) -> list[tuple[int, bytes, bool]]:
    """The terms from the longest on, with their actors; those that may go on to any end."""
    return [
        (number, term.removesuffix("*").encode(), term.endswith("*")) for term, number in longest_first(actors.terms)
    ]
