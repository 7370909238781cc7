"""Shares of a classified file: groups, articles, samples, and the warnings that belong to them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from predicted import TAGS, predicted, write_table
from tristance.errors import BadTable, ForeignModel, NotEnoughLabels, UnknownTag, UnreadableFile
from tristance.evaluation.prevalence.classified_file import Classified, article_column, open_classified, read_classified
from tristance.evaluation.prevalence.doubts import warnings
from tristance.evaluation.prevalence.estimation import by_error_rates, by_sample, require_tags
from tristance.evaluation.prevalence.hand_sample import read_sample
from tristance.evaluation.prevalence.share_table import LONG_COLUMNS, Prevalence

Rows = list[dict[str, Any]]


def read(path: Path, *, by: str | None = None, article: str | None = None, sample: Path | None = None) -> Classified:
    table, tags = open_classified(path)
    drawn = read_sample(sample, table, tags) if sample else None
    return read_classified(table, tags, article=article_column(table, article), by=by, sample=drawn)


def adjusted(path: Path, *, by: str | None = None, article: str | None = None, seed: int = 2) -> Prevalence:
    corpus = read(path, by=by, article=article)
    return by_error_rates(corpus, predicted(200, seed, tags=corpus.tags).held_out(), "mine")


def powered(
    path: Path, sample: Path, *, by: str | None = None, key: Sequence[str] = (), article: str | None = None
) -> Prevalence:
    table, tags = open_classified(path)
    drawn = read_sample(sample, table, tags, key)
    named = article_column(table, article)
    return by_sample(read_classified(table, tags, article=named, by=by, sample=drawn), drawn)


def codes(found: Prevalence) -> list[str]:
    return [warning.code for warning in warnings(found)]


def message(found: Prevalence, code: str) -> str:
    return next(str(warning) for warning in warnings(found) if warning.code == code)


@pytest.fixture
def rows() -> Rows:
    return predicted(120, 1, shares=(0.2, 0.3, 0.5)).rows()


@pytest.fixture
def file(tmp_path: Path, rows: Rows) -> Path:
    return write_table(tmp_path / "tagged.csv", rows)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return write_table(tmp_path / "sample.csv", predicted(120, 1, shares=(0.2, 0.3, 0.5)).sample(150))


def test_raw_shares_are_counts(file: Path, rows: Rows) -> None:
    total = adjusted(file).total
    assert total.n_paragraphs == 600
    assert total.n_articles == 120
    for tag, n, raw in zip(TAGS, total.given, total.raw, strict=True):
        assert n == sum(row["tag"] == tag for row in rows)
        assert raw == n / 600


def test_corrected_shares_are_near_the_gold_ones(file: Path) -> None:
    gold = predicted(120, 1, shares=(0.2, 0.3, 0.5)).gold
    for tag, found in enumerate(adjusted(file).total.corrected):
        assert found.low < (gold == tag).mean() < found.high
        assert found.high - found.low < 0.2


def test_all_is_quiet_where_nothing_is_wrong(file: Path) -> None:
    assert warnings(adjusted(file)) == []


def test_groups_come_by_name_and_all_behind_them(file: Path) -> None:
    found = adjusted(file, by="outlet")
    assert [found.label(group) for group in found.rows] == ["Island Post", "Quay Daily", "all"]
    assert [group.n_articles for group in found.rows] == [60, 60, 120]
    assert found.total.corrected == adjusted(file).total.corrected


def test_one_group_is_not_shown_twice(tmp_path: Path, rows: Rows) -> None:
    path = write_table(tmp_path / "one.csv", [{**row, "outlet": "Quay Daily"} for row in rows])
    found = adjusted(path, by="outlet")
    assert [found.label(group) for group in found.rows] == ["Quay Daily"]


def test_a_group_called_all_is_not_the_whole(tmp_path: Path, rows: Rows) -> None:
    for row in rows[:300]:
        row["outlet"] = "all"
    found = adjusted(write_table(tmp_path / "x.csv", rows), by="outlet")
    assert [found.label(group) for group in found.rows][-1] == "all groups"


def test_an_article_in_two_groups_counts_once_in_all(tmp_path: Path, rows: Rows) -> None:
    for i, row in enumerate(rows):
        row["part"] = "first" if i % 5 < 2 else "second"
    rows = [{"part": row.pop("part"), **row} for row in rows]
    found = adjusted(write_table(tmp_path / "x.csv", rows), by="part")
    assert [group.n_articles for group in found.rows] == [120, 120, 120]
    assert [group.n_paragraphs for group in found.rows] == [240, 360, 600]


def test_the_year_is_read_off_a_date(file: Path) -> None:
    found = adjusted(file, by="year")
    assert [group.name for group in found.groups] == ["2021", "2022", "2023"]
    assert (found.corpus.by, found.corpus.by_column) == ("year", "date")


def test_a_date_without_a_year_is_a_group_of_its_own(tmp_path: Path, rows: Rows) -> None:
    for row in rows[:100]:
        row["date"] = "in spring"
    found = adjusted(write_table(tmp_path / "x.csv", rows), by="year")
    assert found.label(found.groups[0]) == "(empty)"
    assert found.groups[0].n_paragraphs == 100


def test_articles_are_those_of_the_column_named(file: Path) -> None:
    by_article, by_row = adjusted(file).total, adjusted(file, article="id").total
    assert (by_article.n_articles, by_row.n_articles) == (120, 600)
    width = [found.corrected[0].high - found.corrected[0].low for found in (by_article, by_row)]
    assert width[1] < width[0]


def test_without_an_article_column_each_row_is_its_own(tmp_path: Path, rows: Rows) -> None:
    path = write_table(tmp_path / "x.csv", [{k: v for k, v in row.items() if k != "article"} for row in rows])
    found = adjusted(path)
    assert found.corpus.article_column is None
    assert found.total.n_articles == 600


def test_a_row_that_names_no_article_is_its_own(tmp_path: Path, rows: Rows) -> None:
    for row in rows[:10]:
        row["article"] = ""
    assert adjusted(write_table(tmp_path / "x.csv", rows)).total.n_articles == 118 + 10


def test_rows_without_a_tag_are_counted_and_left_out(tmp_path: Path, rows: Rows) -> None:
    for row in rows[::6]:
        row.update(tag="", confidence="", p_for="", p_against="", p_none="")
    found = adjusted(write_table(tmp_path / "x.csv", rows))
    assert found.corpus.without_tag == 100
    assert found.total.n_paragraphs == 500


def test_undecided_paragraphs_keep_their_probabilities(tmp_path: Path, rows: Rows) -> None:
    """Leaving the unsure ones undecided changes raw shares, and no corrected ones."""
    before = adjusted(write_table(tmp_path / "x.csv", rows))
    for row in rows:
        unsure = row["confidence"] < 0.7
        row["undecided_reason"] = f"{row['tag']}: unsure" if unsure else ""
        row["tag"] = "undecided" if unsure else row["tag"]
    after = adjusted(write_table(tmp_path / "y.csv", rows))
    assert after.total.undecided == sum(row["tag"] == "undecided" for row in rows) > 50
    assert after.total.corrected == before.total.corrected
    assert sum(after.total.raw) + after.total.undecided / 600 == pytest.approx(1)
    lines = list(after.long())
    assert [line["tag"] for line in lines] == [*TAGS, "undecided"]
    assert lines[-1]["corrected"] is None


def test_the_long_form_has_a_row_a_group_and_tag(file: Path) -> None:
    lines = list(adjusted(file, by="outlet").long())
    assert len(lines) == 9
    assert all(tuple(line) == LONG_COLUMNS for line in lines)
    for group in ("Island Post", "Quay Daily", "all"):
        assert sum(line["corrected"] for line in lines if line["group"] == group) == pytest.approx(1, abs=1e-5)
    assert {line["assumption"] for line in lines} == {"assumes that error rates carry over from the labels"}


def test_chunks_and_cells_do_not_matter(tmp_path: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_table(tmp_path / "x.csv", rows)
    whole = read(path, by="outlet")
    monkeypatch.setattr("tristance.evaluation.prevalence.row_sums._CHUNK", 7)
    small = read(path, by="outlet")
    np.testing.assert_allclose(small.sums, whole.sums)
    np.testing.assert_array_equal(small.tagged, whole.tagged)


@pytest.mark.parametrize("k", [2, 20])
def test_any_number_of_tags(tmp_path: Path, k: int) -> None:
    tags = tuple(f"tag, {i}" for i in range(k))
    path = write_table(tmp_path / "x.csv", predicted(150, 3, tags=tags).rows())
    found = adjusted(path)
    assert found.corpus.tags == tags
    assert sum(share.value for share in found.total.corrected) == pytest.approx(1)


def test_a_tag_that_is_never_given_still_has_a_corrected_share(tmp_path: Path) -> None:
    """Its probabilities speak for it: counting tags could not."""
    truth = predicted(300, 4, shares=(0.1, 0.3, 0.6))
    p = truth.p * [0.3, 1.0, 1.5]
    shifted = truth._replace(p=p / p.sum(axis=1, keepdims=True))
    shifted = shifted._replace(p=np.where(shifted.p[:, :1] == shifted.p.max(axis=1, keepdims=True), 1 / 3, shifted.p))
    rows = shifted.rows()
    for row in rows:
        row["tag"] = "none" if row["tag"] == "for" else row["tag"]
    corpus = read(write_table(tmp_path / "x.csv", rows))
    labels = predicted(400, 5)
    q = labels.p * [0.3, 1.0, 1.5]
    q /= q.sum(axis=1, keepdims=True)
    held = labels._replace(p=np.where(q[:, :1] == q.max(axis=1, keepdims=True), 1 / 3, q)).held_out()
    found = by_error_rates(corpus, held, "mine").total
    assert found.given[0] == 0
    assert found.corrected[0].low < (truth.gold == 0).mean() < found.corrected[0].high


def test_all_of_one_tag(tmp_path: Path) -> None:
    path = write_table(tmp_path / "x.csv", predicted(80, 6, shares=(0.0, 0.0, 1.0)).rows())
    found = adjusted(path)
    assert found.total.corrected[2].value > 0.97
    assert all(0 <= share.value <= 1 for share in found.total.corrected)


def test_one_article_has_no_interval_and_says_so(tmp_path: Path, rows: Rows) -> None:
    found = adjusted(write_table(tmp_path / "x.csv", rows[:5]))
    assert all(math.isnan(share.low) and not math.isnan(share.value) for share in found.total.corrected)
    assert message(found, "W24").startswith("W24 one article only: all")


def test_few_articles_are_warned_of(tmp_path: Path, rows: Rows) -> None:
    found = adjusted(write_table(tmp_path / "x.csv", rows[:50]))
    assert "few articles: 10 of all" in message(found, "W24")


def test_errors_that_do_not_carry_over_are_warned_of(tmp_path: Path) -> None:
    path = write_table(tmp_path / "x.csv", predicted(150, 7, skill=1.5).rows())
    found = adjusted(path, by="outlet")
    assert "in Island Post, Quay Daily, all" in message(found, "W21")
    assert "--sample" in message(found, "W21")


def test_a_model_that_cannot_tell_two_tags_apart_is_warned_of(tmp_path: Path) -> None:
    text, labels = predicted(150, 8), predicted(150, 9)
    mixed = [p[:, [1, 0, 2]] * 0.5 + p * 0.5 for p in (text.p, labels.p)]
    corpus = read(write_table(tmp_path / "x.csv", text._replace(p=mixed[0]).rows()))
    found = by_error_rates(corpus, labels._replace(p=mixed[1]).held_out(), "mine")
    assert {"for", "against"} <= set(message(found, "W22").split())
    assert math.isnan(found.total.corrected[0].value)


def test_a_share_at_0_is_warned_of(tmp_path: Path) -> None:
    for seed in range(20):
        path = write_table(tmp_path / "x.csv", predicted(60, seed, shares=(0.0, 0.4, 0.6)).rows())
        found = adjusted(path)
        if found.total.cut[0]:
            assert message(found, "W23").startswith("W23 for: ")
            assert found.total.corrected[0].value == 0
            return
    pytest.fail("no corpus of 20 without a tag had its share at 0")


def test_composed_labels_are_warned_of(file: Path) -> None:
    found = by_error_rates(read(file), predicted(200, 2).held_out("composed"), "mine")
    assert codes(found) == ["W25"]


def test_few_labelled_articles_of_a_tag_are_warned_of(file: Path) -> None:
    found = by_error_rates(read(file), predicted(9, 2).held_out(), "mine")
    assert any("few labelled articles of a tag" in str(warning) for warning in warnings(found))


def test_a_tag_that_the_labels_lack_is_refused(file: Path) -> None:
    labels = predicted(100, 2)
    held = labels._replace(gold=np.where(labels.gold == 1, 0, labels.gold)).held_out()
    with pytest.raises(NotEnoughLabels, match=r"has the tag 'against'.*--error-rates all"):
        by_error_rates(read(file), held, "mine")


def test_another_order_of_the_tags_changes_nothing(file: Path) -> None:
    held = predicted(200, 2).held_out()
    order = [2, 0, 1]
    book = replace(held.codebook, tags=tuple(held.codebook.tags[i] for i in order))
    place = np.argsort(order)
    other = replace(held, codebook=book, gold=place[held.gold], predicted=place[held.predicted], p=held.p[:, order])
    for one, two in zip(
        by_error_rates(read(file), held, "a").total.corrected,
        by_error_rates(read(file), other, "b").total.corrected,
        strict=True,
    ):
        np.testing.assert_allclose(one, two, rtol=1e-9)


def test_a_model_of_other_tags_is_refused(file: Path) -> None:
    with pytest.raises(ForeignModel, match=r"for, against, none, and the model mine has yes, no; .*--model NAME"):
        require_tags(TAGS, predicted(20, 1, tags=("yes", "no")).held_out(), "mine", file)


def test_a_sample_gives_shares_near_the_gold_ones(file: Path, sample: Path) -> None:
    found = powered(file, sample)
    gold = predicted(120, 1, shares=(0.2, 0.3, 0.5)).gold
    for tag, share in enumerate(found.total.corrected):
        assert share.low < (gold == tag).mean() < share.high
    assert sum(share.value for share in found.total.corrected) == pytest.approx(1)
    assert (found.method, found.total.sampled_articles) == ("prediction-powered", 92)
    assert warnings(found) == []


def test_groups_with_a_small_sample_have_no_estimate(file: Path, tmp_path: Path, rows: Rows) -> None:
    outlet = {row["id"]: row["outlet"] for row in rows}
    drawn = predicted(120, 1, shares=(0.2, 0.3, 0.5)).sample(150)
    few = [row for row in drawn if outlet[row["id"]] == "Island Post"][:8]
    rest = [row for row in drawn if outlet[row["id"]] == "Quay Daily"]
    found = powered(file, write_table(tmp_path / "few.csv", few + rest), by="outlet")
    island, quay, whole = found.rows
    assert all(math.isnan(share.value) for share in island.corrected)
    assert not any(math.isnan(share.low) for share in (*quay.corrected, *whole.corrected))
    assert "Island Post (8 of 8 articles)" in message(found, "W26")


def test_a_tag_that_few_of_the_sample_have_has_no_interval(tmp_path: Path) -> None:
    text = predicted(120, 10, shares=(0.01, 0.4, 0.59))
    sample = write_table(tmp_path / "s.csv", text.sample(100))
    found = powered(write_table(tmp_path / "x.csv", text.rows()), sample)
    assert math.isnan(found.total.corrected[0].low)
    assert not math.isnan(found.total.corrected[1].low)
    assert " for in all" in message(found, "W28")


def test_rows_that_were_not_tagged_are_warned_of(file: Path, tmp_path: Path) -> None:
    drawn = predicted(120, 1).sample(150)
    for row in drawn[:12]:
        row["tag"] = ""
    found = powered(file, write_table(tmp_path / "s.csv", drawn))
    assert message(found, "W29").startswith("W29 12 of 150 rows")
    assert sum(found.total.sampled or ()) == 138


def test_a_sample_that_was_picked_is_noticed(file: Path, tmp_path: Path, rows: Rows) -> None:
    picked = [{"id": row["id"], "tag": row["tag"]} for row in rows if row["p_for"] > 0.5]
    assert "it does not look drawn by chance" in message(powered(file, write_table(tmp_path / "s.csv", picked)), "W27")


def test_probabilities_of_the_draw_weigh_it_back(tmp_path: Path) -> None:
    """Rows of which the model says *for* are drawn four times as often; counted alike, they would be far too many."""
    text = predicted(400, 11, shares=(0.2, 0.3, 0.5))
    generator = np.random.default_rng(12)
    chance = np.where(text.tag == 0, 0.6, 0.15)
    drawn = np.flatnonzero(generator.random(len(chance)) < chance)
    rows = text.rows()
    sample = [{"id": rows[i]["id"], "tag": TAGS[text.gold[i]], "probability": chance[i]} for i in drawn.tolist()]
    path = write_table(tmp_path / "x.csv", rows)
    weighed = powered(path, write_table(tmp_path / "s.csv", sample))
    assert weighed.total.corrected[0].low < (text.gold == 0).mean() < weighed.total.corrected[0].high
    assert "W27" not in codes(weighed)
    alike = powered(path, write_table(tmp_path / "t.csv", [{**row, "probability": ""} for row in sample]))
    assert "W27" in codes(alike)


def test_equal_probabilities_weigh_nothing(file: Path, tmp_path: Path) -> None:
    drawn = predicted(120, 1, shares=(0.2, 0.3, 0.5)).sample(150)
    alike = powered(file, write_table(tmp_path / "s.csv", drawn))
    weighed = powered(file, write_table(tmp_path / "t.csv", [{**row, "probability": "0,25"} for row in drawn]))
    for one, two in zip(alike.total.corrected, weighed.total.corrected, strict=True):
        np.testing.assert_allclose(one, two)


def test_a_coding_sheet_is_found_by_its_text(tmp_path: Path, rows: Rows) -> None:
    """With the article's own id in the labels, and the quotation mark that keeps a spreadsheet from formulas."""
    rows[3]["text"] = "=  not a formula"
    path = write_table(tmp_path / "x.csv", rows)
    sheet = [
        {"paragraph": f"lab-{i}", "article": row["article"], "text": row["text"], "tag": row["tag"]}
        for i, row in enumerate(rows[:60])
    ]
    sheet[3]["text"] = "'= not a formula"
    found = powered(path, write_table(tmp_path / "sheet.csv", sheet))
    assert found.sample is not None
    assert found.sample.columns == ("article", "text")
    assert sum(found.total.sampled or ()) == 60


