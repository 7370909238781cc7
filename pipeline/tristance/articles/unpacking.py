"""Files to bytes, unpacked where they are compressed, and never more of them than memory has room for."""

from __future__ import annotations

from pathlib import Path

from tristance.articles.required import require
from tristance.errors import UnreadableFile
from tristance.files import unreadable

MOST = 256 << 20  # bytes, of one article, packed or not
_GZIP = b"\x1f\x8b"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_WINDOW = 128 << 20  # bytes that a frame may ask us to remember
_SIP = 1 << 10  # bytes; they may stand for 32 MB


def read_unpacked(path: Path) -> bytes:
    """The bytes of the file at *path*, unpacked as :func:`unpack` does.

    Raises :class:`UnreadableFile` where it is missing, a folder, may not be read, or holds more than ``MOST`` bytes.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        raise unreadable(path, error) from None
    if len(data) > MOST:
        raise UnreadableFile(f"{path}: {_too_large('holds')}; is it a table? then name it .csv, .tsv or .jsonl")
    return unpack(data, str(path))


def unpack(data: bytes, source: str) -> bytes:
    """*data*, or what is in it where its first bytes say that it was packed with gzip or Zstandard (once: no deeper).

    Raises :class:`UnreadableFile` where it is torn, or unpacks to more than ``MOST`` bytes.
    """
    if data.startswith(_GZIP):
        return _gunzip(data, source)
    if data.startswith(_ZSTANDARD):
        return _unzstandard(data, source)
    return data


def _gunzip(data: bytes, source: str) -> bytes:
    import gzip  # for archives only
    import io
    import zlib

    try:
        with gzip.open(io.BytesIO(data)) as file:
            unpacked = file.read(MOST + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise _torn(source, "gzip", data, error) from None
    if len(unpacked) > MOST:
        raise _bomb(source, data)
    return unpacked


def _unzstandard(data: bytes, source: str) -> bytes:
    zstandard = require("zstandard", "zstandard", source, "packed with Zstandard")
    parts: list[bytes] = []
    size = start = 0
    frame = None
    try:
        while start < len(data):
            frame = frame or zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
            part = frame.decompress(data[start : start + _SIP])
            start = min(start + _SIP, len(data))
            size += len(part)
            if size > MOST:
                raise _bomb(source, data)
            parts.append(part)
            if frame.eof:
                start -= len(frame.unused_data)
                frame = None
    except zstandard.ZstdError as error:
        raise _torn(source, "Zstandard", data, error) from None
    if frame is not None:
        raise _torn(source, "Zstandard", data, "it ends too early")
    return b"".join(parts)


def _torn(source: str, kind: str, data: bytes, error: object) -> UnreadableFile:
    return UnreadableFile(
        f"{source}: a {kind} archive of {len(data)} bytes that is torn or damaged ({str(error).lower().rstrip('.')}); "
        "get it again"
    )


def _bomb(source: str, data: bytes) -> UnreadableFile:
    return UnreadableFile(f"{source}: {len(data)} bytes that {_too_large('unpack to')}")


def _too_large(verb: str) -> str:
    return f"{verb} more than {MOST >> 20} MB, which no article does"
