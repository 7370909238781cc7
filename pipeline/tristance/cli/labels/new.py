"""``tristance labels new``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tristance.cli.target import target


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to start.", callback=target)],
    codebook: Annotated[Path, typer.Option(metavar="FILE", help="The codebook (TOML); it is copied.")],
) -> None:
    """Start a folder of labels for a codebook.

    A codebook is a TOML file: `version`, `question`, `rules`, and one `[[tag]]` a tag with `name`, `definition` and
    `role` ("stance"; "background" for the tag of all that takes none). The folder gets a copy of it and three empty
    tables: articles, paragraphs, annotations. Put it under version control.

    Example:

    - `tristance labels new my-labels --codebook my-codebook.toml`
    """
    from tristance.labels.store import create

    book = create(folder, codebook)
    typer.echo(f"{folder}: ready for labels; tags: {', '.join(book.names)}")
