"""The sections that give account: methods, checklist, references, and the manifest at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tristance.report.checklist import SOURCES, YOURS, Item, checklist
from tristance.report.markup import Child, Markup, element, fragment
from tristance.report.methods import methods
from tristance.report.references import named_in
from tristance.report.run import Run
from tristance.report.section import Section, paragraph, section
from tristance.report.table import framed


def account(run: Run) -> Section:
    """The methods in sentences."""
    parts = methods(run)
    body = [paragraph(element("strong", f"{part.heading}."), " ", part.text) for part in parts]
    return section(
        "methods",
        "Methods",
        paragraph(
            "Written from this run, to paste into a paper. What stands in brackets is for its authors to fill in."
        ),
        element("div", body, class_="methods"),
    )


def reporting(run: Run, titles: dict[str, str]) -> Section:
    """The checklist; *titles* are those of the sections by their anchors."""
    head = element("tr", [element("th", name, scope="col") for name in ("item", "answered under", "remark")])
    rows = [_row(item, titles) for item in checklist(run)]
    return section(
        "checklist",
        "Reporting checklist",
        framed(
            f"What reviewers of such a study ask for (after {SOURCES}), and where it is answered.",
            element("thead", head),
            element("tbody", rows),
        ),
    )


def _row(item: Item, titles: dict[str, str]) -> Markup:
    where: Child = element("a", titles[item.section], href=f"#{item.section}") if item.section else "–"
    remark = element("span", item.remark, class_="todo") if YOURS in item.remark else item.remark
    return element("tr", element("th", item.question, scope="row"), element("td", where), element("td", remark))


def references(sections: list[Section]) -> Section:
    """The sources that the other *sections* name."""
    named = named_in(each.body.text for each in sections)
    return section(
        "references", "References", element("ul", [element("li", r.full) for r in named], class_="references")
    )


def manifest(run: Run) -> Markup:
    """What made the report, at its foot."""
    pairs = [fragment(element("dt", name), element("dd", value)) for name, value in lines(run.manifest)]
    heading = element("h2", "Manifest", id="manifest-heading")
    listed = element("dl", pairs, class_="manifest")
    return element("footer", heading, listed, id="manifest", aria_labelledby="manifest-heading")


def lines(account: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The leaves of an account of nested tables and lists, each with the names that lead to it.

    >>> list(lines({"labels": {"digest": "ab"}, "inputs": [{"file": "a.csv"}]}))
    [('labels, digest', 'ab'), ('inputs, file', 'a.csv')]
    """
    if isinstance(account, dict):
        for key, value in account.items():
            yield from lines(value, f"{name}, {key.replace('_', ' ')}".removeprefix(", "))
    elif isinstance(account, list):
        for value in account:
            yield from lines(value, name)
    else:
        yield name, "none" if account is None else str(account)
