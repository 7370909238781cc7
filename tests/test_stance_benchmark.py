"""The benchmark of public data sets: made-up files in their formats, the metric by hand, the table."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

import stance
from stance_files import BABE, SEMEVAL, Row, read
from stance_scores import by_seed, score
from stance_table import published
from stance_tagging import Tagged
from tristance.errors import BadTable

TARGETS = ("Harbour Toll", "Night Ferry")
WORDS = {
    "FAVOR": ("welcome relief", "long overdue", "a good idea"),
    "AGAINST": ("ruinous folly", "shameful waste", "a bad idea"),
    "NONE": ("leaves at nine", "quay four", "light wind"),
}


def tweets(of: int, *, start: int = 0, targets: tuple[str, ...] = TARGETS) -> list[Row]:
    """*of* tweets of each label and target, by their words easy to tell."""
    return [
        Row(f"{words[i % 3]}, says pilot number {number}{i}", label, target)
        for number, target in enumerate(targets, start=1)
        for label, words in WORDS.items()
        for i in range(start, start + of)
    ]


def tab_separated(path: Path, rows: list[Row]) -> Path:
    lines = [f"{number}\t{row.target}\t{row.text}\t{row.label}" for number, row in enumerate(rows, start=101)]
    path.write_bytes("\r\n".join(["ID\tTarget\tTweet\tStance", *lines, ""]).encode("cp1252"))
    return path


def sentences(path: Path, header: str = "text;news_link;outlet;topic;type;label_bias;label_opinion") -> Path:
    labels = ("Biased", "Non-biased", "No agreement")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header.split(";"))
        for i in range(36):
            words = ("shameful; ruinous" if i % 3 == 0 else "the quay, at nine") + f' "{i}"'
            writer.writerow([words, f"https://harbour.example/{i // 3}", "Gazette", "", "", labels[i % 3], ""])
    return path


def test_official_tab_separated_tweets_are_read_with_their_lone_quotation_marks(tmp_path: Path) -> None:
    rows = [Row('"Never the toll – says the pilot', "AGAINST", "Harbour Toll"), Row("Quay 4, at nine", "NONE", "Toll")]
    assert read(tab_separated(tmp_path / "train.txt", rows)) == (SEMEVAL, rows)


def test_tweets_are_read_from_the_file_of_all_annotations(tmp_path: Path) -> None:
    path = tmp_path / "trialdata-all-annotations.txt"
    header = "ID\tTarget\tTweet\tStance\tOpinion towards\tSentiment"
    path.write_text(f'{header}\n7\tNight Ferry\tRT "At last"\tFAVOR\tTARGET\tPOSITIVE\n', encoding="utf-8")
    assert read(path) == (SEMEVAL, [Row('RT "At last"', "FAVOR", "Night Ferry")])


@pytest.mark.parametrize("header", ["target,text,label", "Target,Tweet,Stance"])
def test_tweets_are_read_from_csv_in_either_naming(tmp_path: Path, header: str) -> None:
    path = tmp_path / "train.csv"
    path.write_text(f'{header}\nNight Ferry,"At last, a ferry",favor\n', encoding="utf-8")
    assert read(path) == (SEMEVAL, [Row("At last, a ferry", "FAVOR", "Night Ferry")])


def test_official_sentences_are_read_without_those_of_no_agreement(tmp_path: Path) -> None:
    benchmark, rows = read(sentences(tmp_path / "final_labels.csv"))
    assert benchmark == BABE
    assert len(rows) == 24
    assert rows[0] == Row('shameful; ruinous "0"', "Biased", article="https://harbour.example/0")


def test_sentences_are_read_with_labels_in_numbers(tmp_path: Path) -> None:
    path = tmp_path / "babe.csv"
    path.write_text("text,outlet,label,news_link\nRuinous folly,Gazette,1,\nAt nine,Gazette,0,\n", encoding="utf-8")
    assert [row.label for row in read(path)[1]] == ["Biased", "Non-biased"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("paragraph,tag\na,b\n", r"not the columns of a benchmark that is known here \(paragraph, tag\); SemEval"),
        ("Target\tTweet\tStance\nToll\tNo\tUNKNOWN\n", ":2: 'UNKNOWN' is no label .* name the file with gold labels"),
        ("Target\tTweet\tStance\nToll\tNo\n", ":2: 2 cells where the header has 3"),
        ("text;news_link;label_bias\nNo;;No agreement\n", "has no labelled rows"),
        ("text,news_link,label\n ,a,Biased\n", ":2: the text is empty"),
        (",,\n", "not the columns of a benchmark"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "file.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadTable, match=message):
        read(path)


def test_scores_pool_the_counts_of_the_targets_as_the_task_does() -> None:
    """By hand: of two targets, FAVOR 0, AGAINST 1, NONE 2."""
    toll = Tagged("toll", np.array([0, 0, 1, 2]), np.array([[0, 1, 1, 0]]), np.array([0] * 4), np.arange(4), 0)
    ferry = Tagged("ferry", np.array([0, 1, 1, 2]), np.array([[0, 1, 2, 2]]), np.array([1] * 4), np.arange(4), 0)
    (overall, first, second, mean), commonest = score(SEMEVAL, [toll, ferry])
    # FAVOR: 2 hits of 3 there and 3 given; AGAINST: 2 of 3 there and 3 given.
    assert [overall.score.value, *(each.value for each in overall.f1)] == pytest.approx([2 / 3] * 3)
    # Toll: FAVOR 1 of 2 and 2, AGAINST 1 of 1 and 2. Ferry: FAVOR 1 of 1 and 1, AGAINST 1 of 2 and 1.
    assert first.score.value == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert second.score.value == pytest.approx((1 + 2 / 3) / 2)
    assert mean.score.value == pytest.approx((first.score.value + second.score.value) / 2)
    # All FAVOR on the toll: 2 hits of 3 and 4; all AGAINST on the ferry: 2 of 3 and 4.
    assert commonest.score.value == pytest.approx(4 / 7)
    assert overall.score.low <= overall.score.value <= overall.score.high
    assert by_seed(SEMEVAL, [toll, ferry]) == pytest.approx([2 / 3])


def test_the_commonest_label_on_the_official_test_scores_what_the_organisers_published() -> None:
    """Of Climate Change 123, 11 and 35 test tweets favour, oppose and neither; of the four others 181, 704 and 195."""
    tagged = []
    for target, counts, commonest in (("climate", (123, 11, 35), 0), ("others", (181, 704, 195), 1)):
        gold = np.repeat(np.arange(3), counts)
        same = np.full(len(gold), commonest)
        tagged.append(Tagged(target, gold, same[None], same, np.arange(len(gold)), 0))
    (overall, *_), commonest_label = score(SEMEVAL, tagged)
    table, _ = published(SEMEVAL)
    theirs = next(row for row in table["rows"] if row["name"] == commonest_label.name)
    assert [round(100 * each.value, 2) for each in overall.f1] == list(theirs["f1"].values())
    assert 100 * commonest_label.score.value == pytest.approx(theirs["score"], abs=0.0051)


def test_a_figure_is_the_mean_over_the_seeds() -> None:
    predicted = np.array([[0, 0, 1, 1], [1, 1, 0, 0]])
    tagged = [Tagged("", np.array([0, 0, 1, 1]), predicted, np.array([0] * 4), np.arange(4), 0)]
    (overall,), _ = score(BABE, tagged)
    assert overall.score.value == 0.5
    assert by_seed(BABE, tagged) == [1.0, 0.0]


def test_published_scores_are_the_means_of_their_f1() -> None:
    for benchmark in (SEMEVAL, BABE):
        table, sources = published(benchmark)
        for row in table["rows"]:
            assert row["source"] in sources
            if "f1" in row:
                assert row["score"] == pytest.approx(sum(row["f1"].values()) / 2, abs=0.0051)


def test_folds_of_two_benchmarks_print_a_table_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = tab_separated(tmp_path / "train.txt", tweets(6))
    more = tab_separated(tmp_path / "trial.txt", tweets(2, start=6))
    babe = sentences(tmp_path / "babe.csv")
    figures = tmp_path / "figures.json"
    assert stance.main([str(first), str(babe), str(more), "--json", str(figures)]) == 0
    printed = capsys.readouterr().out
    assert "SemEval-2016 Task 6A: train.txt, trial.txt\n5 folds of 48 tweets; 2 classifiers;" in printed
    assert "BABE: babe.csv\n5 folds by article of 24 sentences; 1 classifier;" in printed
    rows = [line.split(" | ") for line in printed.splitlines() if line.startswith("|")]
    assert {len(row) for row in rows} == {5}
    assert [row[0] for row in rows[2:7]] == [
        "| tristance", *(f"| {target}" for target in TARGETS), "| mean of the targets",
        "| commonest label of each target",
    ]  # fmt: skip
    assert any("MITRE" in row[0] and row[2] == "67.8" for row in rows)
    tweets_found, sentences_found = json.loads(figures.read_text(encoding="utf-8"))["benchmarks"]
    assert tweets_found["lines"][0]["n"] == 48
    assert tweets_found["lines"][0]["value"] > 0.9
    assert sentences_found["lines"][0]["f1"].keys() == {"Biased", "Non-biased"}
    assert len(sentences_found["published"]) == 3


def test_a_test_file_is_scored_by_a_model_of_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train = tab_separated(tmp_path / "train.txt", tweets(6))
    test = tab_separated(tmp_path / "gold.txt", tweets(2, start=6, targets=(*TARGETS, "Lighthouse")))
    assert stance.main([str(train), "--test", str(test), "--seeds", "2"]) == 0
    printed = capsys.readouterr().out
    assert "trained on 36 tweets, tested on 12; 2 classifiers;" in printed
    assert "F_avg of 2 seeds: 100.0, 100.0\n6 test rows of 'Lighthouse' left out: no rows to train on\n" in printed


def test_a_test_on_what_was_trained_on_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train = tab_separated(tmp_path / "train.txt", tweets(6, targets=TARGETS[:1]))
    test = tab_separated(tmp_path / "gold.txt", tweets(3, start=4, targets=TARGETS[:1]))
    assert stance.main([str(train), "--test", str(test)]) == 0
    assert "\n6 test rows trained on too: the score flatters\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["train.txt", "--json", "train.txt"], "train.txt: is what is read here, and would be replaced"),
        (["train.txt", "--json", "away/figures.json"], "away/figures.json: cannot be written"),
        (["missing.txt"], "missing.txt: there is no such file"),
        (["train.txt", "--test", "babe.csv"], "babe.csv: a test of BABE, so the other files should be of it"),
        (["few.txt"], "SemEval-2016 Task 6A, Night Ferry: tag 'FAVOR' has 1 paragraph"),
    ],
)
def test_what_cannot_be_scored_is_one_line_of_error(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    tab_separated(tmp_path / "train.txt", tweets(6))
    sentences(tmp_path / "babe.csv")
    tab_separated(tmp_path / "few.txt", [*tweets(6, targets=TARGETS[:1]), Row("At last", "FAVOR", "Night Ferry")])
    assert stance.main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith(f"error: {message}")
    assert printed.err.count("\n") == 1
