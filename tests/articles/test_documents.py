"""JSON: one article, several, JSON Lines, our own documents, and what is none of them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from uratori.articles import read_article, read_articles
from uratori.errors import ArticleError
from uratori.pipeline import Analyzer

TEXT = "日経平均株価は前日比402円高の3万9812円となった。"
FULL = {
    "text": TEXT,
    "title": "東証大引け",
    "published": "2026-01-26",
    "id": "n-1",
    "source": "https://example.com/1",
    "author": "山田",
    "section": {"name": "市況"},
}


def test_one_article() -> None:
    article = read_article("a.json", json.dumps(FULL, ensure_ascii=False).encode())
    assert (article.text, article.title, article.author) == (TEXT, "東証大引け", "山田")
    assert (article.published, article.id) == (date(2026, 1, 26), "n-1")
    assert article.source == "https://example.com/1"


def test_what_is_left_out() -> None:
    article = read_article("a.json", json.dumps({"text": TEXT}).encode())
    assert (article.id, article.source) == (article.sha256[:12], "a.json")
    assert (article.title, article.published, article.author) == (None, None, None)


def test_our_own_document_comes_back() -> None:
    first = Analyzer().check(TEXT, published=date(2026, 1, 26), offline=True)
    again = read_article("-", first.to_json().encode())
    assert again.text == TEXT
    assert again.id == first.analysis.article.id
    assert again.published == date(2026, 1, 26)


SEVERAL = [
    json.dumps([FULL, {"text": "二つ目。"}]),
    json.dumps(FULL) + "\n\n" + json.dumps({"text": "二つ目。"}) + "\n",
]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "-"])
@pytest.mark.parametrize("data", SEVERAL)
def test_several(name: str, data: str) -> None:
    found = [a for a in read_articles(name, data.encode()) if not isinstance(a, ArticleError)]
    assert [a.text for a in found] == [TEXT, "二つ目。"]
    assert found[1].source in (f"{name}[1]", f"{name}:3")
    with pytest.raises(ArticleError, match="holds 2 articles where one is due"):
        read_article(name, data.encode())


def test_a_damaged_line_does_not_stop_the_others() -> None:
    lines = [
        '{"text": "一つ目。"}',
        '{"text": ',
        '{"title": "x"}',
        '{"text": " "}',
        '{"text":"末"}',
    ]
    found = list(read_articles("a.jsonl", "\n".join(lines).encode()))
    said = [str(one) if isinstance(one, ArticleError) else one.text for one in found]
    assert (said[0], said[4]) == ("一つ目。", "末")
    assert said[1].startswith("a.jsonl:2: is no JSON")
    assert said[2].startswith("a.jsonl:3: has no text")
    assert said[3].startswith("a.jsonl:4: the article is empty")


BAD = [
    ("", "the article is empty"),
    ("{", "is no JSON"),
    ("日経平均", "is no JSON"),
    ("3", "is no article"),
    ("{}", "has no text"),
    ('{"text": 3}', "text is no text"),
    ('{"text": "", "body": " "}', "the article is empty"),
    ('{"text": "a", "published": "2026-02-30"}', "published is no date: '2026-02-30'"),
    ('{"text": "a", "published": "昨日"}', "published is no date"),
    ("[" * 100_000, "nested too deeply"),
    ('{"text": ' * 100_000, "nested too deeply"),
    ("[]", "a.json: holds no article"),
    ("[3]", "is no article"),
    ('{"text": "\\ud800"}', "is no JSON"),
]


@pytest.mark.parametrize(("text", "what"), BAD, ids=range(len(BAD)))
def test_bad_json(text: str, what: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_article("a.json", text.encode())
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-01-26T23:30:00+09:00", date(2026, 1, 26)),
        ("2026/01/26", date(2026, 1, 26)),
        ("2026-01-25T20:00:00Z", date(2026, 1, 26)),
        ("2026年1月26日", date(2026, 1, 26)),
        (20260126, date(2026, 1, 26)),
        ("", None),
        (None, None),
    ],
)
def test_dates(said: object, expected: date | None) -> None:
    data = json.dumps({"text": TEXT, "published": said}).encode()
    assert read_article("a.json", data).published == expected


@pytest.mark.parametrize("text", ["[東京 26日] 日経平均は3%高。", "{注}日経平均は3%高。"])
def test_a_text_that_opens_with_a_bracket_is_a_text(text: str) -> None:
    assert read_article("-", text.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_encodings(encoding: str) -> None:
    data = json.dumps(FULL, ensure_ascii=False).encode(encoding)
    assert read_article("a.json", data).text == TEXT
