"""Who reads answers may name a concern that nothing found."""

import pytest

from nlp.corrections import corrected
from nlp.named import Named, named_anew
from nlp.results import Analysis
from nlp.statements import Span
from nlp.verdicts import ConcernUnknown, Decision, Known, Verdict, resolve
from tests.nlp.drawn import an_analysis, keys_of, people_of, said

IN, OUT = Verdict.IN, Verdict.OUT
KNOWN = Known({"c1": "c1"}, {"The lamps are dark": "c1"})


def an_example() -> Analysis:
    return an_analysis(
        [said("a", "the lamps are dark", "c1"), said("b", "dogs bite", "c1")]
    )


def a_row(concern: str, verdict: Verdict = IN, *, key: str = "b") -> Decision:
    return Decision(2, key, None, concern, verdict)


def named(*rows: Decision) -> Named:
    analysis = an_example()
    return named_anew(analysis, keys_of(analysis), rows, KNOWN, number=2)


def test_new_title_becomes_a_concern_with_the_next_number() -> None:
    found = named(a_row("new: Stray dogs"), a_row("new: Bites"))

    assert [(each.id, each.label) for each in found.concerns] == [
        ("c2", "Stray dogs"),
        ("c3", "Bites"),
    ]
    assert found.concerns[0].language == "en"


@pytest.mark.parametrize(
    "again", ["New: Stray dogs", "new:Stray  dogs ", "new: Stray dogs"]
)
def test_one_title_is_one_concern(again: str) -> None:
    found = named(a_row("new: Stray dogs"), a_row(again, OUT, key="a"))

    assert [each.id for each in found.concerns] == ["c2"]
    assert found.known.labels[again] == "c2"


def test_title_that_a_concern_bears_means_that_one() -> None:
    found = named(a_row("new: The lamps are dark"))

    assert found.concerns == ()
    assert found.known.labels["new: The lamps are dark"] == "c1"


@pytest.mark.parametrize(
    ("concern", "verdict"),
    [
        pytest.param("Stray dogs", IN, id="not marked as new"),
        pytest.param("new: ", IN, id="no title"),
        pytest.param("new: Stray dogs", OUT, id="nobody is in it"),
    ],
)
def test_what_names_nothing_is_refused(concern: str, verdict: Verdict) -> None:
    analysis, row = an_example(), a_row(concern, verdict)

    with pytest.raises(ConcernUnknown, match=r"^Line 2 "):
        resolve(analysis, keys_of(analysis), [row], named(row).known)


def test_answers_put_into_a_new_concern_speak_of_it() -> None:
    analysis, rows = an_example(), [a_row("new: Stray dogs"), a_row("c1", OUT)]
    found = named(*rows)
    verdicts = resolve(analysis, keys_of(analysis), rows, found.known)

    after = corrected(analysis, verdicts, found.concerns).analysis

    assert people_of(after, "c2") == {"b"}
    assert people_of(after, "c1") == {"a"}


def test_language_of_a_title_is_unknown_where_nothing_was_said() -> None:
    row = Decision(0, "gone", Span(0, 4), "new: Stray dogs", IN)

    assert named(row).concerns[0].language == "und"
