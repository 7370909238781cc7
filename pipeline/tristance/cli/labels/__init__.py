"""``tristance labels``: start a folder of hand labels, fill it, check it, and see what it holds."""

from __future__ import annotations

import typer

from tristance.cli.later import Group

# In the order of use, which is that of the list in the help.
_SUMMARIES = {
    "new": "Start a folder of labels for a codebook.",
    "add": "Add articles to be coded: split into paragraphs as `classify` does, stored untagged; all of them, or none.",
    "annotate": (
        "Tag paragraphs at the keyboard, one key a tag; each judgement is saved before the next paragraph appears."
    ),
    "assign": "Send paragraphs to coders: one sheet each for a spreadsheet, blind, and the codebook to read.",
    "collect": "Bring filled sheets back: of all rows, or of none where one is wrong; each fault is one line.",
    "import": "Add labelled paragraphs from a file: all of its rows, or none where one is wrong.",
    "export": "Write the labels to a file that `labels import` reads back, or that doccano or Label Studio reads.",
    "check": (
        "Check every row of a labels folder; each fault is one line with file, line, column and what was expected."
    ),
    "stats": "Count what a labels folder holds: gold tags, articles, annotators, kinds of text, genres.",
    "agreement": (
        "How far the annotators agree: percent, Cohen's kappa and Krippendorff's alpha, overall and each tag by itself."
    ),
    "adjudicate": (
        "Settle disputes at the keyboard: the readings side by side, one key for the tag, and one line of reason."
    ),
    "audit": (
        "Find the tags that are probably wrong: contradictions first, then what a model of the other articles disputes."
    ),
    "curve": "Is it worth labelling more, and what would it bring? The learning curve, and where it leads.",
    "next": "Draw the paragraphs to tag next, from the untagged ones of the labels or from other text.",
    "codebook": "Show the codebook, what changed in it, and which judgements to make again.",
}
_MODULES = {"import": "importing", "export": "exporting", "next": "drawing"}


class _Labels(Group):
    package = __name__
    summaries = _SUMMARIES
    modules = _MODULES


app = typer.Typer(
    cls=_Labels,
    help="Hand labels: add articles, have them tagged, settle what differs, find what to tag next.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
