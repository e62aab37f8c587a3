import re
import time
from html.parser import HTMLParser

import httpx2
import pytest

from .articles import HOSTILE, LONG, WRONG

HTMX = {"hx-request": "true"}


class Tags(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def checked(client: httpx2.Client, text: str = WRONG, **fields: str) -> httpx2.Response:
    sent = {name: (None, value) for name, value in {"text": text, **fields}.items()}
    return client.post("/check", files=sent)


def test_a_text_without_script(client: httpx2.Client) -> None:
    answer = checked(client, published="2026-01-26")
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    assert "1/3を超える" in page
    assert "数字どうしが合わない" in page
    assert "30.4%" in page
    assert "2026-01-26" in page


def test_htmx_gets_a_part(client: httpx2.Client) -> None:
    answer = client.post("/check", data={"text": WRONG, "lang": "en"}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "inconsistent" in answer.text


def test_a_file_with_its_name(client: httpx2.Client) -> None:
    sent = {"file": ("記事.md", f"# 見出し\n\n{WRONG}".encode("euc_jp"))}
    answer = client.post("/check", data={"way": "file", "text": "11%"}, files=sent)
    page = client.get(answer.headers["location"]).text
    assert "<title>見出し — uratori</title>" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"lang": "ja"}, "どれか一つ"),
        ({"way": "text", "text": " "}, "本文が空"),
        ({"way": "url", "text": WRONG}, "アドレスが空"),
        ({"way": "file", "text": WRONG}, "ファイルが選ばれていません"),
        ({"way": "folder", "text": WRONG}, "どれか一つ"),
        ({"way": "text", "text": WRONG, "published": "26/1/2026"}, "公開日が日付"),
        ({"way": "text", "text": WRONG, "published": "1066-10-14"}, "読めません"),
    ],
)
def test_what_is_missing_is_told(client: httpx2.Client, fields: dict[str, str], told: str) -> None:
    answer = client.post("/check", data=fields)
    if answer.status_code == 303:
        answer = client.get(answer.headers["location"])
    assert answer.status_code == 422
    assert told in answer.text


def test_line_ends_of_a_text_field(client: httpx2.Client) -> None:
    job = checked(client, f"{WRONG}\r\n\r\n{WRONG}").headers["location"]
    assert client.get(f"{job}/json").json()["article"]["text"] == f"{WRONG}\n\n{WRONG}"


def test_a_page_holds_no_inline_script_or_style(client: httpx2.Client) -> None:
    for text in (WRONG, HOSTILE):
        page = client.get(checked(client, text).headers["location"]).text
        for tag, attributes in Tags(page).found:
            assert tag not in ("style", "iframe", "object", "base", "b", "img")
            assert not [name for name in attributes if name.startswith("on") or name == "style"]
            if tag == "script":
                assert str(attributes["src"]).startswith("/static/")
            for name in ("action", "hx-get", "hx-post", "src"):
                assert str(attributes.get(name, "/")).startswith("/")
            if "href" in attributes:
                assert re.match(r"/|#|https?://", str(attributes["href"]))
        assert "7*7" in page or text is WRONG


def test_the_example(client: httpx2.Client) -> None:
    page = client.get("/?example=1").text
    assert "1/3を超える" in page
    assert 'value="2026-01-26"' in page
    assert 'value="2026-01-26"' not in client.get("/").text


@pytest.mark.parametrize(
    ("query", "header", "lang"),
    [
        ("", "", "ja"),
        ("", "en-GB,en;q=0.9,ja;q=0.8", "en"),
        ("", "fr, ja;q=0.5", "ja"),
        ("?lang=en", "ja", "en"),
        ("?lang=fr", "de", "ja"),
    ],
)
def test_the_language(client: httpx2.Client, query: str, header: str, lang: str) -> None:
    page = client.get(f"/{query}", headers={"accept-language": header}).text
    assert f'<html lang="{lang}">' in page


def test_every_download(client: httpx2.Client) -> None:
    job = checked(client).headers["location"]
    page = client.get(job).text
    links = [a["href"] for tag, a in Tags(page).found if tag == "a" and "download" in a]
    names = [str(link).rpartition("/")[2] for link in links]
    assert names == ["html", "text", "csv", "json", "jsonl", "sarif", "annotation"]
    for link in links:
        answer = client.get(str(link))
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment; ")
        assert "1/3" in answer.text


