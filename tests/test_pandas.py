"""The accessor of pandas, and the functions for frames that Dask and Spark call."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

import uratori
import uratori.pandas
from uratori.errors import SettingsError
from uratori.pandas import (
    CLAIM_TYPES,
    CLAIMS_META,
    SPARK_SCHEMA,
    claims_meta,
    claims_of_frame,
    claims_of_frames,
    spark_schema,
)

CLOSE = "26日の日経平均株価の終値は3万9812円だった。"
BAND = "26日の日経平均株価は4万円台を回復し3万9980円で取引を終えた。"
DAY = date(2026, 1, 26)


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "text": [CLOSE, None, "", BAND],
            "published": pd.to_datetime(["2026-01-26", None, None, "2026-01-26"]),
        }
    )


# --- the accessor ------------------------------------------------------------------------------


def test_claims_keep_the_index(frame) -> None:
    texts = frame.set_index("id")["text"]
    days = frame.set_index("id")["published"]
    claims = texts.uratori.claims(published=days)
    assert list(claims.index) == ["a", "c", "d", "d"]
    assert claims.index.name == "id"
    assert list(claims["text"].dropna()) == ["3万9812円", "4万円台", "3万9980円"]


def test_columns_and_types_are_those_documented(frame) -> None:
    claims = frame["text"].uratori.claims(published=frame["published"], check=True, offline=True)
    assert {name: str(kind) for name, kind in claims.dtypes.items()} == dict(CLAIM_TYPES)
    nothing = pd.Series([], dtype=object).uratori.claims()
    assert nothing.dtypes.equals(claims.dtypes)


def test_cells_are_exact(frame) -> None:
    row = frame["text"].uratori.claims(published=DAY).iloc[0]
    assert (row["value"], row["low"], row["high"], row["value_float"], row["unit"]) == (
        "39812", "39811.5", "39812.5", 39812.0, "JPY",
    )  # fmt: skip
    assert (row["entity"], row["metric"], row["sentence"]) == ("index:nikkei225", "close", CLOSE)
    assert (row["period_start"], row["modality"], row["negated"]) == (
        pd.Timestamp(2026, 1, 26), "fact", False,
    )  # fmt: skip
    assert row[["internal_status", "market_status", "explanation", "error"]].isna().all()


def test_records_stand_at_their_places(frame) -> None:
    analyses = frame["text"].uratori.extract(published=frame["published"])
    assert [type(one).__name__ for one in analyses] == [
        "Analysis", "NoneType", "ArticleError", "Analysis",
    ]  # fmt: skip
    assert analyses[0] == uratori.Analyzer().extract(CLOSE, published=DAY)
    reports = frame["text"].uratori.check(published=frame["published"], offline=True)
    assert reports[3] == uratori.Analyzer().check(BAND, published=DAY, offline=True)


def test_claims_take_what_was_read_before(frame) -> None:
    days = frame["published"]
    reports = frame["text"].uratori.check(published=days, offline=True)
    claims = frame["text"].uratori.claims(published=days, check=True, offline=True)
    pd.testing.assert_frame_equal(reports.uratori.claims(), claims)


def test_an_article_that_cannot_be_read_has_a_row_with_its_error(frame) -> None:
    claims = frame["text"].uratori.claims()
    assert list(claims["error"].dropna()) == ["the article is empty (give a text)"]
    assert pd.Series([3.5]).uratori.claims()["error"][0] == "a cell: is a float (give texts)"


def test_an_index_may_repeat() -> None:
    series = pd.Series([CLOSE, BAND], index=["x", "x"])
    days = pd.Series([DAY, DAY], index=["x", "x"])
    assert list(series.uratori.claims(published=days).index) == ["x", "x", "x"]


def test_days_of_another_index_are_refused(frame) -> None:
    with pytest.raises(SettingsError, match="another index"):
        frame["text"].uratori.claims(published=frame["published"].iloc[::-1])


@pytest.mark.parametrize("day", ["2026-01-26", DAY, pd.Timestamp(2026, 1, 26, 15)])
def test_a_day_may_be_written_in_several_ways(day) -> None:
    claims = pd.Series([CLOSE]).uratori.claims(published=day)
    assert claims["period_start"][0] == pd.Timestamp(2026, 1, 26)


def test_a_day_that_is_none_is_told_in_its_row() -> None:
    claims = pd.Series([CLOSE]).uratori.claims(published="きのう")
    assert claims["error"][0] == "published: 'きのう' is no date (write it as 2026-01-26)"


# --- frames ------------------------------------------------------------------------------------


def test_a_frame_gives_what_its_meta_says(frame) -> None:
    claims = claims_of_frame(frame)
    assert claims.dtypes.equals(CLAIMS_META.dtypes)
    assert list(claims["id"]) == ["a", "c", "d", "d"]
    assert list(claims["internal_status"].dropna()) == ["inconsistent"]
    assert list(claims.index) == [0, 1, 2, 3]
    assert claims_of_frame(frame.iloc[:0]).dtypes.equals(CLAIMS_META.dtypes)


def test_other_columns_can_be_named(frame) -> None:
    other = frame.rename(columns={"text": "body"}).assign(rank=range(4))
    claims = claims_of_frame(other, text="body", keep=("rank", "id"), check=False)
    meta = claims_meta({"rank": "int64", "id": "string"})
    assert claims.dtypes.equals(meta.dtypes)
    with pytest.raises(SettingsError, match="is no column of the frame, which has id, body"):
        claims_of_frame(other)


def test_an_iterator_of_frames_gives_an_iterator_of_frames(frame) -> None:
    taken = []

    def frames() -> Iterator[pd.DataFrame]:
        for number in range(3):
            taken.append(number)
            yield frame

    claims = claims_of_frames(frames(), check=False)
    assert len(next(claims)) == 4
    assert taken == [0]
    assert [len(each) for each in claims] == [4, 4]


def test_the_schema_of_spark_names_every_column() -> None:
    fields = [field.split(" ") for field in SPARK_SCHEMA.split(", ")]
    assert [name.strip("`") for name, _ in fields] == list(CLAIMS_META.columns)
    assert {kind for _, kind in fields} == {"string", "bigint", "double", "boolean", "date"}
    assert spark_schema({"url": "string"}).startswith("`url` string, `claim` string")


def test_arrow_takes_the_columns_as_spark_asks_for_them(frame) -> None:
    import pyarrow as pa

    kinds = {
        "string": pa.string(), "bigint": pa.int64(), "double": pa.float64(),
        "boolean": pa.bool_(), "date": pa.date32(),
    }  # fmt: skip
    claims = claims_of_frame(frame)
    for field in SPARK_SCHEMA.split(", "):
        name, kind = field.split(" ")
        column = pa.Array.from_pandas(claims[name.strip("`")], type=kinds[kind], safe=True)
        assert len(column) == 4


def test_dask_runs_it_on_a_cluster(frame) -> None:
    dask_frames = pytest.importorskip("dask.dataframe", reason="dask is not installed")
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    articles = dask_frames.from_pandas(pd.concat([frame] * 2, ignore_index=True), npartitions=2)
    claims = articles.map_partitions(claims_of_frame, meta=CLAIMS_META)
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0"
        ) as cluster,
        distributed.Client(cluster),
    ):
        found = claims.compute()
    assert list(found["id"]) == ["a", "c", "d", "d"] * 2
