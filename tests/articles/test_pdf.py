"""PDF: paragraphs are found by their look; what stands on every page is not one; and hostile files are refused."""

from __future__ import annotations

import io
import time
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from pdf_files import Drawn, assembled, pdf, set_in_columns
from tristance.articles import article_from_bytes
from tristance.articles.documents.hyphens import join_lines
from tristance.errors import InputError, UnreadableFile
from tristance.schema import Article

PARAGRAPHS = [
    (
        "The harbour office said on Monday that the northern ferry will sail again in May, after four months "
        "in the dock, and that the municipality will decide about the second pier before the summer begins."
    ),
    (
        "It had been laid up since a storm in January, when a wave broke two of its windows and a door; the "
        "reconstruction cost 2.4 million crowns, most of which the insurance has paid."
    ),
    (
        "Nobody in the administration believed that it would take so long. A self-appointed committee of "
        "shopkeepers has asked for compensation."
    ),
    (
        "Transportation experts warn that the infrastructure of the region is ageing: of the eleven piers "
        "seven were built before the war, and only three have been refurbished since."
    ),
    (
        "The opposition wants the municipality to negotiate with the neighbouring administration about a "
        "common timetable for boats and trains, which travellers have demanded for years."
    ),
]


def texts(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def reasons(article: Article) -> dict[str, str]:
    return {piece.text: piece.reason for piece in article.dropped}


@pytest.mark.parametrize("gap", [0, 7], ids=["indented", "parted by space"])
@pytest.mark.parametrize(
    ("columns", "letters"), [((60.0,), 90), ((60.0, 320.0), 44)], ids=["one column", "two columns"]
)
def test_paragraphs_come_back_whole(columns: tuple[float, ...], letters: int, gap: float) -> None:
    many = [f"{text} That was said on day {number}." for number, text in enumerate(PARAGRAPHS * 3)]
    article = article_from_bytes(
        pdf([set_in_columns(many, columns, letters, gap=gap)]), "a.pdf", keep=["repeated", "pull quote"]
    )
    assert texts(article) == many


def paged() -> list[list[Drawn]]:
    """Three pages with heads and feet; a sentence goes on from each to the next."""
    lines = [line.text for line in set_in_columns(PARAGRAPHS * 3, (60,), 60)]
    starts = [line.x for line in set_in_columns(PARAGRAPHS * 3, (60,), 60)]
    pages = []
    for number in range(3):
        body = list(zip(starts, lines, strict=True))[number * 15 : (number + 1) * 15]
        if number == 2:
            body = list(zip(starts, lines, strict=True))[30:]
        pages.append(
            [
                Drawn(60, 800, "The Harbour Gazette"),
                Drawn(480, 800, "3 May 2020"),
                *(Drawn(x, 760 - 12 * row, text) for row, (x, text) in enumerate(body)),
                Drawn(290, 30, f"Page {number + 1} of 3"),
            ]
        )
    return pages


def test_a_sentence_goes_on_behind_the_end_of_a_page() -> None:
    article = article_from_bytes(pdf(paged()), "a.pdf", keep=["repeated"])
    assert texts(article) == PARAGRAPHS * 3


def test_heads_and_numbers_of_pages_are_left_out() -> None:
    left_out = reasons(article_from_bytes(pdf(paged()), "a.pdf"))
    assert left_out["The Harbour Gazette"] == left_out["3 May 2020"] == "running head"
    assert left_out["Page 2 of 3"] == "page number"


def test_title_author_and_day_are_kept() -> None:
    page = [
        Drawn(60, 780, "Ferry sails again in May", size=20),
        Drawn(60, 750, "By Ana Kim"),
        *set_in_columns(PARAGRAPHS, (60,), 80),
    ]
    told = {"Title": "Microsoft Word - draft3.doc", "Author": "Ana Kim", "CreationDate": "D:20200503120000Z"}
    article = article_from_bytes(pdf([page], **told), "a.pdf")
    assert (article.title, article.author, article.date) == ("Ferry sails again in May", "Ana Kim", "2020-05-03")
    assert reasons(article)["By Ana Kim"] == "byline"
    assert texts(article) == PARAGRAPHS


def test_sub_headings_and_notes_do_not_end_up_in_paragraphs() -> None:
    body = set_in_columns(PARAGRAPHS[:2], (60,), 80)
    below = min(line.y for line in body)
    page = [
        *body,
        Drawn(60, below - 24, "What the islanders say", bold=True),
        *(line._replace(y=line.y - 700 + below - 40) for line in set_in_columns(PARAGRAPHS[2:], (60,), 80)),
        Drawn(60, 60, "1 Harbour office, Yearbook of the piers (Bira, 2011), p. 12.", size=7),
        Drawn(60, 51, "2 Talk with the harbourmaster.", size=7),
    ]
    article = article_from_bytes(pdf([page]), "a.pdf")
    assert texts(article) == PARAGRAPHS
    assert sorted(reasons(article).values()) == ["footnote", "footnote", "heading"]


def test_raised_marks_of_notes_are_left_out() -> None:
    page = [
        Drawn(60, 700, "The ferry will sail again in May, the council said on Monday,"),
        Drawn(341, 704, "12", size=6),
        Drawn(348, 700, "and many people"),
        Drawn(60, 688, "are glad of it."),
        Drawn(60, 660, "Nobody in the administration believed that it would take so long to mend it."),
    ]
    assert texts(article_from_bytes(pdf([page]), "a.pdf"))[0].endswith("on Monday, and many people are glad of it.")


def test_ligatures_are_letters() -> None:
    page = [Drawn(60, 700, "The o\x1ece of the harbour has de\x1cned anew what a ferry is, and everybody is content.")]
    assert texts(article_from_bytes(pdf([page]), "a.pdf"))[0].startswith("The office of the harbour has defined anew")


def test_a_square_is_no_mark_of_a_note() -> None:
    page = [
        Drawn(60, 700, "The new pier covers 4,000 m"),
        Drawn(191, 704, "2", size=6),
        Drawn(195, 700, " of the bay, which is more than anybody had wanted."),
    ]
    assert "4,000 m 2 of the bay" in texts(article_from_bytes(pdf([page]), "a.pdf"))[0]


def test_words_in_a_smaller_font_do_not_part_a_paragraph() -> None:
    lines = set_in_columns(PARAGRAPHS[:1], (60,), 60)
    page = [lines[0], Drawn(60, 688, "ferry", size=8.5), lines[1]._replace(x=84), *lines[2:]]
    assert len(texts(article_from_bytes(pdf([page]), "a.pdf"))) == 1


def test_columns_that_are_drawn_line_by_line_are_read_one_after_the_other() -> None:
    many = PARAGRAPHS[:4]
    left = set_in_columns(many[:2], (60,), 44)
    right = [line._replace(x=line.x + 260) for line in set_in_columns(many[2:], (60,), 44)]
    drawn = sorted([*left, *right], key=lambda line: (-line.y, line.x))
    assert texts(article_from_bytes(pdf([drawn]), "a.pdf")) == many


def test_hyphens_stay_where_they_belong() -> None:
    assert join_lines(["a co-", "operation of Korea-", "Japan and the self-", "made"]) == (
        "a cooperation of Korea-Japan and the self-made"
    )


def rewritten(data: bytes, *, user: str, owner: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user, owner, algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    data = rewritten(pdf([set_in_columns(PARAGRAPHS, (60,), 80)]), user="", owner="secret")
    assert texts(article_from_bytes(data, "a.pdf")) == PARAGRAPHS


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as error:
        article_from_bytes(data, "a.pdf")
    message = str(error.value)
    assert message.startswith("a.pdf: ")
    assert "\n" not in message
    return message


def test_an_encrypted_pdf_is_refused() -> None:
    data = rewritten(pdf([set_in_columns(PARAGRAPHS, (60,), 80)]), user="word", owner="secret")
    assert "encrypted with a password" in refused(data)


def test_a_scan_is_refused() -> None:
    assert "2 pages without text, as scans are" in refused(assembled([zlib.compress(b"0 0 m 9 9 l S")] * 2, {}))


def test_a_bomb_is_refused_with_its_numbers() -> None:
    blank = zlib.compress(zlib.compress(b" " * 200_000_000, 9), 9)
    start = time.perf_counter()
    message = refused(assembled([blank], {}, "[/FlateDecode /FlateDecode]"))
    assert "unpack to more than is read" in message
    assert "75 MB a stream" in message
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("apart", [0.001, 0.5, 11.0], ids=["one line", "many lines", "many pages high"])
def test_time_grows_with_the_number_of_fragments_alone(apart: float) -> None:
    size = 7 if apart < 11 else 10
    page = [Drawn(60 + number % 7, 800 - apart * number, f"{number} boats sail", size) for number in range(8_000)]
    start = time.perf_counter()
    try:
        article_from_bytes(pdf([[Drawn(60, 820, "The harbour"), *page]]), "a.pdf")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017  # nothing else may be raised
    assert time.perf_counter() - start < 30


WHOLE = pdf([set_in_columns(PARAGRAPHS, (60,), 80)], Title="Ferry", Author="Ana Kim")


@pytest.mark.property
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.binary(max_size=20))
def test_a_torn_or_altered_pdf_is_read_or_refused(start: int, end: int, put: bytes) -> None:
    data = WHOLE[:start] + put + WHOLE[end:]
    try:
        article_from_bytes(data, "a.pdf", kind="pdf")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017  # nothing else may be raised
