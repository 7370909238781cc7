"""``tristance doctor``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tristance.cli.options import JsonOption

if TYPE_CHECKING:
    from rich.console import Console

    from tristance.cli.checkup import Check

_STYLES = {"good": "green", "note": "yellow", "failed": "bold red"}
_GIB = 2**30


def command(json: JsonOption = None) -> None:
    """Say how this installation scores, what it runs on, and whether it is sound.

    Texts are scored by a kernel in C where it could be built, else by numpy, which is slower and says the same: both
    score a few sentences here. The kernel is switched off by `TRISTANCE_KERNEL=off`.

    A **note** is about something that works less well than it could. A **failed** check is exit status 1, and one
    line that names it with its remedy. Put the output of `--json` into a report of an error.

    Examples:

    - `tristance doctor`

    - `tristance doctor --json doctor.json`
    """
    from tristance.cli.screen import console, printable, write_json
    from tristance.errors import FailedCheck

    found, checks = _examined()
    if json != "-":
        _show(console(), found, checks)
    if json is not None:
        write_json(json, found)
    failed = [f"{check.name}: {check.found}; {check.remedy}" for check in checks if check.state == "failed"]
    if failed:
        raise FailedCheck(printable("; ".join(failed)))


def _examined() -> tuple[dict[str, Any], list[Check]]:
    """All that is found, as plain values, and the checks among it."""
    from tristance.cli import checkup
    from tristance.cli.surroundings import surroundings
    from tristance.resources import bundled

    found = surroundings()
    kernel = checkup.check_kernel()
    loads, model = checkup.check_model()
    checks = [kernel, checkup.check_packages(), checkup.check_labels(), loads]
    difference = None
    if model is not None and kernel.state == "good":
        agreement, difference = checkup.check_agreement(model)
        checks.append(agreement)
    checks += [checkup.check_encodings(found["encodings"]), *checkup.check_optional()]
    found |= {
        "scoring": {"path": "compiled" if kernel.state == "good" else "numpy", "largest_difference": difference},
        "labels": {"folder": str(bundled("labels"))},
        "model": _account_of_model(bundled("models", "default")),
        "checks": [check.as_json() for check in checks],
        "sound": all(check.state != "failed" for check in checks),
    }
    return found, checks


def _account_of_model(folder: Path) -> dict[str, Any]:
    """Format and digests of the model in *folder*, as far as its card can be read; what is wrong is a failed check."""
    from tristance.errors import TristanceError

    try:
        from tristance.model.persistence import read_card

        card = read_card(folder)
    except (TristanceError, ImportError):
        card = {}
    labels = card.get("labels")
    return {
        "folder": str(folder),
        "format": card.get("format"),
        "npz_sha256": card.get("npz_sha256"),
        "labels_digest": labels.get("digest") if isinstance(labels, dict) else None,
    }


def _show(screen: Console, found: dict[str, Any], checks: list[Check]) -> None:
    from rich.table import Table
    from rich.text import Text

    from tristance.cli.screen import count, printable

    kernel = found["scoring"]["path"] == "compiled"
    screen.print(Text(f"tristance {found['tristance']}, scoring by {'its compiled kernel' if kernel else 'numpy'}"))
    facts = Table.grid(padding=(0, 3, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for name, value in _facts(found):
        facts.add_row(name, printable(value))
    table = Table.grid(padding=(0, 3, 0, 0))
    for _ in range(2):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for check in checks:
        table.add_row(Text(check.state, style=_STYLES[check.state]), check.name, printable(check.found))
        if check.remedy:
            table.add_row("", "", printable(check.remedy))
    for each in ("", facts, "", table, ""):
        screen.print(each)
    n = {state: sum(check.state == state for check in checks) for state in _STYLES}
    summary = [f"{n['failed']} failed"] * bool(n["failed"]) + [count(n["note"], "note")] * bool(n["note"])
    screen.print(f"{count(len(checks), 'check')}: {', '.join(summary) or 'all good'}")


def _facts(found: dict[str, Any]) -> list[tuple[str, str]]:
    model = found["model"]
    memory = found["memory_bytes"]
    there = [f"{name} {version}" for name, version in found["packages"].items() if version]
    return [
        ("python", f"{found['python']} ({found['implementation']}), Unicode {found['unicode']}"),
        ("", found["executable"]),
        ("packages", ", ".join(there)),
        ("platform", found["platform"]),
        ("machine", f"{found['cores'] or '?'} cores{f', {memory / _GIB:.1f} GiB of memory' if memory else ''}"),
        ("encodings", ", ".join(f"{of.replace('_', ' ')} {name}" for of, name in found["encodings"].items())),
        ("labels", found["labels"]["folder"]),
        ("model", model["folder"]),
        ("", f"format {model['format'] or '?'}"),
        ("", f"arrays {model['npz_sha256'] or '?'}"),
        ("", f"labels {model['labels_digest'] or '?'}"),
    ]
