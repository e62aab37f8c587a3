"""What the rules propose over texts, with the answers: the examples that a scorer is trained on.

The texts are read by the pipeline itself, with a scorer that only keeps what it is asked, so what
training sees is what running asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from ..pipeline import Analyzer
from ..scoring import JOBS, Candidate, MoodExample, Recorder, TieExample, Window
from ..scoring.examples import Source
from .claims import GoldText, NumberClaim, number_claims

Example: TypeAlias = TieExample | MoodExample


def examples_of(
    text: str, *, name: str, published: date | None = None, gold: Iterable[NumberClaim] = ()
) -> Iterator[Example]:
    """Yield the examples of one text in the order that its numbers stand in.

    name: the text's id. gold: the answers of an annotator; without any, the rules' own answers.
    Ties come where there is more than one candidate, a mood for every claim, where it stands
    first; a number without an answer gives no mood, and no right candidate.
    """
    recorder = Recorder()
    analysis = Analyzer(scorer=recorder).extract(text, published=published)
    marked = tuple(gold)
    source: Source = "gold" if marked else "rules"
    answers = {claim.start: claim for claim in marked or number_claims(analysis)}
    found: list[Example] = [_tie(name, source, asked, answers) for asked in recorder.asked]
    found += [
        MoodExample(text=name, source=source, context=context, mood=answer.modality)
        for context in recorder.voices
        if (answer := answers.get(number_at(context.window))) is not None
    ]
    yield from sorted(found, key=_place)


def gold_examples(lines: Iterable[GoldText]) -> Iterator[Example]:
    """Yield the examples of a gold corpus, text by text."""
    for line in lines:
        if line.claims:
            yield from examples_of(
                line.text, name=line.id, published=line.published, gold=line.claims
            )


def number_at(window: Window) -> int:
    """Give where the number that is asked about begins in its article."""
    return window.start + window.number[0]


def _tie(
    name: str,
    source: Source,
    candidates: tuple[Candidate, ...],
    answers: Mapping[int, NumberClaim],
) -> TieExample:
    answer = answers.get(number_at(candidates[0].window))
    right = [i for i, each in enumerate(candidates) if answer and _is_right(each, answer)]
    return TieExample(text=name, source=source, candidates=candidates, right=tuple(right))


def _is_right(candidate: Candidate, answer: NumberClaim) -> bool:
    if candidate.job == "metric":
        return candidate.metric == answer.metric
    return candidate.entity is not None and candidate.entity == answer.entity


def _place(example: Example) -> tuple[int, int]:
    """Order by the number, then the metric, the owner and the mood of it, as they are asked for."""
    if isinstance(example, TieExample):
        asked = example.candidates[0]
        return number_at(asked.window), JOBS.index(asked.job)
    return number_at(example.context.window), JOBS.index("mood")
