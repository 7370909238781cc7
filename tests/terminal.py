"""A real terminal in which the command line runs, with someone at the keyboard."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import time
from types import TracebackType
from typing import Self

SECONDS = 20.0
_STEERING = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Terminal:
    """``tristance`` with *arguments* on a terminal of its own; a ``with`` block ends it.

    :meth:`shows` looks at what was drawn since the last key. The paragraph to judge is drawn behind :data:`HERE`.
    """

    def __init__(self, *arguments: object, columns: int = 100, lines: int = 30) -> None:
        import pty
        import termios

        self.number, inner = pty.openpty()
        termios.tcsetwinsize(inner, (lines, columns))
        self.before = termios.tcgetattr(inner)
        environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
        # A job in the background ignores Ctrl-C, and so would what it starts: the tests may run in one.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.process = subprocess.Popen(  # noqa: S603  # our own interpreter and code
            [sys.executable, "-m", "tristance", *map(str, arguments)],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
            env=environment | {"TERM": "xterm", "NO_COLOR": "1"},
        )
        signal.signal(signal.SIGINT, before)
        self._inner = inner  # kept open, so that the terminal is there to look at when the program has ended
        self._drawn = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._inner)
        with contextlib.suppress(OSError):
            os.close(self.number)

    def press(self, keys: str) -> None:
        """Type *keys*."""
        self._drawn = b""
        os.write(self.number, keys.encode())

    def shows(self, *texts: str) -> str:
        """Wait until one of *texts* has been drawn since the last key; which one."""
        until = time.monotonic() + SECONDS
        while True:
            found = next((text for text in texts if text in self.drawn), None)
            if found is not None:
                return found
            if self._read(0.1):
                continue
            ended = self.process.poll() is not None and not self._read(0.0)
            if ended or time.monotonic() > until:
                raise AssertionError(f"none of {texts} was drawn; exit status {self.process.poll()}:\n{self.drawn}")

    @property
    def drawn(self) -> str:
        """All that was drawn since the last key, as far as it was read, without the colours."""
        return _STEERING.sub("", self._drawn.decode(errors="replace"))

    def end(self) -> int:
        """Wait for the program to end; its exit status."""
        until = time.monotonic() + SECONDS
        while self.process.poll() is None:
            self._read(0.05)
            assert time.monotonic() < until, f"still running:\n{self.drawn}"
        while self._read(0.0):
            pass
        return self.process.returncode

    def kill(self) -> None:
        """End the program as a power cut would, and read what it had drawn."""
        self.process.kill()
        self.process.wait()
        while self._read(0.0):
            pass

    def restored(self) -> bool:
        """Whether the terminal is as it was before the program ran."""
        import termios

        return termios.tcgetattr(self._inner) == self.before

    def _read(self, seconds: float) -> bool:
        if not select.select([self.number], [], [], seconds)[0]:
            return False
        self._drawn += os.read(self.number, 65536)
        return True


HERE = "▌ "