def test_gold_stands_before_tag(file: Path, tmp_path: Path, rows: Rows) -> None:
    sample = [{**row, "gold": "none"} for row in rows[:50]]
    found = powered(file, write_table(tmp_path / "s.csv", sample))
    assert found.total.sampled == (0, 0, 50)


def test_the_models_own_tags_are_no_sample(file: Path, tmp_path: Path, rows: Rows) -> None:
    with pytest.raises(BadTable, match=r"its column tag is the model's.* into a column gold"):
        powered(file, write_table(tmp_path / "s.csv", rows[:50]))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"id": "n9999"}, r"s.csv:3: 1 of 40 rows are not in .*tagged.csv by id; .*--key COLUMN"),
        ({"id": "n0"}, r"s.csv:3: the same id as line 2"),
        ({"tag": "fro"}, r"s.csv:3: column tag: 'fro' is not one of .*did you mean 'for'"),
        ({"probability": "1.5"}, r"s.csv:3: column probability: '1.5' is not above 0 and at most 1"),
        ({"probability": ""}, r"s.csv:3: column probability: '' is not"),
    ],
)
def test_a_faulty_sample_is_refused_with_its_line(
    file: Path, tmp_path: Path, rows: Rows, change: dict[str, str], expected: str
) -> None:
    sample = [{"id": row["id"], "tag": row["tag"], "probability": 0.1} for row in rows[:40]]
    sample[1].update(change)
    with pytest.raises((BadTable, UnknownTag), match=expected):
        powered(file, write_table(tmp_path / "s.csv", sample))


