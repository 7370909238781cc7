"""Any bytes under any name are an article or an input error, soon."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tristance.articles import read_article
from tristance.errors import TristanceError

SUFFIXES = ["", ".txt", ".md", ".html", ".pdf", ".docx"]
STARTS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd", b"---\ntitle: ", b"<html>"]
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}


@pytest.mark.property
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.sampled_from(STARTS), st.binary(max_size=400), st.sampled_from(SUFFIXES), st.sampled_from(sorted(PACKERS)))
def test_any_bytes_under_any_name(tmp_path: Path, start: bytes, rest: bytes, suffix: str, packed: str) -> None:
    path = tmp_path / f"a{suffix}{packed}"
    path.write_bytes(PACKERS[packed](start + rest))
    began = time.perf_counter()
    try:
        article = read_article(path)
    except TristanceError as error:
        assert str(error).startswith(str(path))  # noqa: PT017  # nothing else may be raised
    else:
        assert article.paragraphs
    assert time.perf_counter() - began < 10
