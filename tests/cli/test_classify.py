"""``tristance classify``: articles and tables in, rows out, and one clear line where that cannot be."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command import Tristance

ARTICLE = """\
Port council meets

By a staff reporter

The council wants to enlarge the port with a new quay so that bigger ships can land their cargo here at last.

Neighbours fear the noise of lorries and ask that the old basin be left alone by the builders for good.
"""
COLUMNS = ["source", "paragraph", "text", "tag", "confidence", "p_for", "p_against", "p_none"]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_an_article_as_csv(tristance: Tristance, article: Path) -> None:
    result = tristance("classify", article, "--model", "small", "--format", "csv")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0]) == COLUMNS
    assert [(row["paragraph"], row["tag"]) for row in rows] == [("1", "for"), ("2", "against")]
    assert rows[0]["source"] == str(article)


def test_an_article_as_json_lines(tristance: Tristance, article: Path) -> None:
    result = tristance("classify", article, "--model", "small", "-f", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert list(rows[0]) == COLUMNS
    assert sum(rows[0][name] for name in COLUMNS[5:]) == pytest.approx(1)


def test_the_screen_shows_each_stance_by_word_and_closes_with_the_mix(tristance: Tristance, article: Path) -> None:
    shown = tristance("classify", article, "--model", "small").stdout
    assert "Port council meets" in shown
    assert "1  for" in shown
    assert "mix of 2 paragraphs: for 1 (50%), against 1 (50%), none 0 (0%)" in shown
    assert "\x1b" not in shown  # no colours in a pipe


def test_standard_input(tristance: Tristance) -> None:
    result = tristance("classify", "-", "--model", "small", "-f", "jsonl", stdin=ARTICLE.encode("utf-16"))
    assert [json.loads(line)["source"] for line in result.stdout.splitlines()] == ["-", "-"]


def test_a_page_of_html(tristance: Tristance, tmp_path: Path) -> None:
    paragraphs = [line for line in ARTICLE.splitlines()[4:] if line]
    page = f"<html><body><article><h1>Port</h1>{''.join(f'<p>{p}</p>' for p in paragraphs)}</article></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    result = tristance("classify", "page.html", "--model", "small", "-f", "csv")
    assert [row["text"] for row in csv.DictReader(io.StringIO(result.stdout))] == paragraphs


def test_several_articles_keep_their_order(tristance: Tristance, article: Path, tmp_path: Path) -> None:
    other = tmp_path / "a.txt"
    other.write_text("The ferry left at seven in the morning and came back in the evening with a dozen passengers.")
    result = tristance("classify", article, other, "--model", "small", "-f", "csv")
    sources = [row["source"] for row in csv.DictReader(io.StringIO(result.stdout))]
    assert sources == [str(article), str(article), str(other)]


def test_the_name_of_the_output_decides_its_format(tristance: Tristance, article: Path, tmp_path: Path) -> None:
    for name in ("out.csv", "out.jsonl", "out.txt"):
        assert tristance("classify", article, "--model", "small", "-o", name).exit_code == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith(",".join(COLUMNS))
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[1])["tag"] == "against"
    assert "mix of 2 paragraphs" in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_a_table_keeps_its_columns(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,body,tag\n7,enlarge the port,old\n8,,\n", encoding="utf-8")
    result = tristance("classify", "in.csv", "--text-column", "body", "--model", "small", "-o", "out.csv")
    assert "1 of 2 rows have no text in column 'body' and got no tag" in result.stderr
    rows = list(csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["id", "body", "input_tag", "tag", "confidence", "p_for", "p_against", "p_none"]
    assert rows[1][:4] == ["7", "enlarge the port", "old", "for"]
    assert rows[2] == ["8", "", "", "", "", "", "", ""]


def test_a_table_may_be_its_own_output(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "noise"}\n', encoding="utf-8")
    assert tristance("classify", "a.jsonl", "--model", "small", "-o", "a.jsonl").exit_code == 0
    assert json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8"))["tag"] == "against"


def test_a_million_characters_take_the_time_that_their_length_asks_for(tristance: Tristance, tmp_path: Path) -> None:
    """Not a benchmark: a quadratic step would take hours."""
    (tmp_path / "long.csv").write_text("text\n" + "quay noise " * 100_000 + "\n" + "q" * 1_000_000 + "\n")
    start = time.perf_counter()
    assert tristance("classify", "long.csv", "--model", "small", "-o", "out.csv").exit_code == 0
    assert time.perf_counter() - start < 60


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("empty.txt", b"", "empty.txt: is empty", id="empty"),
        pytest.param("blank.txt", b" \n\n", "blank.txt: holds nothing but white space", id="white space"),
        pytest.param("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a.pdf: ", id="a PDF"),
        pytest.param("noise.bin", bytes(range(256)) * 9, "noise.bin: ", id="binary"),
        pytest.param(
            "links.html",
            b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
            "no body paragraph",
            id="no body",
        ),
        pytest.param("torn.jsonl", b'{"text": "a"}\n{"text', "torn.jsonl:2: not a line of JSON", id="torn JSON"),
        pytest.param("no.csv", b"id,body\n1,a\n", "no column 'text'; there are: id, body; name", id="no text column"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(
    tristance: Tristance, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "out.csv").write_text("before")
    assert message in tristance.refuses("classify", name, "--model", "small", "--strict", "-o", "out.csv")
    assert (tmp_path / "out.csv").read_text() == "before"
    assert not list(tmp_path.glob(".out*"))


def test_a_wrong_row_deep_in_a_table_leaves_the_old_output(tristance: Tristance, tmp_path: Path) -> None:
    rows = ['{"text": "noise"}'] * 3000 + ['{"text": 5}']
    (tmp_path / "in.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "out.jsonl").write_text("before")
    error = tristance.refuses("classify", "in.jsonl", "--model", "small", "--strict", "-o", "out.jsonl")
    assert "in.jsonl:3001: column text: 5 is not a text" in error
    assert (tmp_path / "out.jsonl").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "models", "out.jsonl"]


def test_what_was_left_out_is_said(tristance: Tristance, article: Path) -> None:
    result = tristance("classify", article, "--model", "small", "-o", "out.csv")
    assert result.stderr.startswith("out.csv: 2 paragraphs of 1 article; left out: 1 title, 1 ")
    assert result.stdout == ""


def test_an_address_is_not_fetched(tristance: Tristance) -> None:
    error = tristance.refuses("classify", "https://example.org/a.html", "--model", "small")
    assert (
        error
        == "error: https://example.org/a.html: is an address, and nothing is fetched; save the page and name its file"
    )


def test_no_such_file(tristance: Tristance) -> None:
    assert "none.txt: there is no such file" in tristance.refuses("classify", "none.txt", "--model", "small")


def test_a_missing_model_lists_those_there_are(tristance: Tristance, article: Path) -> None:
    error = tristance.refuses("classify", article, "--model", "smal")
    assert "(did you mean 'small'?); there are: default, small; train one: tristance train --name NAME" in error


@pytest.mark.parametrize("name", ["models/small", "models/small/model.npz", "models/small/card.json", "small"])
def test_a_model_is_named_by_its_name_its_folder_or_a_file_of_it(
    tristance: Tristance, article: Path, name: str
) -> None:
    assert tristance("classify", article, "--model", name, "-f", "csv").exit_code == 0


def test_a_mistyped_path_does_not_mean_the_folder_above(tristance: Tristance, article: Path) -> None:
    assert "no model of that name" in tristance.refuses("classify", article, "--model", "models/small/typo")


def test_a_damaged_model(tristance: Tristance, article: Path, tmp_path: Path) -> None:
    (tmp_path / "models" / "small" / "model.npz").write_bytes(b"PK")
    assert "model.npz: does not match card.json" in tristance.refuses("classify", article, "--model", "small")


@pytest.mark.usefixtures("tristance")
@pytest.mark.skipif(sys.platform == "win32", reason="has no /dev/stdout")
def test_a_pipe_is_written_to(article: Path) -> None:
    command = f"{sys.executable} -m tristance classify {article} --model small -f csv -o /dev/stdout | cat"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)  # noqa: S603  # our own
    assert done.stdout.startswith(",".join(COLUMNS)), done.stderr


def test_names_in_brackets_are_no_markup(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("tag\na quay [/bold] here\n\x1b[31mred\n", encoding="utf-8")
    shown = tristance("classify", "in.csv", "--text-column", "tag", "--model", "small").stdout
    assert "a quay [/bold] here" in shown
    assert "\x1b" not in shown


def test_the_same_article_twice_is_there_twice(tristance: Tristance, article: Path) -> None:
    result = tristance("classify", article, article, "--model", "small", "-f", "jsonl")
    assert len(result.stdout.splitlines()) == 4


def test_the_output_folder_is_missing(tristance: Tristance, article: Path) -> None:
    assert "cannot be written" in tristance.refuses("classify", article, "--model", "small", "-o", "nowhere/out.csv")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["classify"], id="no file"),
        pytest.param(["classify", "a.txt", "--format", "xml"], id="unknown format"),
        pytest.param(["classify", "a.csv", "b.csv"], id="two tables"),
        pytest.param(["clasify", "a.txt"], id="unknown command"),
        pytest.param(["classify", "a.txt", "-o", "a.xlsx"], id="an output of no known kind"),
    ],
)
def test_wrong_usage_is_status_2(tristance: Tristance, arguments: list[str]) -> None:
    assert tristance(*arguments).exit_code == 2


def test_the_bundled_model_is_the_default(tristance: Tristance, article: Path) -> None:
    result = tristance("classify", article, "-f", "csv")
    assert result.exit_code == 0
    assert "p_pro-trilateral" in result.stdout.splitlines()[0]
