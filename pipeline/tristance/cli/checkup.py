"""The checks of an installation. Each says what it found and, unless that is good, what to do."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tristance.cli.surroundings import installed
from tristance.errors import TristanceError
from tristance.resources import bundled

if TYPE_CHECKING:
    from tristance.model.linear import LinearModel

AGAIN = "install tristance again, with pip install --force-reinstall"
OPTIONAL = {"pyarrow": ("pyarrow>=18", "large tables are scored as Arrow columns, without a copy")}
"""What a package that is not required is installed by, and what it brings."""
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)>=(?P<least>[\d.]+)")
_TABLES = ("codebook.toml", "articles.csv", "paragraphs.csv", "annotations.csv")


@dataclass(frozen=True, slots=True)
class Check:
    """One check; a note is about something that works less well than it could."""

    name: str
    state: Literal["good", "note", "failed"]
    found: str
    remedy: str = ""

    def as_json(self) -> dict[str, str | None]:
        """The check as plain values."""
        return {"check": self.name, "state": self.state, "found": self.found, "remedy": self.remedy or None}


def check_packages() -> Check:
    """Whether every package that tristance requires is there, and not too old."""
    try:
        lines = importlib.metadata.requires("tristance") or []
    except importlib.metadata.PackageNotFoundError:
        return Check("packages", "note", "unknown: tristance runs from its source, not installed", "pip install .")
    required = [found for line in lines if "extra ==" not in line and (found := _REQUIREMENT.match(line))]
    wrong = []
    for each in required:
        there = installed(each["name"])
        if there is None:
            wrong.append((f"{each['name']} is missing", each[0]))
        elif _release(there) < _release(each["least"]):
            wrong.append((f"{each['name']} is {there}, older than {each['least']}", each[0]))
    if wrong:
        return Check("packages", "failed", ", ".join(what for what, _ in wrong), _pip(*(line for _, line in wrong)))
    return Check("packages", "good", f"all {len(required)} that tristance needs are installed")


def check_optional() -> list[Check]:
    """A note for each package that is not required and not there."""
    return [
        Check(name, "note", f"not installed; with it {use}", _pip(line))
        for name, (line, use) in OPTIONAL.items()
        if installed(name) is None
    ]


def check_kernel() -> Check:
    """Whether the kernel scores, and else why numpy does."""
    try:
        from tristance.model.compiled import why_not
    except ImportError as error:
        return Check("scoring", "failed", f"neither kernel nor numpy: {error}", AGAIN)
    reason = why_not()
    if reason is None:
        spec = importlib.util.find_spec("tristance.model._kernel")
        return Check("scoring", "good", f"by the compiled kernel, {spec.origin if spec else ''}")
    if reason.startswith("failed to load"):
        return Check("scoring", "failed", f"by numpy, as the kernel {reason}", AGAIN)
    if reason.startswith("switched off"):
        remedy = "unset TRISTANCE_KERNEL for the kernel"
    else:
        remedy = "install a C compiler, then tristance again; until then all works, more slowly"
    return Check("scoring", "note", f"by numpy, as the kernel is {reason}", remedy)


def check_model() -> tuple[Check, LinearModel | None]:
    """Whether the bundled model loads, which holds its files to the digest on its card; and the model."""
    try:
        from tristance.model.persistence import load

        model = load(bundled("models", "default"))
    except (TristanceError, ImportError) as error:
        return Check("model", "failed", " ".join(str(error).splitlines()), AGAIN), None
    terms = sum(len(block.df) for block in model.blocks)
    return Check("model", "good", f"loads, and has the digest of its card; {terms:,} terms"), model


def check_agreement(model: LinearModel) -> tuple[Check, float | None]:
    """Whether kernel and numpy score alike; and the largest difference, None where a score is no number."""
    from tristance.model.probes import LARGEST, SENTENCES, largest_difference

    difference = largest_difference(model)
    found = f"kernel and numpy differ by {difference:.1g} at most on {len(SENTENCES)} sentences"
    if difference <= LARGEST:
        return Check("agreement", "good", found), difference
    shown = None if math.isnan(difference) else difference
    remedy = "set TRISTANCE_KERNEL=off, which scores by numpy, and report this with the output of --json"
    return Check("agreement", "failed", f"{found}, more than {LARGEST:g}", remedy), shown


def check_labels() -> Check:
    """Whether the bundled labels are there."""
    folder = bundled("labels")
    missing = [name for name in _TABLES if not (folder / name).is_file()]
    if missing:
        return Check("labels", "failed", f"{folder}: without {', '.join(missing)}", AGAIN)
    return Check("labels", "good", "codebook and tables are there")


def check_encodings(found: dict[str, Any]) -> Check:
    """Whether what is shown and how files are named is UTF-8. What is written into files always is."""
    other = [f"{of.replace('_', ' ')} {name}" for of, name in found.items() if name != "utf-8"]
    if not other:
        return Check("encodings", "good", "all UTF-8")
    return Check(
        "encodings", "note", f"not UTF-8: {', '.join(other)}; letters it lacks show as escapes", "set PYTHONUTF8=1"
    )


def _release(version: str) -> tuple[int, ...]:
    """The numbers at the beginning of a version."""
    return tuple(int(number) for number in re.findall(r"\d+", re.split(r"[^\d.]", version)[0]))


def _pip(*requirements: str) -> str:
    """The line that installs *requirements*, quoted for every shell."""
    return " ".join(["pip install", *(f'"{each}"' for each in requirements)])