def test_a_key_that_several_rows_share_is_refused(file: Path, tmp_path: Path, rows: Rows) -> None:
    sample = [{"outlet": row["outlet"], "tag": row["tag"]} for row in rows[5:6]]
    with pytest.raises(BadTable, match=r"tagged.csv:\d+: the same outlet as line \d+, so that a row of the sample"):
        powered(file, write_table(tmp_path / "s.csv", sample), key=["outlet"])


def test_the_same_text_twice_in_an_article_is_one(tmp_path: Path, rows: Rows) -> None:
    rows[1] = {**rows[0], "id": "n1"}
    sample = [{"article": row["article"], "text": row["text"], "tag": row["tag"]} for row in (rows[0], *rows[5:60])]
    found = powered(write_table(tmp_path / "x.csv", rows), write_table(tmp_path / "s.csv", sample))
    assert sum(found.total.sampled or ()) == 56


def test_a_sample_without_a_shared_column_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"has none of the columns .*source\+paragraph, id, article\+text, text.*--key"):
        powered(file, write_table(tmp_path / "s.csv", [{"number": 1, "tag": "for"}]))


def test_a_sampled_row_without_a_prediction_is_refused(tmp_path: Path, rows: Rows) -> None:
    rows[2].update(tag="", confidence="", p_for="", p_against="", p_none="")
    sample = [{"id": row["id"], "tag": "for"} for row in rows[:40]]
    with pytest.raises(BadTable, match=r"s.csv:4: its row in the corpus .*x.csv:4.* has no tag of the model"):
        powered(write_table(tmp_path / "x.csv", rows), write_table(tmp_path / "s.csv", sample))


