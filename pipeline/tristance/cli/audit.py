"""``tristance audit``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.completion import model_names
from tristance.cli.options import LABELS, JsonOption, LabelsOption, ModelsOption, labels_to_read
from tristance.cli.target import apart, require_places, target

if TYPE_CHECKING:
    from tristance.evaluation.robustness.tagging import How, Tagging
    from tristance.evaluation.robustness.texts import AuditTexts
    from tristance.labels.store import Labels
    from tristance.labels.swaps import Mask, Swap


def command(
    model: Annotated[
        str | None,
        typer.Argument(
            metavar="MODEL",
            help="A model's name in the models folder, or the path of a model folder.",
            show_default="default, else the bundled model",
            autocompletion=model_names,
        ),
    ] = None,
    models: ModelsOption = Path("models"),
    swaps: Annotated[
        Path | None,
        typer.Option(
            "--swaps",
            metavar="FILE",
            help="Swaps and masks of words (TOML).",
            show_default="swaps.toml of the labels folder, if it has one",
        ),
    ] = None,
    labels: LabelsOption = LABELS,
    test: Annotated[
        Path | None,
        typer.Option("--test", metavar="FILE", help="Audit on this table (text, article) instead of the labels."),
    ] = None,
    text_column: Annotated[
        str, typer.Option(metavar="NAME", help="The column of that table that holds the text.")
    ] = "text",
    paragraphs: Annotated[
        int | None,
        typer.Option(
            "--paragraphs", metavar="N", min=1, help="Draw whole articles until they have N paragraphs; else all."
        ),
    ] = None,
    in_sample: Annotated[
        bool, typer.Option("--in-sample", help="Let the model tag what it was trained on: quicker, and it flatters.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write each paragraph whose tag moves, before and after (.csv, .jsonl).",
            callback=target,
        ),
    ] = None,
    json: JsonOption = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, max=2**32 - 1, help="Of typos, sentences, drawn articles, bootstrap.")
    ] = 0,
) -> None:
    """Show the shortcuts that a MODEL has learnt: how often its tag moves when only a name, a year or a typo changes.

    Each perturbation changes the texts that it applies to, and they are tagged again; the others do not count. The file
    of swaps names words to put in each other's place, or to take out, and says of each whether a good model's tags
    should stay (`same`) or often move (`moves`): one leader's name for another's should change nothing, one country's
    for another's should. Typos, quotation marks, small letters and a sentence left out need no file.

    Paragraphs that the model was trained on are tagged by models of its recipe that are trained without their fold, as
    in cross-validation: of what it has seen, a model is far too sure. Other texts are tagged by the model itself.

    Intervals (95 %) are by article. A row is marked, and a warning given, where the whole interval is against what is
    expected: above 5 % of the tags where they should stay, below it where they should move.

    This is about a model. Labels that are probably wrong are found by `tristance labels audit`.

    Examples:

    - `tristance audit`

    - `tristance audit mine --swaps my-swaps.toml -o moved.csv`

    - `tristance audit mine --test archive.csv --paragraphs 2000 --json audit.json`
    """
    from tristance.cli.manifest import leave, manifest
    from tristance.cli.output import format_of_rows
    from tristance.cli.robustness import figures, print_audit, write_moved
    from tristance.cli.screen import count, note, progress, write_json
    from tristance.evaluation.robustness.auditing import audit
    from tristance.evaluation.robustness.findings import warnings
    from tristance.evaluation.robustness.perturbation import built_in, described
    from tristance.evaluation.robustness.texts import drawn
    from tristance.model.choice import find_model

    if output is not None:
        format_of_rows(output)
    require_places([output, json])
    folder = find_model(model, models)
    needed = test is None or swaps is None
    beside = labels_to_read(labels) if needed else labels
    path, entries = _swaps(swaps, beside)
    apart([output, json], [test, path])
    read, texts = _texts(test, text_column, beside)
    if paragraphs is not None:
        texts = drawn(texts, paragraphs, seed)
    tagging, how = _tagging(folder, read, texts, in_sample=in_sample)
    with progress("perturbations") as tell:
        effects = audit(tagging, texts, [*described(entries), *built_in(seed)], seed=seed, progress=tell)
    found = warnings(effects)
    account = manifest(model=folder, labels=read, inputs=[each for each in (path, test) if each is not None])
    if output is not None:
        write_moved(output, texts, effects)
        leave(output, account)
    if json is not None:
        write_json(json, {**figures(texts, effects, found, how, seed), "manifest": account})
    if json != "-":
        print_audit(effects, found, tagging.models[0].codebook)
    if output is not None:
        note(f"{output}: {count(sum(len(effect.moved) for effect in effects), 'moved tag')}")
    n_articles = len(set(texts.articles))
    note(f"{count(len(texts), 'paragraph')} of {count(n_articles, 'article')}, {texts.kind} text, tagged by {how}")
    if texts.n_passed_over:
        note(f"{count(texts.n_passed_over, 'row')} without a text passed over")


def _swaps(named: Path | None, labels: Path) -> tuple[Path | None, tuple[Swap | Mask, ...]]:
    """The file of swaps and what it holds: the one that is *named*, else that of the *labels* folder, else none."""
    from tristance.cli.screen import note
    from tristance.files import is_file
    from tristance.labels.swaps import SWAPS, read_swaps

    if named is None and is_file(labels / SWAPS):
        named = labels / SWAPS
    if named is None:
        note(f"{labels}: has no {SWAPS}: built-in perturbations only; name a file of swaps and masks: --swaps FILE")
        return None, ()
    return named, read_swaps(named)


def _texts(test: Path | None, column: str, labels: Path) -> tuple[Labels | None, AuditTexts]:
    """The texts of the table *test*; without one the labels, and their texts."""
    from tristance.evaluation.robustness.texts import of_labels, of_table
    from tristance.labels.store import read_labels

    if test is not None:
        return None, of_table(test, column)
    read = read_labels(labels)
    return read, of_labels(read)


def _tagging(folder: Path, labels: Labels | None, texts: AuditTexts, *, in_sample: bool) -> tuple[Tagging, How]:
    """Who tags the *texts*, of *labels* or of a table, for the model in *folder*; and how that is called."""
    from tristance.cli.screen import note, progress
    from tristance.errors import NotEvaluated
    from tristance.evaluation.robustness.tagging import by_itself, by_others
    from tristance.labels.examples import examples
    from tristance.model.held_out import load_held_out
    from tristance.model.persistence import load, read_card

    model, card = load(folder), read_card(folder)
    if labels is None or card.get("labels", {}).get("digest") != labels.digest:
        return by_itself(model, len(texts)), "the model"
    if not in_sample:
        try:
            held_out = load_held_out(folder)
        except NotEvaluated as error:
            note(f"paragraphs that it was trained on, tagged by itself: more will move on new ones: {error}")
        else:
            with progress("models without a fold") as tell:
                fitted = by_others(model, card["parameters"], examples(labels), held_out, texts.names, tell)
            return fitted, "models without their fold"
    return by_itself(model, len(texts)), "the model, which was trained on them"
