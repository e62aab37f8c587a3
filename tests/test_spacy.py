"""uratori in spaCy pipelines: its own tokenizer, others, processes, and what is saved."""

import contextlib
import importlib.util
import io
import pickle
import re
import subprocess
import sys
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import uratori
import uratori.spacy
from uratori.records import Analysis, Claim, Mention, Quantity

ROOT = Path(__file__).resolve().parent.parent
TEXT = (
    "S&P 500の株価収益率(PER)は約２８倍に達した。\n"
    "　IWMのPERは19.5倍で、S&P 500を1/3を超えて下回る。先週末の日経平均は5.3%下落した。"
)
GROUPS = ("quantities", "mentions", "claims")
PIECES = [
    " ", "  ", "　", "\n", "\r\n", "\t", "\x00", "\x0b", "\x1c", "\u2028", "\u200b", "\ufeff",
    "19.5倍", "▲５．３％", "約750億ドル", "3分の1", "㌫", "①", "ｶﾞ", "か\u3099", "👨‍👩‍👧", "S&P 500",
    "日経平均", "は", "、", "。", "「", "」", "IWM", "2月30日", "前年同期比",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


def other_tokenizer(lang: str) -> Language:
    """A pipeline whose tokens know nothing of Japanese words."""
    nlp = spacy.blank(lang)
    nlp.add_pipe("uratori")
    return nlp


def own_tokenizer(**config: str) -> Language:
    nlp = uratori.spacy.blank()
    nlp.add_pipe("uratori", config=config)
    return nlp


NLP = own_tokenizer()
PIPELINES = {"own": NLP, "xx": other_tokenizer("xx"), "en": other_tokenizer("en")}


def records(doc: Doc) -> list[Quantity | Mention | Claim]:
    analysis: Analysis = doc._.uratori
    return [*analysis.quantities, *analysis.mentions, *analysis.claims]


def bounds(record: Any) -> tuple[int, int]:
    return record.sentence if isinstance(record, Claim) else (record.start, record.end)


def shown(doc: Doc, group: str) -> list[tuple[str, str, str, str]]:
    return [(span.text, span.label_, span.kb_id_, span.id_) for span in doc.spans[group]]


# --- spans and records -----------------------------------------------------------------------


def test_the_three_groups_of_spans() -> None:
    doc = NLP("IWMのPERは19.5倍だった。\nFRBは3回の利下げを決めた。")
    assert shown(doc, "quantities") == [
        ("19.5倍", "level", "", "q1"),
        ("3回", "count", "", "q2"),
    ]
    assert shown(doc, "mentions") == [
        ("IWM", "etf", "ARCX:IWM", "m1"),
        ("FRB", "institution", "bank:fed", "m2"),
    ]
    assert shown(doc, "claims")[0] == ("IWMのPERは19.5倍だった。", "per", "ARCX:IWM", "c1")


def test_the_record_of_a_span_and_of_a_doc() -> None:
    doc = NLP("IWMのPERは19.5倍だった。")
    assert doc._.uratori == uratori.Analyzer().extract("IWMのPERは19.5倍だった。")
    assert doc.spans["quantities"][0]._.uratori.value == Fraction(39, 2)
    assert doc.spans["mentions"][0]._.uratori.symbol == "IWM"
    assert doc.spans["claims"][0]._.uratori.metric == "per"
    assert doc[0:2]._.uratori is None
    assert Span(doc, 0, 1, span_id="q9")._.uratori is None
    assert NLP.make_doc("19.5倍")._.uratori is None
    assert NLP.make_doc("19.5倍")[0:1]._.uratori is None


@pytest.mark.parametrize("nlp", PIPELINES.values(), ids=PIPELINES)
@given(text=TEXTS)
def test_no_record_is_lost_and_offsets_stay_exact(nlp: Language, text: str) -> None:
    doc = nlp(text)
    spans = [span for group in GROUPS for span in doc.spans[group]]
    assert [span._.uratori for span in spans] == records(doc)
    for span in spans:
        start, end = bounds(span._.uratori)
        assert span.start_char <= start < end <= span.end_char
        if not isinstance(span._.uratori, Claim):
            assert doc.text[start:end] == span._.uratori.text


def test_a_span_takes_in_whole_tokens_where_the_borders_differ() -> None:
    doc = PIPELINES["en"]("先週末に日経平均は5.3%下落した。")
    (span,) = [s for s in doc.spans["quantities"] if s._.uratori.unit == "percent"]
    assert span.text == "先週末に日経平均は5.3%下落した"
    assert (span._.uratori.start, span._.uratori.text) == (9, "5.3%")


@pytest.mark.parametrize("text", ["", " ", "\n　\n", "天気は晴れ。"])
def test_a_doc_without_numbers_has_empty_groups(text: str) -> None:
    doc = NLP(text)
    assert doc.text == doc._.uratori.article.text == text
    assert [len(doc.spans[group]) for group in GROUPS] == [0, 0, 0]
    assert records(doc) == []


def test_reading_twice_changes_nothing() -> None:
    doc = NLP(TEXT)
    before = [shown(doc, group) for group in GROUPS]
    again = NLP.get_pipe("uratori")(doc)
    assert [shown(again, group) for group in GROUPS] == before


def test_what_the_component_assigns_is_declared() -> None:
    assert NLP.get_pipe_meta("uratori").assigns == ["doc._.uratori", "doc.spans", "span._.uratori"]


# --- the date --------------------------------------------------------------------------------


def first_day(doc: Doc) -> date | None:
    day: date | None = doc._.uratori.quantities[0].start_date
    return day


@pytest.mark.parametrize(
    ("published", "config", "day"),
    [
        (None, {}, None),
        (None, {"published": "2026-01-26"}, date(2026, 1, 25)),
        ("2025-05-02", {"published": "2026-01-26"}, date(2025, 5, 1)),
        ("2025-05-02T09:00:00+09:00", {}, date(2025, 5, 1)),
        (date(2025, 5, 2), {}, date(2025, 5, 1)),
        (datetime(2025, 5, 2, 9, 0), {}, date(2025, 5, 1)),
    ],
)
def test_the_date_of_the_doc_goes_before_that_of_the_component(
    published: Any, config: dict[str, str], day: date | None
) -> None:
    nlp = own_tokenizer(**config)
    doc = nlp.make_doc("昨日の日経平均は5.3%下落した。")
    if published is not None:
        doc.user_data["published"] = published
    assert first_day(nlp(doc)) == day


def test_a_wrong_date_is_named() -> None:
    with pytest.raises(uratori.SettingsError, match=r"^published of \"uratori\": '2026-13-01' is"):
        own_tokenizer(published="2026-13-01")
    for wrong in ("昨日", 20260126, ""):
        doc = NLP.make_doc("昨日の日経平均は5.3%下落した。")
        doc.user_data["published"] = wrong
        with pytest.raises(uratori.SettingsError, match=r"user_data\[\"published\"\].* is no date"):
            NLP(doc)


# --- the tokenizer ---------------------------------------------------------------------------


@given(TEXTS)
def test_the_text_of_a_doc_is_the_text(text: str) -> None:
    doc = uratori.spacy.blank().tokenizer(text)
    assert doc.text == text
    assert all(token.is_space or not re.search(r"\s", token.text) for token in doc)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("円高 株安", ["円高 ", "株安"]),
        ("１９.5倍、1,234.5円", ["１９.5", "倍", "、", "1,234.5", "円"]),
        ("3.と.5", ["3", ".", "と", ".", "5"]),
        ("円　株", ["円", "　", "株"]),
        ("円  株", ["円 ", " ", "株"]),
        (" 円 ", [" ", "円 "]),
        ("円\n\n　株\r\n", ["円", "\n\n　", "株", "\r\n"]),
        ("円 \n 株", ["円 ", "\n ", "株"]),
        ("円\x00株", ["円", "\x00", "株"]),
        (" ", [" "]),
        ("", []),
    ],
)
def test_white_space_is_a_token_but_for_one_space_after_a_word(
    text: str, tokens: list[str]
) -> None:
    assert [token.text_with_ws for token in NLP.make_doc(text)] == tokens


