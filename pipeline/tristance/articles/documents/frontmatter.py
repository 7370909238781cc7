"""The lines above a Markdown text that say what it is: ``key: value`` between ``---``, or TOML between ``+++``."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tristance.articles.dates import iso_day
from tristance.articles.repair import one_line

_YAML = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.{0,20000}?)\n\+\+\+[ \t]*(?:\n|$)", re.DOTALL)
_PAIR = re.compile(r"([\w.-]{1,40})[ \t]*:(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.+)$")
_NAMES = {
    "title": ("title", "headline"),
    "date": ("date", "published", "pubdate", "publish_date", "publishdate"),
    "outlet": ("outlet", "publication", "publisher", "newspaper", "site", "site_name"),
    "author": ("author", "authors", "by", "creator"),
    "url": ("url", "source", "link", "canonical_url", "canonical"),
}


class Front(NamedTuple):
    """What the front matter says, empty where it does not, and the text behind it."""

    text: str
    title: str = ""
    date: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""


def split_front(text: str) -> Front:
    r"""*text* without its front matter, and what this says.

    >>> split_front("---\ntitle: 'Ferry sails'\nauthors: [Ana Kim, Li Wei]\n---\nText.")
    Front(text='Text.', title='Ferry sails', date='', outlet='', author='Ana Kim; Li Wei', url='')
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    for pattern, read in ((_YAML, _pairs), (_TOML, _toml)):
        found = pattern.match(text)
        values = read(found[1]) if found else {}
        if found and values:
            told = {key: _first(values, names) for key, names in _NAMES.items()}
            told["date"] = iso_day(told["date"])
            if not told["url"].startswith(("http://", "https://")):
                told["url"] = ""
            return Front(text[found.end() :], **told)
    return Front(text)


def _first(values: dict[str, Any], names: tuple[str, ...]) -> str:
    found = next((values[name] for name in names if values.get(name)), "")
    return "; ".join(one_line(str(each)) for each in (found if isinstance(found, list) else [found]))


def _pairs(text: str) -> dict[str, Any]:
    """The plain values and lists of YAML; nested objects are passed over. Empty where a line is no YAML."""
    values: dict[str, Any] = {}
    key = ""
    for line in text.split("\n"):
        pair, item = _PAIR.match(line), _ITEM.match(line)
        if pair:
            key = pair[1].lower()
            values[key] = _value(pair[2] or "")
        elif item and key:
            values[key] = [*(values[key] if isinstance(values[key], list) else []), _unquoted(item[1])]
        elif line.strip() and not line.startswith((" ", "\t", "#")):
            return {}
    return values


def _value(text: str) -> str | list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_unquoted(part) for part in text[1:-1].split(",") if part.strip()]
    return _unquoted(text)


def _unquoted(text: str) -> str:
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text


def _toml(text: str) -> dict[str, Any]:
    import tomllib  # for such pages only

    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {key.lower(): value for key, value in values.items() if not isinstance(value, dict)}
