"""Scores on the screen: the headline and what stands beside it, the ceiling, each tag, the confusion matrix."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tristance.cli.probabilities import print_probabilities
from tristance.cli.screen import colour, console, count, estimate, plain_table, printable, signed
from tristance.evaluation.scoring import Scores
from tristance.schema import Codebook

_GAP = 3  # between columns
_CORNER = "gold, by predicted:"


def print_scores(scores: Scores) -> None:
    """The headline, the annotators' ceiling, tags, confusion matrix, calibration, and risk against coverage."""
    screen = console()
    screen.print(_headline(scores))
    screen.print()
    _print_ceiling(screen, scores)
    screen.print()
    screen.print(_tags(scores))
    screen.print()
    for panel in _confusion(scores, screen.width):
        screen.print(panel)
    print_probabilities(screen, scores)
    _print_procedure(screen, scores)


def _headline(scores: Scores) -> Table:
    n_stances = sum(scores.per_tag[name].n for name in scores.codebook.stances)
    on = f"{count(scores.n_paragraphs, 'paragraph')}, {count(scores.n_articles, 'article')}, {scores.text} text"
    table = plain_table("", "95 % interval")
    table.add_column("")  # the only one that may wrap
    table.add_row(Text("stance macro-F1", style="bold"), Text(estimate(scores.stance_macro_f1), style="bold"), on)
    for kind, found in scores.by_text.items():
        of = f"{count(found.n_paragraphs, 'paragraph')}, {count(found.n_articles, 'article')}"
        table.add_row(f"  on {kind} text only", estimate(found.stance_macro_f1), of)
    table.add_row("  on stance paragraphs only", estimate(scores.on_stances), count(n_stances, "paragraph"))
    table.add_row("accuracy", estimate(scores.accuracy), "")
    for name, baseline in scores.baselines.items():
        table.add_row(f"baseline: {name.replace('_', ' ')}", estimate(baseline), "stance macro-F1")
    return table


def _print_ceiling(screen: Console, scores: Scores) -> None:
    ceiling, agreement = scores.ceiling, scores.agreement
    if agreement is None:
        only = f": {printable(scores.annotators[0])} alone has read them" if len(scores.annotators) == 1 else ""
        screen.print(f"agreement and ceiling unknown: no paragraph was read by two annotators{only}", soft_wrap=True)
        return
    who = printable(", ".join(agreement.annotators))
    n = count(agreement.n_paragraphs, "paragraph")
    if ceiling is not None:
        table = plain_table(f"on {count(ceiling.n_paragraphs, 'paragraph')} read twice", "stance macro-F1", "alpha")
        for name, level in (("annotator with annotator", ceiling.between), ("model with annotator", ceiling.model)):
            table.add_row(name, estimate(level.stance_macro_f1), estimate(level.alpha))
        lost = ceiling.difference
        table.add_row("difference", signed(lost.stance_macro_f1), signed(lost.alpha))
        screen.print(table)
        if ceiling.left_out:
            screen.print(
                f"{count(ceiling.left_out, 'disputed paragraph')} left out: every model has seen a part of the text"
            )
    kappa, alpha, percent = (
        estimate(found) for found in (agreement.overall.kappa, agreement.overall.alpha, agreement.overall.percent)
    )
    screen.print(f"agreement of {who}, {n}:")
    screen.print(f"  Krippendorff's alpha {alpha}, Cohen's kappa {kappa}, percent {percent}")


def tag_text(name: str, codebook: Codebook) -> Text:
    """A tag's name in its colour."""
    number = codebook.names.index(name)
    return Text(name, style=colour(number, codebook.tags[number].role))


def _tags(scores: Scores) -> Table:
    table = plain_table("tag", "precision", "recall", "F1, 95 % interval")
    for name in ("paragraphs", "predicted"):
        table.add_column(name, justify="right", no_wrap=True)
    for name, found in scores.per_tag.items():
        table.add_row(
            tag_text(name, scores.codebook),
            f"{found.precision:.2f}",
            f"{found.recall:.2f}",
            estimate(found.f1),
            str(found.n),
            str(found.predicted),
        )
    return table


def _confusion(scores: Scores, width: int) -> Iterator[Table]:
    """Gold tags in rows; where the names of the columns do not fit on the line, they are the rows' numbers.

    Where these do not fit either, the columns go on in a further table: no count is cut short.
    """
    names = scores.codebook.names
    rows = scores.confusion.astype(int).tolist()
    numbered = max(map(cell_len, (*names, _CORNER))) + sum(cell_len(name) + _GAP for name in names) > width
    numbers = range(1, len(names) + 1)
    heads = [str(number) if numbered else name for number, name in zip(numbers, names, strict=True)]
    labels = [
        Text(f"{number} " if numbered else "").append_text(tag_text(name, scores.codebook))
        for number, name in zip(numbers, names, strict=True)
    ]
    first = max(len(_CORNER), *(min(label.cell_len, width // 2) for label in labels)) + _GAP
    widths = [max(cell_len(head), *(len(str(row[i])) for row in rows)) + _GAP for i, head in enumerate(heads)]
    begin = 0
    while begin < len(heads):
        end = begin + 1
        while end < len(heads) and first + sum(widths[begin : end + 1]) <= width:
            end += 1
        table = plain_table()
        table.add_column(_CORNER, no_wrap=True, max_width=first - _GAP)
        for head in heads[begin:end]:
            table.add_column(head, justify="right", no_wrap=True)
        for label, row in zip(labels, rows, strict=True):
            table.add_row(label, *map(str, row[begin:end]))
        yield table
        begin = end


def _print_procedure(screen: Console, scores: Scores) -> None:
    if scores.procedure is None:
        return
    folds = scores.procedure.folds
    c = ", ".join(f"{fold.c:g}" for fold in folds)
    screen.print()
    screen.print(
        f"{len(folds)} folds by article, seed {scores.procedure.recipe.seed}; the other {len(folds) - 1} folds choose "
        f"for each, of C: {c}",
        style="dim",
    )