def test_a_token_knows_what_unidic_knows() -> None:
    doc = NLP.make_doc("ドル円は\n上昇した。")
    assert [(t.text, t.tag_, t.pos_, t.lemma_) for t in doc] == [
        ("ドル", "名詞-普通名詞-助数詞可能", "NOUN", "ドル"),
        ("円", "名詞-普通名詞-一般", "NOUN", "円"),
        ("は", "助詞-係助詞", "ADP", "は"),
        ("\n", "空白", "SPACE", "\n"),
        ("上昇", "名詞-普通名詞-サ変可能", "VERB", "上昇"),
        ("し", "動詞-非自立可能", "AUX", "為る"),
        ("た", "助動詞", "AUX", "た"),
        ("。", "補助記号-句点", "PUNCT", "。"),
    ]


def test_other_components_find_the_tokens_they_need() -> None:
    nlp = own_tokenizer()
    nlp.add_pipe("sentencizer", first=True)
    ruler = nlp.add_pipe("entity_ruler")
    # add_pipe is typed to give any callable
    ruler.add_patterns([{"label": "MOVE", "pattern": [{"LEMMA": "下落"}]}])  # type: ignore[attr-defined]
    doc = nlp("PERは19.5倍だ。日経平均は5.3%下落した。")
    assert [sent.text for sent in doc.sents] == ["PERは19.5倍だ。", "日経平均は5.3%下落した。"]
    assert [ent.text for ent in doc.ents] == ["下落"]


