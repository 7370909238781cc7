"""Faults between the rows of a labels folder: what is there twice, and what refers to nothing."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from tristance.errors import DuplicateParagraph, LabelError, UnknownTag, did_you_mean
from tristance.labels.rows import ADJUDICATED, AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.tables import Located, Problem, R
from tristance.schema import Codebook

_SUGGEST_AMONG = 2000  # searching more ids than these for the nearest one would take longer than reading them

_FORMERLY = "; if a tag was renamed or merged, add to the present one in codebook.toml: formerly = [{}]"


def check_references(
    folder: Path,
    codebook: Codebook,
    articles: Sequence[Located[ArticleRow]],
    paragraphs: Sequence[Located[ParagraphRow]],
    annotations: Sequence[Located[AnnotationRow]],
) -> list[Problem]:
    """What is wrong between rows that are each well-formed, in the order of files and lines."""
    article_ids, problems = _unique(folder / "articles.csv", "article", articles)
    paragraph_ids, again = _unique(folder / "paragraphs.csv", "paragraph", paragraphs)
    problems += again + _paragraphs(folder / "paragraphs.csv", paragraphs, article_ids, paragraph_ids)
    return problems + _annotations(folder / "annotations.csv", annotations, codebook, paragraph_ids)


def _unique(path: Path, column: str, rows: Sequence[Located[R]]) -> tuple[dict[str, int], list[Problem]]:
    """The line on which each id stands, and the ids that stand on a second line."""
    lines: dict[str, int] = {}
    problems = []
    for line, row in rows:
        first = lines.setdefault(getattr(row, column), line)
        if first != line:
            value = getattr(row, column)
            problems.append(Problem(path, line, column, f"{value!r} is already on line {first}", DuplicateParagraph))
    return lines, problems


def _paragraphs(
    path: Path, rows: Sequence[Located[ParagraphRow]], articles: dict[str, int], paragraphs: dict[str, int]
) -> list[Problem]:
    problems = []
    article_of = {row.paragraph: row.article for _, row in rows}
    replacing: dict[str, int] = {}
    replaced = {row.replaces for _, row in rows}
    texts: dict[tuple[str, str], int] = {}
    for line, row in rows:
        if row.article not in articles:
            problems.append(Problem(path, line, "article", unknown_id(row.article, articles, "articles.csv")))
        if row.replaces and row.replaces not in paragraphs:
            problems.append(Problem(path, line, "replaces", unknown_id(row.replaces, paragraphs, "this table")))
        elif row.replaces and paragraphs[row.replaces] >= line:
            message = f"{row.replaces!r} is on line {paragraphs[row.replaces]}; a row replaces one above it"
            problems.append(Problem(path, line, "replaces", message))
        elif row.replaces and article_of[row.replaces] != row.article:
            message = f"{row.replaces!r} is of article {article_of[row.replaces]!r}, not of {row.article!r}"
            problems.append(Problem(path, line, "replaces", message))
        elif row.replaces and replacing.setdefault(row.replaces, line) != line:
            message = f"{row.replaces!r} is already replaced on line {replacing[row.replaces]}"
            problems.append(Problem(path, line, "replaces", message))
        if row.paragraph in replaced:
            continue
        first = texts.setdefault((row.article, row.text), line)
        if first != line:
            message = f"the same text of the same article is on line {first}"
            problems.append(Problem(path, line, "text", message, DuplicateParagraph))
    return problems


def _annotations(
    path: Path, rows: Sequence[Located[AnnotationRow]], codebook: Codebook, paragraphs: dict[str, int]
) -> list[Problem]:
    problems = []
    for line, row in rows:
        if row.paragraph not in paragraphs:
            problems.append(Problem(path, line, "paragraph", unknown_id(row.paragraph, paragraphs, "paragraphs.csv")))
        if row.tag not in codebook.present:
            message = f"{unknown_tag(row.tag, codebook)}{_FORMERLY.format(json.dumps(row.tag, ensure_ascii=False))}"
            problems.append(Problem(path, line, "tag", message, UnknownTag))
        if row.annotator == ADJUDICATED and not row.note.strip():
            problems.append(Problem(path, line, "note", "is empty; an adjudicated tag gives its reason", LabelError))
    return problems


def unknown_id(value: str, among: Iterable[str], where: str) -> str:
    """What to say of an id that is not one of those *among* which it was looked for."""
    return f"{value!r} is not in {where}{did_you_mean(value, itertools.islice(among, _SUGGEST_AMONG))}"


def unknown_tag(tag: str, codebook: Codebook) -> str:
    """What to say of a tag that the codebook does not have."""
    return f"{tag!r} is not one of {', '.join(codebook.names)}{did_you_mean(tag, codebook.names)}"
