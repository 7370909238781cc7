"""The kernel outside the interpreter: its sources, a compiler for them, and a file that describes a model to C."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tristance.model import letters
from tristance.model.blocks import ActorBlock, Block, CueBlock
from tristance.model.features import tokens
from tristance.model.linear import LinearModel

KERNEL = Path(letters.__file__).parent / "kernel"
C = Path(__file__).parent / "model" / "kernel" / "c"
SANITIZED = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer")
WARNED = ("-std=c99", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror")
COMMON = [*range(0x31), 0xA6, 0xA7, 0xAB, 0xAC, 0xD7, 0xFB, 0xFE, 0xFF, 0x104, 0x1D4, 0x1D5, 0x1F1, 0x1F3, 0x1F6, 0xE00]


def compiler(*names: str) -> str:
    """The first of these programs that is installed; the test is skipped where none is."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    pytest.skip(f"no {' or '.join(names)} is installed")


def run(command: Sequence[str | Path], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, whatever that is."""
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # noqa: S603  # our own


def build(command: Sequence[str], *sources: Path, to: Path) -> Path:
    """Compile the kernel without its binding, and *sources*; a compiler without sanitizers skips the test."""
    own = [path for path in sorted(KERNEL.glob("*.c")) if not path.name.startswith("binding")]
    arguments = [*command, "-g", "-O1", f"-I{KERNEL}", *map(str, [*own, *sources]), "-o", str(to), "-lm"]
    done = run(arguments)
    if done.returncode and "cannot find" in done.stderr:
        pytest.skip(f"{command[0]} has no library of sanitizers: {done.stderr.splitlines()[0]}")
    assert done.returncode == 0, done.stderr
    return to


def describe(model: LinearModel, texts: Sequence[bytes], pages: Sequence[int]) -> bytes:
    """What ``description.h`` reads."""
    parts = [_number(len(pages))]
    for page in pages:
        parts += [_number(page), *letters.page(page)]
    k = len(model.intercepts)
    slope, offsets = model.calibration
    parts += [_number(k), _doubles(model.intercepts), _doubles(np.array([slope])), _doubles(offsets)]
    parts += [_number(len(model.blocks)), *map(_block, model.blocks)]
    parts += [_cues(model.cues), _actors(model.actors)]
    parts += [_number(len(texts)), *map(_string, texts)]
    return b"".join(parts)


def pages_of(texts: Sequence[str]) -> list[int]:
    """The pages on which the letters of *texts* stand, and the first."""
    return sorted({0, *(ord(letter) // letters.PAGE for text in texts for letter in set(text))})


def _number(number: int) -> bytes:
    return struct.pack("<I", number)


def _doubles(values: np.ndarray) -> bytes:
    return values.astype("<f8").tobytes()


def _string(data: bytes) -> bytes:
    return _number(len(data)) + data


def _block(block: Block) -> bytes:
    kind = {"word": 0, "char_wb": 1}[block.kind]
    head = [_number(each) for each in (kind, block.low, block.high)]
    terms = [_string(block.packed), _number(len(block.terms)), _doubles(block.idf), block.which.astype("<i4").tobytes()]
    return b"".join([*head, *terms, _number(len(block.distinct)), _doubles(block.distinct)])


def _cues(cues: CueBlock | None) -> bytes:
    parts = [_number(len(cues.stems) if cues else 0)]
    for stems, row in zip(cues.stems, cues.coefficients, strict=True) if cues else ():
        read = [words for stem in stems if (words := "\n".join(tokens(stem)).encode())]
        parts += [_doubles(row), _number(len(read)), *map(_string, read)]
    return b"".join(parts)


def _actors(actors: ActorBlock | None) -> bytes:
    if actors is None:
        return _number(0)
    terms = [(term, number) for number, own in enumerate(actors.terms) for term in own]
    terms.sort(key=lambda each: -len(each[0].removesuffix("*")))
    parts = [_number(len(actors.terms)), _doubles(actors.coefficients), _number(len(terms))]
    for term, number in terms:
        parts += [_number(number), _number(term.endswith("*")), _string(term.removesuffix("*").encode())]
    return b"".join(parts)
