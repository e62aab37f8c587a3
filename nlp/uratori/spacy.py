"""uratori inside a spaCy pipeline: a component that reads numbers, and a tokenizer of its own.

Both are entry points of the package, so that spaCy finds them by name with no import:

>>> nlp = spacy.blank("ja")                # any pipeline, any tokenizer    # doctest: +SKIP
>>> nlp.add_pipe("uratori")                                                 # doctest: +SKIP
>>> doc = nlp("IWMのPERは19.5倍だった。")                                   # doctest: +SKIP
>>> [(span.text, span._.uratori.value) for span in doc.spans["quantities"]] # doctest: +SKIP
[('19.5倍', Fraction(39, 2))]

If you are new here, start at `ClaimReader`. Nothing else of the package imports this module, nor
spaCy: that takes longer than reading an article.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from itertools import zip_longest
from typing import Any, TypeAlias, cast

import msgspec
import spacy
from spacy.lang import ja
from spacy.lang.ja.tag_map import TAG_MAP
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from .given import as_day
from .pipeline import Analyzer
from .records import Analysis, Article, Claim, Mention, Quantity, Sentence, Token
from .text import read_text, tokenize

__all__ = [
    "TOKENIZER",
    "ClaimReader",
    "FugashiTokenizer",
    "blank",
    "create_claim_reader",
    "create_fugashi_tokenizer",
]

TOKENIZER = "uratori.FugashiTokenizer.v1"
"""Name of the tokenizer in spaCy's registry, for ``[nlp.tokenizer]`` of a config."""

Record: TypeAlias = Quantity | Mention | Claim

_RUNS = re.compile(r"\s+|\S+")
_RECORD_ID = re.compile(r"([qmc])([0-9]{1,9})")
_NUMERAL = re.compile(r"(?<![0-9])[0-9]{1,40}(?:[.,][0-9]{1,40}){1,40}(?![0-9])")
_UNSEEN = re.compile(r"[\s\0]")
"""What MeCab may take into a word, and the NUL that it stops at."""
_SPACE, _SIGN, _NUMBER = "空白", "補助記号-一般", "名詞-数詞"
"""UniDic's parts of speech for white space, a sign and a numeral."""
_KEPT: Any = ("._.", "uratori", None, None)
"""Where ``doc.user_data`` keeps the analysis: where spaCy looks for the values of extensions."""

_resolve_pos: Callable[[str, str, str | None], tuple[int, int | None]] = ja.resolve_pos


# --- the component ---------------------------------------------------------------------------


