"""One key for each tag of a codebook: digits first, then letters that no command has."""

from __future__ import annotations

import string

from tristance.errors import LabelError
from tristance.schema import Codebook

COMMANDS = "unzq? "
"""The keys of commands: unsure, note, undo, quit, the codebook, skip."""

_LETTERS = [letter for letter in string.ascii_lowercase if letter not in COMMANDS]
_KEYS = (*"123456789", *_LETTERS, *(letter.upper() for letter in _LETTERS))


def tag_keys(codebook: Codebook) -> dict[str, str]:
    """The name of the tag that each key gives, in the codebook's order.

    Raises :class:`LabelError` where there are more tags than keys.
    """
    names = codebook.names
    if len(names) > len(_KEYS):
        raise LabelError(
            f"the codebook has {len(names)} tags, and there are keys for {len(_KEYS)}; "
            "code in a spreadsheet instead: tristance labels assign"
        )
    return dict(zip(_KEYS, names, strict=False))


def meant(key: str, keys: dict[str, str]) -> str:
    """The key that *key* stands for: with caps lock on, a letter is still its small one where that alone is a key."""
    return key if key in keys or len(key) != 1 else key.lower()
