"""PDF files written by hand: text at places, in two fonts, and nothing else."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Drawn(NamedTuple):
    """One line of text with its place, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False


def pdf(pages: Sequence[Sequence[Drawn]], **info: str) -> bytes:
    """A PDF with these pages, and ``Title``, ``Author``, ``CreationDate`` and so on in *info*."""
    return assembled([zlib.compress("\n".join(map(_operators, page)).encode("cp1252")) for page in pages], info)


def assembled(contents: Sequence[bytes], info: Mapping[str, str], filters: str = "/FlateDecode") -> bytes:
    """A PDF whose pages have these streams, which *filters* unpack."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(contents)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< %s >>" % b" ".join(f"/{key} ({value})".encode("cp1252") for key, value in info.items()),
    ]
    for number, stream in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents %d 0 R >>" % (7 + 2 * number)
        )
        objects.append(b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(stream), filters.encode(), stream))
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer << /Size %d /Root 1 0 R /Info 5 0 R >>\n" % (len(objects) + 1))
    file.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return file.getvalue()


def _operators(line: Drawn) -> str:
    text = line.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    font = "F2" if line.bold else "F1"
    return f"BT /{font} {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm ({text}) Tj ET"


def set_in_columns(paragraphs: Sequence[str], columns: Sequence[float], letters: int, *, gap: float = 0) -> list[Drawn]:
    """*paragraphs*, wrapped at so many letters, down the columns that begin at these *columns*.

    A paragraph begins with an indent or, where there is a *gap*, behind that.
    """
    places = [(x, y) for x in columns for y in range(700, 80, -12)]
    drawn: list[Drawn] = []
    taken = 0
    down = 0.0
    for paragraph in paragraphs:
        for number, line in enumerate(_wrapped(paragraph, letters)):
            x, y = places[taken]
            taken += 1
            down = 0.0 if y == 700 else down
            drawn.append(Drawn(x + (10 if number == 0 and not gap else 0), y - down, line))
        down += gap
    return drawn


def _wrapped(paragraph: str, letters: int) -> list[str]:
    """*paragraph* in lines; a long word that does not fit is parted by a hyphen."""
    lines, line = [], ""
    for word in paragraph.split():
        room = letters - len(line) - 2
        if len(line) + len(word) < letters:
            line = f"{line} {word}".strip()
        elif len(word) > 9 and word.isalpha() and room > 4:
            lines.append(f"{line} {word[: min(room, len(word) - 3)]}-")
            line = word[min(room, len(word) - 3) :]
        else:
            lines.append(line)
            line = word
    return [*lines, line]
