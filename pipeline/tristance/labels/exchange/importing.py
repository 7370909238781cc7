"""Adding a file of labels to a folder: all of it, or nothing where a row is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tristance.labels.exchange.collecting import Collector, Imported
from tristance.labels.exchange.doccano import read_doccano
from tristance.labels.exchange.formats import Format, recognise
from tristance.labels.exchange.label_studio import read_label_studio
from tristance.labels.exchange.records import Record
from tristance.labels.exchange.tabular import read_tabular
from tristance.labels.store import append, locked, read_labels
from tristance.labels.versions import saved_versions


def import_file(
    folder: Path,
    path: Path,
    *,
    annotator: str | None = None,
    skip_duplicates: bool = False,
    form: Format | None = None,
) -> Imported:
    """Add the labels in the file at *path* to those in *folder*: all of them, or none where one is wrong.

    *form* is recognised by name and content where it is not given. A table has columns ``text`` and ``tag`` (an empty
    tag stores the paragraph untagged); where present ``article`` (else each row is an article of its own), the other
    columns of an exported table, and ``annotator`` (else *annotator*, else ``imported``). A text that its article
    already holds is not stored again: the tag is added to it, so that a second annotator's file finds the first one's
    paragraphs. A row with ``article`` and ``paragraph`` names its paragraph: it is found again by that id, or gets it.

    Raises :class:`BadTable`, :class:`UnknownTag`, and :class:`DuplicateParagraph` where one annotator tags a
    paragraph twice (unless *skip_duplicates*: then the first stands).
    """
    records = list(_read(path, form or recognise(path), annotator))
    with locked(folder):
        labels = read_labels(folder)
        collector = Collector(labels, records, annotator or "imported", skip_duplicates=skip_duplicates)
        added = collector.collect()
        kept = {"", *(version.name for version in saved_versions(folder)), labels.codebook.version}
        added.unkept.update(row.codebook for row in added.annotations if row.codebook not in kept)
        append(folder, articles=added.articles, paragraphs=added.paragraphs, annotations=added.annotations)
    return added


def _read(path: Path, form: Format, annotator: str | None) -> Iterator[Record]:
    if form == "doccano":
        return read_doccano(path, annotator)
    if form == "label-studio":
        return read_label_studio(path)
    return read_tabular(path, form)
