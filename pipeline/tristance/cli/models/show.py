"""``tristance models show``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tristance.cli.options import JsonOption, ModelArgument, ModelsOption

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from tristance.report.terms import TagTerms

_DIGITS = 12  # of a digest
_KIND = 12
_MARGIN = _KIND + 3


def command(
    name: ModelArgument = None,
    models: ModelsOption = Path("models"),
    top: Annotated[
        int, typer.Option("--top", min=0, max=1000, metavar="N", help="So many terms of each kind, for and against.")
    ] = 8,
    json: JsonOption = None,
) -> None:
    """Show what a model is and what it goes by: its card in short, and the strongest terms for and against each tag.

    A weight is a term's coefficient for the tag less its mean over all tags. Weights of one kind can be compared: words
    and runs of words, pieces of words (`␣` is where a word begins or ends), cues, actors and pairs of actors. A term of
    great weight speaks where it stands, which may be seldom. The whole card is `README.md` of the model's folder.

    Examples:

    - `tristance models show`

    - `tristance models show mine --top 20`

    - `tristance models show mine --json terms.json`
    """
    from tristance.cli.screen import console, write_json
    from tristance.model.choice import DEFAULT, find_model
    from tristance.model.persistence import load
    from tristance.model.summary import summary
    from tristance.report.terms import top_terms

    folder = find_model(name, models)
    facts = summary(folder.name if folder.parent == models else name or DEFAULT, folder)
    terms = top_terms(load(folder), top, top)
    if json is not None:
        write_json(json, {**facts, "terms": {each.tag: _plain(each) for each in terms}})
    if json == "-":
        return
    screen = console()
    _print_facts(screen, facts)
    if top:
        for each in terms:
            screen.print()
            _print_terms(screen, each, facts["tags"][each.tag])


def score(found: dict[str, Any] | None) -> str:
    """An estimate of a card as a screen has it."""
    from tristance.cli.screen import estimate
    from tristance.measures.bootstrap import Estimate

    if not found:
        return "not evaluated"
    return estimate(Estimate(*(float("nan") if found[key] is None else found[key] for key in ("value", "low", "high"))))


def _print_facts(screen: Console, facts: dict[str, Any]) -> None:
    from rich.text import Text

    from tristance.cli.screen import count, printable

    kinds = ", ".join(f"{n} {kind}" for kind, n in facts["trained_on"].items())
    lines = [f"{facts['folder']}: {facts['question']}"]
    if facts["n_paragraphs"] is not None:
        lines.append(
            f"Trained on {count(facts['n_paragraphs'], 'paragraph')} of {count(facts['n_articles'], 'article')} "
            f"({kinds}), labels {facts['labels_digest'][:_DIGITS]}, codebook version {facts['codebook_version']}"
        )
    lines.append(_features(facts))
    on = f" in cross-validation by article, {facts['text']} text" if facts["text"] else ""
    lines.append(f"Stance macro-F1: {score(facts['stance_macro_f1'])}{on}")
    for line in lines:
        screen.print(Text(printable(line)), soft_wrap=True)
    screen.print()
    screen.print(_tags(facts))


def _features(facts: dict[str, Any]) -> str:
    from tristance.cli.screen import count

    units = {"word": "word", "char_wb": "character"}
    parts = [
        f"{block['terms']} terms of {block['low']} to {block['high']} {units[block['kind']]}s"
        for block in facts["blocks"]
    ]
    if facts["cues"]:
        parts.append(f"cues of {count(len(facts['cues']), 'tag')}")
    if facts["actors"]:
        parts.append(f"{count(len(facts['actors']), 'actor')} and their pairs")
    fitted = "" if facts["c"] is None else f"; C = {facts['c']:g}, class weights {facts['class_weight'] or 'none'}"
    return f"{', '.join(parts)}{fitted}"


def _tags(facts: dict[str, Any]) -> Table:
    from tristance.cli.screen import plain_table, printable

    table = plain_table("tag", "role", "paragraphs", "precision", "recall", "F1")
    for name, tag in facts["tags"].items():
        shown = ["" if tag[key] is None else f"{tag[key]:.2f}" for key in ("precision", "recall")]
        f1 = score(tag["f1"]) if tag["f1"] else ""
        n = "" if tag["paragraphs"] is None else str(tag["paragraphs"])
        table.add_row(printable(name), tag["role"], n, *shown, f1)
    return table


def _print_terms(screen: Console, terms: TagTerms, tag: dict[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    from tristance.cli.screen import printable
    from tristance.report.blocks import HEADINGS, KINDS

    style = "bold" if tag["role"] == "stance" else "bold dim"
    for title, found in (("for", terms.speak_for), ("against", terms.speak_against)):
        table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), show_header=False)
        table.add_column(no_wrap=True, min_width=_KIND, style="dim")
        table.add_column()
        for kind in KINDS:
            if found.get(kind):
                shown = [printable(f"{term.name} {term.weight:+.2f}") for term in found[kind]]
                table.add_row(HEADINGS[kind], Text(_folded(shown, screen.width - _MARGIN)))
        if table.row_count:
            screen.print(Text(f"{title} {printable(terms.tag)}", style=style))
            screen.print(table)


def _folded(pieces: list[str], width: int) -> str:
    """*pieces* with commas between them, in lines that end behind one and have at most *width* characters."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and len(lines[-1]) + len(piece) + 2 >= width:
            lines.append(piece)
        else:
            lines[-1] += f"{', ' * bool(lines[-1])}{piece}"
    return ",\n".join(lines)


def _plain(terms: TagTerms) -> dict[str, Any]:
    sides = {"for": terms.speak_for, "against": terms.speak_against}
    return {
        side: {kind: [term._asdict() for term in some] for kind, some in found.items()} for side, found in sides.items()
    }
