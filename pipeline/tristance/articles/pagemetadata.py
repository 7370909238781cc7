"""What a web page says of itself, to search engines and social networks: nothing is guessed from its text."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from tristance.articles.dates import iso_day
from tristance.articles.repair import one_line, visible

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]  # lxml ships no types

# The names of <meta name=…>, property=… and itemprop=…, the surest first.
DATES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "citation_publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
OUTLETS = ("og:site_name", "citation_journal_title", "dc.publisher", "application-name")
AUTHORS = ("author", "citation_author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator")
_ARTICLE = re.compile(r"article|posting|report|page$", re.IGNORECASE)
_SAVED = re.compile(r"<!-- saved from url=\(\d+\)(https?://[^\s<>\"]{1,2000}) -->")
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)
_SCRIPT = 1_000_000  # characters
_HEAD = 4096
_LONGEST = 300  # characters of a name; what is longer is none
_NODES = 2000


class Told(NamedTuple):
    """Each empty where the page does not tell."""

    date: str
    outlet: str
    author: str
    url: str


def page_metadata(tree: _Element, text: str) -> Told:
    """What the page *tree* of the source *text* declares: JSON-LD for search engines first, then ``<meta>`` tags."""
    meta = _meta(tree)
    linked = list(_articles(tree))
    dates = [*_values(linked, "datePublished"), *(each for name in DATES for each in meta.get(name, ())), *_times(tree)]
    outlets = [*_values(linked, "publisher"), *(each for name in OUTLETS for each in meta.get(name, ()))]
    authors = _authors([_names(each.get("author")) for each in linked])
    authors = authors or _authors([meta.get(name, []) for name in AUTHORS])
    return Told(
        next(filter(None, map(iso_day, dates)), ""),
        next(filter(None, map(_name, outlets)), ""),
        authors,
        next(filter(None, map(_address, _addresses(tree, text, meta, linked))), ""),
    )


def _meta(tree: _Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").lower()
            if name and (content := one_line(visible(element.get("content") or ""))):
                found.setdefault(name, []).append(content)
    return found


def _times(tree: _Element) -> Iterator[str]:
    for element in tree.iter("time"):
        published = element.get("pubdate") is not None or (element.get("itemprop") or "").lower() == "datepublished"
        if published and element.get("datetime"):
            yield element.get("datetime")


def _articles(tree: _Element) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe an article."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        source = script.text or ""
        if len(source) > _SCRIPT:
            continue
        try:
            waiting = deque([json.loads(source, strict=False)])
        except (ValueError, RecursionError):
            continue
        for _ in range(_NODES):
            if not waiting:
                break
            node = waiting.popleft()
            if isinstance(node, list):
                waiting += node
            elif isinstance(node, dict):
                waiting.append(node.get("@graph"))
                kinds = node.get("@type")
                if any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    yield node


def _values(nodes: list[dict[str, Any]], key: str) -> list[str]:
    return [name for node in nodes for name in _names(node.get(key))]


def _names(value: Any) -> list[str]:
    """The names in a value of JSON-LD: a string, an object with a name, or a list of these."""
    values = value if isinstance(value, list) else [value]
    named = [each.get("name") if isinstance(each, dict) else each for each in values]
    return [each for each in named if isinstance(each, str)]


def _authors(found: list[list[str]]) -> str:
    """The names of the first source that has any, each once."""
    for names in found:
        shown = dict.fromkeys(_BY.sub("", name, count=1) for each in names if (name := _name(each)))
        if shown:
            return "; ".join(shown)
    return ""


def _name(text: str) -> str:
    """*text* in one line, where it may be a name: some pages put an address there."""
    line = one_line(visible(text))
    return "" if "://" in line or len(line) > _LONGEST else line


def _addresses(
    tree: _Element, text: str, meta: dict[str, list[str]], linked: list[dict[str, Any]]
) -> Iterator[str | None]:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield link.get("href")
    yield from meta.get("og:url", ())
    yield from _values(linked, "url")
    saved = _SAVED.search(text[:_HEAD])
    yield saved[1] if saved else None


def _address(text: str | None) -> str:
    line = one_line(visible(text or ""))
    return line if line.startswith(("https://", "http://")) and " " not in line else ""