# --- streams and storage ---------------------------------------------------------------------


def test_a_stream_keeps_its_order_and_its_context() -> None:
    texts = [(TEXT, 1), ("", 2), ("IWMのPERは19.5倍だった。", 3)]
    read = list(NLP.pipe(texts, as_tuples=True, batch_size=2, n_process=1))
    assert [(doc.text, context) for doc, context in read] == texts
    assert [doc._.uratori for doc, _ in read] == [NLP(text)._.uratori for text, _ in texts]


def test_a_doc_is_saved_with_its_analysis() -> None:
    doc = NLP(TEXT)
    assert doc._.uratori.claims != ()
    packed = DocBin(docs=[doc], store_user_data=True).to_bytes()
    copies = [
        Doc(NLP.vocab).from_bytes(doc.to_bytes()),
        pickle.loads(pickle.dumps(doc)),
        next(DocBin().from_bytes(packed).get_docs(NLP.vocab)),
        doc.copy(),
    ]
    for copy in copies:
        assert copy._.uratori == doc._.uratori
        assert [shown(copy, group) for group in GROUPS] == [shown(doc, g) for g in GROUPS]
        assert copy.spans["claims"][0]._.uratori == doc.spans["claims"][0]._.uratori


def test_docs_merged_into_one_have_no_analysis_until_it_is_read() -> None:
    with pytest.warns(UserWarning, match=r"\[W101\] Skipping Doc custom extension 'uratori'"):
        merged = Doc.from_docs([NLP("PERは19.5倍だった。"), NLP("利回りは2.5%だ。")])
    assert merged._.uratori is None
    assert [span._.uratori.text for span in NLP(merged).spans["quantities"]] == ["19.5倍", "2.5%"]


def test_a_number_of_any_length_is_saved() -> None:
    doc = NLP("PERは19.5倍だった。")
    analysis = doc._.uratori
    (quantity,) = analysis.quantities
    longest = replace(quantity, value=Fraction(-(10**5000), 3))
    doc._.uratori = replace(analysis, quantities=(longest,))
    copy = Doc(NLP.vocab).from_bytes(doc.to_bytes())
    assert copy._.uratori.quantities == (longest,)


