"""Reading bytes, and writing files that are either whole or not there.

A write goes to a new file beside the target, is flushed to the disk, and then takes the target's place in one step, so
that a crash, a full disk or an error half-way leaves the old file as it was.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from tristance.errors import OutputError, UnreadableFile


def read_bytes(path: Path) -> bytes:
    """The bytes of the file at *path*.

    Raises :class:`UnreadableFile` where it is missing, a folder, or may not be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: OSError) -> UnreadableFile:
    """What to say of a *path* that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return UnreadableFile(f"{path}: there is no such file")
    if isinstance(error, IsADirectoryError):
        return UnreadableFile(f"{path}: is a folder; name the files in it")
    return UnreadableFile(f"{path}: cannot be read ({_reason(error)})")


def is_file(path: Path) -> bool:
    """Whether there is a file at *path*. Raises :class:`UnreadableFile` where that may not be known."""
    try:
        return path.is_file()
    except OSError as error:
        raise unreadable(path, error) from None


def list_files(folder: Path) -> list[Path]:
    """The files in *folder*, by name, but for hidden ones. Raises :class:`UnreadableFile` where it is no folder."""
    try:
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise UnreadableFile(f"{folder}: cannot be read as a folder ({_reason(error)})") from None


def move(old: Path, new: Path) -> None:
    """Give the file at *old* the name *new*, in place of what had it."""
    try:
        old.replace(new)
    except OSError as error:
        raise unwritable(new, error) from None


def remove(path: Path) -> None:
    """Remove the file at *path*, where there is one."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from None


def require_writable(path: Path) -> None:
    """Raise :class:`OutputError` where *path* clearly cannot be made, before work is done whose result goes there."""
    above = path.absolute()
    while not above.exists() and above != above.parent:
        above = above.parent
    if not os.access(above, os.W_OK):
        raise OutputError(f"{path}: cannot be written (permission denied)")


def require_place(path: Path) -> None:
    """Raise :class:`OutputError` where the file *path* clearly cannot be made in a folder that is there already."""
    if path.is_dir():
        raise OutputError(f"{path}: cannot be written (is a directory)")
    if not path.absolute().parent.is_dir():
        raise OutputError(f"{path}: cannot be written (there is no folder {path.parent})")
    require_writable(path)


def require_new(path: Path) -> None:
    """Raise :class:`OutputError` where there is something at *path*: what people may have filled is not replaced."""
    if path.exists() or path.is_symlink():
        raise OutputError(f"{path}: is there already and may hold somebody's work; name another, or move it away")


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A binary file to write that becomes *path* when the block ends well, and vanishes when it does not.

    A device or a pipe is written to as it is. Raises :class:`OutputError` where *path* cannot be written, or the disk
    is full.
    """
    try:
        # A link stays a link: what it points to is replaced. A pipe has no other name than the one that was given.
        special = path.exists() and not path.is_file()
        target = path if special else path.resolve()
        if not special and target.is_symlink():  # Python 3.13 on says nothing of a link that leads to itself
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))  # noqa: TRY301  # as Python before did
        opened = path.open("wb") if special else None
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        raise unwritable(path, error) from None
    if opened is not None:
        with _refusals(path), opened as file:
            yield file
        return
    import tempfile  # here, and not above: most commands write no file, and start sooner without it

    try:
        number, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        with _refusals(path):
            with os.fdopen(number, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _give_usual_permissions(beside, target)
            os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
    _flush_folder(target.parent)


# What only the file being written can have raised; any other error within the block is the caller's own.
_OF_WRITING = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM, errno.EBUSY}


def is_of_writing(error: OSError) -> bool:
    """Whether the system refused to write, as on a full disk, and not to find or to read."""
    return error.errno in _OF_WRITING


@contextlib.contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Say of *path* what the system refuses in the block."""
    try:
        yield
    except OSError as error:
        if is_of_writing(error):
            raise unwritable(path, error) from None
        raise


def unwritable(path: Path | str, error: Exception) -> OutputError:
    """What to say of a *path* or a stream that the system does not let us write."""
    reason = _reason(error) if isinstance(error, OSError) else "a link that leads to itself"
    return OutputError(f"{path}: cannot be written ({reason})")


@contextlib.contextmanager
def replacing_text(path: Path) -> Iterator[IO[str]]:
    """As :func:`replacing`, for text: UTF-8, line ends as written."""
    with replacing(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        try:
            yield text
        finally:
            text.detach()  # the file below is closed by `replacing`


def write_text(path: Path, text: str) -> None:
    """Replace the file at *path* by *text* in one step."""
    with replacing(path) as file:
        file.write(text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Replace the file at *path* by *data* in one step."""
    with replacing(path) as file:
        file.write(data)


def write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Replace files in *folder*, by their names, all together: where one of them cannot be written, none is."""
    with contextlib.ExitStack() as stack:
        for name, data in contents.items():
            file = stack.enter_context(replacing(folder / name))
            file.write(data)
            file.flush()  # a full disk is met here, before the first of them takes its place
            os.fsync(file.fileno())


def csv_line(cells: Iterable[object]) -> str:
    r"""One row of CSV as RFC 4180 has it, ended by LF.

    The writer quotes a carriage return only where its own line end has one, so it is given that, and then cut.

    >>> csv_line(["a", 'b "c", d', 1, None, "e\rf"])
    'a,"b ""c"", d",1,,"e\rf"\n'
    """
    import csv  # as tempfile

    row = io.StringIO(newline="")
    csv.writer(row, lineterminator="\r\n").writerow(cells)
    return row.getvalue().removesuffix("\r\n") + "\n"


def make_folder(path: Path) -> None:
    """Make the folder at *path* and those above it; one that is there already is fine."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: this folder cannot be made ({_reason(error)})") from None


def sha256(of: Path | bytes) -> str:
    """The SHA-256 of a file or of bytes, as ``sha256sum`` prints it. A file is read in pieces."""
    if isinstance(of, bytes):
        return hashlib.sha256(of).hexdigest()
    try:
        with of.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(of, error) from None


def digest(*parts: bytes) -> str:
    """The SHA-256 of *parts*, each behind its length so that no two splits collide, as 64 hexadecimal digits."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(f"{len(part)}:".encode())
        sha.update(part)
    return sha.hexdigest()


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _give_usual_permissions(beside: str, path: Path) -> None:
    """A temporary file is private to its maker: give it the mode of the file it replaces, or of any new file."""
    try:
        mode = path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    Path(beside).chmod(mode)


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets a folder be opened (Windows does not)."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextlib.contextmanager
def locked(folder: Path, seconds: float, busy: str, *, again: bool = False) -> Iterator[None]:
    """Keep others that do likewise from *folder* for the length of a block.

    With *again*, the same thread may lock it within. Raises :class:`OutputError` with *busy* after so many *seconds* of
    waiting, or where the folder is read-only.
    """
    from filelock import FileLock, Timeout  # for those who write where others may

    lock = FileLock(folder / ".lock", timeout=seconds, is_singleton=again)
    try:
        lock.acquire()
    except Timeout:
        raise OutputError(f"{folder}: {busy}") from None
    except OSError as error:
        raise unwritable(folder, error) from None
    try:
        yield
    finally:
        lock.release()
