"""``tristance labels``: start a folder of hand labels, fill it, check it, and see what it holds."""

from __future__ import annotations

import typer

from tristance.cli.labels import (
    add,
    adjudicate,
    agreement,
    annotate,
    assign,
    audit,
    check,
    codebook,
    collect,
    curve,
    drawing,
    exporting,
    importing,
    new,
    stats,
)

app = typer.Typer(
    help="Hand labels: add articles, have them tagged, settle what differs, find what to tag next.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
# In the order of use, which is that of the list in the help.
app.command("new")(new.command)
app.command("add")(add.command)
app.command("annotate")(annotate.command)
app.command("assign")(assign.command)
app.command("collect")(collect.command)
app.command("import")(importing.command)
app.command("export")(exporting.command)
app.command("check")(check.command)
app.command("stats")(stats.command)
app.command("agreement")(agreement.command)
app.command("adjudicate")(adjudicate.command)
app.command("audit")(audit.command)
app.command("curve")(curve.command)
app.command("next")(drawing.command)
app.command("codebook")(codebook.command)
