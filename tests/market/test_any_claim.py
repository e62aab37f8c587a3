"""Whatever a claim says, it is answered: no exception, at most one finding, a cited value."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from uratori.market import Facts, bundled_facts, verify_claims
from uratori.market.definitions.catalogue import DEFINITIONS, METRICS
from uratori.market.wording import TEMPLATES
from uratori.records import Interval, Period

from .builders import around, said, until

TIMEX = [
    None, "", "P3Y", "P0Y", "P9999Y", "P9999W", "P9999D", "P9999B", "P9999M", "P1Q", "PXY", "PT5H",
    "2025", "0000", "0001", "9999", "2025-00", "2025-12", "9999-12", "2025-Q4", "2025-Q9",
    "2025-H2", "2025-02-30", "2025-12-10", "1900-01-01", "2026-01-23", "2099-01-01", "FY2026-03",
    "2025-W03", "XXXX-01",
]  # fmt: skip
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
PERIODS = st.builds(
    Period,
    text=st.sampled_from(["", "過去3年間", "年初来", "昨年末", "1月下旬"]),
    timex=st.sampled_from(TIMEX),
    mod=st.sampled_from([None, "START", "MID", "END"]),
    anchor=st.sampled_from([None, "text", "published"]),
    start_date=st.none() | DAYS,
    end_date=st.none() | DAYS,
)
NUMBERS = st.none() | st.integers(-(10**12), 10**12) | st.fractions(-1000, 1000)


@st.composite
def outers(draw: st.DrawFn) -> Interval:
    ends = sorted(draw(st.lists(st.integers(-1000, 10**11), min_size=2, max_size=2)))
    low, high = (None if draw(st.booleans()) else Fraction(end) for end in ends)
    return Interval(low=low, high=high, low_open=draw(st.booleans()), high_open=draw(st.booleans()))


@given(
    value=NUMBERS,
    outer=outers(),
    unit=st.sampled_from(["percent", "bp", "times", "ratio", "USD", "points", "occurrences", ""]),
    metric=st.sampled_from(sorted(METRICS)),
    entity=st.sampled_from(
        ["index:sp500", "index:russell2000", "ARCX:IWM", "bank:fed", "bank:boj", "fx:USDJPY", "x"]
    ),
    direction=st.sampled_from([None, "up", "down"]),
    held=st.none() | PERIODS,
    published=st.none() | DAYS | st.just(date(2026, 1, 26)),
    sentence=st.sampled_from(["", "過去3年間で", "年初来では", "昨年末から", "1月下旬から2月まで"]),
    lang=st.sampled_from(["ja", "en"]),
)
def test_every_claim_is_answered(
    value, outer, unit, metric, entity, direction, held, published, sentence, lang
) -> None:
    analysis = said(
        value if value is None else str(value), unit, outer, metric=metric, entity=entity,
        direction=direction, period=held, published=published, sentence=sentence,
    )  # fmt: skip
    (finding,) = verify_claims(analysis, bundled_facts(), lang=lang)
    assert finding.explanation
    for row in finding.evidence:
        if row.value is None:
            assert row.holds is None
            assert row.note
        if row.holds is not None:
            assert row.address
            assert row.quality in ("primary", "secondary", "weak")
    if finding.status in ("supported", "supported_under", "definition_dependent"):
        assert any(row.holds for row in finding.evidence)
    if finding.status == "contradicted":
        assert all(row.holds is False for row in finding.evidence)


def test_every_definition_is_labelled_and_has_its_needs() -> None:
    keys = [(each.metric, each.key) for each in DEFINITIONS]
    assert len(keys) == len(set(keys))
    for each in DEFINITIONS:
        assert each.ja
        assert each.en
        assert each.needs
    for metric in METRICS:
        first = next(each for each in DEFINITIONS if each.metric == metric)
        assert first.standing == "conventional"


def test_templates_take_the_same_values_in_both_languages() -> None:
    for japanese, english in TEMPLATES.values():
        for number in range(3):
            slot = "{" + str(number) + "}"
            assert (slot in japanese) == (slot in english), (japanese, english)


def test_a_number_that_no_definition_is_for_is_told_so() -> None:
    facts = Facts(until("fx:EURJPY", "2026-01-23", "169.20 169.26", unit="JPY"))
    analysis = said(
        "1.1267", "USD", around("1.1267", "0.00005"), metric="close", entity="fx:EURJPY"
    )
    (finding,) = verify_claims(analysis, facts)
    assert finding.status == "insufficient"
    assert not finding.explanation.startswith("「")
