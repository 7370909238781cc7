"""The keyboard of a terminal, key by key, for the length of a session; the terminal is put back whatever happens.

Keys are the characters that they type, or a name: ``enter``, ``backspace``, ``escape``, ``up``, ``down``, ``page up``,
``page down``. Ctrl-C raises :class:`KeyboardInterrupt`; Ctrl-D, a closed terminal and a polite request to end the
program raise :class:`EOFError`.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

import typer

_NAMED = {
    "\r": "enter",
    "\n": "enter",
    "\x7f": "backspace",
    "\b": "backspace",
    "\x1b": "escape",
    "\x1b[A": "up",
    "\x1bOA": "up",
    "\xe0H": "up",
    "\x1b[B": "down",
    "\x1bOB": "down",
    "\xe0P": "down",
    "\x1b[5~": "page up",
    "\xe0I": "page up",
    "\x1b[6~": "page down",
    "\xe0Q": "page down",
}
_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;?]*[@-~]|O[@-~]|[^\x1b\[O])")
_BEGUN = re.compile(r"\x1b(?:\[[0-9;?]*|O)?\Z")
_ESCAPE_SECONDS = 0.05  # what follows an escape later than this is a key of its own
_LOOK_SECONDS = 0.25  # how often the size of the terminal is looked at

RESIZED = "resized"
"""The name of the key that is no key: the terminal has another size, draw again."""


def has_terminal() -> bool:
    """Whether there is a keyboard to read and a screen to draw on."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def terminal_size() -> tuple[int, int]:
    """Columns and lines of the screen as they are now; 80 by 24 where it does not tell."""
    try:
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        return 80, 24
    return columns or 80, lines or 24


class Keyboard:
    """Reads keys within a ``with`` block. What is typed comes in order, and nothing typed meanwhile is lost."""

    def __init__(self) -> None:
        self._typed = ""
        self._restore: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                number = getattr(signal, name)
                self._restore.append(_reset(number, signal.signal(number, _leave)))
        if sys.platform != "win32":
            self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._restore:
            self._restore.pop()()

    def key(self) -> str:
        """Wait for the next key."""
        if sys.platform == "win32":
            pressed = typer.getchar()
            return _NAMED.get(pressed, pressed if len(pressed) == 1 else "")
        return self._key()

    def forget(self) -> None:
        """Drop what was typed but not read: a key pressed twice must not answer what has not been shown yet."""
        self._typed = ""
        if sys.platform != "win32":
            import termios

            termios.tcflush(self._number, termios.TCIFLUSH)

    if sys.platform != "win32":

        def _open(self) -> None:
            """Take keys one by one and unseen; Ctrl-C is a key too, so that it never falls into a write."""
            import termios

            self._number = sys.stdin.fileno()
            before = termios.tcgetattr(self._number)
            self._restore.append(lambda: termios.tcsetattr(self._number, termios.TCSADRAIN, before))
            mode = termios.tcgetattr(self._number)
            mode[0] &= ~(termios.ICRNL | termios.IXON)
            mode[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
            mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
            termios.tcsetattr(self._number, termios.TCSADRAIN, mode)
            self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
            self._size = terminal_size()

        def _key(self) -> str:
            while True:
                if not self._typed and not self._wait(_LOOK_SECONDS):
                    size = terminal_size()
                    if size != self._size:
                        self._size = size
                        return RESIZED
                    continue
                if not self._typed:
                    self._read()
                until = time.monotonic() + _ESCAPE_SECONDS
                while _BEGUN.match(self._typed) and self._wait(until - time.monotonic()):
                    self._read()
                key = self._take()
                if key:
                    return key

        def _wait(self, seconds: float) -> bool:
            return bool(select.select([self._number], [], [], max(0.0, seconds))[0])

        def _read(self) -> None:
            try:
                data = os.read(self._number, 4096)
            except OSError:  # the terminal was closed
                raise EOFError from None
            if not data:
                raise EOFError
            self._typed += self._decoder.decode(data)

        def _take(self) -> str:
            """The first key of what was typed; empty for one that has no name here."""
            sequence = _SEQUENCE.match(self._typed)
            found = sequence.group() if sequence else self._typed[:1]
            self._typed = self._typed[len(found) :]
            if found == "\x03":
                raise KeyboardInterrupt
            if found == "\x04":
                raise EOFError
            return _NAMED.get(found, found if len(found) == 1 else "")


def _reset(number: int, before: Any) -> Callable[[], None]:
    def reset() -> None:
        signal.signal(number, before)

    return reset


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise EOFError
