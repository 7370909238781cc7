"""Named arrays as the bytes of an ``.npz`` file, and back: plain numbers, and nothing else.

Any program that reads ``.npz`` reads these. Here no pickle is read and no header evaluated: an array is as numpy
writes one of numbers, or it is refused. What deflating hardly shrinks is stored as it is, and begins at a multiple of
64 bytes, so that it is used where it lies. The directory of the archive is read here too (PKWARE's APPNOTE.TXT, 4.3):
that is sooner done than importing :mod:`zipfile`. Checksums are not looked at, for the card has the digest of the file.
"""

from __future__ import annotations

import io
import math
import re
import struct
import zlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]

_LARGEST = 2**31  # bytes of all arrays together: a file that unpacks to more is not one of ours
_ALIGNED = 64
_END = struct.Struct("<4s6xHII2x")  # the end: its mark, how many members, bytes of the directory, and where it begins
_ENTRY = struct.Struct("<4s6xH8xIIHHH8xI")  # mark, method, bytes packed and not, of name, extra and comment, its place
_LOCAL = struct.Struct("<4s22xHH")  # what stands before a member: its mark, and the bytes of its name and extra field
_STORED, _DEFLATED = 0, 8
_EXTRA = struct.Struct("<HH")  # a field of its own number, which other programs skip: its length is all that it is for
_PADDING = 0x5041
# How an array of plain numbers begins: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
_HEADER = re.compile(
    rb"\x93NUMPY\x01\x00..\{'descr': '([<>|][iuf]\d)', 'fortran_order': (True|False), "
    rb"'shape': \(((?:\d{1,15}, ?)*(?:\d{1,15})?)\), \} *\n",
    re.DOTALL,
)
_HEAD = 1 << 10
_SHOWN = 60
DAMAGED = (ValueError, TypeError, KeyError, struct.error, zlib.error)
"""What :func:`unpack` raises of bytes that are no arrays."""


def pack(arrays: Mapping[str, NDArray[Any]], stored: Collection[str] = ()) -> bytes:
    """*arrays* as one file; those named in *stored* are not deflated.

    The same arrays give the same bytes: no times, and members in order of their names.
    """
    import zipfile  # for writing only

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            member = io.BytesIO()
            np.lib.format.write_array(member, arrays[name], allow_pickle=False)
            about = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            if name in stored:
                about.compress_type = zipfile.ZIP_STORED
                missing = -(out.tell() + _LOCAL.size + len(about.filename) + _EXTRA.size) % _ALIGNED
                about.extra = _EXTRA.pack(_PADDING, missing) + bytes(missing)
            else:
                about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, member.getvalue(), compresslevel=6)
    return out.getvalue()


def unpack(data: bytes | memoryview) -> Arrays:
    """The arrays in *data*, by their names; those that were stored are views of it.

    Raises one of :data:`DAMAGED` where it is no such file, or would unpack to more than 2 GiB.
    """
    whole = memoryview(data)
    members = list(_members(whole))
    size = sum(member.size for member in members)
    if size > _LARGEST:
        raise ValueError(f"arrays of {size} bytes")
    return {member.name.removesuffix(".npy"): _array(_content(whole, member)) for member in members}


class _Member(NamedTuple):
    name: str
    method: int
    packed: int
    size: int
    place: int


def _members(data: memoryview) -> Iterator[_Member]:
    """What the directory at the end of *data* lists."""
    mark, n, length, place = _END.unpack(data[-_END.size :])
    if mark != b"PK\5\6" or place + length != len(data) - _END.size:
        raise ValueError("no directory at its end, as np.savez writes it")
    for _ in range(n):
        mark, method, packed, size, name, extra, comment, member = _ENTRY.unpack_from(data, place)
        if mark != b"PK\1\2":
            raise ValueError("a torn directory")
        yield _Member(str(data[place + _ENTRY.size :][:name], "utf-8"), method, packed, size, member)
        place += _ENTRY.size + name + extra + comment


def _content(data: memoryview, member: _Member) -> memoryview:
    mark, name, extra = _LOCAL.unpack_from(data, member.place)
    content = data[member.place + _LOCAL.size + name + extra :][: member.packed]
    if mark != b"PK\3\4" or member.method not in {_STORED, _DEFLATED}:
        raise ValueError(f"{member.name} is not as np.savez writes it")
    if member.method == _DEFLATED:
        content = memoryview(zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, member.size + 1))
    if len(content) != member.size:
        raise ValueError(f"{member.name} has not the length that it says")
    return content


def _array(content: memoryview) -> NDArray[Any]:
    found = _HEADER.match(content[:_HEAD])
    if found is None or found.end() % _ALIGNED:  # as numpy aligns it
        raise ValueError(f"{bytes(content[:_SHOWN])!r} does not begin an array of plain numbers")
    descr, by_columns, sizes = (part.decode() for part in found.groups())
    dtype = np.dtype(descr)
    shape = tuple(int(size) for size in sizes.split(",") if size.strip())
    numbers = content[found.end() :]
    if len(numbers) != math.prod(shape) * dtype.itemsize:
        raise ValueError(f"an array of {shape} {descr} in {len(numbers)} bytes")
    flat = np.frombuffer(numbers, dtype) if numbers else np.empty(0, dtype)
    array = flat.reshape(shape, order="F" if by_columns == "True" else "C")
    return array if array.flags.aligned else array.copy()
