"""The report as one page: whole, offline, accessible, and the same bytes from the same run."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_scores import about, made_up
from tristance.evaluation.warning import CodedWarning
from tristance.report import account, looked_into
from tristance.report.confusion import confusion_markup
from tristance.report.evidence import Contribution
from tristance.report.markup import fragment
from tristance.report.mistakes import Mistake
from tristance.report.page import page, warned
from tristance.report.run import Run, ScoredFile
from tristance.report.terms import TagTerms, Term

MakeRun = Callable[..., Run]
SCORES = made_up(("for", "none"), n=8, articles=2)
ABOUT = about(SCORES.codebook)
VOID = {"br", "col", "hr", "link", "meta"}
ORDER = (
    *("headline", "warnings", "tags", "confusion", "calibration", "risk-coverage", "learning-curve", "terms", "errors"),
    *("full", "agreement", "methods", "checklist", "references"),
)


class Outline(HTMLParser):
    """What is on a page: tags with their attributes, in order, each closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"{tag} has an attribute twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="session")
def text(real_run: Run) -> str:
    return page(real_run)


@pytest.fixture(scope="session")
def outline(text: str) -> Outline:
    return Outline(text)


def test_every_element_is_closed(outline: Outline) -> None:
    assert outline.open == []


def test_sections_stand_in_their_order(outline: Outline) -> None:
    assert tuple(each["id"] for each in outline.all("section")) == ORDER


def test_nothing_is_fetched_and_nothing_runs(text: str, outline: Outline) -> None:
    assert not {"script", "link", "iframe", "object", "embed", "img", "base", "form"} & {n for n, _ in outline.elements}
    for name, attributes in outline.elements:
        assert not [each for each in attributes if each.startswith("on")], name
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.findall(r"url\((?!#)", text)
    assert "@import" not in text
    assert any("default-src 'none'" in str(each.get("content")) for each in outline.all("meta"))


def test_headings_do_not_skip_a_level(outline: Outline) -> None:
    levels = [int(name[1]) for name, _ in outline.elements if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_ids_are_unique_and_links_lead_somewhere(outline: Outline) -> None:
    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    wanted = {href[1:] for _, each in outline.elements if (href := each.get("href"))}
    wanted |= {name for _, each in outline.elements if (name := each.get("aria-labelledby"))}
    assert wanted <= set(ids)


def test_tables_and_figures_can_be_heard(outline: Outline) -> None:
    assert all(each.get("scope") for each in outline.all("th"))
    assert len(outline.all("caption")) == len(outline.all("table"))
    for svg in outline.all("svg"):
        assert svg["role"] == "img"
        assert "0." in str(svg["aria-label"])


def test_a_page_is_small(text: str) -> None:
    assert len(text.encode()) < 300_000


def test_the_same_run_gives_the_same_bytes(real_run: Run, text: str) -> None:
    assert page(real_run) == text


def test_the_figures_of_the_run_are_on_the_page(real_run: Run, outline: Outline) -> None:
    found = real_run.scores.stance_macro_f1
    assert f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}]" in outline.words
    assert "W03" in outline.words
    for name in real_run.scores.codebook.names:
        assert name in outline.words


def test_what_was_not_computed_says_how_to_get_it(outline: Outline) -> None:
    assert outline.words.count("Not computed in this run") == 2
    assert "--full" in outline.words


def test_warnings_are_left_out_where_none_were_looked_for(real_run: Run) -> None:
    assert 'id="warnings"' not in page(replace(real_run, warnings=None))
    assert "None." in page(replace(real_run, warnings=()))


@pytest.mark.parametrize("n_tags", [2, 3, 20])
def test_any_number_of_tags(make_run: MakeRun, n_tags: int) -> None:
    found = Outline(page(make_run([f"the harbour master's view number {i}" for i in range(n_tags)], n=200)))
    assert found.open == []
    assert len(found.all("td")) > n_tags**2


