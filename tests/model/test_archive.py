"""Arrays as bytes and back: what numpy reads too, laid where it can be used, and a refusal of all else."""

from __future__ import annotations

import contextlib
import io
import zipfile
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tristance.model.archive import DAMAGED, pack, unpack

ANY = arrays.arrays(
    st.sampled_from(["u1", "<i4", "<f8", ">f8"]), arrays.array_shapes(min_dims=0, max_dims=3, min_side=0)
)
NAMES = st.text("abc_é", min_size=1, max_size=80)


@pytest.mark.property
@given(st.dictionaries(NAMES, ANY), st.sets(NAMES))
def test_what_is_packed_is_unpacked(given_arrays: dict[str, Any], stored: set[str]) -> None:
    data = pack(given_arrays, stored)
    assert data == pack(dict(reversed(given_arrays.items())), stored)
    with np.load(io.BytesIO(data), allow_pickle=False) as by_numpy:
        for found in (unpack(data), by_numpy):
            assert set(found) == set(given_arrays)
            for name, array in given_arrays.items():
                assert found[name].dtype == array.dtype
                assert found[name].shape == array.shape
                assert found[name].tobytes() == array.tobytes()


def test_what_is_stored_begins_where_numbers_may() -> None:
    many = {name: np.arange(7, dtype=np.float64) for name in ("a", "bc", "def", "long" * 30)}
    data = pack(many, many)
    for name, array in many.items():
        place = data.index(array.tobytes(), data.index(f"{name}.npy".encode()))
        assert place % 64 == 0
    assert all(found.flags.aligned and not found.flags.owndata for found in unpack(data).values())


def test_what_savez_laid_anywhere_is_aligned_too() -> None:
    for name in ("a", "bc", "bcd", "bcde"):
        member = io.BytesIO()
        np.save(member, np.arange(7, dtype=np.float64))
        found = unpack(written(name=f"{name}.npy", content=member.getvalue()))[name]
        assert found.flags.aligned
        assert found.tolist() == [0, 1, 2, 3, 4, 5, 6]


def written(*, name: str = "a.npy", content: bytes = b"", kind: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def header(descr: str, shape: str, *, version: int = 1, more: str = "") -> bytes:
    line = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, {more}}}".ljust(117).encode() + b"\n"
    return b"\x93NUMPY" + bytes([version, 0]) + len(line).to_bytes(2, "little") + line


def test_the_header_of_these_tests_is_one() -> None:
    assert unpack(written(content=header("'<f8'", "(2,)") + bytes(16)))["a"].tolist() == [0, 0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no header",
        header("'<f8'", "(2,)") + bytes(8),
        header("'<f8'", "(2,)") + bytes(24),
        header("'<f8'", "(-1, -2)") + bytes(16),
        header("'<f8'", "(0, -2)"),
        header("'<f8'", f"({10**400},)") + bytes(8),
        header("'<f8'", "2") + bytes(16),
        header("'<f3'", "(2,)") + bytes(6),
        header("'|O'", "(1,)") + bytes(8),
        header("'|V0'", "(1,)"),
        header("[('a', '<f8')]", "(1,)") + bytes(8),
        header("'<f8'", "(1,)", version=3) + bytes(8),
        header("'<f8'", "(1,)", more="'a': (((") + bytes(8),
        header("__import__('os')", "(1,)") + bytes(8),
        b"\x93NUMPY\x01\x00\xff\xff" + bytes(100),
    ],
)
def test_a_member_that_is_no_array_is_refused(content: bytes) -> None:
    for kind in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        with pytest.raises(DAMAGED):
            unpack(written(content=content, kind=kind))


def test_a_member_that_unpacks_to_more_than_it_says_is_refused() -> None:
    """Its size in the directory is small, what is deflated is large: it is not unpacked to its end."""
    whole = header("'|u1'", "(10000000,)") + bytes(10_000_000)
    data = written(content=whole, kind=zipfile.ZIP_DEFLATED)
    size = len(whole).to_bytes(4, "little")
    with pytest.raises(DAMAGED, match="has not the length that it says"):
        unpack(data.replace(size, (1000).to_bytes(4, "little")))


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_packed_otherwise_is_refused(kind: int) -> None:
    with pytest.raises(DAMAGED, match=r"is not as np\.savez writes it"):
        unpack(written(content=bytes(100), kind=kind))


@pytest.mark.property
@given(st.data())
def test_no_damage_raises_anything_else(data: st.DataObject) -> None:
    """Whatever byte is another, or missing: an array, or a refusal."""
    whole = bytearray(pack({"a": np.arange(9.0), "b": np.arange(300, dtype=np.int32)}, ["a"]))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))]) if data.draw(st.booleans()) else bytes(whole)
    with contextlib.suppress(*DAMAGED):
        unpack(cut)
