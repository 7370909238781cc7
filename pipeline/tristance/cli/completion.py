"""What a shell offers when Tab is pressed; where that cannot be known, nothing, for somebody is typing."""

from __future__ import annotations

from pathlib import Path

import typer

from tristance.errors import TristanceError


def model_names(context: typer.Context, incomplete: str) -> list[str]:
    """The models of ``--models`` (else of ``./models``), and the default, that begin so."""
    from tristance.model.choice import every_model

    folder = Path(context.params.get("models") or "models")
    try:
        return [name for name in every_model(folder) if name.startswith(incomplete)]
    except (OSError, TristanceError):
        return []


def warning_codes(incomplete: str) -> list[tuple[str, str]]:
    """The codes that begin so, each with its title."""
    from tristance.evaluation.explanations import codes

    return [(name, title) for name, title in codes().items() if name.startswith(incomplete)]
