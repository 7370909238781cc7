"""Arrays of a file, where they are what they must be: all that scores trusts them afterwards.

Each raises :class:`ValueError` where they are not.
"""

from __future__ import annotations

import codecs
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.model.blocks import Floats

_PIECE = 1 << 16


def text(array: NDArray[Any]) -> tuple[bytes, int]:
    """*array* as the bytes of a text in UTF-8, and how many lines that has."""
    if array.ndim != 1 or array.dtype != np.uint8:
        raise ValueError(f"an array of {array.shape} {array.dtype} where bytes belong")
    decoder = codecs.getincrementaldecoder("utf-8")()
    ends = 0
    for start in range(0, len(array), _PIECE):  # in pieces that stay in the processor's cache
        piece = array[start : start + _PIECE]
        decoder.decode(piece.data)
        ends += int(np.count_nonzero(piece == ord("\n")))
    decoder.decode(b"", final=True)
    return array.tobytes(), ends + 1 if len(array) else 0


def within(array: NDArray[Any], n: int, most: int) -> NDArray[np.int32]:
    """*array* as *n* whole numbers from 0 to *most*."""
    if array.shape != (n,) or array.dtype.kind not in "iu" or (n and not 0 <= array.min() <= array.max() <= most):
        raise ValueError(f"an array of {array.shape} {array.dtype} where {n} whole numbers from 0 to {most} belong")
    return np.ascontiguousarray(array, dtype=np.int32)


def shaped(array: NDArray[Any], shape: tuple[int, ...]) -> Floats:
    """*array* as finite numbers in the shape *shape*."""
    if array.shape == shape and array.dtype.kind in "iuf":
        floats = np.ascontiguousarray(array, dtype=np.float64)
        if np.isfinite(floats).all():
            return floats
    raise ValueError(f"an array of {array.shape} {array.dtype} where finite numbers of {shape} belong")
