"""``tristance labels assign``: whole articles drawn with a known probability, divided among coders, blind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tristance.cli import app
from tristance.errors import NotEnoughLabels
from tristance.files import write_text
from tristance.labels.assigning import Assignment, assign, unread
from tristance.labels.instructions import instructions
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.sheet import read_sheet
from tristance.labels.store import Labels, append, read_labels
from tristance.schema import Codebook, Tag

TAGS = (Tag("for", "More.", "stance", examples=("A new quay.",)), Tag("none", "Anything else.", "background"))
BOOK = Codebook("1", "Should the harbour grow?", ("Tag what is said.",), TAGS)


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["labels", *map(str, arguments)])


def labels_of(sizes: Sequence[int], read: Sequence[int] = ()) -> Labels:
    """Unread articles of these sizes; somebody has judged the first paragraph of those in *read*."""
    articles = tuple(ArticleRow(f"a{i}", title=f"Title {i}") for i in range(len(sizes)))
    paragraphs = tuple(
        ParagraphRow(f"a{i}-{p}", f"a{i}", p, f"Text {i} {p}.") for i, n in enumerate(sizes) for p in range(n, 0, -1)
    )
    return Labels(Path("labels"), BOOK, articles, paragraphs, tuple(AnnotationRow(f"a{i}-1", "x", "for") for i in read))


def drawn(found: Assignment) -> set[str]:
    return {row.article for rows in found.sheets.values() for row in rows}


@pytest.mark.property
@given(
    sizes=st.lists(st.integers(1, 12), min_size=3, max_size=20),
    coders=st.integers(1, 3),
    overlap=st.sampled_from([0.0, 0.2, 0.5, 1.0]) | st.floats(0, 1),
    wanted=st.none() | st.integers(1, 80),
    seed=st.integers(0, 99),
)
def test_an_assignment_divides_what_was_drawn(
    sizes: list[int], coders: int, overlap: float, wanted: int | None, seed: int
) -> None:
    labels = labels_of(sizes)
    names = ["ana", "ben", "eva"][:coders]
    try:
        found = assign(labels, names, paragraphs=wanted, overlap=overlap, seed=seed)
    except NotEnoughLabels:
        assert overlap == 0
        return
    assert found == assign(labels, names, paragraphs=wanted, overlap=overlap, seed=seed)
    assert list(found.sheets) == names
    size = {f"a{i}": n for i, n in enumerate(sizes)}
    readers = Counter(article for rows in found.sheets.values() for article in {row.article for row in rows})
    assert found.articles == len(readers)
    for article, n in readers.items():
        assert n == (coders if article in found.shared else 1)
    for rows in found.sheets.values():
        assert Counter(row.article for row in rows) == {name: size[name] for name in {row.article for row in rows}}
        order = [(int(row.article[1:]), row.position) for row in rows]
        assert order == sorted(order)
        assert {(row.tag, row.confidence, row.note) for row in rows} <= {("", "", "")}
        all_taken = found.articles == len(sizes)
        how = ("whole article", "") if all_taken else ("random", f"{found.articles / len(sizes):.6g}")
        assert {(row.chosen, row.probability) for row in rows} <= {how}
    total = sum(size[name] for name in readers)
    shared = sum(size[name] for name in found.shared)
    assert bool(shared) == (overlap > 0)
    assert abs(shared - overlap * total) <= max(size[name] for name in readers)
    if coders > 1:
        loads = [len(rows) for rows in found.sheets.values()]
        assert max(loads) - min(loads) <= max(size[name] for name in readers)
    if wanted is not None and found.articles not in {1, len(sizes)}:
        assert abs(found.articles * sum(sizes) / len(sizes) - wanted) <= sum(sizes) / len(sizes) / 2 + 1e-9


def test_each_article_is_drawn_as_often_as_its_rows_say() -> None:
    """Large and small articles alike: the probability is of the article, whatever its size."""
    labels = labels_of([1, 1, 20, 3, 5])
    n = 2000
    found = Counter(name for seed in range(n) for name in drawn(assign(labels, ["ana"], paragraphs=12, seed=seed)))
    assert assign(labels, ["ana"], paragraphs=12).probability == pytest.approx(0.4)
    for i in range(5):
        assert found[f"a{i}"] / n == pytest.approx(0.4, abs=0.05)


def test_nobody_is_sent_an_article_that_somebody_has_begun() -> None:
    labels = labels_of([2, 3, 4], read=[1])
    assert unread(labels) == {"a0": 2, "a2": 4}
    assert drawn(assign(labels, ["ana"])) == {"a0", "a2"}


def test_a_replaced_paragraph_is_not_sent(labels_folder: Path) -> None:
    append(
        labels_folder,
        articles=[ArticleRow("n")],
        paragraphs=[ParagraphRow("n-1", "n", 1, "Old."), ParagraphRow("n-2", "n", 1, "New.", replaces="n-1")],
    )
    assert [row.paragraph for row in assign(read_labels(labels_folder), ["ana"]).sheets["ana"]] == ["n-2"]


def test_nothing_unread_is_said_with_its_remedy(labels_folder: Path) -> None:
    with pytest.raises(
        NotEnoughLabels, match="no article is left that nobody has read; add some: tristance labels add"
    ):
        assign(read_labels(labels_folder), ["ana"])


def test_too_few_articles_for_the_coders_is_said() -> None:
    with pytest.raises(NotEnoughLabels, match="1 articles for 2 coders, and none shared"):
        assign(labels_of([3]), ["ana", "ben"], overlap=0)


def test_the_instructions_hold_the_whole_codebook() -> None:
    said = instructions(BOOK)
    for words in (
        BOOK.question,
        "version 1",
        "- Tag what is said.",
        "### for",
        "More.",
        "- A new quay.",
        "`for`, `none`",
    ):
        assert words in said


@pytest.fixture
def unread_folder(empty_folder: Path) -> Path:
    """Four articles of three paragraphs that nobody has read."""
    labels = labels_of([3] * 4)
    append(empty_folder, articles=labels.articles, paragraphs=labels.paragraphs)
    return empty_folder


def test_each_coder_gets_a_sheet_and_the_codebook_lies_beside(unread_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "round" / "1"
    result = run("assign", "--coder", "ana", "--coder", "Ben Ö.", "-n", "6", "--labels", unread_folder, "-o", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[:3] == [
        "6 paragraphs of 2 articles, each with probability 0.5",
        f"{out / 'ana.csv'}: 6 paragraphs, 6 of them read by every coder",
        f"{out / 'Ben Ö..csv'}: 6 paragraphs, 6 of them read by every coder",
    ]
    assert sorted(path.name for path in out.iterdir()) == ["Ben Ö..csv", "ana.csv", "codebook.md"]
    rows = [row for _, row in read_sheet(out / "ana.csv", coded=True)]
    assert rows == [row for _, row in read_sheet(out / "Ben Ö..csv")]
    assert {(row.chosen, row.probability) for row in rows} == {("random", "0.5")}
    assert "Should the harbour be enlarged?" in (out / "codebook.md").read_text(encoding="utf-8")


def test_no_sheet_tells_what_anybody_else_said(unread_folder: Path, tmp_path: Path) -> None:
    append(unread_folder, annotations=[AnnotationRow("a0-1", "secret-coder", "against", note="secret note")])
    run("assign", "--coder", "ana", "--labels", unread_folder, "-o", tmp_path / "out")
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert "secret" not in text
    assert "a0-" not in text


def test_no_sheet_is_written_over(unread_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ben.csv").write_text("filled", encoding="utf-8")
    result = run("assign", "--coder", "ana", "--coder", "ben", "--labels", unread_folder, "-o", tmp_path)
    assert result.exit_code == 1
    assert f"error: {tmp_path / 'ben.csv'}: is there already and may hold somebody's work" in result.stderr
    assert (tmp_path / "ben.csv").read_text(encoding="utf-8") == "filled"
    assert not (tmp_path / "ana.csv").exists()


def test_a_round_that_cannot_be_written_whole_leaves_nothing(
    unread_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(path: Path, text: str) -> None:
        write_text(path, text[:10])
        raise KeyboardInterrupt

    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr("tristance.files.write_text", torn)
        assert run("assign", "--coder", "ana", "--labels", unread_folder, "-o", out).exit_code != 0
    assert list(out.iterdir()) == []
    assert run("assign", "--coder", "ana", "--labels", unread_folder, "-o", out).exit_code == 0


@pytest.mark.parametrize(
    "coder", ["", " ", " ana", "a/b", "..", ".ana", "a\nb", "a\x1bb", "adjudicated", "ANA", "x" * 99]
)
def test_a_name_that_is_no_file_name_or_no_coders_is_wrong_usage(
    unread_folder: Path, tmp_path: Path, coder: str
) -> None:
    result = run("assign", "--coder", "ana", "--coder", coder, "--labels", unread_folder, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_nothing_is_sent_out_under_a_codebook_that_is_not_accepted(
    unread_folder: Path, tmp_path: Path, edit_codebook: Callable[[Path, str, str], None]
) -> None:
    edit_codebook(unread_folder, "should grow", "should shrink")
    result = run("assign", "--coder", "ana", "--labels", unread_folder, "-o", tmp_path / "out")
    assert "--accept" in result.stderr
    assert not (tmp_path / "out").exists()
