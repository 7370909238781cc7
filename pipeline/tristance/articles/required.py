"""Libraries that only some formats need."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from tristance.errors import MissingPackage


def require(module: str, package: str, source: str, kind: str) -> ModuleType:
    """The imported *module* of *package*, which reads *source*, a file of this *kind*.

    Raises :class:`MissingPackage`, with the line that installs it, where it is not there.
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingPackage(
            f"{source}: is {kind}, and the library that reads it is not installed; "
            f"pip install 'tristance[documents]', or pip install {package} alone"
        ) from None
