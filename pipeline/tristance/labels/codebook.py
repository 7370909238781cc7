"""Reading ``codebook.toml``: the tags, what they mean, and how to choose among them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from tristance.errors import BadCodebook
from tristance.files import read_bytes
from tristance.labels.described import parse_toml
from tristance.schema import Actor, Codebook, Role, Tag

_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^\r\n\t]+$")]
_Line = Annotated[
    str, BeforeValidator(lambda text: " ".join(text.split()) if isinstance(text, str) else text), Field(min_length=1)
]
_Term = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80, pattern=r"^\w[^*\r\n\t]*\*?$")
]
_Stem = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=2)]


class _Tag(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: _Name
    definition: _Line
    role: Role
    cues: list[_Stem] = []
    examples: list[_Line] = []
    formerly: list[_Name] = []


class _Actor(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: _Name
    terms: Annotated[list[_Term], Field(min_length=1)]


class _Codebook(BaseModel):
    model_config = ConfigDict(extra="forbid")
    version: _Name
    question: _Line
    rules: list[_Line] = []
    tag: Annotated[list[_Tag], Field(min_length=2)]
    actor: list[_Actor] = []


def read_codebook(path: Path) -> Codebook:
    """The codebook at *path*.

    Raises :class:`UnreadableFile` where there is no such file, and :class:`BadCodebook` as :func:`parse_codebook` does.
    """
    return parse_codebook(read_bytes(path), path)


def parse_codebook(data: bytes, path: Path) -> Codebook:
    """The codebook that *data* describes; messages name *path*.

    Raises :class:`BadCodebook` where it is not TOML, lacks a key, has one that does not belong, gives a name, present
    or former, to two tags, has no stance or more than one background tag, or a term that names two actors.
    """
    book = parse_toml(data, path, _Codebook, tables=("tag", "actor"), error=BadCodebook, remedy=_remedy)
    names = [tag.name for tag in book.tag]
    for name in names:
        if names.count(name) > 1:
            raise BadCodebook(f"{path}: tag {name!r} is there twice; give each [[tag]] a name of its own")
    _check_former_names(path, book.tag)
    if all(tag.role == "background" for tag in book.tag):
        raise BadCodebook(f'{path}: no tag is a stance; give at least one [[tag]] role = "stance"')
    backgrounds = [tag.name for tag in book.tag if tag.role == "background"]
    if len(backgrounds) > 1:
        raise BadCodebook(f"{path}: {' and '.join(backgrounds)} are all background; at most one tag may be")
    tags = tuple(
        Tag(t.name, t.definition, t.role, tuple(t.cues), tuple(t.examples), tuple(t.formerly)) for t in book.tag
    )
    _check_actors(path, book.actor)
    actors = tuple(Actor(actor.name, tuple(actor.terms)) for actor in book.actor)
    return Codebook(book.version, book.question, tuple(book.rules), tags, actors)


def _check_actors(path: Path, actors: list[_Actor]) -> None:
    """No two actors of one name, and no term that would name two of them."""
    names = [actor.name for actor in actors]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadCodebook(f"{path}: actor {twice!r} is there twice; give each [[actor]] a name of its own")
    claimed: dict[str, str] = {}
    for actor in actors:
        for term in actor.terms:
            other = claimed.setdefault(term.removesuffix("*"), actor.name)
            if other != actor.name:
                raise BadCodebook(f"{path}: {term!r} names both {other!r} and {actor.name!r}; leave it to one of them")


def _check_former_names(path: Path, tags: list[_Tag]) -> None:
    names = {tag.name for tag in tags}
    claimed: dict[str, str] = {}
    for tag in tags:
        for former in tag.formerly:
            if former in names:
                raise BadCodebook(
                    f"{path}: tag {tag.name!r} was formerly {former!r}, but that is a tag; take one of the two out"
                )
            if former in claimed:
                raise BadCodebook(
                    f"{path}: {former!r} is a former name of both {claimed[former]!r} and {tag.name!r}; "
                    "name it in one of them, once"
                )
            claimed[former] = tag.name


def _remedy(kind: str) -> str:
    if kind == "extra_forbidden":
        return (
            "; a codebook has version, question, rules, [[tag]] tables of name, definition, role, cues, examples, "
            "formerly, and [[actor]] tables of name, terms"
        )
    if kind == "literal_error":
        return '; write role = "stance" or role = "background"'
    if kind == "string_pattern_mismatch":
        return "; a name or a version is one line, without tabs; a term begins with a letter, and * stands at its end"
    return ""
