"""``tristance compare``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.completion import model_names
from tristance.cli.options import JsonOption, ModelsOption
from tristance.cli.target import apart, require_places, target

if TYPE_CHECKING:
    from tristance.evaluation.comparison.pairing import Pairing
    from tristance.evaluation.comparison.pins import Floor
    from tristance.evaluation.comparison.trial import Trial

PINNED = Path("tests/quality/pinned.toml")
_NOT_PASSED = 3


def command(
    a: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="The model in use: its name in the models folder, or its folder.",
            autocompletion=model_names,
        ),
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The one that may take its place.", autocompletion=model_names)],
    test: Annotated[
        Path | None,
        typer.Option("--test", metavar="FILE", help="Compare on this table (text, tag, article) instead."),
    ] = None,
    models: ModelsOption = Path("models"),
    gate: Annotated[bool, typer.Option("--gate", help="Exit with status 3 unless B may take the place of A.")] = False,
    margin: Annotated[
        float, typer.Option("--margin", min=0, max=1, help="The loss of stance macro-F1 that can be borne.")
    ] = 0.02,
    floor: Annotated[
        Path | None,
        typer.Option(
            "--floor",
            metavar="FILE",
            help="The pinned scores that B must meet too.",
            show_default=f"./{PINNED.as_posix()}, if there, without --test",
            callback=target,
        ),
    ] = None,
    pin: Annotated[bool, typer.Option("--pin", help="Pin the scores of B in that file, if the gate passes.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the paragraphs that A and B tag differently (.csv, .jsonl).",
            callback=target,
        ),
    ] = None,
    json: JsonOption = None,
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**32 - 1, help="Of the draws and permutations.")] = 0,
) -> None:
    """Say whether model B is better than model A, on the same paragraphs.

    Without `--test`, these are the labelled paragraphs that both have, each tagged by models that had not seen its
    article; gold tags are B's. A sign-flip test by article decides whether there is a difference; intervals (95 %) come
    from drawing whole articles anew, with what both models made of them. McNemar's test takes paragraphs for
    independent, and is only shown.

    `--gate` **passes** when the lower bound of B - A lies above minus the margin and B meets the pinned floor. It
    **fails** when the upper bound lies below that, or B is below the floor; an interval too wide for either is
    **inconclusive**. Not passed is exit status 3.

    A floor holds for the labels of one digest. Where B was trained on others, it is measured on the paragraphs and gold
    tags that were pinned, which A must then have been trained on; those that B lacks count as A tagged them.

    Examples:

    - `tristance compare default new`

    - `tristance compare default new --test sample.csv -o flips.csv`

    - `tristance compare ../main/models/default default --gate --floor ../main/tests/quality/pinned.toml`

    - `tristance compare default default --gate --pin`
    """
    from tristance.cli.output import format_of_rows, write

    form = format_of_rows(output) if output else None
    floor = _floor_file(floor, gate=gate, pin=pin, on_file=test is not None)
    from tristance.cli.comparing import print_comparison
    from tristance.cli.manifest import leave, manifest, of_model
    from tristance.cli.screen import count, note, printable, write_json
    from tristance.evaluation.comparison.differences import compare
    from tristance.evaluation.comparison.flips import COLUMNS, flip_rows
    from tristance.evaluation.comparison.gate import judge
    from tristance.evaluation.comparison.pins import renewed, write_pins
    from tristance.model.choice import find_model

    apart([output, json], [test, floor])
    require_places([output, json, floor if pin else None])
    between = (find_model(a, models), find_model(b, models))
    paired, trials, meaning = _on_file(between, test) if test else _on_common(between)
    found = compare(paired, seed)
    judged = judge(found, margin, _pinned(floor, trials, pin=pin)) if gate else None
    if json != "-":  # first of all, so that a file that cannot be written costs no results
        print_comparison(found, between, meaning)
    account = manifest(inputs=[test] if test else [])
    account["models"] = {name: of_model(folder) for name, folder in zip("ab", between, strict=True)}
    if json is not None:
        write_json(json, {**found.as_json(), "gate": judged.as_json() if judged else None, "manifest": account})
    if output is not None and form is not None:
        write(flip_rows(paired), COLUMNS, form, output)
        leave(output, account)
        note(f"{output}: {count(found.n_flips, 'paragraph')} that A and B tag differently")
    if judged is not None:
        note(printable(f"gate: {judged.verdict}: {judged.reason}"))
        if judged.verdict != "passed":
            raise typer.Exit(_NOT_PASSED)
    if pin and judged is not None and floor is not None:
        pins = renewed(trials[0], margin, judged.floor)
        write_pins(floor, pins)
        each = ", ".join(f"{name} {p.stance_macro_f1:.4f} (floor {p.floor:.4f})" for name, p in pins.scores.items())
        note(f"{floor}: pinned {each}")


def _floor_file(floor: Path | None, *, gate: bool, pin: bool, on_file: bool) -> Path | None:
    """The file of the pinned scores, whether or not it is there yet; None where there is none to speak of."""
    for given, name in ((floor, "--floor"), (pin, "--pin")):
        if given and not gate:
            raise typer.BadParameter("goes with --gate", param_hint=name)
    if floor is not None or not gate:
        return floor
    if PINNED.is_file() and not on_file:
        return PINNED
    if not pin:
        return None
    if on_file or not PINNED.parent.is_dir():
        raise typer.BadParameter("goes with the file to pin the scores in: --floor FILE", param_hint="--pin")
    return PINNED


def _on_common(between: tuple[Path, Path]) -> tuple[Pairing, list[Trial], str]:
    """The held-out paragraphs of both, the labels that B can be measured on, its own first, and what is compared."""
    from tristance.evaluation.comparison.pairing import on_common
    from tristance.evaluation.comparison.trial import on_labels_of, on_own_labels
    from tristance.model.held_out import load_held_out
    from tristance.model.persistence import labels_digest

    a, b = map(load_held_out, between)
    digest_a, digest_b = map(labels_digest, between)
    paired = on_common(a, b)
    trials = [on_own_labels(digest_b, b), on_labels_of(a, digest_a, b)]
    if digest_a == digest_b:
        return paired, trials, "trained on the same labels, so that the difference is of recipes"
    meaning = (
        f"trained on different labels (A lacks {len(b) - len(paired)} of B's {len(b)} paragraphs, B {paired.only_a} of "
        f"A's {len(a)}), so that the difference is of recipe and labels together, on the paragraphs that both have, by "
        "B's gold tags"
    )
    return paired, trials, meaning


def _on_file(between: tuple[Path, Path], path: Path) -> tuple[Pairing, list[Trial], str]:
    """As :func:`_on_common`, on the paragraphs of a file."""
    from tristance.evaluation.comparison.pairing import on_file
    from tristance.evaluation.comparison.trial import on_test_file
    from tristance.model.persistence import load

    a, b = map(load, between)
    paired = on_file(a, b, path)
    return paired, [on_test_file(path, paired)], f"of {path}, on which neither model may have been trained"


def _pinned(path: Path | None, trials: list[Trial], *, pin: bool) -> Floor | None:
    """What is pinned in the file at *path*; it need not be there where the scores are to be pinned in it."""
    from tristance.evaluation.comparison.pins import Floor, read_pins

    if path is None or (pin and not path.exists()):
        return None
    pins = read_pins(path)
    return Floor(path, pins, pins.among(trials))
