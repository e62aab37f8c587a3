"""Margins that mend more than they spoil, and how near two scorers are."""

import pytest

from uratori.scoring import RULES, Context, MoodExample, Votes, Window

SURE_RIGHT = ((0.1, 0.9), 0, (1,))
SURE_WRONG = ((0.1, 0.9), 0, (0,))
FAINT_WRONG = ((0.4, 0.6), 0, (0,))
FAINT_RIGHT = ((0.4, 0.6), 0, (1,))


@pytest.mark.parametrize(
    ("choices", "margin"),
    [
        ([], 1.0),
        ([SURE_WRONG], 1.0),
        ([SURE_RIGHT, SURE_WRONG], 1.0),
        ([SURE_RIGHT], 0.75),
        ([SURE_RIGHT, FAINT_WRONG], 0.75),
        ([FAINT_RIGHT, FAINT_RIGHT, FAINT_WRONG], 0.15),
    ],
)
def test_the_margin_that_mends_the_most(
    choices: list[tuple[tuple[float, ...], int, tuple[int, ...]]], margin: float
) -> None:
    from models.margins import Choice, best_margin

    assert best_margin([Choice(*choice) for choice in choices]) == margin


class Doubter:
    """Votes as the rules do, but for what it is told of."""

    model = "none"

    def __init__(self, votes: dict[str, Votes]) -> None:
        self.votes = votes

    def margin(self, job: str) -> float | None:
        return 0.0 if job == "mood" else None

    def ties(self, candidates: object) -> list[float]:
        raise AssertionError("nobody asks for ties")

    def moods(self, contexts: list[Context]) -> list[Votes]:
        return [self.votes.get(c.metric, RULES.moods([c])[0]) for c in contexts]


def example(metric: str, mood: str) -> MoodExample:
    window = Window(
        text="5%", start=0, sentence=(0, 2), number=(0, 2), unit="percent", kind="level"
    )
    context = Context(window=window, metric=metric, rules="fact")
    return MoodExample(text="t", source="gold", context=context, mood=mood)


def test_the_margin_of_a_scorer() -> None:
    from models.margins import choose_margins

    scorer = Doubter({"sales": (0.25, 0.75, 0, 0, 0), "per": (0.4, 0.6, 0, 0, 0)})
    told = [example("sales", "forecast"), example("per", "fact"), example("eps", "fact")]
    assert choose_margins(scorer, told) == {"mood": 0.45}


def test_agreement_counts_answers_and_distances() -> None:
    from models.agreement import agreement

    scorer = Doubter({"sales": (0.75, 0.25, 0, 0, 0), "per": (0.25, 0.75, 0, 0, 0)})
    told = [example(metric, "fact") for metric in ("sales", "per", "eps", "bps")]
    near = agreement(RULES, scorer, told)
    assert (near.questions, near.same, near.apart, near.mean_apart) == (4, 0.75, 0.75, 0.25)
    assert not near.holds
    assert agreement(RULES, RULES, told).holds
