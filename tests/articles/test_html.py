"""HTML pages: main text, title, author, a date only where it is sure, and four encodings."""

from __future__ import annotations

from datetime import date

import pytest

from uratori.articles import read_article
from uratori.articles.declared import declared_charset, decode_declared
from uratori.articles.html import read_html
from uratori.errors import ArticleError
from uratori.pipeline import Analyzer

BODY = "日経平均株価は前日比402円高の3万9812円となり、3日続けて上げた。"
MORE = "㈱髙島屋の株価は①の水準を上回り、時価総額は750億ドルと約5%増えた。"


def page(head: str = "", body: str = f"<p>{BODY}</p><p>{MORE}</p>") -> str:
    return (
        f"<!doctype html><html><head>{head}</head><body>"
        "<nav><ul><li><a href='/'>トップ</a></li><li><a href='/m'>市況</a></li></ul></nav>"
        f"<article>{body}</article>"
        "<footer>(c) 2026 例新聞社</footer><script>var x = '2026-01-01';</script></body></html>"
    )


TEXTS = [
    (f"<p>{BODY}</p><p>{MORE}</p>", [BODY, MORE]),
    (f"<h1>東証大引け</h1><p>{BODY}</p>", ["東証大引け", BODY]),
    (f"<p>{BODY}<br>{MORE}</p>", [BODY, MORE]),
    (f"<p>{BODY}</p><ul><li>小型株は3%高</li><li>大型株は1%安</li></ul>",
     [BODY, "- 小型株は3%高", "- 大型株は1%安"]),
    (f"<p><b>日経平均</b>は<a href='/x'>3%高</a>となった。{MORE}</p>",
     [f"日経平均は3%高となった。{MORE}"]),
    (f"<p>{BODY}<p>{MORE}<div><b>", [BODY, MORE]),
    (f"<figure><img src='a.png'><figcaption>株価ボード</figcaption></figure><p>{BODY}</p>",
     ["*株価ボード*", BODY]),
    (f"<p>{BODY}</p><p>1 &lt; 2 &amp; 3%高&nbsp;となり、{MORE}</p>",
     [BODY, f"1 < 2 & 3%高 となり、{MORE}"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "lines"), TEXTS)
def test_the_main_text(body: str, lines: list[str]) -> None:
    assert read_html(page(body=body)).text == "\n".join(lines) + "\n"


def test_the_title_opens_the_text_and_the_author_is_named() -> None:
    head = (
        "<title>小型株に勢い | 例新聞</title><meta property='og:title' content='小型株に勢い'>"
        "<meta name='author' content='山田 太郎'>"
    )
    article = read_article("a.html", page(head).encode())
    assert (article.title, article.author) == ("小型株に勢い", "山田 太郎")
    assert article.text == f"小型株に勢い\n{BODY}\n{MORE}\n"


TABLES = [
    ("<tr><th></th><th>売上高(百万円)</th><th>前期比(％)</th></tr>"
     "<tr><td>2026年3月期</td><td>48,216</td><td>5.2</td></tr>",
     "2026年3月期 売上高 48,216百万円 前期比 5.2%"),
    ("<tr><th></th><th colspan=2>売上高</th></tr><tr><td></td><td>百万円</td><td>％</td></tr>"
     "<tr><td>2026年3月期</td><td>48,216</td><td>△5.2</td></tr>",
     "2026年3月期 売上高 48,216百万円 △5.2%"),
    ("<caption>業績<b>（単位：億円）</b></caption><tr><th></th><th>前期</th></tr>"
     "<tr><td>売上高</td><td>1,000</td></tr>",
     "業績（単位：億円）\n売上高 前期 1,000億円"),
    ("<tr><th>項目</th><th>今期</th><th>増減率</th></tr>"
     "<tr><td>売上高(億円)</td><td>1,200</td><td>25.0%</td></tr>",
     "売上高 今期 1,200億円\n売上高 増減率 25.0%"),
    ("<tr><td>売上高</td><td>48,216百万円</td><td>5.2%増</td></tr>",
     "売上高 48,216百万円 5.2%増"),
    ("<tr><th>項目</th><th>内容</th></tr><tr><td>代表者</td><td>山田太郎</td></tr>",
     "項目 内容\n代表者 山田太郎"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "line"), TABLES)
def test_tables(rows: str, line: str) -> None:
    text = read_html(page(body=f"<p>{BODY}</p><table>{rows}</table><p>{MORE}</p>")).text
    assert text == f"{BODY}\n{line}\n{MORE}\n"


def test_the_line_before_a_table_gives_its_unit() -> None:
    rows = "<tr><th></th><th>前期</th></tr><tr><td>売上高</td><td>1,000</td></tr>"
    text = read_html(page(body=f"<p>{BODY}</p><p>(単位：億円)</p><table>{rows}</table>")).text
    assert text == f"{BODY}\n(単位：億円)\n売上高 前期 1,000億円\n"


def test_amounts_of_a_table_reach_the_checks() -> None:
    rows = (
        "<tr><th>項目</th><th>今期</th><th>前期</th><th>増減率</th></tr>"
        "<tr><td>売上高(億円)</td><td>1,200</td><td>1,000</td><td>{}</td></tr>"
    )
    for rate, statuses in (("25.0%", ["inconsistent"]), ("20.0%", ["consistent"])):
        body = f"<p>L食品は本決算を発表し、増収となった。</p><table>{rows.format(rate)}</table>"
        report = Analyzer().check(read_article("a.html", page(body=body).encode()), offline=True)
        amounts = [q.text for q in report.analysis.quantities if q.unit == "JPY"]
        found = [f for f in report.findings if f.check == "change_percent"]
        assert amounts == ["1,200億円", "1,000億円"]
        assert [finding.status for finding in found] == statuses


LINKED = '<script type="application/ld+json">{}</script>'
DAY = date(2026, 1, 26)
DATES = [
    ("", None),
    ("<meta property='article:published_time' content='2026-01-26T09:30:00+09:00'>", DAY),
    ("<meta property='article:published_time' content='2026-01-25T20:00:00Z'>", DAY),
    ("<meta property='article:published_time' content='2026-01-26'>", DAY),
    ("<meta itemprop='datePublished' content='2026年1月26日'>", DAY),
    (LINKED.format('{"@type":"NewsArticle","datePublished":"2026-01-26T09:30:00+09:00"}'), DAY),
    (LINKED.format('{"@graph":[{"@type":["BlogPosting"],"datePublished":"2026-01-26"}]}'), DAY),
    (LINKED.format('[{"@type":"Article","datePublished":"2026-01-26"}]'), DAY),
    (LINKED.format('{"@type":"Organization","datePublished":"2026-01-26"}'), None),
    (LINKED.format('{"@type":"NewsArticle","dateModified":"2026-01-26"}'), None),
    (LINKED.format('{"@type":"NewsArticle","datePublished":'), None),
    (LINKED.format("[" * 5000), None),
    ("<meta property='article:modified_time' content='2026-01-26'>", None),
    ("<meta property='article:published_time' content='2026-02-30'>", None),
    ("<meta property='article:published_time' content='昨日'>", None),
    ("<meta name='copyright' content='2026-01-26'>", None),
    ("<meta property='article:published_time' content='2026-01-26'>"
     "<meta name='pubdate' content='2026-01-20'>", DAY),
    ("<meta name='pubdate' content='2026-01-20'>"
     + LINKED.format('{"@type":"NewsArticle","datePublished":"2026-01-26"}'), DAY),
    (LINKED.format('[{"@type":"Article","datePublished":"2026-01-20"},'
                   '{"@type":"Article","datePublished":"2026-01-21"}]')
     + "<meta name='date' content='2026-01-26'>", DAY),
    ("<meta name='date' content='2026-01-26'>", DAY),
    ("<meta name='DC.date' content='2026/01/26'>", DAY),
    ("<meta name='date' content='2026-01-26'><meta name='pubdate' content='2026-01-20'>", None),
    ("<meta property='og:published_time' content='2026-01-26T09:00:00+09:00'>", DAY),
    ("<meta property='article:published_time' content='0001-01-01T00:00:00Z'>", None),
    ("<meta name='update' content='2026-01-26'><meta name='revised' content='2026-01-26'>", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), DATES)
def test_a_date_only_where_the_page_says_it(head: str, expected: date | None) -> None:
    assert read_html(page(head)).published == expected


TIME = "<time datetime='2026-01-26T15:30:00+09:00'>1月26日</time>"
TEXT = f"<p>{BODY}</p><p>{MORE}</p>"
SEEN = [
    # beside the headline of the article
    (f"<article><h1>東証大引け</h1>{TIME}{TEXT}</article>", DAY),
    (f"<article>{TIME}<h1>東証大引け</h1>{TEXT}</article>", DAY),
    (f"<main><h1>東証大引け</h1><article><p>{TIME}</p>{TEXT}</article></main>", DAY),
    (f"<div><div><h1>東証大引け</h1></div><div>公開 {TIME}</div><div>{TEXT}</div></div>", DAY),
    ("<article><h1>東証大引け</h1><div class='date'>2026.01.26</div>" f"{TEXT}</article>", DAY),
    (f"<article><h1>東証大引け</h1><ul><li>{TIME}</li><li>記者</li></ul>{TEXT}</article>", DAY),
    (f"<article><h1>東証大引け</h1><a rel='bookmark' href='/a'>{TIME}</a>{TEXT}</article>", DAY),
    (f"<form><article><h1>東証大引け</h1>{TIME}{TEXT}</article></form>", DAY),
    # the day of publication and not that of a change
    (f"<article><h1>東証大引け</h1>公開日：{TIME} 更新日：<time datetime='2026-01-27'>27日</time>"
     f"{TEXT}</article>", DAY),
    ("<article><h1>東証大引け</h1>更新：<time datetime='2026-01-27'>27日</time>"
     f"{TEXT}</article>", None),
    ("<article><h1>東証大引け</h1><time class='updated' datetime='2026-01-27'>27日</time>"
     f"{TEXT}</article>", None),
    (f"<article><h1>総会</h1><dl><dt>開催日</dt><dd>2026年1月27日</dd></dl>{TEXT}</article>", None),
    # other articles, comments, the text itself, the site
    (f"<article><h1>東証大引け</h1>{TEXT}</article><aside>{TIME}</aside>", None),
    (f"<article><h1>東証大引け</h1>{TEXT}<p>{TIME}に発表した。</p></article>", None),
    (f"<article><h1>東証大引け</h1><p>{TIME}に発表した。</p>{TEXT}</article>", None),
    (f"<article><h1>東証大引け</h1><div class='related-news'>{TIME}</div>{TEXT}</article>", None),
    (f"<article><h1>東証大引け</h1><a href='/b'>{TIME}次の記事の見出し</a>{TEXT}</article>", None),
    (f"<article><h1>東証大引け</h1><ul><li><a href='/b'>日経平均が大きく反発した理由</a>{TIME}</li>"
     f"</ul>{TEXT}</article>", None),
    (f"<article><h1>東証大引け</h1><article>{TIME}<p>よい記事</p></article>{TEXT}</article>", None),
    (f"<div>{TIME}</div><h1>東証大引け</h1>{TEXT}", None),
    (f"<h1>東証大引け</h1>{TEXT}<article>{TIME}<p>次の記事</p></article>", None),
    (f"<article><h2>一</h2>{TIME}{TEXT}</article><article><h2>二</h2>{TEXT}</article>", None),
    (f"<article><h1>東証大引け</h1>{TIME}<span>2026年1月25日</span>{TEXT}</article>", None),
    ("<article><h1>東証大引け</h1><time datetime='2026-01-25' itemprop='datePublished'>25日</time>"
     f"{TIME}{TEXT}</article>", date(2026, 1, 25)),
    (f"<article><h1>東証大引け</h1>{TEXT}<div id='comments'><time pubdate datetime='2026-01-27'>"
     "27日</time></div></article>", None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), SEEN)
def test_a_day_that_the_reader_sees(body: str, expected: date | None) -> None:
    whole = f"<html><body><nav><a href='/'>トップ</a></nav>{body}</body></html>"
    assert read_html(whole).published == expected


def test_a_declared_day_wins_over_one_that_is_seen() -> None:
    head = "<meta property='article:published_time' content='2026-01-26'>"
    seen = "<h1>東証大引け</h1><time itemprop='datePublished' datetime='2026-01-27'>27日</time>"
    assert read_html(page(head, seen + TEXT)).published == DAY


def test_the_words_of_a_time_stay_in_their_sentence() -> None:
    told = f"同社は<time datetime='2026-01-20'>1月20日</time>に決算を発表した。{MORE}"
    text = read_html(page(body=f"<p>{BODY}</p><p>{told}</p>")).text
    assert text == f"{BODY}\n同社は1月20日に決算を発表した。{MORE}\n"


def test_a_visible_date_line_counts() -> None:
    body = f"<h1>東証大引け</h1><p>2026年1月26日 15:30</p><p>{BODY}</p><p>{MORE}</p>"
    assert read_article("a.html", page(body=body).encode()).published == DAY
    given = read_article("a.html", page().encode(), published=date(2026, 2, 1))
    assert given.published == date(2026, 2, 1)


BAD = [
    ("", "is no HTML"),
    ("<html><body></body></html>", "no main text in the page"),
    ("<html><body><script>28</script><style>p{}</style></body></html>", "no main text"),
    ("<html><body><nav><a href=/>トップ</a></nav></body></html>", "no main text"),
    ("<div>" * 100_000, "no main text"),
]


@pytest.mark.parametrize(("text", "what"), BAD)
def test_a_page_without_text(text: str, what: str) -> None:
    with pytest.raises(ArticleError, match=what) as caught:
        read_article("a.html", text.encode())
    assert caught.value.todo


def test_a_tag_that_would_take_minutes_is_read_apart() -> None:
    attributes = " ".join(f'a{n}="x"' for n in range(4_000))
    article = read_article("a.html", page(body=f"<p {attributes}>{BODY}</p>").encode())
    assert article.text == f"{BODY}\n"


# --- encodings -------------------------------------------------------------------------------

ENCODINGS = ["utf-8", "cp932", "euc_jis_2004", "iso2022_jp", "utf-8-sig", "utf-16"]
PLAIN = BODY.replace("㈱", "")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("told", ["", "<meta charset='{}'>"])
def test_every_encoding_declared_or_not(encoding: str, told: str) -> None:
    names = {"cp932": "Shift_JIS", "euc_jis_2004": "EUC-JP", "iso2022_jp": "ISO-2022-JP"}
    head = told.format(names.get(encoding, "utf-8"))
    data = page(head, f"<p>{PLAIN}</p>").encode(encoding)
    assert read_article("a.html", data).text == f"{PLAIN}\n"
    assert read_article("-", data).text == f"{PLAIN}\n"


def test_shift_jis_means_what_windows_writes() -> None:
    data = page("<meta charset=shift_jis>").encode("cp932")
    assert read_article("a.html", data).text == f"{BODY}\n{MORE}\n"


KANA = "ｱｲｳ"
DECLARED = [
    (BODY.encode("cp932"), "Shift_JIS", BODY),
    (BODY.encode("cp932"), "utf-8", BODY),
    (BODY.encode("cp932"), "no-such-charset", BODY),
    (BODY.encode("euc_jp"), "x-euc-jp", BODY),
    (BODY.encode(), "Shift_JIS", BODY),
    (BODY.encode("iso2022_jp"), "utf-8", BODY),
    (KANA.encode("cp932"), "windows-31j", KANA),
    ("¥1,234 – café".encode("cp1252"), "iso-8859-1", "¥1,234 – café"),
    (BODY.encode("utf-8-sig"), "euc-jp", BODY),
    (BODY.encode("utf-16-le"), "utf-16le", BODY),
]


@pytest.mark.parametrize(("data", "charset", "text"), DECLARED)
def test_a_declaration_is_believed_where_it_fits(data: bytes, charset: str, text: str) -> None:
    assert decode_declared(data, charset) == text


@pytest.mark.parametrize(
    ("top", "charset"),
    [
        (b'<meta charset="Shift_JIS">', "Shift_JIS"),
        (b"<META http-equiv=Content-Type content='text/html; charset=euc-jp'>", "euc-jp"),
        (b'<?xml version="1.0" encoding="iso-2022-jp"?><html>', "iso-2022-jp"),
        (b"<p>charset=utf-8</p>", None),
    ],
)
def test_what_a_page_declares(top: bytes, charset: str | None) -> None:
    assert declared_charset(top) == charset
