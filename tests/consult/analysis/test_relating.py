"""What to look at first in a concern: hardly in, nearly in, never personal data."""

from dataclasses import replace

from consult.analysis.findings import find
from consult.analysis.relating import (
    LOOKED_AT_FIRST,
    UNSURE_BELOW,
    nearly_in,
    unsure_of,
)
from nlp.results import Analysis
from nlp.statements import MaskedSpan
from tests.consult.analysis.analyses import Says, an_analysis

SAID = [
    Says("The lamps are off.", {"c1": 0.9}),
    Says("It is dark.", {"c1": 0.3}),
    Says("We fall at night.", {"c1": 0.2}),
    Says("Call 0101 about it.", {"c1": 0.1}, masked=(MaskedSpan(5, 9, "phone"),)),
    Says("The road is bad.", {}),
    Says("The road has holes.", {}),
]


def analysis_with(*nearly: tuple[int, float]) -> Analysis:
    analysis = an_analysis(SAID, label="lamps")
    (concern,) = analysis.concerns
    return replace(analysis, concerns=(replace(concern, nearly=nearly),))


def clean(analysis: Analysis, place: int) -> bool:
    return not analysis.statements[place].statement.masked


def test_the_least_sure_come_first_without_personal_data() -> None:
    analysis = analysis_with()

    found = unsure_of(
        analysis, analysis.concerns[0], lambda place: clean(analysis, place)
    )

    assert found == ((2, 0.2), (1, 0.3))


def test_what_surely_belongs_is_not_looked_at() -> None:
    analysis = an_analysis([Says("The lamps are off.", {"c1": UNSURE_BELOW})])

    assert unsure_of(analysis, analysis.concerns[0], lambda _: True) == ()


def test_what_came_in_after_all_is_no_longer_nearly_in() -> None:
    analysis = analysis_with((5, 0.4), (1, 0.35), (4, 0.3))

    found = nearly_in(analysis, analysis.concerns[0], lambda _: True)

    assert found == ((5, 0.4), (4, 0.3))


def test_the_same_words_are_looked_at_once() -> None:
    texts = ["Dark", "dark", "Night", "Road"]
    analysis = an_analysis([Says(text, {"c1": 0.2}) for text in texts])

    found = unsure_of(analysis, analysis.concerns[0], lambda _: True)

    assert [place for place, _ in found] == [0, 2, 3]


def test_few_are_looked_at_first() -> None:
    analysis = an_analysis([Says(f"Dark {n}", {"c1": 0.2}) for n in range(9)])

    found = unsure_of(analysis, analysis.concerns[0], lambda _: True)

    assert [place for place, _ in found] == list(range(LOOKED_AT_FIRST))


def test_words_that_may_not_be_shown_stay_out() -> None:
    analysis = analysis_with((5, 0.4), (4, 0.3))

    assert nearly_in(analysis, analysis.concerns[0], lambda place: place != 5) == (
        (4, 0.3),
    )


def test_findings_hold_the_relations_of_concerns_and_doubtful_statements() -> None:
    analysis = analysis_with((5, 0.4))
    (one,) = analysis.concerns
    other = replace(one, id="c2", label="dark", nearly=(), agreement={"c1": 0.5})
    analysis = replace(analysis, concerns=(replace(one, agreement={"c2": 0.5}), other))

    first, second = find(analysis, {}, question=None).concerns

    assert first.broader == second.broader == "b1"
    assert [(twin.id, twin.agreement) for twin in first.twins] == [("c2", 0.5)]
    assert [case.quote.text for case in first.nearly] == ["The road has holes."]
    assert [case.quote.text for case in first.unsure] == [
        "We fall at night.",
        "It is dark.",
    ]
