"""Pyarrow, which reads and writes Parquet and Zstandard, and which not everyone has installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tristance.errors import MissingPackage


def require_pyarrow(what: Path | str) -> Any:
    """Pyarrow; or :class:`MissingPackage` with the command that installs it, since *what* needs it."""
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingPackage(f"{what}: needs pyarrow; install it: pip install 'tristance[bulk]'") from None
    return pa
