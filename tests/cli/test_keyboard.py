"""Keys as a real terminal sends them, and the line that is typed with them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from tristance.cli.keyboard import Keyboard
from tristance.cli.lineeditor import LineEditor

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")


@pytest.fixture
def far_end(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The other end of a terminal that is standard input; who waits for a key in vain fails."""

    def too_long(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(20)
    number, inner = pty.openpty()
    with os.fdopen(inner, "r+b", buffering=0) as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        yield number
    os.close(number)
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (b"12 ", ["1", "2", " "]),
        (b"\r\n", ["enter", "enter"]),
        (b"\x7f\x08", ["backspace", "backspace"]),
        (b"\x1b[A\x1bOB\x1b[5~\x1b[6~", ["up", "down", "page up", "page down"]),
        (b"\x1b[15;2~\x1b[Zx", ["x"]),
        (b"\x1bax", ["x"]),  # Alt-a is no key here
        (b"\x1b", ["escape"]),
        (b"\x1b\x1b", ["escape", "escape"]),
        ("ñ港".encode(), ["ñ", "港"]),
        (b"\xff", ["\ufffd"]),
    ],
)
def test_keys_have_the_names_that_are_promised(far_end: int, sent: bytes, keys: list[str]) -> None:
    with Keyboard() as keyboard:
        os.write(far_end, sent)
        if keys == ["x"] and sent.startswith(b"\x1ba"):
            assert keyboard.key() == "x"  # Alt-a is no key here
            return
        assert [keyboard.key() for _ in keys] == keys


def test_a_letter_that_comes_in_two_pieces_is_one_key(far_end: int) -> None:
    with Keyboard() as keyboard:
        os.write(far_end, b"\xc3")
        os.write(far_end, b"\xb1")
        assert keyboard.key() == "ñ"


@pytest.mark.parametrize(("sent", "error"), [(b"\x03", KeyboardInterrupt), (b"\x04", EOFError)])
def test_leaving_is_an_exception(far_end: int, sent: bytes, error: type[BaseException]) -> None:
    with Keyboard() as keyboard:
        os.write(far_end, sent)
        with pytest.raises(error):
            keyboard.key()


def test_what_was_typed_ahead_can_be_forgotten(far_end: int) -> None:
    with Keyboard() as keyboard:
        os.write(far_end, b"1234")
        assert keyboard.key() == "1"
        os.write(far_end, b"56")
        keyboard.forget()
        os.write(far_end, b"q")
        assert keyboard.key() == "q"


def test_another_size_of_the_terminal_is_told(far_end: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import termios

    monkeypatch.setattr(sys, "stdout", sys.stdin)  # pytest has put its own there since the fixture
    with Keyboard() as keyboard:
        termios.tcsetwinsize(far_end, (20, 70))
        assert keyboard.key() == "resized"


def test_the_terminal_is_put_back_after_an_error(far_end: int) -> None:
    import termios

    before = termios.tcgetattr(far_end)
    with pytest.raises(ZeroDivisionError), Keyboard():  # noqa: PT012  # what is within is the point
        assert termios.tcgetattr(far_end) != before
        raise ZeroDivisionError
    assert termios.tcgetattr(far_end) == before


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["a", "b", "backspace", "ñ"], "añ"),
        (["backspace"], ""),
        ([*"one two", "\x17"], "one "),
        ([*"one two", "\x15", "x"], "x"),
        (["a", "up", "escape", "\x0b", "\t"], "a"),
    ],
)
def test_a_line_is_edited_at_its_end(keys: list[str], text: str) -> None:
    editor = LineEditor()
    for key in keys:
        editor.press(key)
    assert editor.text == text


def test_a_line_may_begin_with_text() -> None:
    editor = LineEditor("ab")
    editor.press("c")
    assert editor.text == "abc"
