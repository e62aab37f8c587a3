"""In which mood a number is stated, whether it is denied, and who says it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori import Analyzer
from uratori.claims.modality import Mood, mood_of
from uratori.claims.sentence import sentence_views
from uratori.claims.stances import cues_of
from uratori.claims.standards import as_standards
from uratori.lexicon import read_table
from uratori.mentions import find_names, link_mentions
from uratori.quantities import read_quantities
from uratori.records import Modality
from uratori.text import read_text

Row = tuple[str, str, Mood]


def rows_of(name: str) -> list[Row]:
    path = Path(__file__).with_name(name)
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    cells = [line.split("\t") for line in lines[1:]]
    return [
        (text, number, Mood(msgspec.convert(modality, Modality), negated == "yes", speaker or None))
        for text, number, modality, negated, speaker in cells
    ]


def moods(text: str) -> dict[tuple[int, int], Mood]:
    """Give the mood of each number, whether or not a metric makes it a claim."""
    document = read_text(text)
    names = find_names(document)
    masked = [(name.start, name.end) for name in names]
    mentions = link_mentions(document, names)
    read = read_quantities(document, masked, date(2026, 1, 26))
    quantities = as_standards(document, read, mentions)
    return {
        (quantity.start, quantity.end): mood_of(view, quantity)
        for view in sentence_views(document, quantities, mentions)
        for quantity in view.quantities
    }


@pytest.mark.parametrize(("text", "number", "mood"), rows_of("test_modality.tsv"))
def test_the_mood_of_a_number(text: str, number: str, mood: Mood) -> None:
    start = text.index(number)
    assert moods(text)[start, start + len(number)] == mood


@pytest.mark.parametrize(("text", "number", "mood"), rows_of("test_modality_held.tsv"))
def test_the_mood_of_a_number_kept_back(text: str, number: str, mood: Mood) -> None:
    start = text.index(number)
    assert moods(text)[start, start + len(number)] == mood


def test_a_speaker_keeps_the_characters_of_the_text() -> None:
    text = "ＡＢＣ証券は年末の日経平均を５万円と予想する。"
    (mood,) = moods(text).values()
    assert mood == Mood("forecast", False, "ＡＢＣ証券")


def test_who_spoke_may_stand_in_the_next_sentence() -> None:
    text = "「日経平均は年末に5万円を付けるだろう」。みなと証券の担当者はこう述べた。"
    (mood,) = moods(text).values()
    assert mood == Mood("forecast", False, "みなと証券の担当者")


@pytest.mark.parametrize(
    ("before", "modality"),
    [("通期の営業利益は5%増と予想する。", "forecast"), ("通期の営業利益は5%増えた。", "fact")],
)
def test_a_sentence_goes_on_from_a_forecast(before: str, modality: str) -> None:
    text = f"{before}金融を除くと8%増となる。"
    start = text.index("8%")
    assert moods(text)[start, start + 2].modality == modality


@pytest.mark.parametrize(
    ("text", "number", "modality"),
    [
        ("デンソーの営業利益を7000億円から6500億円に減額する。", "7000億円", "forecast"),
        ("デンソーの営業利益を7000億円から6500億円に減額する。", "6500億円", "forecast"),
        ("デンソーの営業利益は7000億円から6500億円に減った。", "6500億円", "fact"),
        ("コマツは純利益を従来計画を200億円上回る5800億円に引き上げた。", "5800億円", "target"),
        ("コマツは純利益を従来予想を200億円上回る5800億円に引き上げた。", "200億円", "forecast"),
        ("デンソーは年間配当を60円から70円に引き上げた。", "70円", "fact"),
        ("日銀の2027年度のコアCPIは2.0%で据え置き。", "2.0%", "forecast"),
        ("日銀の2024年度のコアCPIは2.0%で据え置き。", "2.0%", "fact"),
        ("次の会合での利上げ確率は60%とみられる。", "60%", "fact"),
    ],
)
def test_what_a_number_is_of_tells_that_it_is_foretold(
    text: str, number: str, modality: str
) -> None:
    analysis = Analyzer().extract(text, published=date(2026, 5, 1))
    (found,) = [q.id for q in analysis.quantities if q.text == number]
    assert [c.modality for c in analysis.claims if c.quantity == found] == [modality]


@pytest.mark.parametrize(
    ("words", "number", "side"),
    [
        ("市場予想の300億円", "300億円", "tag"),
        ("予想は300億円だ", "300億円", "topic"),
        ("300億円を予想する", "300億円", "behind"),
        ("予想では300億円だ", "300億円", "ahead"),
        ("予想を上回り、300億円だ", "300億円", None),
        ("300億円の予想", "300億円", "behind"),
    ],
)
def test_neighbours_tell_the_side_of_a_noun_of_stance(
    words: str, number: str, side: str | None
) -> None:
    start = words.index(number)
    found = cues_of(words, ((start, start + len(number)),))
    assert [cue.side for cue in found] == ([side] if side else [])


def test_each_word_stands_once_in_its_table() -> None:
    cues = [row["cue"] for row in read_table("modality")]
    speakers = [(row["word"], row["sort"]) for row in read_table("speakers")]
    assert len(cues) == len(set(cues))
    assert len(speakers) == len(set(speakers))


PIECES = st.sampled_from(
    [
        *(
            "市場予想",
            "日銀",
            "同社",
            "みなと証券",
            "100億円",
            "5%",
            "5%",
            "見込む",
            "なら",
            "目標",
        ),
        *("によると", "述べた", "だった", "割高", "ではなく", "の", "は", "を", "と"),
        *("「", "」", "(", ")", "、", "。"),
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=24).map("".join))
def test_a_speaker_is_always_words_of_the_text(text: str) -> None:
    analysis = Analyzer().extract(text)
    assert all(mood.speaker is None or mood.speaker in text for mood in moods(text).values())
    assert all(c.speaker is None or c.speaker in text for c in analysis.claims)
