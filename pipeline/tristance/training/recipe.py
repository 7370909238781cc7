"""The recipe: which features, and among which parameters the inner folds choose. One default for every codebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ClassWeight = Literal["balanced"] | None


@dataclass(frozen=True)
class Recipe:
    """What is fitted. ``c_grid`` runs from the strongest regularisation to the weakest, as scikit-learn's C does."""

    words: tuple[int, int] = (1, 2)
    characters: tuple[int, int] = (2, 5)
    c_grid: tuple[float, ...] = (1.0, 4.0, 16.0)
    class_weights: tuple[ClassWeight, ...] = (None,)
    folds: int = 5
    seed: int = 0
