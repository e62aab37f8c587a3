"""The verdict table of docs/semantics.md, section 3."""

from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.market.questions import Attempt, Definition, Question, Remark
from uratori.market.verdicts import merged, verdict


def nothing(question: Question, definition: Definition) -> Iterable[Attempt]:
    return ()


USUAL = Definition(
    key="u", metric="m", ja="通常", en="usual", measure=nothing, standing="conventional"
)
OTHER = Definition(key="o", metric="m", ja="別", en="other", measure=nothing)


def attempts(spec: str) -> list[Attempt]:
    """Read ``U+ o- up?``: usual or other, p for proxy, + holds, - fails, ? no data, ! conflict."""
    return [
        Attempt(
            definition=USUAL if part[0] == "u" else OTHER,
            entity="x",
            holds={"+": True, "-": False}.get(part[-1]),
            conflict=part[-1] == "!",
            proxy="p" in part,
        )
        for part in spec.split()
    ]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("u+", "supported"),
        ("u+ o+", "supported"),
        ("u+ o?", "supported"),
        ("u+ o+ o?", "supported"),
        ("u+ o-", "supported_under"),
        ("u+ o+ o-", "supported_under"),
        ("u+ u-", "supported_under"),
        ("u+ up-", "supported_under"),
        ("u- o+", "definition_dependent"),
        ("u? o+", "definition_dependent"),
        ("o+", "definition_dependent"),
        ("u-", "contradicted"),
        ("u- o-", "contradicted"),
        ("u- o- up-", "contradicted"),
        ("u- o?", "insufficient"),
        ("u? o-", "insufficient"),
        ("u?", "insufficient"),
        ("u? o?", "insufficient"),
        ("", "insufficient"),
        ("u? up+", "supported_under"),
        ("u? up+ op+", "supported_under"),
        ("u? up+ op-", "supported_under"),
        ("u- up+", "definition_dependent"),
        ("u? op+", "definition_dependent"),
        ("u? up-", "insufficient"),
        ("u!", "conflicting"),
        ("u+ o!", "conflicting"),
        ("u- o!", "conflicting"),
    ],
)
def test_verdict(spec: str, expected: str) -> None:
    assert verdict(attempts(spec)) == expected


PARTS = st.lists(st.sampled_from(["u+", "u-", "u?", "o+", "o-", "o?", "up+", "up-", "op+"]))


@given(PARTS)
def test_order_does_not_matter(parts: list[str]) -> None:
    assert verdict(attempts(" ".join(parts))) == verdict(attempts(" ".join(reversed(parts))))


@given(PARTS)
def test_a_gap_never_contradicts_and_a_proxy_never_supports_alone(parts: list[str]) -> None:
    status = verdict(attempts(" ".join(parts)))
    if any(part.endswith("?") for part in parts):
        assert status != "contradicted"
    if "u+" not in parts:
        assert status != "supported"


def test_the_same_window_counts_once() -> None:
    one = Attempt(definition=USUAL, entity="x", value=Fraction(1), as_of="a/b", holds=True)
    two = Attempt(definition=OTHER, entity="x", value=Fraction(1), as_of="a/b", holds=True)
    (both,) = merged([one, two])
    assert both.definition == USUAL
    assert both.also == (OTHER,)


def test_another_window_counts_for_itself() -> None:
    one = Attempt(definition=USUAL, entity="x", value=Fraction(1), as_of="a/b")
    two = Attempt(definition=OTHER, entity="x", value=Fraction(1), as_of="a/c")
    gap = Attempt(definition=OTHER, entity="x", remark=Remark(code="no_series"))
    assert merged([one, two, gap]) == (one, two, gap)
