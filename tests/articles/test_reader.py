"""Files, bytes and texts become articles, or a one-line error."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from uratori.articles import article_of, read_article
from uratori.errors import ArticleError
from uratori.settings import MAX_ARTICLE_BYTES

BODY = "日経平均は続伸した。\r\n終値は3万9,812円。\n"


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(BODY.encode("utf-8-sig"))
    article = read_article(path)
    digest = sha256(BODY.encode()).hexdigest()
    assert (article.text, article.source) == (BODY, str(path))
    assert (article.sha256, article.id) == (digest, digest[:12])
    assert (article.title, article.published) == (None, None)


@pytest.mark.parametrize("name", ["a.md", "a.TXT", "a", "a.log", "記事.markdown", "2026.01.26"])
def test_names_that_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(BODY, encoding="cp932", newline="")
    assert read_article(str(path)).text == BODY


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("a.docx", "a Word file is not read"),
        ("a.XLSX", "an Excel file is not read"),
        ("a.parquet", "a Parquet file is not read"),
        ("missing.html", "no such file"),
        ("https://example.com/a", "is not fetched offline"),
        ("file:///etc/hosts", "file: is not fetched"),
        ("ftp://example.com/a.txt", "ftp: is not fetched"),
        ("http://", "is no address"),
        ("http://[", "is no address"),
        ("missing.txt", "no such file"),
        ("a\0b.txt", "cannot be read"),
    ],
)
def test_what_is_not_read(source: str, what: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_article(source)
    assert str(caught.value).startswith(f"{source}: {what}")
    assert caught.value.todo


def test_bytes_in_hand_are_held_to_the_same_formats() -> None:
    assert read_article("upload.txt", BODY.encode("euc_jp")).text == BODY
    with pytest.raises(ArticleError, match="a Word file is not read"):
        read_article("upload.docx", BODY.encode())


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="is a folder"):
        read_article(tmp_path)


def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(BODY)
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        with pytest.raises(ArticleError, match="may not be read"):
            read_article(path)
    else:
        pytest.skip("this user may read everything")


@pytest.mark.parametrize("data", [b"", b"  \r\n\t", "　\n".encode(), b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(data: bytes) -> None:
    with pytest.raises(ArticleError, match="the article is empty"):
        read_article("a.txt", data)


def test_the_size_limit_is_exact(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"a" * MAX_ARTICLE_BYTES)
    assert len(read_article(path).text) == MAX_ARTICLE_BYTES
    path.write_bytes(b"a" * (MAX_ARTICLE_BYTES + 1))
    with pytest.raises(ArticleError, match="more than 10 MB"):
        read_article(path)


def test_a_lone_surrogate_is_named() -> None:
    with pytest.raises(ArticleError, match="at character 2"):
        article_of("円高\ud800")


GIVEN = date(2026, 2, 1)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("本文", None, None),
        ("本文", GIVEN, GIVEN),
        ("2026年1月26日\n本文", None, date(2026, 1, 26)),
        ("2026年1月26日\n本文", GIVEN, date(2026, 1, 26)),
    ],
)
def test_the_articles_own_date_wins(
    text: str, published: date | None, expected: date | None
) -> None:
    assert article_of(text, published=published).published == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 小型株の勢い\n本文", "小型株の勢い"),
        ("2026年1月26日\n\n# 小型株の勢い #\r\n本文", "小型株の勢い"),
        ("\n## 小型株の勢い\n本文", "小型株の勢い"),
        ("本文。\n## 節の見出し\n本文", None),
        ("### なぜ今年は違うのか\n本文", None),
        ("#タグ\n本文", None),
        ("本文 # 1", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert article_of(text).title == title
