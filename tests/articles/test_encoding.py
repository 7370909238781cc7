"""Bytes to text: what each encoding gives back, and what is refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.articles import decode
from tristance.errors import InputError, UnreadableFile

WESTERN = "The café on the quay isn’t open “before nine” – says Señor Muñoz, of the naïve façade."
KOREAN = "서쪽 섬으로 가는 배가 오월부터 다시 다닌다고 시청이 어제 밝혔다. 요금은 그대로이다.\n" * 3
JAPANESE = "西の島へ行く船は五月からまた出ると市役所が発表しました。料金は変わりません。\n" * 3
CHINESE = "开往西边小岛的渡轮将于五月恢复通航，市政府昨天宣布，票价不变。\n" * 4
TAIWANESE = "開往西邊小島的渡輪將於五月恢復通航，市政府昨天宣布，票價不變。\n" * 4
MIXED = "The ferry (여객선) sails again in May, the city of Bira (비라시) said on Monday.\n" * 5


@pytest.mark.parametrize(
    "name",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
@pytest.mark.parametrize("text", [WESTERN, KOREAN, JAPANESE, MIXED], ids=["western", "korean", "japanese", "mixed"])
def test_unicode_with_and_without_a_mark(text: str, name: str) -> None:
    assert decode(text.encode(name), "page") == text


@pytest.mark.parametrize("text", [WESTERN, "It’s late.", "“Go.”", "Café", "naïve – très", "A résumé of the day’s news"])
def test_western_text_is_windows_1252(text: str) -> None:
    assert decode(text.encode("cp1252"), "page") == text


@pytest.mark.parametrize("text", ["Café au lait", "Über den Fluß", "El niño y la niña", "Das Schiff fährt im März"])
def test_latin_1_is_read_as_the_windows_code_page_that_holds_it(text: str) -> None:
    assert decode(text.encode("latin-1"), "page") == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(KOREAN, "euc-kr", id="EUC-KR"),
        pytest.param(MIXED, "euc-kr", id="EUC-KR, mostly ASCII"),
        pytest.param(JAPANESE, "shift_jis", id="Shift-JIS"),
        pytest.param(JAPANESE, "euc-jp", id="EUC-JP"),
        pytest.param(JAPANESE, "iso-2022-jp", id="ISO-2022-JP"),
        pytest.param(CHINESE, "gb18030", id="GB18030"),
        pytest.param(TAIWANESE, "big5", id="Big5"),
    ],
)
def test_east_asian_text_is_known_by_its_bytes(text: str, name: str) -> None:
    assert decode(text.encode(name), "page") == text


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("euc-kr", "cp949", "배"),
        ("ks_c_5601-1987", "cp949", "섬"),
        ("shift_jis", "cp932", "船"),
        ("gb2312", "gb18030", "渡轮"),
        ("iso-8859-1", "cp1252", "it’s"),
        ("windows-1251", "cp1251", "паром"),
        ("iso-8859-2", "iso8859-2", "łódź"),
    ],
)
@pytest.mark.parametrize(
    "mark_up",
    ['<meta charset="{}">', "<META http-equiv=Content-Type content='text/html; charset={}'>"],
    ids=["charset", "http-equiv"],
)
def test_a_page_says_its_encoding(mark_up: str, label: str, codec: str, text: str) -> None:
    page = f"<html><head>{mark_up.format(label)}</head><p>{text}</p></html>"
    assert decode(page.encode(codec), "page") == page


def test_an_unknown_declared_encoding_is_passed_over() -> None:
    page = '<meta charset="x-klingon"><p>café'
    assert decode(page.encode("cp1252"), "page") == page
    assert decode(page.replace("x-klingon", "base64").encode("cp1252"), "page").endswith("café")


def test_a_torn_character_does_not_spoil_a_page_in_utf_8() -> None:
    data = ("“It’s late,” she said. " * 20).encode() + b"\xe2\x80"
    assert decode(data, "page").startswith("“It’s late,”")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \r\n\t ", "white space", id="white space"),
        pytest.param(b"\xef\xbb\xbf", "white space", id="only a mark"),
        pytest.param(b"%PDF-1.7 ...", "PDF", id="PDF"),
        pytest.param(b"PK\x03\x04\x14\x00", "ZIP", id="ZIP"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "PNG", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG", id="JPEG"),
        pytest.param(b"{\\rtf1\\ansi}", "rich text", id="RTF"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "Office", id="Word"),
        pytest.param(b"\x1f\x8b\x08\x00", "gzip", id="gzip"),
        pytest.param(b"bplist00\xd1", "Safari", id="webarchive"),
        pytest.param(b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;", "MHTML", id="MHTML"),
        pytest.param(b"some text\0more \0\0\0 text", "NUL", id="NULs"),
        pytest.param(bytes(range(1, 32)) * 50, "control characters", id="controls"),
    ],
)
def test_what_is_not_text_is_refused_with_a_remedy(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says) as refusal:
        decode(data, "some/file")
    assert str(refusal.value).startswith("some/file: ")
    assert any(word in str(refusal.value) for word in ("give", "save", "copy", "unpack"))


def test_random_bytes_are_refused() -> None:
    with pytest.raises(UnreadableFile):
        decode(bytes(range(256)) * 20, "noise")


def test_time_is_bounded_by_a_sample() -> None:
    start = time.perf_counter()
    decode(("서쪽 섬으로 가는 배가 다시 다닌다. " * 200_000).encode("euc-kr"), "page")
    decode((WESTERN * 60_000).encode("cp1252"), "page")
    assert time.perf_counter() - start < 10


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "page")
    except InputError:
        return
    assert text.strip()
    assert "\0" not in text
    assert not any("\ud800" <= character <= "\udfff" for character in text)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda text: text.strip("\ufeff\u200b \xa0")
    )
)
def test_utf_8_comes_back_as_it_went(text: str) -> None:
    try:
        assert decode(("\ufeff" + text).encode(), "page") == text
    except UnreadableFile:
        assert not text.strip()
