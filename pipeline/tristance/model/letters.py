r"""What the running interpreter says of each letter, for the kernel: a page of 256 code points at a time.

Nothing is written down here, so that the kernel agrees with ``str.lower``, ``str.isspace`` and ``\w`` of whatever
Unicode this Python knows.
"""

from __future__ import annotations

from array import array

PAGE = 256
WORD, SPACE, WRITTEN, CASED, IGNORED, SLOW = 1, 2, 4, 8, 16, 32  # as in kernel.h
_FINAL_SIGMA = "ς"


def page(number: int) -> tuple[bytes, bytes]:
    """Page *number*: the lower case of its letters as 32-bit code points, and a byte of flags for each."""
    lower, flags = array("I"), bytearray()
    for code in range(number * PAGE, number * PAGE + PAGE):
        low, own = _letter(chr(code))
        lower.append(low)
        flags.append(own)
    return lower.tobytes(), bytes(flags)


def _letter(letter: str) -> tuple[int, int]:
    low = letter.lower()
    if len(low) != 1:
        return 0, SLOW
    flags = WORD * _is_word(low) | SPACE * low.isspace() | WRITTEN * _is_word(letter)
    # Where a capital sigma behind the letter becomes a final one, the letter is cased; where it does only with another
    # cased letter in front, the letter is passed over.
    if (letter + "Σ").lower()[-1] == _FINAL_SIGMA:
        flags |= CASED
    elif ("A" + letter + "Σ").lower()[-1] == _FINAL_SIGMA:
        flags |= IGNORED
    return ord(low), flags


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
