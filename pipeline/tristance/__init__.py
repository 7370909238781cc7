"""The stance of each paragraph of an article, by a small classifier that is trained on labelled paragraphs.

What is offered is in ``__all__``, and loaded when it is first used: importing tristance takes no time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tristance.api import Model, evaluate, load, read_article, train
    from tristance.errors import TristanceError
    from tristance.schema import Article, Codebook, Paragraph, Prediction

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Codebook",
    "Model",
    "Paragraph",
    "Prediction",
    "TristanceError",
    "evaluate",
    "load",
    "read_article",
    "train",
]

if not TYPE_CHECKING:  # a type checker would take any name for one of ours
    _PLACES = {
        "tristance.api": ("Model", "evaluate", "load", "read_article", "train"),
        "tristance.errors": ("TristanceError",),
        "tristance.schema": ("Article", "Codebook", "Paragraph", "Prediction"),
    }
    _PLACE = {name: place for place, names in _PLACES.items() for name in names}

    def __getattr__(name: str) -> object:
        if name not in _PLACE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_PLACE[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
