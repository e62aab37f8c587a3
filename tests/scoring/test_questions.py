"""What a scorer is asked: windows, candidates, and the examples that are made of them."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

import uratori
from uratori.claims.asking import LEAD, LEFT, RIGHT
from uratori.evaluation.claims import read_texts
from uratori.evaluation.examples import Example, examples_of, gold_examples, number_at
from uratori.scoring import Candidate, MoodExample, Recorder, TieExample
from uratori.text.fold import fold

from .weights import METRIC, OWNER


def asked(text: str, published: date | None = None) -> Recorder:
    recorder = Recorder()
    uratori.Analyzer(scorer=recorder).extract(text, published=published)
    return recorder


def test_spans_of_a_window_are_those_of_the_article(root: Path) -> None:
    for line in list(read_texts(root / "corpora" / "claims.jsonl"))[::10]:
        recorder, text = Recorder(), fold(line.text)
        found = uratori.Analyzer(scorer=recorder).extract(line.text, published=line.published)
        numbers = {(quantity.start, quantity.end) for quantity in found.quantities}
        for context in recorder.voices:
            window = context.window
            assert window.text == text[window.start :][: len(window.text)]
            start, end = window.number
            assert (window.start + start, window.start + end) in numbers
            first, last = window.sentence
            assert 0 <= first <= min(LEAD, start)
            assert end <= last == len(window.text)
            others = {(window.start + left, window.start + right) for left, right in window.others}
            assert others < numbers


def test_a_window_has_the_sentence_before() -> None:
    (context,) = asked("前の文は長い。ここで終わる。トヨタの営業利益は300億円だ。").voices
    window = context.window
    assert window.text == "ここで終わる。トヨタの営業利益は300億円だ。"
    assert window.text[slice(*window.sentence)] == "トヨタの営業利益は300億円だ。"
    assert window.text[slice(*window.number)] == "300億円"
    assert (window.unit, window.kind, window.role) == ("JPY", "level", "body")


@pytest.mark.parametrize(
    "text",
    [
        "トヨタの営業利益は" + "9" * 40 + "円だった。",
        "あ" * 5000 + "トヨタの営業利益は300億円で、" + "い" * 5000 + "。",
        "トヨタの営業利益は" + "、".join(["300億円"] * 60) + "だった。",
    ],
)
def test_a_window_is_bounded(text: str) -> None:
    found = asked(text)
    windows = [context.window for context in found.voices]
    windows += [candidate.window for each in found.asked for candidate in each]
    assert windows
    assert max(len(window.text) for window in windows) <= LEFT + RIGHT
    assert all(window.number[1] <= len(window.text) for window in windows)


def test_candidates_of_an_owner() -> None:
    (candidates,) = [each for each in asked(OWNER).asked if each[0].job == "owner"]
    assert [(c.entity, c.type, c.name, words(c, c.mention)) for c in candidates] == [
        ("group:magnificent7", "group", "マグニフィセント・セブン", "マグニフィセント・セブン"),
        ("index:sp500", "index", "S&P500", "S&P500"),
    ]
    assert len({(c.metric, c.cue) for c in candidates}) == 1


def test_candidates_of_a_metric() -> None:
    candidates = [each for each in asked(METRIC).asked if each[0].job == "metric"][-1]
    assert [(c.metric, c.reading, words(c, c.cue), c.entity) for c in candidates] == [
        ("open", "level", "始値", None),
        ("close", "level", None, None),
    ]


def words(candidate: Candidate, span: tuple[int, int] | None) -> str | None:
    return None if span is None else candidate.window.text[slice(*span)]


def test_a_name_outside_the_window_is_told_by_its_name() -> None:
    text = f"トヨタは{'あ' * 200}、ソニーの純利益は300億円だった。"
    (owners,) = [each for each in asked(text).asked if each[0].job == "owner"]
    assert [(c.name, words(c, c.mention), c.entity) for c in owners] == [
        ("ソニー", "ソニー", "XTKS:6758"),
        ("トヨタ", None, "XTKS:7203"),
    ]


def test_questions_come_back_from_json() -> None:
    found = asked(OWNER)
    for each in found.asked:
        written = msgspec.json.encode(each)
        assert msgspec.json.decode(written, type=tuple[Candidate, ...]) == each


def test_gold_examples_say_what_is_right(root: Path) -> None:
    lines = list(read_texts(root / "corpora" / "claims.jsonl"))[::10]
    first, again = list(gold_examples(lines)), list(gold_examples(lines))
    assert first == again
    ties = [example for example in first if isinstance(example, TieExample)]
    moods = [example for example in first if isinstance(example, MoodExample)]
    assert {example.source for example in first} == {"gold"}
    assert len(moods) > 100
    assert sum(0 in example.right for example in ties) > 0.9 * len(ties) > 20
    assert all(len(example.candidates) > 1 for example in ties)
    assert sum(example.mood == example.context.rules for example in moods) < len(moods)


def test_examples_come_in_the_order_of_the_text() -> None:
    text = f"{OWNER}{METRIC}"
    places = [place(example) for example in examples_of(text, name="one")]
    assert places == sorted(places)
    assert len(set(places)) > 2


def place(example: Example) -> int:
    question = example.candidates[0] if isinstance(example, TieExample) else example.context
    return number_at(question.window)


def test_without_gold_the_rules_answer() -> None:
    examples = list(examples_of(OWNER, name="one"))
    assert {(example.text, example.source) for example in examples} == {("one", "rules")}
    assert [e.right for e in examples if isinstance(e, TieExample)] == [(0,)]
    assert [e.mood for e in examples if isinstance(e, MoodExample)] == ["fact"]
