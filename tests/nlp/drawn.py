"""Small analyses made by hand or drawn: what was said, and of which concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from nlp.accounting import account
from nlp.earlier import Earlier, EarlierConcern, EarlierStatement
from nlp.identify import Identification
from nlp.recipe import Recipe
from nlp.results import (
    AnalysedStatement,
    Analysis,
    Assignment,
    Concern,
    PreparedAnswer,
)
from nlp.sentiment import Sentiment
from nlp.statements import Answer, Statement

WORDS = (
    "lamps", "dark", "street", "water", "dirty", "river", "bus", "late", "stop",
    "road", "holes", "clinic", "queue", "school", "noise", "night",
)  # fmt: skip
IDS = ("c1", "c2", "c3", "r1", "r2")


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: its statements, each with the concerns it speaks of."""

    key: str
    statements: tuple[tuple[str, tuple[str, ...]], ...]


def said(key: str, text: str, *concerns: str) -> Said:
    """Return an answer of one statement."""
    return Said(key, ((text, concerns),))


@dataclass(slots=True)
class _Building:
    language: str
    answers: list[PreparedAnswer] = field(default_factory=list)
    statements: list[AnalysedStatement] = field(default_factory=list)

    def add(self, each: Said) -> None:
        text = " ".join(words for words, _ in each.statements)
        first, start = len(self.statements), 0
        for words, concerns in each.statements:
            statement = Statement(
                len(self.answers), start, start + len(words), words, self.language
            )
            start += len(words) + 1
            # A tenth less for each further concern.
            assigned = tuple(
                Assignment(concern, 0.9 - 0.1 * place)
                for place, concern in enumerate(sorted(concerns))
            )
            self.statements.append(
                AnalysedStatement(
                    statement, assigned, Sentiment("negative", -0.5, 0.9, assessed=True)
                )
            )
        self.answers.append(
            PreparedAnswer(
                Answer(each.key, text, self.language),
                Identification(self.language, 1.0),
                no_reason=not each.statements,
                marks=(),
                statements=range(first, len(self.statements)),
            )
        )


def an_analysis(
    everything: Sequence[Said],
    *,
    recipe: Recipe | None = None,
    labels: Mapping[str, str] | None = None,
    language: str = "en",
) -> Analysis:
    """Return the analysis in which these things were said in a language."""
    building = _Building(language)
    for each in everything:
        building.add(each)
    statements = tuple(building.statements)
    members: dict[str, list[int]] = {}
    for place, spoken in enumerate(statements):
        for assigned in spoken.assignments:
            members.setdefault(assigned.concern, []).append(place)
    concerns = [
        Concern(
            concern,
            (labels or {}).get(concern, statements[places[0]].statement.text),
            language,
            (),
            tuple(places),
            (places[0],),
            0.8,
        )
        for concern, places in sorted(members.items())
    ]
    return Analysis(
        tuple(account(each, statements) for each in building.answers),
        statements,
        tuple(each for each in concerns if each.id.startswith("c")),
        tuple(each for each in concerns if each.id.startswith("r")),
        0.0,
        recipe or Recipe(),
    )


def keys_of(analysis: Analysis) -> list[str]:
    """Return the names of the answers of an analysis."""
    return [each.prepared.answer.respondent for each in analysis.answers]


def earlier_of(
    analysis: Analysis, numbered: Mapping[str, int] | None = None
) -> Earlier:
    """Return an analysis as a later one sees it."""
    keys = keys_of(analysis)
    return Earlier(
        tuple(
            EarlierConcern(each.id, each.label, each.language, each.terms, 0.8)
            for each in (*analysis.concerns, *analysis.rare)
        ),
        tuple(
            EarlierStatement(
                keys[each.statement.answer],
                each.statement.start,
                each.statement.end,
                each.statement.text,
                each.statement.language,
                each.statement.masked,
                tuple(assigned.concern for assigned in each.assignments),
            )
            for each in analysis.statements
        ),
        dict(numbered or {}),
    )


def people_of(analysis: Analysis, concern: str) -> set[str]:
    """Return who speaks of a concern."""
    return {
        each.prepared.answer.respondent
        for each in analysis.answers
        if concern in each.concerns
    }


@st.composite
def some_said(draw: st.DrawFn, *, prefix: str = "p", most: int = 14) -> list[Said]:
    """Draw answers of up to three statements, with or without concerns."""
    texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
    spoken = st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(tuple)
    statements = st.lists(st.tuples(texts, spoken), max_size=3).map(tuple)
    drawn = draw(st.lists(statements, min_size=1, max_size=most))
    return [Said(f"{prefix}{place}", each) for place, each in enumerate(drawn)]


def check_accounted(analysis: Analysis, before: Analysis) -> None:
    """Fail unless everything said is there once, and concerns and statements agree."""
    assert [each.prepared for each in analysis.answers] == [
        each.prepared for each in before.answers
    ]
    assert [each.statement for each in analysis.statements] == [
        each.statement for each in before.statements
    ]
    together = (*analysis.concerns, *analysis.rare)
    members: dict[str, list[int]] = {}
    for place, each in enumerate(analysis.statements):
        for assigned in each.assignments:
            assert 0.0 <= assigned.confidence <= 1.0
            members.setdefault(assigned.concern, []).append(place)
    assert {each.id: list(each.statements) for each in together} == members
    assert len({each.id for each in together}) == len(together)
    for concern in together:
        assert concern.quotes
        assert set(concern.quotes) <= set(concern.statements)
    for answer in analysis.answers:
        assert answer == account(answer.prepared, analysis.statements)
