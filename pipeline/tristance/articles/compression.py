"""Files that are compressed as a whole, by gzip or Zstandard, read and written as they stream."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tristance.articles.arrowlibrary import require_pyarrow
from tristance.articles.suffixes import compression_of
from tristance.errors import UnreadableFile
from tristance.files import unreadable

_LEVEL = 6  # of gzip: its own command's


@contextlib.contextmanager
def unpacked(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of the file at *path*, out of the archive that its name says it is.

    Raises :class:`UnreadableFile` where the file cannot be opened, is no such archive, or ends before the archive does.
    """
    suffix = compression_of(path)
    try:
        file = path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from None
    with file:
        if suffix == ".gz":
            yield from _gzip(path, file)
        elif suffix == ".zst":
            yield from _zstandard(path, file)
        else:
            yield file


def _gzip(path: Path, file: IO[bytes]) -> Iterator[IO[bytes]]:
    import gzip
    import zlib

    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as opened:
            yield opened  # type: ignore[misc]  # all of IO[bytes] that readers ask for
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise _torn(path, "gzip", error) from None


def _zstandard(path: Path, file: IO[bytes]) -> Iterator[IO[bytes]]:
    pa = require_pyarrow(path)
    try:
        with pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd") as opened:
            yield opened
    except OSError as error:
        if error.errno is not None:  # the system's, and not the archive's
            raise
        raise _torn(path, "Zstandard", error) from None


def _torn(path: Path, kind: str, error: Exception) -> UnreadableFile:
    why = " ".join(str(error).split())
    return UnreadableFile(f"{path}: not a whole {kind} archive ({why}); fetch or compress it again")


@contextlib.contextmanager
def packing(path: Path, file: IO[bytes]) -> Iterator[IO[bytes]]:
    """What is written goes into *file*, compressed as the name of *path* says; the same bytes give the same archive."""
    suffix = compression_of(path)
    if suffix == ".gz":
        import gzip

        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=_LEVEL, mtime=0) as packed:
            yield packed  # type: ignore[misc]  # all of IO[bytes] that writers ask for
    elif suffix == ".zst":
        pa = require_pyarrow(path)
        with pa.CompressedOutputStream(pa.PythonFile(_StaysOpen(file), mode="w"), "zstd") as packed:
            yield packed
    else:
        yield file


class _StaysOpen:
    """A file to write that another closes: who opened it has to flush it to the disk first."""

    def __init__(self, file: IO[bytes]) -> None:
        self.write = file.write
        self.flush = file.flush
        self.closed = False

    def close(self) -> None:
        self.closed = True
