"""What tristance runs on, as far as the standard library can tell. No package is imported to learn its version."""

from __future__ import annotations

import importlib.metadata
import locale
import os
import platform
import sys
import unicodedata
from typing import Any

from tristance import __version__

_PACKAGES = ("numpy", "scikit-learn", "scipy", "pandas", "pyarrow")


def surroundings() -> dict[str, Any]:
    """Versions, machine and encodings as plain values; None where a package is not there or a number not known."""
    return {
        "tristance": __version__,
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "executable": sys.executable,
        "unicode": unicodedata.unidata_version,
        "platform": platform.platform(),
        "cores": _cores(),
        "memory_bytes": _memory(),
        "packages": {name: installed(name) for name in _PACKAGES},
        "encodings": {
            "standard_output": _plainly(getattr(sys.stdout, "encoding", None)),
            "locale": _plainly(locale.getencoding()),
            "file_names": _plainly(sys.getfilesystemencoding()),
        },
    }


def installed(package: str) -> str | None:
    """The version of *package*, None where it is not installed."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _cores() -> int | None:
    """The cores that this process may use, where the system tells, else those of the machine."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count()


def _memory() -> int | None:
    """The memory of the machine in bytes. Windows does not tell the standard library."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None


def _plainly(encoding: str | None) -> str:
    """The name of an encoding in one way of writing it: ``UTF-8`` is ``utf-8``."""
    return (encoding or "unknown").lower().replace("utf8", "utf-8")