def test_one_article_and_one_annotator_are_told_in_words(make_run: MakeRun) -> None:
    words = Outline(page(make_run(["for", "against", "none"], articles=1, annotated=False))).words
    assert "[no interval]" in words
    assert "ceiling is unknown" in words
    assert not re.search(r"\bnan\b", words, re.IGNORECASE)


def test_what_is_undefined_says_so(make_run: MakeRun) -> None:
    run = make_run(["for", "against", "none"])
    empty = replace(run.scores, stance_macro_f1=run.scores.stance_macro_f1._replace(value=np.nan), baselines={})
    words = Outline(page(replace(run, scores=empty))).words
    assert "undefined" in words
    assert not re.search(r"\bnan\b", words, re.IGNORECASE)


def test_scores_without_probabilities_are_still_a_page(make_run: MakeRun) -> None:
    run = make_run(["for", "none"])
    bare = replace(run.scores, calibration_before=None, calibration_after=None, risk_coverage={})
    assert "No probabilities were scored" in page(replace(run, scores=bare))


def test_a_model_on_a_file_is_said_to_be_one(real_run: Run) -> None:
    tested = ScoredFile("sample.csv", "cd" * 32, "harbour", "ef" * 32)
    scores = replace(real_run.scores, procedure=None)
    words = Outline(page(replace(real_run, scores=scores, test=tested, mistakes=None))).words
    assert "harbour on sample.csv" in words
    assert "nested cross-validation" not in words
    assert "Left out of this report" in words
    assert "Nothing was chosen on the test file" in words


HOSTILE = st.one_of(
    st.sampled_from(
        [
            *("</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", '" onmouseover="x', "</style><b>"),
            *(
                "]]>",
                "<!--",
                "-->",
                "&lt;",
                "\x00",
                "\ud800",
                "\u202e reversed",
                "$x^2$",
                "a\\nb",
                "%(x)s",
                "{x}",
                "{{",
            ),
        ]
    ),
    st.text(min_size=1, max_size=30),
)


def words_of(tag: str, term: str, text: str, warning: str) -> Outline:
    """All of a page that holds words of others, but for its figures."""
    run = Run(
        SCORES,
        {**ABOUT, "labels": {**ABOUT["labels"], "provenance": f"x{text}", "annotators": [tag]}},
        0,
        terms=(TagTerms(tag, {"word": (Term(term, 1.0),)}, {"characters": (Term(text, -1.0),)}),),
        mistakes=(Mistake(f"p{text}", tag, text, tag, term, 0.9, 0.1, (Contribution(term, "word", 0.5),)),),
        manifest={"command": f"x{text}", "inputs": [{"file": tag}]},
    )
    book = replace(run.scores.codebook, question=text or "?")
    run = replace(run, scores=replace(run.scores, codebook=book))
    sections = [looked_into.terms(run), looked_into.errors(run), account.account(run)]
    matrix = confusion_markup(run.scores.confusion, (tag, term))
    made = fragment(
        [each.as_markup() for each in sections], warned([CodedWarning("W03", warning)]), matrix, account.manifest(run)
    )
    made.text.encode()
    found = Outline(made.text)
    assert found.open == []
    return found


def shape(found: Outline) -> list[tuple[str, list[str]]]:
    """The elements and the names of their attributes: what no text may change. Short names have a class."""
    return [
        (name, sorted(attributes.keys() - ({"class"} if name == "bdi" else set())))
        for name, attributes in found.elements
    ]


PLAIN = shape(words_of("tag", "term", "text", "warning"))


@pytest.mark.property
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_text_can_add_mark_up(tag: str, term: str, text: str, warning: str) -> None:
    assert shape(words_of(tag, term, text, warning)) == PLAIN


def test_no_name_can_break_a_figure(make_run: MakeRun) -> None:
    names = ["</svg><script>", "a\x00\x1b[2J", "$\\frac{1}{", "\ud800", "x" * 300, "&amp;"]
    text = page(make_run(names))
    assert Outline(text).open == []
    assert "<script" not in text
