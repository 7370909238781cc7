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
    known = sorted({*names(models), DEFAULT})
    raise ModelNotFound(
        f"{name}: no model of that name in {models}, and no model folder at that path{did_you_mean(name, known)}; "
        f"there are: {', '.join(known)}; train one: tristance train --name NAME"
    )


def names(models: Path) -> list[str]:
    """The names of the models in the folder *models*, which need not be there."""
    return sorted(path.parent.name for path in models.glob("*/card.json"))


def every_model(models: Path) -> dict[str, Path]:
    """The folder of each model in *models*, by name; the bundled one is ``default`` where none there is."""
    found = {name: models / name for name in names(models)}
    return dict(sorted({DEFAULT: bundled("models", DEFAULT), **found}.items()))
