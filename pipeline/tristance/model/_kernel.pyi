# What kernel/binding.c makes; compiled.py says what the arguments mean.

from collections.abc import Callable, Sequence
from typing import Self

from numpy import float64
from numpy.typing import NDArray

class Scorer:
    def __new__(
        cls,
        page: Callable[[int], tuple[bytes, bytes]],
        intercepts: NDArray[float64],
        slope: float,
        offsets: NDArray[float64],
        blocks: Sequence[tuple[object, ...]],
        cues: Sequence[tuple[int, NDArray[float64], Sequence[bytes]]],
        actors: tuple[int, NDArray[float64], Sequence[tuple[int, bytes, bool]]] | None,
        /,
    ) -> Self: ...
    def score(self, texts: Sequence[str], out: NDArray[float64], calibrated: bool, /) -> list[tuple[int, str]]: ...
    def score_arrow(self, capsules: object, out: NDArray[float64], calibrated: bool, /) -> list[tuple[int, str]]: ...
