"""Where the bundled labels and the default model lie: inside an installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """The path of something that is shipped with the package, read-only: ``bundled("labels")``.

    A wheel carries ``labels/`` and ``models/default/`` within the package; an editable install leaves them where they
    are worked on, at the top of the checkout.
    """
    inside = _HERE.joinpath("bundled", *parts)
    return inside if inside.exists() else _HERE.parent.parent.joinpath(*parts)
