"""What a network reads of a question, and what the n-gram voter does."""

from pathlib import Path

import msgspec
import pytest

import uratori
from uratori.evaluation.claims import read_texts
from uratori.scoring import Candidate, Context, Recorder, Window
from uratori.scoring.encoding import PAD, ROOM, SIGNS, UNKNOWN, pieces, token_ids, tokens
from uratori.scoring.ngrams import BUCKETS, features

TEXT = "前期は減った。ソニーの純利益は1,200億円になる見通しだ。"
START = TEXT.index("1,200")
WINDOW = Window(
    text=TEXT,
    start=40,
    sentence=(7, len(TEXT)),
    number=(START, START + len("1,200億円")),
    unit="JPY",
    kind="level",
)
MOOD = Context(window=WINDOW, metric="net_profit", rules="forecast")
OWNER = Candidate(
    window=WINDOW,
    job="owner",
    metric="net_profit",
    reading="level",
    cue=(11, 14),
    entity="XTKS:6758",
    type="equity",
    mention=(7, 10),
    name="ソニー",
    score=0.9,
    reason="topic ソニー",
)


def replaced(window: Window, **changes: object) -> Context:
    return Context(
        window=msgspec.structs.replace(window, **changes),  # type: ignore[arg-type]
        metric="net_profit",
        rules="fact",
    )


def test_a_mood_is_asked_around_the_number() -> None:
    assert "".join(pieces(MOOD)) == (
        "[CLS][mood][body]前期は減った。ソニーの純利益は[N]0億円[/N]になる見通しだ。[SEP]"
    )


def test_a_tie_is_asked_with_its_cue_and_its_owner() -> None:
    assert "".join(pieces(OWNER)) == (
        "[CLS][owner][level][equity][body]前期は減った。[E]ソニー[/E]の[C]純利益[/C]は[N]0億円[/N]"
        "になる見通しだ。[SEP]"
    )


def test_an_owner_outside_the_window_is_told_by_its_name() -> None:
    told = "".join(pieces(msgspec.structs.replace(OWNER, mention=None)))
    assert "[body][E]ソニー[/E]前期は" in told


def test_a_cue_that_meets_the_number_is_not_marked() -> None:
    told = "".join(pieces(msgspec.structs.replace(OWNER, cue=WINDOW.number)))
    assert ("[C]" in told, "[N]0億円[/N]" in told) == (False, True)


def test_there_is_room_for_the_number() -> None:
    long = "あ" * 150 + "300億円" + "い" * 90
    window = msgspec.structs.replace(WINDOW, text=long, sentence=(0, len(long)), number=(150, 155))
    for question in (MOOD, msgspec.structs.replace(OWNER, cue=None, mention=None)):
        asked = msgspec.structs.replace(question, window=window)
        told = list(tokens(pieces(asked)))
        assert ROOM - 8 < len(told) <= ROOM  # a run of digits is one sign
        assert "[N]" in told


def test_no_question_of_the_gold_is_too_long(root: Path) -> None:
    for line in list(read_texts(root / "corpora" / "claims.jsonl"))[::20]:
        recorder = Recorder()
        uratori.Analyzer(scorer=recorder).extract(line.text, published=line.published)
        candidates = [candidate for each in recorder.asked for candidate in each]
        for question in (*recorder.voices, *candidates):
            told = list(tokens(pieces(question)))
            assert len(told) <= ROOM
            assert told.count("[N]") == told.count("[/N]") == 1


def test_what_the_vocabulary_lacks_is_unknown() -> None:
    ids = {token: number for number, token in enumerate((*SIGNS, "億", "円"))}
    found = token_ids(["[CLS]", "億円兆"], ids)
    assert found == [ids["[CLS]"], ids["億"], ids["円"], ids[UNKNOWN]]
    assert ids[PAD] == 0


def test_features_are_rows_of_the_table_each_once() -> None:
    rows = features(WINDOW)
    assert rows == sorted(set(rows))
    assert 0 <= rows[0] < rows[-1] < BUCKETS


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"text": TEXT.replace("1,200", "9,876")}, True),
        ({"start": 0}, True),
        ({"text": TEXT.replace("見通しだ", "見込みだ")}, False),
        ({"unit": "USD"}, False),
        ({"role": "heading"}, False),
    ],
)
def test_features_tell_words_and_no_digits(changes: dict[str, object], same: bool) -> None:
    assert (features(replaced(WINDOW, **changes).window) == features(WINDOW)) is same
