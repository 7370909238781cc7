"""One line of text, typed key by key; it is edited at its end."""

from __future__ import annotations

_LONGEST = 2000
_RUB_OUT_LINE, _RUB_OUT_WORD = "\x15", "\x17"  # Ctrl-U, Ctrl-W


class LineEditor:
    """The line typed so far in :attr:`text`."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def press(self, key: str) -> None:
        """Take one key as :class:`tristance.cli.keyboard.Keyboard` gives it; keys that type nothing do nothing."""
        if key == "backspace":
            self.text = self.text[:-1]
        elif key == _RUB_OUT_LINE:
            self.text = ""
        elif key == _RUB_OUT_WORD:
            self.text = self.text.rstrip().rpartition(" ")[0]
            self.text += " " if self.text else ""
        elif len(key) == 1 and key.isprintable() and len(self.text) < _LONGEST:
            self.text += key
