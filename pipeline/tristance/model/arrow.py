"""Texts as an Arrow column: what pyarrow, polars and pandas hand over without copying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from tristance.errors import BadTable


class ArrowArray(Protocol):
    """A column in one piece, as the Arrow PyCapsule interface has it."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

    def __len__(self) -> int: ...


class ArrowStream(Protocol):
    """A column in any number of pieces."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

    def __len__(self) -> int: ...


Texts = Sequence[str] | ArrowArray | ArrowStream


def is_arrow(texts: Texts) -> bool:
    """Whether *texts* are an Arrow column."""
    return hasattr(texts, "__arrow_c_array__") or hasattr(texts, "__arrow_c_stream__")


def capsules(column: Any) -> object:
    """What the column hands over: a pair for an array, one capsule for a stream."""
    whole = hasattr(column, "__arrow_c_array__")
    return column.__arrow_c_array__() if whole else column.__arrow_c_stream__()


def as_list(column: Any) -> list[str | None]:
    """The cells as Python has them. Raises :class:`BadTable` where they are no text."""
    cells = list(column.to_pylist() if hasattr(column, "to_pylist") else column.to_list())
    strange = next((cell for cell in cells if not isinstance(cell, str | None)), None)
    if strange is not None:
        raise BadTable(f"an Arrow column holds {strange!r} where strings belong: cast it")
    return cells
