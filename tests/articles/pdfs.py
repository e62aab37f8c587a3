"""PDF files made by hand: text at places, in Japanese by way of a ToUnicode map; no font inside."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

Placed = tuple[float, float, str]
"""Points from the left, points from the top, and what stands there."""

HEIGHT, WIDTH, SIZE = 842, 595, 10


def pdf_of(pages: Sequence[Sequence[Placed]], *, size: int = SIZE, trailer: str = "") -> bytes:
    """Give a PDF of such pages; a full-width character is `size` wide, an ASCII one half of it."""
    letters = sorted({c for page in pages for _, _, text in page for c in text})
    codes = {c: n for n, c in enumerate(letters, 1)}
    narrow = [codes[c] for c in letters if c.isascii()]
    widths = " ".join(f"{code} [500]" for code in narrow)
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /DW 1000"
        f" /W [{widths}] /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        " /FontDescriptor << /Type /FontDescriptor /FontName /Sample /Flags 4 /Ascent 880"
        " /Descent -120 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /CapHeight 700 /StemV 80 >> >>",
        _stream(_to_unicode(codes)),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents"
            f" {7 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(_stream("\n".join(_shown(one, codes, size) for one in page)))
    return _file(objects, trailer)


def _shown(placed: Placed, codes: dict[str, int], size: int) -> str:
    left, top, text = placed
    signs = "".join(f"{codes[c]:04x}" for c in text)
    return f"BT /F1 {size} Tf 1 0 0 1 {left} {HEIGHT - top - size} Tm <{signs}> Tj ET"


def _to_unicode(codes: dict[str, int]) -> str:
    rows = [f"<{code:04x}> <{c.encode('utf-16-be').hex()}>" for c, code in codes.items()]
    blocks = [
        f"{len(rows[at : at + 100])} beginbfchar\n" + "\n".join(rows[at : at + 100]) + "\nendbfchar"
        for at in range(0, len(rows), 100)
    ]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap end end"
    )


def _stream(text: str) -> bytes:
    packed = zlib.compress(text.encode("ascii"))
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def _file(objects: Sequence[str | bytes], trailer: str) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        content = body if isinstance(body, bytes) else body.encode("ascii")
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def wide(text: str, size: int = SIZE) -> float:
    """Give the width of a text in points."""
    return sum(size / 2 if c.isascii() else size for c in text)


def row(top: float, label: str, cells: Sequence[str], rights: Sequence[float]) -> list[Placed]:
    """Place a row of a table: the label at the margin, each cell flush right at its place."""
    placed: list[Placed] = [(60, top, label)] if label else []
    cellwise = zip(cells, rights, strict=True)
    return placed + [(right - wide(cell), top, cell) for cell, right in cellwise if cell]


def wrapped(top: float, text: str, width: float = 460, gap: float = 16) -> list[Placed]:
    """Place a paragraph, wrapped at a width, its first line indented."""
    lines, left = [""], 70
    for letter in text:
        if wide(lines[-1] + letter) > width - (SIZE if len(lines) == 1 else 0):
            lines.append("")
        lines[-1] += letter
    return [(left if not n else 60, top + n * gap, line) for n, line in enumerate(lines)]
