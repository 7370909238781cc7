"""Scores that a project has pinned: what a model must meet, and on which paragraphs.

A floor speaks of one set of paragraphs with one set of gold tags, known by its digest. Changed labels are another set,
on which a score may rise without any model being better. So a model of changed labels is held to the floor on the
paragraphs and gold tags that were pinned, which the other model of the comparison still has.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tristance.errors import BadPins
from tristance.evaluation.comparison.trial import ALL, Kind, Trial, measure
from tristance.files import read_bytes, write_text

_DECIMALS = 4
_TOP = """\
# What a model must meet to pass `tristance compare A B --gate`, on the paragraphs of this digest alone.
# Written by `--gate --pin`. To lower a floor, remove this file and pin again, so that a reviewer sees it."""
_REMEDY = "take it from git as it was, or remove it and pin again: tristance compare A B --gate --pin"
_Share = Annotated[float, Field(ge=0, le=1)]


class Pin(BaseModel):
    """The stance macro-F1 that was pinned, and its floor, on so many paragraphs."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    paragraphs: Annotated[int, Field(ge=1)]
    stance_macro_f1: _Share
    floor: _Share


class Pins(BaseModel):
    """The pins of labels, or of a test file, of a digest: ``scores`` of ``all`` paragraphs, and by kind of text."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    test: Kind
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    scores: dict[str, Pin]

    def among(self, trials: Iterable[Trial]) -> Trial | None:
        """The one of *trials* that the pins are of, if any is."""
        return next((trial for trial in trials if (trial.kind, trial.digest) == (self.test, self.digest)), None)


@dataclass(frozen=True)
class Floor:
    """Pins, the file that holds them, and B on the paragraphs that they are of: None where these are not to be had."""

    path: Path
    pins: Pins
    on_pinned: Trial | None


def read_pins(path: Path) -> Pins:
    """The pins at *path*. Raises :class:`UnreadableFile` and :class:`BadPins`."""
    try:
        found = Pins.model_validate(tomllib.loads(read_bytes(path).decode("utf-8-sig")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise BadPins(f"{path}: {place}: {first['msg'].lower()}; {_REMEDY}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadPins(f"{path}: not a TOML file in UTF-8 ({error}); {_REMEDY}") from None
    if ALL not in found.scores:
        raise BadPins(f"{path}: no [scores.{ALL}]; {_REMEDY}")
    return found


def write_pins(path: Path, pins: Pins) -> None:
    """Write *pins* to *path*, in one step."""
    lines = [_TOP, f'test = "{pins.test}"', f'digest = "{pins.digest}"']
    for name, pin in pins.scores.items():
        lines += ["", f"[scores.{name}]", f"paragraphs = {pin.paragraphs}"]
        lines += [f"{key} = {getattr(pin, key):.{_DECIMALS}f}" for key in ("stance_macro_f1", "floor")]
    write_text(path, "\n".join(lines) + "\n")


def renewed(own: Trial, margin: float, before: Floor | None) -> Pins:
    """The pins of a model on its own test: each floor lies *margin* below its score.

    Where there were pins *before*, a floor lies below by what is left of it: as far as the score on the paragraphs that
    were pinned is above the old floor. So labels that change often cannot, a little each time, lower what is asked.
    """
    left = dict.fromkeys(measure(own), margin)
    if before is not None and before.on_pinned is not None:
        old = before.pins.scores
        for name, score in measure(before.on_pinned).items():
            if name in left and name in old:
                left[name] = min(margin, max(0.0, score.stance_macro_f1 - old[name].floor))
    return Pins(
        test=own.kind,
        digest=own.digest,
        scores={
            name: Pin(
                paragraphs=n,
                stance_macro_f1=_to_decimals(round, score),
                floor=_to_decimals(math.floor, max(0.0, score - left[name])),
            )
            for name, (n, score) in measure(own).items()
        },
    )


def _to_decimals(how: Callable[[float], int], score: float) -> float:
    """A floor is cut, not rounded: above its own score, it would be failed by the model that it was pinned of."""
    scale = 10.0**_DECIMALS
    return how(score * scale + 1e-9) / scale