def test_an_untagged_sample_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="has no tag in any row"):
        powered(file, write_table(tmp_path / "s.csv", [{"id": "n1", "tag": ""}]))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"p_for": "x"}, r"x.csv:3: column p_for: 'x' is not a probability"),
        ({"p_for": "nan"}, r"x.csv:3: column p_for: 'nan' is not a probability"),
        ({"p_for": "-0.1"}, r"x.csv:3: column p_for: '-0.1' is not a probability"),
        ({"p_for": "0.9", "p_none": "0.9"}, r"x.csv:3: p_for, p_against, p_none sum to .* and not to 1"),
        ({"tag": "undecided"}, r"x.csv:3: column tag: 'undecided' has no column of probabilities"),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(
    tmp_path: Path, rows: Rows, change: dict[str, str], expected: str
) -> None:
    rows[1].update(change)
    with pytest.raises((BadTable, UnknownTag), match=expected):
        read(write_table(tmp_path / "x.csv", rows))


def test_decimal_commas_are_read(tmp_path: Path, rows: Rows) -> None:
    """As a spreadsheet of another country saves them."""
    for row in rows:
        row.update({name: str(row[name]).replace(".", ",") for name in ("confidence", "p_for", "p_against", "p_none")})
    found = adjusted(write_table(tmp_path / "x.csv", rows))
    assert found.total.n_paragraphs == 600


