"""What people decided holds, whatever is found; the rest follows where it teaches."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.corrections import Corrected, corrected
from nlp.earlier import EarlierConcern
from nlp.pipeline import prepare
from nlp.recipe import Recipe
from nlp.results import Analysis
from nlp.statements import Answer, Bucket, Span
from nlp.verdicts import (
    AnswerUnknown,
    ConcernUnknown,
    Decision,
    DecisionRefused,
    DecisionsDisagree,
    Known,
    StatementAmbiguous,
    StatementUnknown,
    Verdict,
    heard,
    resolve,
)
from tests.nlp.drawn import (
    IDS,
    Said,
    an_analysis,
    check_accounted,
    keys_of,
    people_of,
    said,
    some_said,
)

IN, OUT = Verdict.IN, Verdict.OUT
TWO = Said("t", (("the lamps are dark", ("c1",)), ("the bus is late", ("c2",))))
SMALL = [TWO, said("a", "the bus is late again", "c2"), said("b", "no lamps", "c1")]


def a_decision(
    key: str, concern: str, verdict: Verdict, *, span: Span | None = None, line: int = 2
) -> Decision:
    return Decision(line, key, span, concern, verdict)


def known_of(analysis: Analysis) -> Known:
    together = (*analysis.concerns, *analysis.rare)
    return Known(
        {each.id: each.id for each in together},
        {each.label: each.id for each in together},
    )


def correct(
    analysis: Analysis,
    decisions: Sequence[Decision],
    absent: Sequence[EarlierConcern] = (),
    known: Known | None = None,
) -> Corrected:
    verdicts = resolve(
        analysis, keys_of(analysis), decisions, known or known_of(analysis)
    )
    found = corrected(analysis, verdicts, absent)
    check_accounted(found.analysis, analysis)
    return found


# What a row is about


def test_whole_answer_is_every_statement_of_it() -> None:
    found = correct(an_analysis(SMALL), [a_decision("t", "c2", IN)]).analysis

    assert [
        [(a.concern, a.confidence) for a in each.assignments]
        for each in found.statements[:2]
    ] == [[("c2", 1.0), ("c1", 0.9)], [("c2", 1.0)]]


def test_span_is_one_statement() -> None:
    decision = a_decision("t", "c1", OUT, span=Span(0, 18))

    found = correct(an_analysis(SMALL), [decision]).analysis

    assert found.answers[0].concerns == ("c2",)
    assert found.statements[0].assignments == ()


def test_span_that_covers_most_of_a_statement_is_that_statement() -> None:
    decision = a_decision("t", "c1", OUT, span=Span(4, 18))

    assert correct(an_analysis(SMALL), [decision]).analysis.answers[0].concerns == (
        "c2",
    )


def test_label_names_a_concern() -> None:
    decision = a_decision("a", "the lamps are dark", IN)

    assert people_of(correct(an_analysis(SMALL), [decision]).analysis, "c1") == {
        "t", "a", "b",
    }  # fmt: skip


def test_answer_taken_out_of_all_its_concerns_is_not_yet_grouped() -> None:
    found = correct(an_analysis(SMALL), [a_decision("a", "c2", OUT)]).analysis

    assert found.answers[1].bucket is Bucket.NOT_YET_GROUPED


def test_concern_that_all_are_taken_out_of_is_gone() -> None:
    rows = [a_decision(key, "c1", OUT) for key in ("t", "b")]

    found = correct(an_analysis(SMALL), rows).analysis

    assert [each.id for each in found.concerns] == ["c2"]


def test_concern_that_nobody_spoke_of_comes_back_with_its_name() -> None:
    absent = EarlierConcern("c9", "Stray dogs", "en", ("dogs",), 0.5)
    known = Known({"c9": "c9"}, {})

    found = correct(
        an_analysis(SMALL), [a_decision("a", "c9", IN)], [absent], known
    ).analysis

    (dogs,) = (each for each in found.concerns if each.id == "c9")
    assert dogs.label == "Stray dogs"
    assert people_of(found, "c9") == {"a"}


def test_words_that_seemed_to_say_nothing_are_heard() -> None:
    answers = [Answer("n", "  nothing "), Answer("m", "nothing"), Answer("e", " ")]
    prepared = prepare(answers, Recipe())
    rows = [a_decision("n", "c1", IN), a_decision("m", "c1", OUT)]

    found = heard(prepared, ["n", "m", "e"], [*rows, a_decision("e", "c1", IN)])

    (statement,) = found.statements
    assert (statement.start, statement.end, statement.text) == (2, 9, "nothing")
    assert [each.no_reason for each in found.answers] == [False, True, True]
    assert [len(each.statements) for each in found.answers] == [1, 0, 0]


# What is refused


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        pytest.param(
            [a_decision("a", "c1", IN), a_decision("a", "c1", OUT, line=3)],
            DecisionsDisagree,
            id="opposite rows",
        ),
        pytest.param(
            [
                a_decision("t", "c1", OUT, span=Span(0, 18)),
                a_decision("t", "c1", IN, line=3),
            ],
            DecisionsDisagree,
            id="an answer and a statement in it",
        ),
        pytest.param([a_decision("a", "c7", IN)], ConcernUnknown, id="no concern"),
        pytest.param([a_decision("z", "c1", IN)], AnswerUnknown, id="no answer"),
        pytest.param(
            [a_decision("a", "c1", IN, span=Span(70, 80))],
            StatementUnknown,
            id="no statement",
        ),
    ],
)
def test_row_that_cannot_be_kept_is_refused_by_its_line(
    rows: list[Decision], refusal: type[DecisionRefused]
) -> None:
    analysis = an_analysis(SMALL)

    with pytest.raises(refusal, match=rf"^Line {rows[-1].line} "):
        resolve(analysis, keys_of(analysis), rows, known_of(analysis))


def test_statement_of_two_answers_of_one_person_is_refused() -> None:
    analysis = an_analysis([said("a", "no lamps", "c1"), said("a", "no buses", "c2")])
    row = a_decision("a", "c1", IN, span=Span(0, 8))

    with pytest.raises(StatementAmbiguous):
        resolve(analysis, keys_of(analysis), [row], known_of(analysis))


def test_row_about_an_answer_that_was_taken_back_lapses() -> None:
    analysis = an_analysis(SMALL)
    known = Known({"c1": "c1"}, {}, {"gone": frozenset({Span(0, 4)})})
    row = a_decision("gone", "c1", IN)

    verdicts = resolve(analysis, keys_of(analysis), [row], known)

    assert verdicts.lapsed == (row,)


def test_decision_handed_on_gives_way_to_one_of_the_file() -> None:
    handed_on = a_decision("a", "c1", OUT, line=0)
    of_file = a_decision("a", "c1", IN)

    found = correct(an_analysis(SMALL), [handed_on, of_file]).analysis

    assert "a" in people_of(found, "c1")


# What is never overturned


@given(some_said(), st.data())
@settings(max_examples=60, deadline=None)
def test_no_decision_is_overturned_and_every_answer_is_accounted_for(
    everything: list[Said], data: st.DataObject
) -> None:
    analysis = an_analysis(everything)
    spoken = {each.id for each in (*analysis.concerns, *analysis.rare)}
    absent = [
        EarlierConcern(each, f"label of {each}", "en", (), 0.5)
        for each in IDS
        if each not in spoken
    ]
    known = Known({each: each for each in IDS}, {})
    place = st.tuples(
        st.sampled_from([each.key for each in everything if each.statements] or [""]),
        st.sampled_from(IDS),
    )
    ruled = data.draw(st.dictionaries(place, st.sampled_from(Verdict), max_size=30))
    rows = [
        a_decision(key, concern, verdict, line=line)
        for line, ((key, concern), verdict) in enumerate(ruled.items(), 2)
        if key
    ]

    found = correct(analysis, rows, absent, known).analysis

    concerns_of = {
        each.prepared.answer.respondent: set(each.concerns) for each in found.answers
    }
    for row in rows:
        assert (row.concern in concerns_of[row.key]) is (row.verdict is IN)
    for each in found.statements:
        key = found.answers[each.statement.answer].prepared.answer.respondent
        for assigned in each.assignments:
            if ruled.get((key, assigned.concern)) is IN:
                assert assigned.confidence == 1.0


# What is learnt


def with_a_mistake() -> Analysis:
    """Return answers on two matters that the analysis threw together."""
    lamps = [said(f"l{n}", f"dark street lamp {n}", "c1") for n in range(20)]
    water = [said(f"w{n}", f"dirty river water {n}", "c1") for n in range(20)]
    return an_analysis([*lamps, *water, said("x", "river water", "c2")])


def test_answers_like_those_that_were_corrected_follow() -> None:
    rows = [
        *(a_decision(f"w{n}", "c1", OUT, line=n + 2) for n in range(6)),
        *(a_decision(f"w{n}", "c2", IN, line=n + 9) for n in range(6)),
        *(a_decision(f"l{n}", "c1", IN, line=n + 20) for n in range(6)),
    ]

    found = correct(with_a_mistake(), rows)

    assert people_of(found.analysis, "c1") == {f"l{n}" for n in range(20)}
    assert people_of(found.analysis, "c2") == {"x", *(f"w{n}" for n in range(20))}
    assert found.examples == 12
    assert found.changed == 14


def test_a_few_decisions_change_nothing_else() -> None:
    before = with_a_mistake()

    found = correct(before, [a_decision("w0", "c1", OUT)])

    assert found.examples == found.changed == 0
    assert people_of(found.analysis, "c1") == people_of(before, "c1") - {"w0"}


def test_learning_is_the_same_every_time() -> None:
    rows = [a_decision(f"w{n}", "c1", OUT, line=n + 2) for n in range(10)]

    assert correct(with_a_mistake(), rows) == correct(with_a_mistake(), rows)


def test_concern_of_few_stays_where_nobody_judged_an_answer_in_it() -> None:
    lamps = [said(f"l{n}", f"dark street lamp {n}", "c1") for n in range(30)]
    few = [said(f"q{n}", f"clinic queue {n}", "r1") for n in range(3)]
    rows = [a_decision(f"l{n}", "c1", IN, line=n + 2) for n in range(20)]
    others = [a_decision(f"l{n}", "r1", OUT, line=n + 30) for n in range(20)]

    found = correct(an_analysis([*lamps, *few]), [*rows, *others])

    assert found.examples == 20
    assert people_of(found.analysis, "r1") == {"q0", "q1", "q2"}
