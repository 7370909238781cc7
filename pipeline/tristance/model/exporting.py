"""A model as tables that any language reads, and in words how they make a probability of a text.

The tables hold every digit. ``examples/score.R`` reads them and gives the same probabilities.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tristance.errors import OutputError
from tristance.files import csv_line, is_file, read_bytes, unwritable
from tristance.model.blocks import Block, Floats
from tristance.model.features import tokens
from tristance.model.linear import LinearModel

README = "README.txt"
OURS = "A model of tristance"
"""How the README of every export begins: by it a folder is known as one."""


def csv_files(model: LinearModel) -> dict[str, bytes]:
    """The tables and their README, by their names: ``tags.csv``, ``blocks.csv``, ``terms.csv`` and so on.

    Numbers have as many digits as their doubles need. Terms are always quoted: many begin or end with a space.
    """
    files = {
        "tags.csv": _table(_TAGS, _tags(model)),
        "blocks.csv": _table(
            ("block", "kind", "low", "high", "terms"),
            ([i, b.kind, b.low, b.high, len(b.terms)] for i, b in enumerate(model.blocks, start=1)),
        ),
        "terms.csv": "".join(_terms(model)),
        "cues.csv": _table(
            ("tag", "stem", "words"),
            ([tag.name, stem, " ".join(tokens(stem))] for tag in model.codebook.tags for stem in tag.cues),
        ),
        "actors.csv": _table(
            ("actor", "term"), ([actor.name, term] for actor in model.codebook.actors for term in actor.terms)
        ),
        "features.csv": _table(("kind", "first", "second", *_coefficients(model)), _features(model)),
        README: _readme(model),
    }
    return {name: text.encode() for name, text in files.items()}


def require_export_folder(folder: Path, names: Iterable[str] | None = None) -> None:
    """Raise :class:`OutputError` unless *folder* is not there, is empty, or holds an earlier export.

    With *names*, the files that are to be written, it may hold no others.
    """
    try:
        there = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        raise unwritable(folder, error) from None
    if not there:
        return
    own = is_file(folder / README) and read_bytes(folder / README).startswith(OURS.encode())
    strange = there if not own else sorted(set(there) - set(names or there))
    if strange:
        raise OutputError(f"{folder}: holds {strange[0]!r}, which is not of such an export; name a new folder")


def _table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    return "".join(csv_line(cells) for cells in (columns, *rows))


def _coefficients(model: LinearModel) -> list[str]:
    return [f"c_{name}" for name in model.codebook.names]


_TAGS = ("tag", "role", "intercept", "slope", "offset", "decision_offset")


def _tags(model: LinearModel) -> Iterator[list[object]]:
    slope, offsets = model.calibration
    numbers = zip(model.intercepts.tolist(), offsets.tolist(), model.decision_offsets.tolist(), strict=True)
    for tag, (intercept, offset, decision) in zip(model.codebook.tags, numbers, strict=True):
        yield [tag.name, tag.role, intercept, slope, offset, decision]


def _terms(model: LinearModel) -> Iterator[str]:
    yield csv_line(("block", "term", "idf", *_coefficients(model)))
    for number, block in enumerate(model.blocks, start=1):
        rows = [",".join(map(repr, row)) for row in block.distinct.tolist()]
        for term, idf, row in zip(block.terms, _written(block), block.which.tolist(), strict=True):
            yield f"""{number},"{term.replace('"', '""')}",{idf},{rows[row]}\n"""


def _written(block: Block) -> list[str]:
    return [repr(value) for value in block.idf.tolist()]


def _features(model: LinearModel) -> Iterator[Sequence[object]]:
    """A row for each tag that has cues, each actor and each pair of actors, in the order of the model."""
    if model.cues is not None:
        names = [tag.name for tag in model.codebook.tags if tag.cues]
        yield from _with_coefficients((("cues", name, "") for name in names), model.cues.coefficients)
    if model.actors is not None:
        names = [actor.name for actor in model.codebook.actors]
        singles = [("actor", name, "") for name in names]
        pairs = [("pair", one, other) for one, other in itertools.combinations(names, 2)]
        yield from _with_coefficients((*singles, *pairs), model.actors.coefficients)


def _with_coefficients(heads: Iterable[Sequence[str]], coefficients: Floats) -> Iterator[Sequence[object]]:
    for head, row in zip(heads, coefficients.tolist(), strict=True):
        yield [*head, *row]


def _readme(model: LinearModel) -> str:
    book = model.codebook
    return _ARITHMETIC.format(
        first=f"{OURS} as tables.", question=book.question, version=book.version, tags=", ".join(book.names)
    )


_ARITHMETIC = """\
{first}

Question: {question}
Codebook version: {version}
Tags: {tags}

All files are UTF-8, and CSV as RFC 4180 has it. c_TAG is a coefficient for a tag.

  tags.csv      a row a tag, in the codebook's order: role, intercept, calibration, decision offset
  blocks.csv    the kinds of n-grams: word or char_wb, their lengths from low to high, how many terms
  terms.csv     a row a term of a block: idf (inverse document frequency), coefficients
  cues.csv      a row a stem of a tag: as it is written, and the words that are looked for
  actors.csv    a row a term of an actor
  features.csv  coefficients of a tag's cues, of an actor, and of a pair of actors

How they make probabilities of a text
-------------------------------------
A letter or digit is a character of Unicode category L or N. A word is a run of two or more letters, digits and
underscores. Lower case is Unicode's, with a final sigma at the end of Greek words.

1. Terms of a block of kind word: the words of the text in lower case, and runs of low to high words that follow each
   other, joined by one space.
2. Terms of a block of kind char_wb: the text in lower case is parted at white space, and each part gets a space in
   front and behind. Its terms are all runs of low to high characters. A part that has no more characters than high is
   a term itself, once.
3. A term that the block knows and that occurs n times has the weight (1 + log(n)) * idf. The weights of a block are
   divided by the root of the sum of their squares.
4. Cues of a tag: log(1 + matches). A stem matches at a word (of the text in lower case) that begins with it; a stem of
   several words where words that follow each other begin with them in turn. Each stem counts by itself.
5. Actors: the text, as it is written, is read from left to right. Where no letter, digit or underscore is in front, a
   term of an actor stands if its characters do, and no letter, digit or underscore follows; a term that ends in * goes
   on to the end of whatever letters, digits and underscores follow. Of several, the one of most characters counts, and
   reading goes on behind it. The features are the actors that are named and the pairs of them, each 1 divided by the
   root of how many there are.
6. z = intercept + the sum of all weights and features, each times its coefficients.
7. p = softmax(slope * z + offset).
8. The tag is that of the largest log(p) + decision_offset; of equals, the first.
"""
