"""The sections that show what was measured."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tristance.evaluation.learning_curve import LearningCurve
from tristance.evaluation.scoring import Scores
from tristance.measures.bootstrap import Estimate
from tristance.report.confusion import confusion_markup
from tristance.report.figures.coverage import risk_coverage
from tristance.report.figures.forest import forest
from tristance.report.figures.learning import learning_figure
from tristance.report.figures.reliability import reliability
from tristance.report.markup import Markup, data, element
from tristance.report.methods import listed
from tristance.report.run import Run
from tristance.report.section import Section, figure, paragraph, section
from tristance.report.tables.annotators import agreement_table, pairs_table
from tristance.report.tables.probabilities import calibration_table, coverage_table
from tristance.report.tables.scored import headline_rows, tag_table, text_table
from tristance.report.tables.trained import full_table, learning_table
from tristance.report.wording import count, estimate, interval, number, signed

_NO_PROBABILITIES = "No probabilities were scored."


def headline(run: Run) -> Section:
    """The headline with its interval, against baselines and annotators."""
    scores = run.scores
    found = scores.stance_macro_f1
    how = "of a model on a test file" if run.test else "in nested cross-validation by article"
    background = ", with background paragraphs in the test" if scores.codebook.background else ""
    n_stances = sum(scores.per_tag[name].n for name in scores.codebook.stances)
    return section(
        "headline",
        "Headline",
        element(
            "p",
            element("span", number(found.value), class_="value"),
            " ",
            element("span", interval(found), class_="range"),
            class_="result",
        ),
        paragraph(
            f"Stance macro-F1 with its 95 % interval, {how}: the mean F1 of "
            f"{count(len(scores.codebook.stances), 'stance')}{background}. {count(scores.n_paragraphs, 'paragraph')} "
            f"of {count(scores.n_articles, 'article')}, {scores.text} text."
        ),
        figure(
            forest(headline_rows(scores), "stance macro-F1"),
            f"Stance macro-F1 on a scale from 0 to 1, with 95 % intervals by bootstrap of whole articles. "
            f"Square: this model. Diamonds: {_ceiling_words(scores)} Circles: baselines on the same paragraphs as the "
            "model. The dashed line is the model’s score.",
        ),
        paragraph(
            f"On the {count(n_stances, 'stance paragraph')} alone it is {estimate(scores.on_stances)}; accuracy over "
            f"all tags is {estimate(scores.accuracy)}."
        ),
        text_table(scores).as_markup() if len(scores.by_text) > 1 else None,
    )


def _ceiling_words(scores: Scores) -> str:
    found = scores.ceiling
    if found is None:
        return "none, since no paragraph was read by two annotators; the ceiling is unknown."
    left_out = (
        f" ({found.left_out:,} more were read twice, but every model has seen a part of their text)"
        if found.left_out
        else ""
    )
    return (
        f"two annotators with each other, and the model with one of them, on the "
        f"{count(found.n_paragraphs, 'paragraph')} that two or more have read{left_out}."
    )


def tags(run: Run) -> Section:
    """Scores of each tag."""
    return section("tags", "Scores by tag", tag_table(run.scores).as_markup())


def confusion(run: Run) -> Section:
    """Which tags are taken for which."""
    return section("confusion", "Confusion matrix", confusion_markup(run.scores.confusion, run.scores.codebook.names))


def calibration(run: Run) -> Section:
    """Whether the probabilities mean what they say."""
    before, after = run.scores.calibration_before, run.scores.calibration_after
    if before is None or after is None:
        return section("calibration", "Calibration", paragraph(_NO_PROBABILITIES))
    caption = (
        "Above: of the paragraphs whose most probable tag has a probability in one of ten bins, the share for which "
        "that tag is right; on the dotted line, probabilities can be taken at their word. Below: how many paragraphs "
        "are in each bin, hatched before calibration and filled after it; the numbers are those after it."
    )
    how = "One temperature and one offset a tag, fitted on other articles (after Guo et al. 2017)."
    return section(
        "calibration",
        "Calibration",
        paragraph(how),
        figure(reliability(before, after), caption),
        calibration_table(before, after).as_markup(),
    )


def coverage(run: Run) -> Section:
    """What is gained by leaving the least sure paragraphs undecided."""
    curves = run.scores.risk_coverage
    title = "Risk and coverage"
    if not any(curves.values()):
        return section("risk-coverage", title, paragraph(_NO_PROBABILITIES))
    words = (
        "How often the tags are wrong where only the most confident ones are taken and the rest is left undecided "
        "(El-Yaniv and Wiener 2010)."
    )
    areas = "; ".join(
        f"{'all paragraphs' if which == 'all' else 'paragraphs given a stance'} {estimate(found.area, 3)}"
        for which, found in curves.items()
        if found is not None
    )
    caption = f"Shaded: 95 % intervals. Area under the curve, the mean risk over all coverages: {areas}."
    return section(
        "risk-coverage",
        title,
        paragraph(words),
        figure(risk_coverage(curves), caption),
        coverage_table(curves).as_markup(),
    )


def learning(run: Run) -> Section:
    """Whether more labels would help, where that was computed."""
    return section("learning-curve", "Learning curve", *(_curve(run.curve) if run.curve else _no_curve(run)))


def _no_curve(run: Run) -> Iterator[Markup]:
    if run.test:
        yield paragraph("A fixed model on a test file has none: it is a matter of the training labels.")
    elif run.curve_note:
        yield paragraph(f"Not computed: {run.curve_note}.")
    else:
        options = element("code", "--full")
        alone = element("code", "tristance labels curve")
        yield paragraph("Not computed in this run. It takes some minutes: add ", options, ", or see ", alone, ".")


def _curve(found: LearningCurve) -> Iterator[Markup]:
    curve = found.stance_macro_f1
    if curve.gains and not math.isnan(curve.gains[-1].value):
        quarter, doubled = curve.gains
        yield paragraph(
            f"A quarter more labels of the same kind would bring {_gain(quarter)}, twice as many {_gain(doubled)}, if "
            "the curve goes on as fitted."
        )
    caption = (
        f"Circles: measured, the mean of {found.repeats} random orders of the articles, with 95 % intervals. Line and "
        "band: an inverse power law fitted to them (after Figueroa et al. 2012), dashed beyond the labels that are "
        "there. Sizes double in equal steps."
    )
    yield figure(learning_figure(found), caption)
    yield learning_table(found).as_markup()


def _gain(found: Estimate) -> str:
    return f"{signed(found.value, 3)} [{signed(found.low, 3)}, {signed(found.high, 3)}]"


def beyond(run: Run) -> Section:
    """Other folds, the leak, and transfer, where they were computed."""
    title = "Other folds, leak and transfer"
    found = run.full
    if found is None:
        if run.test:
            return section("full", title, paragraph("They are of a cross-validation; this is a fixed model."))
        return section(
            "full",
            title,
            paragraph("Not computed in this run. It takes some minutes: add ", element("code", "--full"), "."),
        )
    repeats = found.repeats
    deviation = "" if math.isnan(repeats.deviation) else f", their standard deviation {number(repeats.deviation, 3)}"
    notes = [paragraph(f"{way.of}: {way.note}.", class_="note") for way in found.transfer if way.note]
    return section(
        "full",
        title,
        paragraph(
            f"In the folds of {count(len(repeats.scores), 'seed')}, stance macro-F1 is "
            f"{listed([estimate(score) for score in repeats.scores])}; the mean is "
            f"{number(repeats.mean, 3)}{deviation}. Where paragraphs and not articles are split at random, a model is "
            "tested on articles of which it has seen a part: that score is too good, and the difference is the leak. "
            "Where a genre, an outlet or later years are left out as a whole, it says what to expect of a kind of text "
            "that no model has seen."
        ),
        full_table(found).as_markup(),
        notes,
    )


def agreement(run: Run) -> Section:
    """How far the annotators agree."""
    found = run.scores.agreement
    if found is None:
        return section("agreement", "Agreement", paragraph("No paragraph was read by two annotators: it is unknown."))
    names = [data(name) for name in found.annotators]
    return section(
        "agreement",
        "Agreement of the annotators",
        paragraph(
            "Annotators: ", [[", " if i else None, name] for i, name in enumerate(names)], ". First readings only."
        ),
        agreement_table(found).as_markup(),
        pairs_table(run.scores.ceiling).as_markup() if run.scores.ceiling else None,
    )
