"""The encoding of bytes that do not say theirs and are not UTF-8."""

from __future__ import annotations

import re

_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_FEW = 0.3  # of the bytes beyond ASCII: Western words stay below, however short the text
_ALONE = 0.5  # of the runs beyond ASCII one byte long: in East Asian text they come in pairs

CANDIDATES = (
    "cp949", "gb18030", "big5", "cp932", "euc_jp", "iso2022_jp", "iso2022_kr",
    "cp1252", "cp1251", "koi8_r", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp874",
)  # fmt: skip
_EAST_ASIAN = frozenset(CANDIDATES[:7]) | {"euc_kr", "gb2312", "gbk", "big5hkscs", "shift_jis"}


def guess(sample: bytes) -> str:
    """The name of the codec that *sample* is most likely in; Windows-1252 where nothing speaks clearly for another.

    Detectors know a language by its letters. Of an English page they see a handful of quotation marks, and name the
    code page of some other alphabet; so bytes beyond ASCII that are few and stand alone are taken for Western ones.

    >>> guess("It’s a café “by the pier”.".encode("cp1252"))
    'cp1252'
    """
    if b"\x1b$)C" in sample:
        return "iso2022_kr"
    if b"\x1b$" in sample:
        return "iso2022_jp"
    runs = _HIGH_RUNS.findall(sample)
    high = sum(map(len, runs))
    alone = sum(len(run) == 1 for run in runs)
    if not runs or (high <= _FEW * len(sample) and alone >= _ALONE * len(runs)):
        return "cp1252"
    from charset_normalizer import from_bytes  # only for the rare file that needs it: 50 ms

    best = from_bytes(sample[: sample.rfind(b"\n") + 1 or None], cp_isolation=list(CANDIDATES), explain=False).best()
    if best is None:
        return "cp1252"
    if best.encoding not in _EAST_ASIAN and high <= _FEW * len(sample):
        return "cp1252"
    return best.encoding
