"""Named arrays as the bytes of an ``.npz`` file, and back: plain numbers, and nothing else.

Any program that reads ``.npz`` reads these. Here no pickle is read and no header evaluated: an array is as numpy
writes one of numbers, or it is refused. What deflating hardly shrinks is stored as it is, and begins at a multiple of
64 bytes, so that it is read where it lies. Members are found by :mod:`zipfile`, and taken from the bytes here: their
checksums are not looked at, for the card has the digest of the whole file.
"""

from __future__ import annotations

import io
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]

_LARGEST = 2**31  # bytes of all arrays together: a file that unpacks to more is not one of ours
_ALIGNED = 64
_LOCAL = struct.Struct("<4s22xHH")  # what stands before a member: its mark, and the lengths of its name and extra field
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
DAMAGED = (ValueError, TypeError, KeyError, struct.error, zlib.error, zipfile.BadZipFile, NotImplementedError)
"""What :func:`unpack` raises of bytes that are no arrays."""


def pack(arrays: Mapping[str, NDArray[Any]], stored: Collection[str] = ()) -> bytes:
    """*arrays* as one file; those named in *stored* are not deflated.

    The same arrays give the same bytes: no times, and members in order of their names.
    """
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


def unpack(data: bytes) -> Arrays:
    """The arrays in *data*, by their names; those that were stored are read-only views of it.

    Raises one of :data:`DAMAGED` where it is no such file, or would unpack to more than 2 GiB.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    size = sum(member.file_size for member in members)
    if size > _LARGEST:
        raise ValueError(f"arrays of {size} bytes")
    return {member.filename.removesuffix(".npy"): _array(_content(data, member)) for member in members}


def _content(data: bytes, member: zipfile.ZipInfo) -> memoryview:
    mark, name, extra = _LOCAL.unpack_from(data, member.header_offset)
    start = member.header_offset + _LOCAL.size + name + extra
    content = memoryview(data)[start : start + member.compress_size]
    if mark != b"PK\3\4" or member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ValueError(f"{member.filename} is not as np.savez writes it")
    if member.compress_type == zipfile.ZIP_DEFLATED:
        content = memoryview(zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, member.file_size + 1))
    if len(content) != member.file_size:
        raise ValueError(f"{member.filename} has not the length that it says")
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
