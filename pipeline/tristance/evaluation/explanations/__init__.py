"""What each warning means, why it matters, how its numbers come about and what to do: one Markdown file a code.

``W03.md`` begins with ``# W03 `` and a title of one line; paragraphs follow. Whoever raises a new code adds its file.
"""

from __future__ import annotations

import re
from pathlib import Path

from tristance.errors import UnknownCode, did_you_mean

_HERE = Path(__file__).resolve().parent
_NUMBER = re.compile(r"W?([0-9]{1,3})")


def codes() -> dict[str, str]:
    """The title of each code, in their order."""
    found = {}
    for path in sorted(_HERE.glob("W*.md")):
        with path.open(encoding="utf-8") as file:
            found[path.stem] = file.readline().removeprefix(f"# {path.stem}").strip()
    return found


def explanation(code: str) -> tuple[str, str]:
    """The title of *code*, and the paragraphs that explain it, in Markdown.

    Raises :class:`UnknownCode` with the codes that there are.
    """
    name = known_code(code)
    heading, _, text = (_HERE / f"{name}.md").read_text(encoding="utf-8").partition("\n")
    return heading.removeprefix("# "), text.strip()


def known_code(code: str) -> str:
    """*code* as it is written: ``w3`` is ``W03``. Raises :class:`UnknownCode` with the codes that there are."""
    there = codes()
    number = _NUMBER.fullmatch(code.upper().replace("O", "0"))
    name = f"W{int(number[1]):02d}" if number else code
    if name not in there:
        raise UnknownCode(f"{code}: no warning has that code{did_you_mean(name, there)}; there are: {', '.join(there)}")
    return name
