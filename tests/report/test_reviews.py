"""What a person confirmed: read from CSV and JSON Lines, published as ClaimReview."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.report.hostile import hostile_report
from uratori.errors import SettingsError
from uratori.records import Report
from uratori.report.cells import csv_lines, csv_records
from uratori.report.claimreview import claim_reviews
from uratori.report.output import Style, pieces
from uratori.report.places import fingerprints
from uratori.report.reviews import REVIEW_COLUMNS, Reviewed, read_reviews
from uratori.report.table import FINDING_COLUMNS

FILLED = {
    "confirmed": "yes", "verdict": "誤り", "reviewer": "裏取り新聞", "reviewed_on": "2026-01-27",
    "review_url": "https://news.example/check/1",
}  # fmt: skip


def template(*reports: Report) -> list[dict[str, str]]:
    """Give the rows that ``--format csv`` writes."""
    written = "".join(pieces(reports, Style(format="csv")))
    return [record for _, record in csv_records(written)]


def save(path: Path, rows: list[dict[str, str]], encoding: str = "utf-8") -> Path:
    """Save the table as a spreadsheet does."""
    text = csv_lines([FINDING_COLUMNS, *([row[key] for key in FINDING_COLUMNS] for row in rows)])
    path.write_bytes(text.encode(encoding, errors="replace"))
    return path


def filled(report: Report, path: Path, at: int = 0, **cells: str) -> Path:
    """Fill in one row of the template."""
    rows = template(report)
    rows[at] |= FILLED | cells
    return save(path, rows)


def publish(path: Path, *reports: Report) -> list[dict[str, Any]]:
    document = claim_reviews(reports, read_reviews(path))
    assert document["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = document["@graph"]
    return graph


def test_the_template_as_it_is_confirms_nothing(report: Report, tmp_path: Path) -> None:
    path = save(tmp_path / "template.csv", template(report))
    assert read_reviews(path).reviews == ()
    assert publish(path, report) == []


def test_a_confirmed_finding_is_published(report: Report, tmp_path: Path) -> None:
    (review,) = publish(filled(report, tmp_path / "a.csv"), report)
    assert review == {
        "@type": "ClaimReview",
        "url": "https://news.example/check/1",
        "datePublished": "2026-01-27",
        "author": {"@type": "Organization", "name": "裏取り新聞"},
        "claimReviewed": "小型株ETF(IWM)のPERは19.5で、大型株と比べて1/3を超える割引となっており、"
        "同じ水準に並ぶには約50%の上昇が要る。",
        "itemReviewed": {
            "@type": "Claim",
            "appearance": {
                "@type": "CreativeWork",
                "identifier": report.analysis.article.id,
                "headline": "小型株の割安感",
                "datePublished": "2026-01-26",
            },
            "datePublished": "2026-01-26",
        },
        "reviewRating": {"@type": "Rating", "alternateName": "誤り"},
    }


def test_only_what_is_confirmed_is_published(report: Report, tmp_path: Path) -> None:
    rows = template(report)
    rows[0]["confirmed"] = "no"
    rows[1] |= FILLED | {"verdict": "不正確"}
    graph = publish(save(tmp_path / "a.csv", rows), report)
    assert [review["reviewRating"]["alternateName"] for review in graph] == ["不正確"]


def test_a_rating_is_the_reviewers(report: Report, tmp_path: Path) -> None:
    rated = {"rating": "1.5", "best_rating": "5", "worst_rating": "1", "reviewer_type": "person"}
    (review,) = publish(filled(report, tmp_path / "a.csv", **rated), report)
    assert review["reviewRating"] == {
        "@type": "Rating", "alternateName": "誤り", "ratingValue": 1.5, "bestRating": 5,
        "worstRating": 1,
    }  # fmt: skip
    assert review["author"]["@type"] == "Person"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_file_that_excel_saved(report: Report, tmp_path: Path, encoding: str) -> None:
    rows = template(report)
    rows[0] |= FILLED | {"reviewed_on": "2026/1/27", "confirmed": "はい"}
    (review,) = publish(save(tmp_path / "a.csv", rows, encoding), report)
    assert (review["datePublished"], review["author"]["name"]) == ("2026-01-27", "裏取り新聞")


def test_json_lines(report: Report, tmp_path: Path) -> None:
    mark = fingerprints(report)["f1"]
    path = tmp_path / "a.jsonl"
    lines = [
        {"fingerprint": mark, **FILLED, "confirmed": True, "rating": 2, "best_rating": 5,
         "worst_rating": 1},
        {"fingerprint": "", "confirmed": None},
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")
    (review,) = publish(path, report)
    assert review["reviewRating"]["ratingValue"] == 2


def test_the_filled_in_table_is_written_again(report: Report, tmp_path: Path) -> None:
    reviewed = read_reviews(filled(report, tmp_path / "a.csv", rating="-1", best_rating="0",
                                   worst_rating="-2"))  # fmt: skip
    written = "".join(pieces([report], Style(format="csv", reviewed=reviewed)))
    again = tmp_path / "b.csv"
    again.write_bytes(written.encode())
    strip = [msgspec.structs.replace(r, line=0) for r in reviewed.reviews]
    assert [msgspec.structs.replace(r, line=0) for r in read_reviews(again).reviews] == strip


WRONG = [
    ({"confirmed": ""}, ", row 2: confirmed is '' (write yes or no)"),
    ({"confirmed": "maybe"}, ", row 2: confirmed is 'maybe' (write yes or no)"),
    ({"verdict": " "}, ", row 2: verdict is empty (a confirmed finding needs it)"),
    ({"reviewer": ""}, ", row 2: reviewer is empty"),
    (
        {"reviewed_on": "2026-02-30"},
        ", row 2: reviewed_on is '2026-02-30' (write it as 2026-01-26)",
    ),
    ({"reviewed_on": "昨日"}, ", row 2: reviewed_on is '昨日'"),
    ({"review_url": "javascript:alert(1)"}, ", row 2: review_url is no web address"),
    ({"review_url": "https://a.example/ b"}, ", row 2: review_url is no web address"),
    ({"rating": "3"}, ", row 2: the rating is not whole"),
    (
        {"rating": "6", "best_rating": "5", "worst_rating": "1"},
        ", row 2: the rating is off its scale",
    ),
    (
        {"rating": "1", "best_rating": "1", "worst_rating": "1"},
        ", row 2: the rating is off its scale",
    ),
    (
        {"rating": "1e9", "best_rating": "5", "worst_rating": "1"},
        ", row 2: the rating is not whole",
    ),
    ({"reviewer_type": "robot"}, ", row 2: reviewer_type is wrong"),
    ({"fingerprint": ""}, ", row 2: fingerprint is empty"),
    (
        {"fingerprint": "u0000000000000000"},
        ", row 2: u0000000000000000 is no finding of these articles",
    ),
    ({"status": "supported"}, ", row 2: was reviewed as supported and is inconsistent now"),
]


@pytest.mark.parametrize(("cells", "told"), WRONG)
def test_a_wrong_row_is_named(
    report: Report, tmp_path: Path, cells: dict[str, str], told: str
) -> None:
    path = filled(report, tmp_path / "a.csv", **cells)
    with pytest.raises(SettingsError) as caught:
        publish(path, report)
    assert str(caught.value).startswith(f"{path}{told}")
    assert "\n" not in str(caught.value)


def test_a_finding_named_twice(report: Report, tmp_path: Path) -> None:
    rows = template(report)
    rows[0] |= FILLED
    path = save(tmp_path / "a.csv", [rows[0], rows[1], rows[0]])
    with pytest.raises(SettingsError, match=r"a\.csv, row 4: names the finding of row 2 again"):
        read_reviews(path)


BROKEN = [
    ("a.csv", "x,y\r\n1,2\r\n", ", row 2: has no fingerprint"),
    ("a.csv", "fingerprint\r\nu1\r\n", ", row 2: has no confirmed"),
    ("a.jsonl", "[1]\n", ", row 1: is no JSON object"),
    ("a.jsonl", "{}\n", ", row 1: has no fingerprint"),
    ("a.jsonl", '{"fingerprint": ["x"], "confirmed": 1}\n', ", row 1: holds a list or an object"),
    ("a.json", "\n[[[", ", row 2: is no JSON"),
    ("a.csv", f'fingerprint,confirmed\r\n"{"x" * 200_000}",yes\r\n', ": is no CSV"),
]


@pytest.mark.parametrize(("name", "text", "told"), BROKEN)
def test_a_broken_file(tmp_path: Path, name: str, text: str, told: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(SettingsError) as caught:
        read_reviews(path)
    assert str(caught.value).startswith(f"{path}{told}")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        read_reviews(tmp_path / "none.csv")


def test_two_articles_that_say_the_same_are_reviewed_once_each(
    report: Report, tmp_path: Path
) -> None:
    path = filled(report, tmp_path / "a.csv")
    assert len(publish(path, report, hostile_report())) == 1


def test_a_hostile_article_ends_no_script(tmp_path: Path) -> None:
    report = hostile_report()
    path = filled(report, tmp_path / "a.csv", verdict="</script><b>", reviewer="=1+1")
    style = Style(format="claimreview", reviewed=read_reviews(path))
    text = "".join(pieces([report], style))
    assert "<" not in text
    (review,) = json.loads(text)["@graph"]
    assert review["reviewRating"]["alternateName"] == "</script><b>"
    assert review["author"]["name"] == "=1+1"
    assert review["itemReviewed"]["appearance"]["headline"] == "</script><script>alert(1)</script>"


def test_without_a_file_nothing_is_published(report: Report) -> None:
    with pytest.raises(SettingsError, match="publishes only what a person confirmed"):
        list(pieces([report], Style(format="claimreview")))


def test_the_columns_to_fill_in_end_the_table() -> None:
    assert FINDING_COLUMNS[-len(REVIEW_COLUMNS) :] == REVIEW_COLUMNS
    assert Reviewed(path="", reviews=()).by_fingerprint() == {}
