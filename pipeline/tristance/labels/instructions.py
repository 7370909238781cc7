"""What a coder is sent beside the sheet: the codebook in words, and how the sheet is filled."""

from __future__ import annotations

from tristance.schema import Codebook

_FILLING = """\
## How to fill the sheet

Open your sheet, the `.csv` file of your name, in any spreadsheet. Each row is one paragraph; the paragraphs of an
article stand together, in order. Read the whole article, then fill three columns of each of its rows:

- `tag`: exactly one of {names}.
- `confidence`: leave it empty where you are sure, else write `unsure`.
- `note`: anything that whoever reads your tag should know; may stay empty.

Leave all other columns, and the order of the rows, as they are. Code by yourself: do not talk about the paragraphs with
another coder before all are done. You may send a sheet that is half done, and go on.

Save it as CSV (in Excel: "CSV UTF-8"), under the name that it has, and send it back.
"""


def instructions(codebook: Codebook) -> str:
    """The codebook and how to fill a coding sheet, as Markdown."""
    parts = [
        f"# {codebook.question}\n",
        f"Codebook, version {codebook.version}. Each paragraph gets exactly one tag.\n",
    ]
    if codebook.rules:
        parts += ["## Rules\n", "".join(f"- {rule}\n" for rule in codebook.rules)]
    parts.append("## Tags\n")
    for tag in codebook.tags:
        parts.append(f"### {tag.name}\n")
        parts.append(f"{tag.definition}\n")
        if tag.examples:
            parts.append("Examples:\n")
            parts.append("".join(f"- {example}\n" for example in tag.examples))
    names = ", ".join(f"`{name}`" for name in codebook.names)
    return "\n".join([*parts, _FILLING.format(names=names)])
