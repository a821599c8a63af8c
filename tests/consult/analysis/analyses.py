"""Analyses made by hand: who says what of which concern, and how surely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nlp.accounting import account
from nlp.identify import Identification
from nlp.recipe import Recipe
from nlp.results import (
    AnalysedStatement,
    Analysis,
    Assignment,
    Concern,
    PreparedAnswer,
)
from nlp.sentiment import Label, Sentiment
from nlp.statements import Answer, MaskedSpan, Statement


@dataclass(frozen=True, slots=True)
class Says:
    """One answer of one statement; ``certain`` is by concern."""

    text: str
    certain: Mapping[str, float] = field(default_factory=lambda: {"c1": 0.9})
    person: str = ""
    language: str = "en"
    side: Label = "negative"
    masked: tuple[MaskedSpan, ...] = ()


def an_analysis(
    said: Sequence[Says],
    *,
    label: str = "",
    terms: tuple[str, ...] = (),
    quotes: tuple[int, ...] = (),
) -> Analysis:
    """Return an analysis with the concern c1, as far as answers speak of it."""
    statements = tuple(
        AnalysedStatement(
            Statement(place, 0, len(each.text), each.text, each.language, each.masked),
            tuple(Assignment(*pair) for pair in each.certain.items()),
            Sentiment(each.side, 0.0, 1.0, assessed=True),
        )
        for place, each in enumerate(said)
    )
    answers = tuple(
        account(
            PreparedAnswer(
                Answer(each.person or str(place), each.text, each.language),
                Identification(each.language, 1.0),
                no_reason=False,
                marks=(),
                statements=range(place, place + 1),
            ),
            statements,
        )
        for place, each in enumerate(said)
    )
    members = tuple(place for place, each in enumerate(said) if "c1" in each.certain)
    concern = Concern("c1", label, "en", terms, members, quotes, 1.0)
    return Analysis(answers, statements, (concern,), (), 0.0, Recipe())
