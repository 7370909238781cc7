"""Word documents: what is text is read in order; what is not has a reason; hostile files are refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tristance.articles import article_from_bytes
from tristance.errors import InputError, UnreadableFile

BODY = [
    "The ferry will sail again in May, the city said on Monday, and many people are glad of it.",
    "It had been in the dock since a storm in January, when a wave broke two of its windows and a door.",
    "The repair cost 2.4 million crowns, most of which the insurance has paid, a spokeswoman said.",
]


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def document() -> Any:
    made = docx.Document()
    made.core_properties.author = "Ana Kim"
    made.core_properties.created = dt.datetime(2020, 5, 3, 12, tzinfo=dt.UTC)
    made.sections[0].header.paragraphs[0].text = "The Harbour Gazette"
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    made.add_heading("Ferry sails again", level=0)
    made.add_paragraph(BODY[0])
    made.add_heading("What it cost", level=1)
    return made


def read(data: bytes, **options: Any) -> tuple[list[str], dict[str, str]]:
    article = article_from_bytes(data, "a.docx", **options)
    return [paragraph.text for paragraph in article.paragraphs], {piece.text: piece.reason for piece in article.dropped}


def test_paragraphs_and_what_stands_between_them() -> None:
    made = document()
    made.add_paragraph(BODY[1], style="Quote")
    made.add_paragraph(BODY[2])
    made.add_paragraph("The ferry in its dock", style="Caption")
    texts, left_out = read(saved(made))
    assert texts == BODY
    assert left_out == {"Ferry sails again": "title", "What it cost": "heading", "The ferry in its dock": "caption"}


def test_title_author_and_day_are_kept() -> None:
    article = article_from_bytes(saved(document()), "a.docx")
    assert (article.title, article.author, article.date) == ("Ferry sails again", "Ana Kim", "2020-05-03")


def test_what_a_program_filled_in_is_nobodys() -> None:
    made = docx.Document()
    made.add_paragraph(BODY[0])
    article = article_from_bytes(saved(made), "a.docx")
    assert (article.author, article.date) == ("", "")


def test_cells_with_prose_are_paragraphs_and_others_are_a_table() -> None:
    made = document()
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table.rows[0].cells, ("Pier", "Built"), strict=True):
        cell.text = text
    table.rows[1].cells[0].text = f"{BODY[1]} That was the worst storm of the winter."
    texts, left_out = read(saved(made))
    assert texts == [BODY[0], f"{BODY[1]} That was the worst storm of the winter."]
    assert left_out["Pier | Built"] == "table"


def test_text_boxes_are_read_once_and_struck_out_words_are_not() -> None:
    made = document()
    paragraph = made.add_paragraph(BODY[1])._p
    box = f"<w:txbxContent><w:p><w:r><w:t>{BODY[2]}</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    paragraph.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {mc}><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>Never.</w:delText></w:r></w:del>"))
    texts, _ = read(saved(made))
    assert texts == BODY


def test_controls_and_links_hold_text_too() -> None:
    made = document()
    inner = f"<w:p><w:hyperlink><w:r><w:t>{BODY[1]}</w:t></w:r></w:hyperlink></w:p>"
    made.element.body.insert(2, parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))
    assert BODY[1] in read(saved(made))[0]


def replaced(data: bytes, name: str, content: bytes) -> bytes:
    """The archive *data* with other *content* in its part *name*."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return file.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as error:
        article_from_bytes(data, "a.docx")
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = replaced(saved(document()), "word/media/image1.png", b"\0" * (300 << 20))
    message = refused(data)
    assert f"{len(data)} bytes that unpack to 300 MB" in message
    assert "256 MB" in message


def test_entities_are_neither_expanded_nor_fetched() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    for entities, used in (
        (f'<!ENTITY e0 "lol">{levels}', "&e11;"),
        ('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;"),
    ):
        xml = (
            f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><w:document {nsdecls("w")}><w:body><w:p><w:r>'
            f"<w:t>{BODY[0]} {used}</w:t></w:r></w:p></w:body></w:document>"
        )
        try:
            texts, _ = read(replaced(saved(document()), "word/document.xml", xml.encode()))
        except InputError:
            continue
        assert texts == [BODY[0]]


def test_names_that_lead_out_of_the_archive_write_nothing(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    read(replaced(saved(document()), "../../escaped.txt", b"x"))
    assert list(tmp_path.rglob("*")) == [inner]


def test_deeply_nested_tables_are_read_or_refused() -> None:
    depth = 3000
    nested = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    xml = f"<w:document {nsdecls('w')}><w:body>{nested}</w:body></w:document>"
    assert "torn or damaged" in refused(replaced(saved(document()), "word/document.xml", xml.encode()))


WHOLE = saved(document())


@pytest.mark.property
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.binary(max_size=20))
def test_a_torn_or_altered_document_is_read_or_refused(start: int, end: int, put: bytes) -> None:
    try:
        article_from_bytes(WHOLE[:start] + put + WHOLE[end:], "a.docx", kind="docx")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017  # nothing else may be raised
