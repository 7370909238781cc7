"""The report as one page: no script, no request to any server, the same bytes from the same run."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from tristance.evaluation.warning import CodedWarning
from tristance.report import account, looked_into, measured
from tristance.report.markup import Markup, document, element, fragment
from tristance.report.run import Run
from tristance.report.section import Section, paragraph, section

# Nothing is fetched and nothing runs, whatever a text or a tag's name may hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(run: Run) -> str:
    """The whole page of *run*."""
    sections = [
        measured.headline(run),
        *_warnings(run),
        measured.tags(run),
        measured.confusion(run),
        measured.calibration(run),
        measured.coverage(run),
        measured.learning(run),
        looked_into.terms(run),
        looked_into.errors(run),
        measured.beyond(run),
        measured.agreement(run),
        account.account(run),
    ]
    titles = {each.anchor: each.title for each in sections} | {"manifest": "Manifest"}
    sections.append(account.reporting(run, titles))
    sections.append(account.references(sections))
    return document("en", _head(run), element("body", _top(run, sections), _main(sections), account.manifest(run)))


def _head(run: Run) -> Markup:
    style = files("tristance.report").joinpath("style.css").read_text(encoding="utf-8")
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"Evaluation: {_kind(run)}"),
        element("style", Markup(style)),
    )


def _kind(run: Run) -> str:
    return f"{run.test.model} on {run.test.name}" if run.test else "cross-validation by article"


def _top(run: Run, sections: list[Section]) -> Markup:
    links = [element("li", element("a", each.title, href=f"#{each.anchor}")) for each in sections]
    return element(
        "header",
        paragraph(_kind(run), class_="kind"),
        element("h1", "Evaluation report"),
        paragraph(run.scores.codebook.question, class_="question"),
        element("nav", element("ol", links), aria_label="Contents"),
    )


def _main(sections: list[Section]) -> Markup:
    return element("main", [each.as_markup() for each in sections])


def _warnings(run: Run) -> list[Section]:
    """A list of coded warnings; nothing where none were looked for."""
    return [] if run.warnings is None else [section("warnings", "Warnings", warned(run.warnings))]


def warned(found: Sequence[CodedWarning]) -> Markup:
    """The warnings as a list, with the command that says more of each."""
    if not found:
        return paragraph("None.")
    items = [element("li", element("span", each.code, class_="code"), element("span", each.message)) for each in found]
    more = paragraph("More of each: ", element("code", "tristance explain CODE"), ".", class_="note")
    return fragment(element("ul", items, class_="warnings"), more)
