"""The sections that look into the model: its terms, and its worst errors."""

from __future__ import annotations

from tristance.report.blocks import HEADINGS, KINDS, Kind
from tristance.report.evidence import INTERCEPT, Contribution
from tristance.report.markup import Child, Markup, data, element
from tristance.report.mistakes import Mistake
from tristance.report.run import Run
from tristance.report.section import Section, paragraph, section
from tristance.report.table import framed
from tristance.report.terms import TagTerms, Term
from tristance.report.wording import count, number, signed

_NOTES = {"word": "word", "characters": "letters", "cues": "", "actors": "named", INTERCEPT: ""}


def terms(run: Run) -> Section:
    """The terms of each tag."""
    if not run.terms:
        return section("terms", "What the model goes by", paragraph("No model was looked into."))
    of = "the model that was scored" if run.test else "a model of all labels with the C that the folds chose"
    words = (
        f"The strongest terms of {of}, for each tag and against it. A weight is the coefficient for the tag, less its "
        "mean over the tags. Weights of one column compare; words, pieces of words (␣ is where a word begins or ends), "
        "cues and actors differ in scale. Of pieces that share three letters the strongest is shown."
    )
    return section("terms", "What the model goes by", paragraph(words), [_of_tag(found) for found in run.terms])


def _of_tag(found: TagTerms) -> Markup:
    kinds = [kind for kind in KINDS if kind in found.speak_for]
    heads = [element("th", HEADINGS[kind], scope="col") for kind in kinds]
    caption = element("h3", data(found.tag), class_="tag")
    return framed(
        caption,
        element("thead", element("tr", heads)),
        _side("speak for it", found.speak_for, kinds),
        _side("speak against it", found.speak_against, kinds),
        class_="terms",
    )


def _side(heading: str, side: dict[Kind, tuple[Term, ...]], kinds: list[Kind]) -> Markup | None:
    columns = [side.get(kind, ()) for kind in kinds]
    longest = max((len(terms) for terms in columns), default=0)
    if not longest:
        return None
    rows = [
        element("tr", [element("td", _term(terms[i]) if i < len(terms) else None) for terms in columns])
        for i in range(longest)
    ]
    return element("tbody", element("tr", element("th", heading, scope="rowgroup", colspan=len(kinds))), rows)


def _term(term: Term) -> Markup:
    weight = element("span", signed(term.weight), class_="weight against" if term.weight < 0 else "weight")
    return element("span", data(term.name), " ", weight, class_="term")


def errors(run: Run) -> Section:
    """The worst errors, with their evidence."""
    title = "The worst errors"
    if run.mistakes is None:
        return section("errors", title, paragraph("Left out of this report, as was asked for."))
    if not run.mistakes:
        return section("errors", title, paragraph("No paragraph was tagged wrongly."))
    by = "the model" if run.test else "a model that has not seen their articles"
    words = (
        f"The {count(len(run.mistakes), 'paragraph')} of which the model was most sure, and wrong; at most two of an "
        f"article. Under each, what speaks for the wrong tag (+) and for the gold one (−) in {by}: additions to the "
        "difference of the two logits, before calibration and decision offsets, the strongest first. Letters are all "
        "pieces of a word; the intercept is what holds of every text."
    )
    return section("errors", title, paragraph(words), element("ol", map(_mistake, run.mistakes), class_="errors"))


def _mistake(found: Mistake) -> Markup:
    verdict = element(
        "p",
        *("predicted ", element("strong", data(found.predicted)), f" at {number(found.p, 3)}; gold "),
        *(element("strong", data(found.gold)), f" at {number(found.p_gold, 3)}"),
        class_="verdict",
    )
    said = found.paragraph.startswith(found.article) or found.article == f"row {found.paragraph}"
    article = () if said else (", article ", data(found.article))
    where = element("p", "paragraph ", data(found.paragraph), *article, class_="where")
    evidence: Child = None
    if found.evidence:
        rest = element("li", element("span", signed(found.rest), class_="value"), " all the rest")
        evidence = element("ul", map(_contribution, found.evidence), rest, class_="evidence")
    return element("li", verdict, where, element("blockquote", found.text, dir="auto"), evidence)


def _contribution(found: Contribution) -> Markup:
    note = _NOTES[found.kind]
    return element(
        "li",
        *(element("span", signed(found.value), class_="value"), " ", data(found.name)),
        element("span", f" {note}", class_="of") if note else None,
    )
