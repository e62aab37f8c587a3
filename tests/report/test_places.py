"""Lines, columns, addresses and fingerprints."""

import msgspec
import pytest

from tests.report.hostile import HOSTILE, hostile_report
from uratori.articles import article_of
from uratori.pipeline import Analyzer
from uratori.records import Analysis, Report
from uratori.report.places import Place, address_of, fingerprints, places


@pytest.mark.parametrize(
    ("offset", "line", "column"), [(0, 1, 1), (1, 1, 2), (3, 1, 4), (4, 2, 1), (5, 3, 1), (7, 3, 3)]
)
def test_lines_and_columns(offset: int, line: int, column: int) -> None:
    analysis = Analysis(article=article_of("𠮷a\r\n\nbc"), quantities=(), mentions=(), claims=())
    assert places(analysis).at(offset) == Place(line=line, column=column)


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("a/記事 1.txt", "a/%E8%A8%98%E4%BA%8B%201.txt"),
        ("/tmp/a#b?.md", "file:///tmp/a%23b%3F.md"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("a\n\udc8b.txt", "a%0A%8B.txt"),
        ("https://news.example/a?b=1&c=日", "https://news.example/a?b=1&c=%E6%97%A5"),
        ("-", "ni:///sha-256;ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"),
        ("", "ni:///sha-256;ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"),
    ],
)
def test_addresses(source: str, address: str) -> None:
    article = msgspec.structs.replace(article_of("abc"), source=source)
    assert address_of(article) == address


def test_fingerprints_outlive_a_run_and_changes_elsewhere() -> None:
    first, again = hostile_report(), hostile_report(source="other.txt")
    longer = hostile_report("序文を足した。\n\n" + HOSTILE)
    marks = fingerprints(first)
    assert list(marks.values()) == list(fingerprints(again).values())
    assert set(marks.values()) == set(fingerprints(longer).values())
    assert len(set(marks.values())) == len(first.findings)
    assert all(mark[0] == "u" and len(mark) == 17 for mark in marks.values())


def test_fingerprints_change_with_the_sentence() -> None:
    def marks(text: str) -> set[str]:
        return set(fingerprints(Analyzer().check(text, offline=True)).values())

    said = "売上高は820億円から943億円へ25%増えた。"
    assert marks(said)
    assert marks(said).isdisjoint(marks(said.replace("25%", "26%")))
    assert marks(said).isdisjoint(marks(said.replace("増えた", "増加した")))


def test_fingerprints_do_not_hang_on_language_or_order(report: Report) -> None:
    turned = msgspec.structs.replace(report, findings=report.findings[::-1], lang="en")
    assert fingerprints(turned) == fingerprints(report)


def test_a_sentence_without_an_end_is_cut() -> None:
    text = "前置き" * 400 + "売上高は820億円から943億円へ25%増え" + "続き" * 400
    report = Analyzer().check(text, offline=True)
    where = places(report.analysis)
    spans = [where.sentence(finding) for finding in report.findings]
    assert spans
    assert all(end - start < 660 for start, end in spans)
    assert all("25%" in where.text(span) for span in spans)
