"""Every way in which tristance refuses its input, as one tree.

TristanceError                 the caller's input cannot be used as it is
├── InputError                 a file to read: an article or a table
│   ├── UnreadableFile         missing, empty, binary, or in no known encoding
│   ├── NoBody                 an article in which no body paragraph was found
│   ├── BadPins                a file of pinned scores that is none
│   └── BadTable               torn JSON, a missing text column, a row of the wrong length
├── LabelError                 a labels folder: names file, line, column and what was expected
│   ├── BadCodebook            codebook.toml does not describe a set of tags
│   ├── UnacceptedCodebook     it was changed in meaning, and is no version yet
│   ├── BadSwaps               swaps.toml does not describe swaps and masks
│   ├── UnknownTag             a tag that the codebook does not define
│   ├── DuplicateParagraph     the same judgement twice
│   ├── NotEnoughLabels        too few articles or paragraphs of a tag for what was asked
│   └── NothingToDraw          no paragraph is left that could be tagged next
├── ModelError                 a trained model
│   ├── ModelNotFound          lists the names that do exist
│   ├── DamagedModel           the files do not fit together, or are not a model
│   ├── IncompatibleModel      written in a format that this version does not read
│   ├── ForeignModel           trained on the tags of another codebook
│   ├── NotEvaluated           trained without held-out predictions, which were asked for
│   └── BudgetOutOfReach       no threshold keeps the error within the budget that was asked for
├── UnknownCode                no warning has that code
├── UnknownReason              nothing is left out of an article for that reason
├── MissingPackage             a library is not installed that only some input needs
├── FailedCheck                `tristance doctor` found something wrong with the installation
├── OutputError                a file that cannot be written
└── NoTerminal                 a session at the keyboard where there is no keyboard or no screen

The command line prints the message behind ``error: `` and exits with status 1. Any other exception is a bug of ours
and keeps its traceback. Messages name the file, carry the numbers, and end with the remedy.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class TristanceError(Exception):
    """Base of all errors that a caller can act on."""


class InputError(TristanceError):
    """A file to read cannot be used as an article or a table."""


class UnreadableFile(InputError):
    """The file is missing, empty, binary, or in no encoding that we know."""


class NoBody(InputError):
    """No body paragraph was found in the article."""


class BadTable(InputError):
    """A table is torn, lacks a column, or has a row that does not fit its header."""


class BadPins(InputError):
    """A file does not hold pinned scores."""


class LabelError(TristanceError):
    """A labels folder does not hold what it should."""


class BadCodebook(LabelError):
    """The codebook does not describe a set of tags."""


class UnacceptedCodebook(LabelError):
    """The codebook was changed in meaning since the version that its saved copy has, and not accepted as a new one."""


class BadSwaps(LabelError):
    """The file does not describe swaps and masks of words."""


class UnknownTag(LabelError):
    """A tag is not one of the codebook's."""


class DuplicateParagraph(LabelError):
    """A paragraph, or one annotator's judgement of it, is there twice."""


class NotEnoughLabels(LabelError):
    """There are too few articles or paragraphs of a tag for what was asked."""


class NothingToDraw(LabelError):
    """There is no untagged paragraph to draw from."""


class ModelError(TristanceError):
    """A trained model cannot be used."""


class ModelNotFound(ModelError):
    """No model has that name, or lies at that path."""


class DamagedModel(ModelError):
    """The files of a model do not fit together, or are not a model."""


class IncompatibleModel(ModelError):
    """The model is written in a format that this version does not read."""


class ForeignModel(ModelError):
    """The model gives other tags than the codebook has."""


class NotEvaluated(ModelError):
    """The model was trained without held-out predictions."""


class BudgetOutOfReach(ModelError):
    """The labels behind a model cannot vouch for so small an error."""


class UnknownCode(TristanceError):
    """No warning has that code."""


class UnknownReason(TristanceError):
    """Nothing is left out of an article for that reason."""


class MissingPackage(TristanceError):
    """A library that only some input needs is not installed."""


class FailedCheck(TristanceError):
    """The installation is not sound."""


class OutputError(TristanceError):
    """A file cannot be written."""


class NoTerminal(TristanceError):
    """A session at the keyboard was asked for where standard input or output is no terminal."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`` (did you mean 'against'?)`` for the choice nearest to *word*, or an empty string where none is near.

    >>> did_you_mean("agianst", ["against", "favour"])
    " (did you mean 'against'?)"
    >>> did_you_mean("zebra", ["against", "favour"])
    ''
    """
    folded = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f" (did you mean {folded[near[0]]!r}?)" if near else ""
