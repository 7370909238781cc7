"""Which model folder a name or a path means."""

from __future__ import annotations

from pathlib import Path

from tristance.errors import ModelNotFound, did_you_mean
from tristance.files import is_file
from tristance.resources import bundled

DEFAULT = "default"
_FILES = ("card.json", "model.npz")


def find_model(model: str | None, models: Path) -> Path:
    """The folder of *model*: a name in *models*, a path to a model folder, or by default the name ``default``.

    ``default`` falls back to the bundled model where *models* has none of that name. Raises :class:`ModelNotFound`
    with the names that do exist.
    """
    name = model or DEFAULT
    path = Path(name)
    if path.name in _FILES:  # a file of the model was named: its folder is meant
        path = path.parent
    for folder in (models / name, path):
        if is_file(folder / "card.json"):
            return folder
    if name == DEFAULT:
        return bundled("models", DEFAULT)
    there = sorted(path.parent.name for path in models.glob("*/card.json"))
    known = sorted({*there, DEFAULT})
    raise ModelNotFound(
        f"{name}: no model of that name in {models}, and no model folder at that path{did_you_mean(name, known)}; "
        f"there are: {', '.join(known)}; train one: tristance train --name NAME"
    )
