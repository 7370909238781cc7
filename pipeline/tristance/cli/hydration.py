"""``--articles``: original wording in place of our restatement, wherever the user has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tristance.cli.screen import note
from tristance.errors import InputError
from tristance.files import list_files

if TYPE_CHECKING:
    from tristance.labels.examples import Examples


def hydrated(examples: Examples, folder: Path | None) -> Examples:
    """*examples* with the wording of the articles in *folder*; says how many of how many were found, and what not."""
    if folder is None:
        return examples
    from tristance.articles import fingerprint, read_article
    from tristance.labels.examples import hydrate

    originals: dict[str, str] = {}
    for path in list_files(folder):
        try:
            originals |= {fingerprint(paragraph.text): paragraph.text for paragraph in read_article(path).paragraphs}
        except InputError as error:
            note(f"passed over: {error}")
    swapped, found, wanted = hydrate(examples, originals)
    note(f"{folder}: original wording found for {found} of {wanted} restated paragraphs")
    return swapped
