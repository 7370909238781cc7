"""Whether model B may take the place of model A: a verdict, and one line with the numbers and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from tristance.evaluation.comparison.differences import FEWEST_GROUPS, Comparison
from tristance.evaluation.comparison.pins import Floor
from tristance.evaluation.comparison.trial import ALL, measure

Verdict = Literal["passed", "failed", "inconclusive"]


@dataclass(frozen=True)
class Gate:
    """The verdict, and why. ``scores`` are those of B on the pinned paragraphs, where they could be had."""

    verdict: Verdict
    reason: str
    margin: float
    floor: Floor | None
    scores: dict[str, float]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        pinned = None
        if self.floor is not None:
            pinned = {
                "file": str(self.floor.path),
                "digest": self.floor.pins.digest,
                "scores": {
                    name: {**pin.model_dump(), "b": self.scores.get(name)}
                    for name, pin in self.floor.pins.scores.items()
                },
            }
        return {"verdict": self.verdict, "reason": self.reason, "margin": self.margin, "pinned": pinned}


def judge(found: Comparison, margin: float, floor: Floor | None) -> Gate:
    """The verdict on B.

    It passes where the lower 95 % bound of B - A lies above -*margin* and B meets every floor. It fails where the upper
    bound lies below -*margin* or B is below a floor. Anything else is inconclusive: an interval that is too wide, too
    few articles, and pins that hold for other paragraphs. Two models without a difference on any paragraph pass.
    """
    held = _hold(floor)
    low, high = found.stance_macro_f1.difference[1:]
    bounds = f"95 % interval of B - A [{low:+.4f}, {high:+.4f}]"

    def gate(verdict: Verdict, reason: str) -> Gate:
        return Gate(verdict, reason, margin, floor, held.scores)

    if held.below:
        return gate("failed", held.below)
    if high < -margin:
        return gate(
            "failed",
            f"B is worse than A by more than {margin:g}: {bounds}; see which paragraphs flip: -o flips.csv, "
            "and mend the labels or the recipe",
        )
    if held.unknown:
        return gate("inconclusive", held.unknown)
    if found.n_flips and found.n_groups < FEWEST_GROUPS:
        return gate(
            "inconclusive",
            f"{found.n_groups} articles are too few for an interval to be trusted: {FEWEST_GROUPS} are needed; "
            "compare on more articles",
        )
    if found.n_flips and not low > -margin:
        return gate(
            "inconclusive",
            f"{bounds} on {found.n_groups} articles is too wide to say whether B is worse by more than {margin:g}; "
            "compare on more articles (--test FILE, or more labels), or bear a larger loss (--margin)",
        )
    alike = f"A and B tag all {found.n_paragraphs} paragraphs alike"
    return gate("passed", f"{f'{bounds} lies above -{margin:g}' if found.n_flips else alike}; {held.met}")


class _Held(NamedTuple):
    """B held to the floor: its scores, and a line where it is below, where that is not known, or where it is met."""

    scores: dict[str, float]
    below: str = ""
    unknown: str = ""
    met: str = ""


def _hold(floor: Floor | None) -> _Held:
    if floor is None:
        return _Held({}, met="no floor is pinned (--floor FILE)")
    test, pins, trial = floor.pins.test, floor.pins.scores, floor.on_pinned
    if trial is None:
        what = f"{'the labels' if test == 'labels' else 'the test file'} of digest {floor.pins.digest[:12]}"
        return _Held({}, unknown=f"the floor in {floor.path} holds for {what}, {_ELSEWHERE[test]}")
    found = measure(trial)
    for name, pin in pins.items():
        n = found[name].paragraphs if name in found else 0
        if n != pin.paragraphs:
            why = (
                f"the floor in {floor.path} is of {_of(name, pin.paragraphs)}, and there are {n}: texts were read in "
                "another wording, or that file was edited; train with the same --articles as the model that was pinned"
            )
            return _Held({}, unknown=why)
    scores = {name: found[name].stance_macro_f1 for name in pins}
    each = ", ".join(
        f"{name} {scores[name]:.4f} {'<' if scores[name] < pin.floor else '>='} {pin.floor:.4f}"
        for name, pin in pins.items()
    )
    on = f"the {pins[ALL].paragraphs} paragraphs that were pinned"
    if trial.borrowed:
        on += f" ({trial.borrowed} of them, which B lacks, as A tagged them)"
    if any(scores[name] < pin.floor for name, pin in pins.items()):
        why = (
            f"B is below the floor in {floor.path}: stance macro-F1 {each}, on {on}; mend the labels or the recipe, "
            "or, if the loss is meant, remove that file and pin again (--gate --pin)"
        )
        return _Held(scores, below=why)
    return _Held(scores, met=f"the floor in {floor.path} is met: {each}, on {on}")


_ELSEWHERE = {
    "labels": "which this comparison is not on; let A be the model that was pinned, without --test, or, if there is "
    "none any more, remove that file and pin again (--gate --pin)",
    "file": "which this comparison is not on; give that file (--test), or name other pins (--floor FILE)",
}


def _of(name: str, n: int) -> str:
    return f"{n} paragraphs" if name == ALL else f"{n} of {name} text"
