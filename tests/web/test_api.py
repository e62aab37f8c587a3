import json
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest

from ..articles.pdfs import pdf_of, wrapped
from .articles import HOSTILE, WRONG

URL = "/api/check"


def problem(answer: httpx2.Response) -> tuple[int, str, str]:
    body = answer.json()
    assert set(body) == {"error", "where", "todo"}
    return answer.status_code, body["where"], body["error"]


def test_a_text_is_checked(client: httpx2.Client, package: Path) -> None:
    answer = client.post(URL, json={"text": WRONG, "published": "2026-01-26", "lang": "en"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    document = answer.json()
    schema = json.loads((package / "reference" / "uratori-1.schema.json").read_text("utf-8"))
    jsonschema.validate(document, schema)
    first = document["findings"][0]
    assert (first["check"], first["status"]) == ("discount", "inconsistent")
    assert document["article"]["published"] == "2026-01-26"
    assert document["article"]["text"] == WRONG
    assert "does not agree" in first["explanation"]


def test_extract_makes_no_findings(client: httpx2.Client) -> None:
    document = client.post("/api/extract", json={"text": WRONG}).json()
    assert "findings" not in document
    assert [q["text"] for q in document["quantities"]] == ["28", "19.5", "1/3"]


@pytest.mark.parametrize("verb", ["check", "extract"])
def test_a_file_is_read_in_its_encoding(client: httpx2.Client, verb: str) -> None:
    sent = {"file": ("..\\..//記事.txt", WRONG.encode("cp932"), "text/plain")}
    document = client.post(f"/api/{verb}", files=sent).json()
    assert document["article"]["text"] == WRONG
    assert document["article"]["source"] == "記事.txt"


def test_a_page_of_the_web_as_a_file(client: httpx2.Client) -> None:
    page = (
        f"<title>割引</title><nav>メニュー</nav><article><h1>割引</h1><p>{WRONG * 3}</p></article>"
    )
    document = client.post(URL, files={"file": ("a.html", page.encode())}).json()
    assert document["article"]["title"] == "割引"
    assert "メニュー" not in document["article"]["text"]
    assert document["findings"][0]["status"] == "inconsistent"


def test_a_pdf(client: httpx2.Client) -> None:
    pytest.importorskip("pdfplumber", reason="the extra pdf is not installed")
    sent = pdf_of([wrapped(80, WRONG)])
    document = client.post(URL, files={"file": ("決算.pdf", sent)}).json()
    assert document["findings"][0]["status"] == "inconsistent"
    answer = client.post(URL, files={"file": ("a.pdf", b"%PDF-1.7 x")})
    assert problem(answer)[:2] == (422, "a.pdf")


@pytest.mark.parametrize(
    ("name", "media", "begins"),
    [
        ("json", "application/json", "{"),
        ("jsonl", "application/jsonl", '{"schema":"uratori/1"'),
        ("text", "text/plain; charset=utf-8", "(無題)"),
        ("html", "text/html; charset=utf-8", "<!DOCTYPE html>"),
        ("csv", "text/csv; charset=utf-8", "article,"),
        ("sarif", "application/sarif+json", "{"),
        ("annotation", "application/ld+json", "{"),
    ],
)
def test_every_format(client: httpx2.Client, name: str, media: str, begins: str) -> None:
    answer = client.post(URL, json={"text": WRONG, "format": name})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == media
    assert answer.text.lstrip().startswith(begins)
    assert "1/3" in answer.text


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "body"),
        ({"text": "", "url": "https://a.invalid"}, "body"),
        ({"text": 1}, "text"),
        ({"text": "a", "published": "2026-02-30"}, "published"),
        ({"text": "a", "lang": "fr"}, "lang"),
        ({"text": "a", "format": "pdf"}, "format"),
        ({"text": "a", "folder": "/etc"}, "folder"),
        ([], "body"),
    ],
)
def test_a_wrong_question(client: httpx2.Client, body: Any, where: str) -> None:
    status, told, _ = problem(client.post(URL, json=body))
    assert (status, told) == (422, where)


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("/etc/passwd", "is no address of a page"),
        ("file:///etc/passwd", "is no address of a page"),
        ("FTP://a.invalid/x", "is no address of a page"),
        ("-", "is no address of a page"),
        ("https://a.invalid/x", "is not fetched offline"),
    ],
)
def test_no_path_of_this_machine_is_an_address(client: httpx2.Client, url: str, part: str) -> None:
    status, where, what = problem(client.post(URL, json={"url": url, "offline": True}))
    assert (status, where) == (422, url)
    assert part in what
    answer = client.post("/check", data={"way": "url", "url": url, "offline": "on"})
    assert "root:" not in answer.text


def test_loopback_is_not_fetched(client: httpx2.Client, server: str) -> None:
    status, _, _ = problem(client.post(URL, json={"url": f"{server}api/health"}))
    assert status == 422


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 422),
        (b'{"text": "\\ud800 10%"}', "application/json", 422),
        (b"\xff\xfe", "application/json", 422),
        (b"text=1", "text/plain", 415),
        (b"text=1", "", 415),
        (b"--x\r\n", "multipart/form-data", 422),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\n", "multipart/form-data; boundary=x", 422),
    ],
)
def test_a_broken_body(client: httpx2.Client, content: bytes, kind: str, status: int) -> None:
    headers = {"content-type": kind} if kind else {}
    assert problem(client.post(URL, content=content, headers=headers))[0] == status


def test_too_many_files(client: httpx2.Client) -> None:
    sent = [("file", (f"{n}.txt", b"10%", "text/plain")) for n in range(3)]
    assert problem(client.post(URL, files=sent))[0] == 422


def test_what_cannot_be_read_is_told_without_a_path(client: httpx2.Client) -> None:
    status, where, what = problem(client.post(URL, files={"file": ("a.txt", b"\x00\x01" * 50)}))
    assert (status, where) == (422, "a.txt")
    assert "/" not in what


def test_a_hostile_article_stays_data(client: httpx2.Client) -> None:
    document = client.post(URL, json={"text": HOSTILE}).json()
    assert document["article"]["text"] == HOSTILE


def test_health(client: httpx2.Client) -> None:
    health = client.get("/api/health").json()
    assert health["status"] == "ok"
    assert health["offline"] is True  # as the environment of the tests says
    assert health["free_workers"] == 1


def references(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
        return own.union(*map(references, part.values()))
    return set().union(*map(references, part)) if isinstance(part, list) else set()


def test_the_openapi_document_is_whole(client: httpx2.Client) -> None:
    document = client.get("/api/openapi.json").json()
    assert sorted(document["paths"]) == ["/api/check", "/api/extract", "/api/health"]
    held = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert {"#/components/schemas/Document", "#/components/schemas/Fault"} <= held
    assert references(document) <= held
    for name, schema in document["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert name
    formats = document["paths"]["/api/check"]["post"]["responses"]["200"]["content"]
    assert "application/sarif+json" in formats


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_of_the_api(client: httpx2.Client, lang: str) -> None:
    page = client.get(f"/api?lang={lang}").text
    for word in ("/api/check", "/api/extract", "/api/health", "published", "claimreview"):
        assert word in page


@pytest.mark.parametrize(("path", "status"), [("/api/nope", 404), ("/api/check", 405)])
def test_a_path_that_is_not_there(client: httpx2.Client, path: str, status: int) -> None:
    assert problem(client.get(path))[0] == status