class ClaimReader:
    """Reads the quantities, mentions and claims of a Doc, whatever cut it into tokens.

    Gives ``doc._.uratori`` (an `Analysis`; its offsets are those of ``doc.text``) and three groups
    of spans. Each span has the id of its record, which is ``span._.uratori``:

    ============== ===================== ======= ==========
    doc.spans[...] covers                label_  kb_id_
    ============== ===================== ======= ==========
    quantities     the number, its unit  kind
    mentions       the name or code      type    the entity
    claims         the sentence          metric  the entity
    ============== ===================== ======= ==========

    Where a record begins or ends inside a token, the span takes the whole token in; the record
    keeps the exact offsets. An empty Doc has an empty analysis.
    """

    def __init__(self, published: date | None = None) -> None:
        self.published = published

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc; its own ``doc.user_data["published"]`` goes before the component's.

        Raises SettingsError where that is no date.
        """
        text = doc.text
        published = as_day(doc.user_data.get("published"), 'doc.user_data["published"]')
        analysis = (
            Analyzer().extract(text, published=published or self.published)
            if text.strip()
            else _nothing(text)
        )
        doc._.uratori = analysis
        doc.spans["quantities"] = [
            _span(doc, q.start, q.end, q.id, q.kind) for q in analysis.quantities
        ]
        doc.spans["mentions"] = [
            _span(doc, m.start, m.end, m.id, m.type, m.entity) for m in analysis.mentions
        ]
        doc.spans["claims"] = [
            _span(doc, *c.sentence, c.id, c.metric, c.entity) for c in analysis.claims
        ]
        return doc


@Language.factory(
    "uratori",
    default_config={"published": None},
    assigns=["doc._.uratori", "doc.spans", "span._.uratori"],
)
def create_claim_reader(nlp: Language, name: str, published: str | None) -> ClaimReader:
    """Make the component of ``nlp.add_pipe("uratori", config={"published": "2026-01-26"})``.

    published: an ISO date for articles that give none of their own. Raises SettingsError for
    anything else.
    """
    return ClaimReader(as_day(published, f'published of "{name}"'))


def _span(
    doc: Doc, start: int, end: int, record: str, label: str | None, entity: str | None = None
) -> Span:
    span = doc.char_span(
        start, end, label or "", entity or "", alignment_mode="expand", span_id=record
    )
    # Only offsets outside the Doc give no span.
    return cast("Span", span)


def _nothing(text: str) -> Analysis:
    """Give the analysis of a Doc without words, which a pipeline takes in its stride."""
    digest = sha256(text.encode("utf-8")).hexdigest()
    article = Article(id=digest[:12], source="", text=text, sha256=digest)
    return Analysis(article=article, quantities=(), mentions=(), claims=())


# --- the tokenizer ---------------------------------------------------------------------------


def blank() -> Language:
    """Give an empty Japanese pipeline tokenised by fugashi and UniDic; SudachiPy is not needed.

    As after ``spacy.blank``, components are added next: ``nlp.add_pipe("uratori")``. Tokens have
    ``tag_`` (UniDic's part of speech), ``pos_`` and ``lemma_``.
    """
    return spacy.blank("ja", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


def create_fugashi_tokenizer() -> Callable[[Language], "FugashiTokenizer"]:
    """Give what makes the tokenizer of a pipeline, as spaCy's registry wants it."""
    return _of_pipeline


registry.tokenizers(TOKENIZER, func=create_fugashi_tokenizer)


def _of_pipeline(nlp: Language) -> "FugashiTokenizer":
    return FugashiTokenizer(nlp.vocab)


class FugashiTokenizer(DummyTokenizer):
    """Cuts a text into UniDic short-unit words and numerals; ``doc.text`` is exactly the text.

    A Doc knows of one ASCII space after a word; any other white space is a token of its own, as is
    what MeCab leaves out.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokenise one text."""
        tokens = tuple(_cover(text))
        ends = (*(token.start for token in tokens[1:]), len(text))
        return Doc(
            self.vocab,
            words=[text[token.start : token.end] for token in tokens],
            spaces=[token.end < end for token, end in zip(tokens, ends, strict=False)],
            tags=[token.pos for token in tokens],
            pos=[self.vocab.strings[pos] for pos in _word_classes(tokens)],
            lemmas=[_lemma(token) for token in tokens],
        )


def _cover(text: str) -> Iterator[Token]:
    """Yield words and gaps so that nothing but single spaces after a word is left out."""
    cursor = 0
    for token in _words(text):
        yield from _gap(text, cursor, token.start)
        yield token
        cursor = token.end
    yield from _gap(text, cursor, len(text))


def _words(text: str) -> Iterator[Token]:
    document = read_text(text)
    seen = _UNSEEN.sub(" ", document.folded)
    for sentence in document.sentences:
        tokens = tokenize(seen, sentence.start, sentence.end)
        yield from _with_numerals(seen, sentence, tokens)


def _with_numerals(folded: str, sentence: Sentence, tokens: Sequence[Token]) -> Iterator[Token]:
    """Join what UniDic cuts at a point or a comma, and takes for the end of a sentence: 19.5."""
    found = _NUMERAL.finditer(folded, sentence.start, sentence.end)
    ends = dict(numeral.span() for numeral in found)
    borders = {token.end for token in tokens}
    until = 0
    for token in tokens:
        end = ends.get(token.start)
        if end in borders:
            until = end
            surface = folded[token.start : end]
            yield Token(start=token.start, end=end, surface=surface, pos=_NUMBER, lemma=surface)
        elif until <= token.start < token.end:
            yield token


def _gap(text: str, start: int, end: int) -> Iterator[Token]:
    after_word = 0 < start < end
    if after_word and text[start] == " ":
        start += 1
    for run in _RUNS.finditer(text, start, end):
        pos = _SPACE if run[0].isspace() else _SIGN
        yield Token(start=run.start(), end=run.end(), surface=run[0], pos=pos, lemma=run[0])


def _word_classes(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the universal part of speech of each, by spaCy's own tables for UniDic; 0 for none."""
    settled = None
    for token, following in zip_longest(tokens, tokens[1:]):
        pos, settled = settled, None
        if pos is None and token.pos in TAG_MAP:
            after = following.pos if following else None
            pos, settled = _resolve_pos(token.surface, token.pos, after)
        yield pos or 0


def _lemma(token: Token) -> str:
    """Give UniDic's lemma without what tells homographs apart: ドル-dollar, 円-助数詞."""
    return token.lemma.partition("-")[0] or token.lemma


# --- what a Doc keeps ------------------------------------------------------------------------


def _keep(doc: Doc, analysis: Analysis) -> None:
    """Keep an analysis as bytes, the form in which spaCy can save it and hand it to a process."""
    doc.user_data[_KEPT] = msgspec.msgpack.encode(analysis, enc_hook=_fraction_text)


def _kept(doc: Doc) -> Analysis | None:
    data: bytes | None = doc.user_data.get(_KEPT)
    return None if data is None else _decoded(data)


@lru_cache(maxsize=16)
def _decoded(data: bytes) -> Analysis:
    return msgspec.msgpack.decode(data, type=Analysis, dec_hook=_fraction)


def _fraction_text(value: object) -> str:
    """Write an exact number in hexadecimal, for which Python sets no limit of digits."""
    if not isinstance(value, Fraction):
        raise NotImplementedError(f"{type(value).__name__} in an Analysis")
    return f"{value.numerator:x}/{value.denominator:x}"


def _fraction(kind: type, text: str) -> Fraction:
    above, _, below = text.partition("/")
    return Fraction(int(above, 16), int(below, 16))


def _record(span: Span) -> Record | None:
    """Give the record behind a span of the three groups, None for any other span."""
    analysis = _kept(span.doc)
    found = _RECORD_ID.fullmatch(span.id_)
    if analysis is None or found is None:
        return None
    groups: dict[str, tuple[Record, ...]] = {
        "q": analysis.quantities, "m": analysis.mentions, "c": analysis.claims,
    }  # fmt: skip
    # Ids count the records of a group from 1, so nothing is searched for.
    return next(iter(groups[found[1]][int(found[2]) - 1 : int(found[2])]), None)


Doc.set_extension("uratori", getter=_kept, setter=_keep, force=True)
Span.set_extension("uratori", getter=_record, force=True)
