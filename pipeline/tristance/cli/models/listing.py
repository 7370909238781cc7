"""``tristance models list``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tristance.cli.options import JsonOption, ModelsOption

_DIGITS = 12  # of a digest: enough to tell two apart


def command(models: ModelsOption = Path("models"), json: JsonOption = None) -> None:
    """List the trained models, each with its score and what it was trained on.

    The model that is taken without `--model` has a `*`: that of the name `default` in the models folder, else the one
    that comes with tristance. The score is the stance macro-F1 of cross-validation by article (95 % interval), on the
    text that is named beside it; scores on different texts are not to be compared.

    Examples:

    - `tristance models list`

    - `tristance models list --models my-models --json -`
    """
    from tristance.cli.screen import console, note, plain_table, printable, write_json
    from tristance.errors import ModelError
    from tristance.model.choice import every_model
    from tristance.model.summary import summary

    found, damaged = [], []
    for name, folder in every_model(models).items():
        try:
            found.append(summary(name, folder))
        except ModelError as error:
            damaged.append({"name": name, "folder": str(folder), "error": str(error)})
    if json is not None:
        write_json(json, {"models": found, "damaged": damaged})
    if json == "-":
        return
    table = plain_table("model", "stance macro-F1", "on text", "paragraphs", "tags", "labels", "folder")
    for each in found:
        table.add_row(*(printable(cell) for cell in _row(each)))
    console().print(table)
    for each in damaged:
        note(printable(f"{each['name']} cannot be used: {each['error']}"))


def _row(each: dict[str, Any]) -> list[str]:
    from tristance.cli.models.show import score

    return [
        f"{each['name']}{' *' * each['default']}",
        score(each["stance_macro_f1"]),
        each["text"] or "",
        "" if each["n_paragraphs"] is None else str(each["n_paragraphs"]),
        str(len(each["tags"])),
        (each["labels_digest"] or "")[:_DIGITS],
        each["folder"],
    ]