def reloaded(nlp: Language, how: str, folder: Path) -> Language:
    if how == "disk":
        nlp.to_disk(folder / "model")
        return spacy.load(folder / "model")
    if how == "bytes":
        return type(nlp).from_config(nlp.config).from_bytes(nlp.to_bytes())
    if how == "config":
        nlp.config.to_disk(folder / "config.cfg")
        return spacy.util.load_model_from_config(
            spacy.util.load_config(folder / "config.cfg"), auto_fill=True
        )
    copy: Language = pickle.loads(pickle.dumps(nlp))
    return copy


@pytest.mark.parametrize("how", ["disk", "bytes", "config", "pickle"])
def test_a_pipeline_is_saved_with_tokenizer_and_date(how: str, tmp_path: Path) -> None:
    nlp = own_tokenizer(published="2026-01-26")
    copy = reloaded(nlp, how, tmp_path)
    assert copy.lang == "ja"
    assert type(copy.tokenizer) is uratori.spacy.FugashiTokenizer
    text = "昨日の　日経平均は5.3%下落した。"
    assert [token.text for token in copy(text)] == [token.text for token in nlp(text)]
    assert copy(text)._.uratori == nlp(text)._.uratori
    assert first_day(copy(text)) == date(2026, 1, 25)


# --- with no import of uratori ---------------------------------------------------------------

SCRIPT = """
import sys
import spacy

def main(folder):
    nlp = spacy.blank(
        "ja", config={"nlp": {"tokenizer": {"@tokenizers": "uratori.FugashiTokenizer.v1"}}}
    )
    nlp.add_pipe("uratori", config={"published": "2026-01-26"})
    nlp.to_disk(folder)
    nlp = spacy.load(folder)
    doc = nlp.make_doc("昨日の日経平均は5.3%下落した。")
    doc.user_data["published"] = "2025-05-02"
    texts = [(doc, "a"), ("昨日の　PERは19.5倍だった。", "b")]
    for doc, context in nlp.pipe(texts, as_tuples=True, n_process=2, batch_size=1):
        quantities = [(span.text, span._.uratori.timex) for span in doc.spans["quantities"]]
        print(context, quantities)
    print(type(nlp.tokenizer).__name__)

if __name__ == "__main__":
    main(sys.argv[1])
"""


def test_entry_points_are_enough_in_every_process(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", script, tmp_path / "model"],
        capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "a [('昨日', '2025-05-01'), ('5.3%', None)]",
        "b [('昨日', '2026-01-25'), ('19.5倍', None)]",
        "FugashiTokenizer",
    ]


def test_the_command_does_not_load_spacy(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "uratori", "extract", article],
        capture_output=True, encoding="utf-8", check=True, timeout=120,
    )  # fmt: skip
    loaded = {line.rsplit("|")[-1].strip() for line in done.stderr.splitlines()}
    assert "uratori.pipeline" in loaded
    assert loaded.isdisjoint({"spacy", "uratori.spacy"})


def test_the_readme_shows_what_is_given() -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## With spaCy\n")[2]
    (code, output) = re.findall(r"^```(?:python|text)\n(.*?)^```$", section, re.S | re.M)[:2]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue() == output


# --- other Japanese pipelines, where they are installed --------------------------------------


def read_with(nlp: Language) -> None:
    nlp.add_pipe("uratori")
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert doc._.uratori == NLP(TEXT)._.uratori
    assert [span._.uratori for group in GROUPS for span in doc.spans[group]] == records(doc)


def test_with_spacy_s_own_japanese_tokenizer() -> None:
    pytest.importorskip("sudachipy", reason="the tokenizer of spacy.blank('ja') is not installed")
    read_with(spacy.blank("ja"))


@pytest.mark.filterwarnings("default")
def test_with_ginza() -> None:
    if importlib.util.find_spec("ginza") is None or not spacy.util.is_package("ja_ginza"):
        pytest.skip("GiNZA and its model ja_ginza are not installed")
    read_with(spacy.load("ja_ginza"))


def test_the_module_is_an_attribute_that_loads_when_asked_for() -> None:
    code = "import sys, uratori; print('spacy' in sys.modules, uratori.spacy.blank().lang)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False ja\n"
