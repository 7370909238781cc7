"""Scores on the screen."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tristance.cli.screen import colour, console, count, estimate
from tristance.evaluation.agreement import Agreement
from tristance.evaluation.scoring import Scores
from tristance.schema import Codebook


def print_scores(scores: Scores) -> None:
    """The headline, what stands beside it, the scores of each tag, and the confusion matrix."""
    screen = console()
    n_stances = sum(scores.per_tag[name].n for name in scores.codebook.stances)
    on = f"{count(scores.n_paragraphs, 'paragraph')}, {count(scores.n_articles, 'article')}, {scores.text} text"
    summary = _plain_table("", "95 % interval")
    summary.add_column("")  # the only one that may wrap
    summary.add_row(Text("stance macro-F1", style="bold"), Text(estimate(scores.stance_macro_f1), style="bold"), on)
    summary.add_row("  on stance paragraphs only", estimate(scores.on_stances), count(n_stances, "paragraph"))
    summary.add_row("accuracy", estimate(scores.accuracy), "")
    for name, found in scores.baselines.items():
        summary.add_row(f"baseline: {name.replace('_', ' ')}", estimate(found), "stance macro-F1")
    if scores.ceiling:
        between = scores.ceiling.between.stance_macro_f1
        summary.add_row("one annotator by the other", estimate(between), "stance macro-F1")
    _add_agreement(summary, scores.agreement)
    screen.print(summary)
    screen.print()
    _print_tags(screen, scores)
    screen.print()
    _print_confusion(screen, scores)


def _plain_table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for name in columns:
        table.add_column(name, no_wrap=True)
    return table


def _add_agreement(summary: Table, agreement: Agreement | None) -> None:
    if agreement is None:
        summary.add_row("agreement", "unknown", "no paragraph was read by two annotators")
        return
    who = f"{count(agreement.n_paragraphs, 'paragraph')} read by two or more: {', '.join(agreement.annotators)}"
    summary.add_row("agreement: Krippendorff's alpha", estimate(agreement.overall.alpha), who)
    summary.add_row("agreement: Cohen's kappa", estimate(agreement.overall.kappa), "")
    summary.add_row("agreement: percent", estimate(agreement.overall.percent), "")


def tag_text(name: str, codebook: Codebook) -> Text:
    """A tag's name in its colour."""
    number = codebook.names.index(name)
    return Text(name, style=colour(number, codebook.tags[number].role))


def _print_tags(screen: Console, scores: Scores) -> None:
    table = _plain_table("tag", "precision", "recall", "F1, 95 % interval")
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
    screen.print(table)


def _print_confusion(screen: Console, scores: Scores) -> None:
    table = _plain_table("gold, by predicted:")
    for name in scores.codebook.names:
        table.add_column(name, justify="right", no_wrap=True)
    for name, row in zip(scores.codebook.names, scores.confusion.astype(int).tolist(), strict=True):
        table.add_row(tag_text(name, scores.codebook), *map(str, row))
    screen.print(table)
