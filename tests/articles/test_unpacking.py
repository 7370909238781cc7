"""Packed files: unpacked once, within limits, and told torn where they are."""

from __future__ import annotations

import gzip
import os
import sys
import time
from pathlib import Path

import pytest
import zstandard

from tristance.articles import article_from_bytes, read_article
from tristance.articles.unpacking import MOST
from tristance.errors import MissingPackage, UnreadableFile

TEXT = "The ferry will sail again in May, the city said on Monday, and many people are glad of it."
PACKERS = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", TEXT), ("a.md", f"**{TEXT}**"), ("a.html", f"<p>{TEXT}</p>")],
    ids=["text", "Markdown", "HTML"],
)
def test_packed_articles_are_read_as_what_they_are(tmp_path: Path, suffix: str, name: str, content: str) -> None:
    path = tmp_path / f"{name}{suffix}"
    path.write_bytes(PACKERS[suffix](content.encode()))
    assert [paragraph.text for paragraph in read_article(path).paragraphs] == [TEXT]


@pytest.mark.parametrize("suffix", PACKERS)
def test_several_members_are_one_file(suffix: str) -> None:
    data = PACKERS[suffix](TEXT[:40].encode()) + PACKERS[suffix](TEXT[40:].encode())
    assert article_from_bytes(data, "-").paragraphs[0].text == TEXT


@pytest.mark.parametrize("suffix", PACKERS)
def test_torn_archives_are_refused(suffix: str) -> None:
    data = PACKERS[suffix](os.urandom(500))
    for end in (5, len(data) // 2, len(data) - 1):
        with pytest.raises(UnreadableFile, match=rf"^-: a \w+ archive of {end} bytes that is torn"):
            article_from_bytes(data[:end], "-")


@pytest.mark.parametrize("suffix", PACKERS)
def test_bombs_are_refused_with_their_numbers(suffix: str) -> None:
    data = PACKERS[suffix](b" " * (MOST + 1))
    start = time.perf_counter()
    with pytest.raises(UnreadableFile, match=f"^-: {len(data)} bytes that unpack to more than 256 MB"):
        article_from_bytes(data, "-")
    assert time.perf_counter() - start < 10


def test_an_archive_within_an_archive_is_not_unpacked() -> None:
    with pytest.raises(UnreadableFile, match="gzip archive"):
        article_from_bytes(gzip.compress(gzip.compress(TEXT.encode())), "-")


def test_endless_files_are_not_read_to_their_end() -> None:
    with pytest.raises(UnreadableFile, match="more than 256 MB"):
        read_article(Path("/dev/zero"))


@pytest.mark.parametrize(
    ("module", "package", "data"),
    [("zstandard", "zstandard", PACKERS[".zst"](b"x")), ("pypdf", "'pypdf[crypto]'", b"%PDF-1.4")],
)
def test_a_library_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, module: str, package: str, data: bytes
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingPackage) as error:
        article_from_bytes(data, "page")
    assert "pip install 'tristance[documents]'" in str(error.value)
    assert str(error.value).endswith(f"pip install {package} alone")