def test_a_claim_review_needs_a_person(
    client: httpx2.Client, caplog: pytest.LogCaptureFixture
) -> None:
    job = checked(client).headers["location"]
    assert client.get(f"{job}/claimreview").status_code in (404, 405)
    lines = client.get(f"{job}/csv").text.splitlines()
    header, row = lines[0].lstrip("\ufeff").split(","), lines[1].split(",")
    at = header.index("confirmed")
    signed = ["yes", "誤り", "", "", "", "編集部", "", "2026-02-01", "https://desk.example/1"]
    filled = ",".join([*row[:at], *signed, *row[at + len(signed) :]])
    assert filled.count(",") == lines[1].count(",")
    sent = {"reviewed": ("r.csv", "\r\n".join([lines[0], filled]).encode())}
    answer = client.post(f"{job}/claimreview", files=sent)
    assert answer.status_code == 200, answer.text
    assert answer.json()["@graph"][0]["reviewRating"]["alternateName"] == "誤り"
    wrong = client.post(f"{job}/claimreview", files={"reviewed": ("r.csv", b"a,b\r\n1,2\r\n")})
    assert wrong.status_code == 422
    assert "reviewed.csv" in wrong.text
    assert "has no fingerprint" in wrong.text
    assert "/tmp" not in wrong.text
    assert caplog.records == []


@pytest.mark.parametrize("path", ["/results/x", "/results/x/json", "/results/x/nope"])
def test_a_result_that_is_not_there(client: httpx2.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_ids_cannot_be_guessed(client: httpx2.Client) -> None:
    ids = [checked(client).headers["location"].rpartition("/")[2] for _ in range(3)]
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"[\w-]{32}", each) for each in ids)


def until(client: httpx2.Client, path: str, gone: str) -> httpx2.Response:
    for _ in range(400):
        answer = client.get(path)
        if gone not in answer.text:
            return answer
        time.sleep(0.05)
    raise AssertionError(gone)


def test_progress_then_overtime(tight_client: httpx2.Client) -> None:
    job = checked(tight_client, LONG).headers["location"]
    page = tight_client.get(job)
    assert page.status_code == 200
    assert '<meta http-equiv="refresh"' in page.text
    assert "<progress" in page.text
    part = tight_client.get(job, headers=HTMX).text
    assert f'hx-get="{job}"' in part
    assert "<html" not in part
    busy = checked(tight_client)
    assert (busy.status_code, busy.headers["retry-after"]) == (429, "5")
    assert "混み合っています" in busy.text
    api = tight_client.post("/api/check", json={"text": WRONG})
    assert (api.status_code, api.json()["error"]) == (429, "too many articles wait")
    over = until(tight_client, job, "<progress")
    assert over.status_code == 504
    assert "時間切れ" in over.text


def test_the_next_article_gets_a_fresh_worker(tight_client: httpx2.Client) -> None:
    slow = tight_client.post("/api/check", json={"text": LONG})
    assert (slow.status_code, slow.json()["error"]) == (504, "the article took too long")
    assert tight_client.post("/api/check", json={"text": WRONG}).status_code == 200


def test_old_results_go(tight_client: httpx2.Client) -> None:
    jobs = []
    for _ in range(3):
        jobs.append(checked(tight_client).headers["location"])
        until(tight_client, jobs[-1], "<progress")
    assert [tight_client.get(job).status_code for job in jobs] == [404, 200, 200]


def test_a_result_that_is_too_large_to_keep(tight_client: httpx2.Client) -> None:
    job = checked(tight_client, LONG[:8_000]).headers["location"]
    answer = until(tight_client, job, "<progress")
    assert answer.status_code == 422
    assert "結果が大きすぎ" in answer.text


def test_the_demo_article_within_two_seconds(client: httpx2.Client) -> None:
    begun = time.monotonic()
    page = client.get(checked(client).headers["location"]).text
    assert time.monotonic() - begun < 2
    assert "数字どうしが合わない" in page


@pytest.mark.parametrize("path", ["/", "/?lang=en", "/?example=1", "/api", "/nope", "/results/x"])
def test_a_page_is_valid_html(client: httpx2.Client, path: str) -> None:
    html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed")
    html5lib.HTMLParser(strict=True).parse(client.get(path).text)


@pytest.mark.parametrize("text", [WRONG, HOSTILE])
def test_a_result_is_valid_html(client: httpx2.Client, text: str) -> None:
    html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed")
    html5lib.HTMLParser(strict=True).parse(
        client.get(checked(client, text).headers["location"]).text
    )
