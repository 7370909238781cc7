"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.errors import OutputError, UnreadableFile
from tristance.files import (
    digest,
    make_folder,
    read_bytes,
    replacing,
    replacing_text,
    write_bytes,
    write_files,
    write_text,
)

posix = pytest.mark.skipif(os.name != "posix", reason="links, modes and signals of POSIX")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that is there already, alone in its folder."""
    path = tmp_path / "file.txt"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def unchanged(path: Path) -> bool:
    """Whether the old content stands, and nothing else lies beside it."""
    return path.read_bytes() == b"old" and names(path.parent) == [path.name]


def run(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE)  # noqa: S603  # our own interpreter and code


def test_what_is_written_takes_the_place_of_the_old(old: Path) -> None:
    with replacing(old) as file:
        file.write(b"new")
        assert old.read_bytes() == b"old"
    assert old.read_bytes() == b"new"
    assert names(old.parent) == [old.name]


def test_a_file_that_was_not_there_is_made(tmp_path: Path) -> None:
    write_bytes(tmp_path / "new", b"\x00\xff")
    assert read_bytes(tmp_path / "new") == b"\x00\xff"


def test_an_empty_file_can_be_written(old: Path) -> None:
    write_bytes(old, b"")
    assert old.read_bytes() == b""


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_block_that_raises_leaves_the_old(old: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), replacing(old) as file:  # noqa: PT012  # the block is what raises
        file.write(b"half")
        raise error
    assert unchanged(old)


def test_a_text_block_that_raises_leaves_the_old(old: Path) -> None:
    with pytest.raises(ValueError, match="half-way"), replacing_text(old) as file:  # noqa: PT012  # as above
        file.write("half")
        raise ValueError("half-way")
    assert unchanged(old)


@pytest.mark.parametrize("step", ["os.replace", "os.fsync"])
def test_a_step_that_fails_leaves_the_old(old: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(OutputError, match=r"file\.txt: cannot be written \(permission denied\)"):
            write_bytes(old, b"new")
    assert unchanged(old)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot be written \(no such file or directory\)"):
        write_text(tmp_path / "no" / "file.txt", "new")
    assert names(tmp_path) == []


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_is_an_error(old: Path) -> None:
    old.parent.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="permission denied"):
            write_bytes(old, b"new")
        assert unchanged(old)
    finally:
        old.parent.chmod(0o755)


def test_a_folder_cannot_be_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_bytes(tmp_path / "folder", b"new")
    assert names(tmp_path) == ["folder"]


@posix
def test_the_mode_of_the_old_file_is_kept(old: Path) -> None:
    old.chmod(0o640)
    write_bytes(old, b"new")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


@posix
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write_bytes(tmp_path / "new", b"new")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == mode


@posix
def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert names(tmp_path / "far") == ["target"]


@posix
def test_a_link_to_itself_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OutputError, match="cannot be written"):
        write_bytes(tmp_path / "loop", b"new")


@posix
def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """``-o /dev/null`` must not make a file of the device, nor ``-o pipe`` of a pipe."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_bytes(pipe, b"new")
        assert pipe.is_fifo()
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)


FULL = """
import resource, sys
from pathlib import Path
from tristance.errors import OutputError
from tristance.files import write_bytes
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
try:
    write_bytes(Path(sys.argv[1]), b"x" * int(sys.argv[2]))
except OutputError as error:
    print(error)
"""


@posix
@pytest.mark.parametrize("size", [100, 100_000], ids=["within the buffer", "beyond the buffer"])
def test_a_disk_that_is_full_is_an_error_and_leaves_the_old(old: Path, size: int) -> None:
    """A limit on the size of files stands for the full disk: the system refuses the write in the same way."""
    with run(FULL, old, size) as child:
        said = child.communicate()[0].decode()
    assert "cannot be written (file too large)" in said
    assert child.returncode == 0
    assert unchanged(old)


KILLED = """
import sys, time
from pathlib import Path
from tristance.files import replacing
with replacing(Path(sys.argv[1])) as file:
    file.write(b"half" * 100_000)
    file.flush()
    print("written", flush=True)
    time.sleep(60)
"""


@posix
def test_a_process_killed_while_writing_leaves_the_old(old: Path) -> None:
    with run(KILLED, old) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"written\n"
        child.send_signal(signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    assert old.read_bytes() == b"old"
    write_bytes(old, b"new")
    assert old.read_bytes() == b"new"


def test_text_is_written_as_utf_8_with_its_line_ends_as_they_are(old: Path) -> None:
    with replacing_text(old) as file:
        file.write("é\r\n한\n")
    assert old.read_bytes() == "é\r\n한\n".encode()
    write_text(old, "a\r\nb\n")
    assert old.read_bytes() == b"a\r\nb\n"


def test_reading_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"no: there is no such file"):
        read_bytes(tmp_path / "no")
    with pytest.raises(UnreadableFile, match="is a folder; name the files in it"):
        read_bytes(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(UnreadableFile, match=r"cannot be read \(not a directory\)"):
        read_bytes(tmp_path / "file" / "within")


def test_folders_are_made_with_those_above_and_may_be_there(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_in_place_of_a_file_cannot_be_made(old: Path) -> None:
    with pytest.raises(OutputError, match="this folder cannot be made"):
        make_folder(old)


@pytest.mark.property
@given(st.lists(st.binary(max_size=6)), st.lists(st.binary(max_size=6)))
def test_a_digest_tells_parts_apart(one: list[bytes], other: list[bytes]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_where_parts_are_split_matters() -> None:
    assert len({digest(b"ab", b"c"), digest(b"a", b"bc"), digest(b"abc"), digest(b"abc", b"")}) == 4
    assert len(digest()) == 64


@pytest.mark.property
@given(st.binary(min_size=1, max_size=9), st.integers(1, 9))
def test_a_part_that_looks_like_a_length_is_no_length(part: bytes, at: int) -> None:
    """Joining two parts with a made-up length between them gives another digest."""
    head, tail = part[:at], part[at:]
    assert digest(head, tail) != digest(head + f"{len(tail)}:".encode() + tail)


def test_of_several_files_a_full_disk_lets_none_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("old")
    flush, calls = os.fsync, []

    def full(number: Any) -> None:
        calls.append(number)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(number)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="no space left"):
        write_files(tmp_path, {"a.csv": b"new", "b.csv": b"new", "c.csv": b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "old"
