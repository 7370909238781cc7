"""Reading ``swaps.toml``: which words a robustness audit puts in each other's place, and which it takes out.

Nothing in the code knows any of them. The file lies beside the codebook, and is no part of the labels: models are not
trained on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tristance.errors import BadSwaps
from tristance.files import read_bytes
from tristance.labels.described import parse_toml

SWAPS = "swaps.toml"
Expect = Literal["same", "moves"]
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^\r\n\t]+$")]
_Term = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80, pattern=r"^\w[^\r\n\t]*$")]
_Side = Annotated[list[_Term], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Swap:
    """Words that change places: each term of a pair is put where the other stands. Terms of ``keep`` are left alone.

    A term may be in several pairs, on one side only; what takes its place is then its partner in the first of them.
    ``expect`` says what a good model's tags do: stay the ``same``, or often ``moves``; or nothing is expected.
    """

    name: str
    pairs: tuple[tuple[str, str], ...]
    keep: tuple[str, ...] = ()
    expect: Expect | None = None


@dataclass(frozen=True, slots=True)
class Mask:
    """Words that are taken out, and what stands there instead. ``keep`` and ``expect`` are as in :class:`Swap`."""

    name: str
    terms: tuple[str, ...]
    instead: str
    keep: tuple[str, ...] = ()
    expect: Expect | None = None


class _Swap(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: _Name
    between: Annotated[list[_Side], Field(min_length=2, max_length=2)]
    keep: list[_Term] = []
    expect: Expect | None = None


class _Mask(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: _Name
    terms: _Side
    instead: _Name = Field(alias="with")
    keep: list[_Term] = []
    expect: Expect | None = None


class _Swaps(BaseModel):
    model_config = ConfigDict(extra="forbid")
    swap: list[_Swap] = []
    mask: list[_Mask] = []


def read_swaps(path: Path) -> tuple[Swap | Mask, ...]:
    """The swaps and then the masks of the file at *path*.

    Raises :class:`UnreadableFile` where there is no such file, and :class:`BadSwaps` where it is not TOML, lacks a key,
    has one that does not belong, gives two entries one name, has sides of different lengths, a term on both sides of a
    swap or among those that it keeps, or no entry at all.
    """
    found = parse_toml(
        read_bytes(path),
        path,
        _Swaps,
        tables=("swap", "mask"),
        error=BadSwaps,
        remedy=lambda kind: _REMEDY.get(kind, ""),
    )
    entries: list[_Swap | _Mask] = [*found.swap, *found.mask]
    names = [entry.name for entry in entries]
    if not names:
        raise BadSwaps(f"{path}: holds no [[swap]] and no [[mask]]; add one, or take the file away")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadSwaps(f"{path}: {twice!r} is there twice; give each [[swap]] and [[mask]] a name of its own")
    for swap in found.swap:
        _check_sides(path, swap)
    for entry in entries:
        _check_kept(path, entry)
    return (
        *(Swap(s.name, tuple(zip(*s.between, strict=True)), tuple(s.keep), s.expect) for s in found.swap),
        *(Mask(m.name, tuple(m.terms), m.instead, tuple(m.keep), m.expect) for m in found.mask),
    )


def _check_sides(path: Path, swap: _Swap) -> None:
    one, other = swap.between
    if len(one) != len(other):
        raise BadSwaps(
            f"{path}: swap {swap.name!r}: {len(one)} terms on one side of between and {len(other)} on the other; "
            "they are paired position by position, so write as many on each"
        )
    both = next((term for term in one if term in other), None)
    if both is not None:
        raise BadSwaps(
            f"{path}: swap {swap.name!r}: {both!r} stands on both sides of between; leave it on one, or in keep"
        )


def _check_kept(path: Path, entry: _Swap | _Mask) -> None:
    terms = entry.terms if isinstance(entry, _Mask) else [term for side in entry.between for term in side]
    kept = next((term for term in entry.keep if term in terms), None)
    if kept is not None:
        raise BadSwaps(f"{path}: {entry.name!r}: {kept!r} is to be replaced and in keep; take it out of one of them")


_REMEDY = {
    "extra_forbidden": "; there are [[swap]] tables of name, between, keep, expect, "
    "and [[mask]] tables of name, terms, with, keep, expect",
    "literal_error": '; write expect = "same" or expect = "moves", or leave it out',
    "string_pattern_mismatch": "; a name is one line, without tabs; a term begins with a letter or a digit",
    "list_type": "; terms stand in [ ], and an entry begins with [[swap]] or [[mask]]",
    "too_short": "; a list of terms holds one or more, and a swap is between two such lists",
    "too_long": "; a swap is between two lists of terms; write a [[swap]] for each two",
}
