"""A name for a text that survives footnotes, quotation marks, spacing and every other accident of copying."""

from __future__ import annotations

import hashlib
import unicodedata


def letters(text: str) -> str:
    """The letters of *text* alone (Unicode category L), NFC and case-folded.

    >>> letters("“Ferries, in 2021?”")
    'ferriesin'
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return "".join(character for character in folded if character.isalpha())  # isalpha is: category L


def fingerprint(text: str) -> str:
    """The SHA-256 of the letters of *text*, as 64 hexadecimal digits.

    Two copies of a paragraph have the same fingerprint although footnote digits, quotation marks, hyphens and spaces
    differ, so a restated paragraph can point to its published wording without quoting it.

    >>> fingerprint("The need arises.11In May") == fingerprint("the need arises. In  May")
    True
    """
    return hashlib.sha256(letters(text).encode("utf-8", "surrogatepass")).hexdigest()
