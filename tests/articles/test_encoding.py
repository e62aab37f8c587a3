"""The same Japanese text in every encoding, and what is no text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.articles import decode
from uratori.articles.encoding import _jis_pair
from uratori.errors import ArticleError

TEXT = "①日経平均は２～３％高。㈱髙島屋の株価は1,234円、前日比▲5.3%。\r\nｶﾅも混じる。\n"
PLAIN = "東京株式市場で日経平均株価は続伸した。終値は3万9,812円、402円高〜。"


def _jis_codes(text: str) -> list[bytes]:
    """Give the JIS X 0208 code of each character by way of cp932, an independent direction."""
    table: dict[str, bytes] = {}
    for row in range(0x21, 0x7F):
        for cell in range(0x21, 0x7F):
            try:
                table.setdefault(_jis_pair(row, cell).decode("cp932"), bytes((row, cell)))
            except UnicodeDecodeError:
                continue
    return [table.get(c, c.encode("cp932")) for c in text]


def _euc(text: str) -> bytes:
    return b"".join(
        bytes(b | 0x80 for b in code)
        if len(code) == 2
        else (code if code[0] < 0x80 else b"\x8e" + code)
        for code in _jis_codes(text)
    )


def _jis(text: str) -> bytes:
    parts, shift = [], b"(B"
    for code in _jis_codes(text):
        wanted = b"$B" if len(code) == 2 else b"(I" if code[0] >= 0x80 else b"(B"
        if wanted != shift:
            parts.append(b"\x1b" + wanted)
            shift = wanted
        parts.append(bytes(b & 0x7F for b in code))
    return b"".join(parts) + (b"" if shift == b"(B" else b"\x1b(B")


ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8 with mark": TEXT.encode("utf-8-sig"),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16 big-endian": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "utf-32": TEXT.encode("utf-32"),
    "cp932": TEXT.encode("cp932"),
    "euc-jp": _euc(TEXT),
    "iso-2022-jp": _jis(TEXT),
}


@pytest.mark.parametrize("name", ENCODED)
def test_the_same_text_in_every_encoding(name: str) -> None:
    assert decode(ENCODED[name]) == TEXT


def test_the_test_data_are_what_other_tools_write() -> None:
    assert _euc("①") == b"\xad\xa1" == "①".encode("euc_jis_2004")
    assert _euc("終値は39円ｶ") == "終値は39円ｶ".encode("euc_jp")
    assert _jis("終値は39円") == "終値は39円".encode("iso2022_jp")
    assert _euc("髙") == b"\xfc\xe2"  # code page 51932


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "iso2022_jp_ext", "utf-8"])
def test_plain_japanese(encoding: str) -> None:
    text = PLAIN.replace("〜", "～") if encoding == "cp932" else PLAIN
    assert decode(text.encode(encoding)) == text


SHORT = [
    "円高",
    "続伸。",
    "終値",
    "28倍",
    "米利下げ",
    "日銀",
    "PER19.5倍",
    "三分の一",
    "約50%上昇",
    "東証",
    "髙",
]


@pytest.mark.parametrize("text", SHORT)
def test_short_texts(text: str) -> None:
    assert decode(text.encode("cp932")) == text
    assert decode(_euc(text)) == text
    assert decode(_jis(text)) == text


def test_line_break_inside_a_jis_shift() -> None:
    assert decode(b"\x1b$B-!\n=*CM\x1b(B") == "①\n終値"


def test_ascii_is_left_alone() -> None:
    assert decode(b"S&P 500\r\n+1.2%\n") == "S&P 500\r\n+1.2%\n"


REFUSED = [
    (b"%PDF-1.7\n...", "is a PDF file"),
    (b"PK\x03\x04....", "is a ZIP or Office file"),
    (b"\x89PNG\r\n\x1a\n", "is a PNG image"),
    (b"\x1f\x8b\x08", "is a gzip file"),
    (b"abc\x00def", "a NUL byte at 3"),
    ("円高".encode("utf-16-le") + "1".encode("utf-16-le"), "a NUL byte at 5"),
    (b"\xff\xfe\x00", "damaged UTF-16-LE text at byte 2"),
    ("株価は上昇した。".encode("utf-16") + b"\x00\x00", "holds NUL"),
    (b"\xef\xbb\xbf\x80abc", "damaged UTF-8 text at byte 3"),
    ("日経平均は続伸した。".encode()[:-1], "damaged UTF-8 text at byte 27"),
    (b"\x80\xff\xa0\xfd", "fits none of"),
    (b"\x1b$B!!!\x1b(B", "damaged ISO-2022-JP"),
]


@pytest.mark.parametrize(("data", "what"), REFUSED)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, what: str) -> None:
    with pytest.raises(ArticleError) as caught:
        decode(data, where="a.txt")
    line = str(caught.value)
    assert what in line
    assert line.startswith("a.txt: ")
    assert line.endswith(")")
    assert "\n" not in line


@given(st.binary(max_size=60))
def test_any_bytes_give_text_or_an_article_error(data: bytes) -> None:
    try:
        assert "\0" not in decode(data)
    except ArticleError as error:
        assert error.todo


@given(
    st.text(
        alphabet="日経平均は終値円高安利下げ約を超えるのでカタログ0123456789.,%。、", min_size=2
    )
)
def test_common_characters_survive_both_legacy_encodings(text: str) -> None:
    text = "東京市場" + text  # one or two EUC characters alone can pass for UTF-8
    assert decode(text.encode("cp932")) == text
    assert decode(text.encode("euc_jp")) == text
    assert decode(text.encode("iso2022_jp")) == text