def test_a_reason_of_the_users_own_leaves_nothing_undecided(tmp_path: Path, rows: Rows) -> None:
    """Its column stands before the predictions, where those of `classify` stand behind them."""
    found = adjusted(write_table(tmp_path / "x.csv", [{"undecided_reason": "by the board", **row} for row in rows]))
    assert found.total.undecided == 0
    assert sum(found.total.raw) == pytest.approx(1)


def test_columns_that_the_first_row_lacks_are_no_tags(tmp_path: Path, rows: Rows) -> None:
    """Of JSON Lines: they come to the end of the table's columns, behind the predictions."""
    first, *others = rows
    own = [first, *({"p_value": 0.04, "undecided_reason": "by the board", **row} for row in others)]
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in own), encoding="utf-8")
    assert open_classified(path)[1] == TAGS
    assert adjusted(path).total.undecided == 0


def test_a_row_that_was_not_tagged_may_come_first(tmp_path: Path, rows: Rows) -> None:
    """Of JSON Lines, with its empty cells left out, as R writes them."""
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in [{"text": ""}, *rows]), encoding="utf-8")
    found = adjusted(path)
    assert (found.corpus.without_tag, found.total.n_paragraphs) == (1, 600)


def test_a_column_of_the_users_own_is_no_tag(tmp_path: Path, rows: Rows) -> None:
    path = write_table(tmp_path / "x.csv", [{"p_value": 0.04, **row} for row in rows])
    assert open_classified(path)[1] == TAGS


def test_a_table_that_was_not_classified_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"no column 'tag'.*tristance classify -o"):
        open_classified(write_table(tmp_path / "x.csv", [{"text": "The ferry left."}]))
    rows = [{"tag": "for", "confidence": 0.9, "text": "The ferry left."}]
    with pytest.raises(BadTable, match="no columns p_TAG behind its column confidence"):
        open_classified(write_table(tmp_path / "y.csv", rows))


def test_a_table_without_any_tag_is_refused(tmp_path: Path, rows: Rows) -> None:
    for row in rows:
        row.update(tag="", confidence="", p_for="", p_against="", p_none="")
    with pytest.raises(BadTable, match="no row has a tag"):
        read(write_table(tmp_path / "x.csv", rows))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("")
    with pytest.raises(UnreadableFile, match="is empty"):
        open_classified(tmp_path / "x.csv")
