"""Arrow arrays of numpy's, by their buffers: ``pyarrow.array`` imports pandas where it is installed, for seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def floats(values: NDArray[np.float64], valid: NDArray[np.bool_]) -> Any:
    """A column of floats: (n,), (n,) -> n cells, null where they are not *valid*."""
    return _numbers(pa.float64(), np.ascontiguousarray(values), valid)


def names_of(codes: NDArray[np.intp], names: Sequence[str], valid: NDArray[np.bool_]) -> Any:
    """A column of strings: (n,) places in *names*, (n,) -> n cells, null where they are not *valid*."""
    numbers = _numbers(pa.int32(), np.where(valid, codes, 0).astype(np.int32), valid)
    return pa.DictionaryArray.from_arrays(numbers, _strings(names)).dictionary_decode()


def _numbers(kind: Any, values: NDArray[Any], valid: NDArray[np.bool_]) -> Any:
    bits = None if valid.all() else pa.py_buffer(np.packbits(valid, bitorder="little"))
    return pa.Array.from_buffers(kind, len(values), [bits, pa.py_buffer(values)])


def _strings(texts: Sequence[str]) -> Any:
    encoded = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    return pa.Array.from_buffers(pa.string(), len(texts), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))])
