"""Where an answer stands, by what its statements were assigned to."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.accounting import account, together
from nlp.identify import Identification
from nlp.results import AnalysedStatement, Assignment, PreparedAnswer
from nlp.sentiment import Label, Sentiment
from nlp.statements import Answer, Bucket, Mark, Statement

SENTIMENTS = st.builds(
    Sentiment,
    label=st.sampled_from(["negative", "neutral", "positive", "mixed"]),
    score=st.floats(-1, 1),
    confidence=st.floats(0, 1),
    assessed=st.booleans(),
)
CALM = Sentiment("neutral", 0.0, 0.5, assessed=True)


def prepared(
    statements: range, *, marks: tuple[Mark, ...] = (), no_reason: bool = False
) -> PreparedAnswer:
    answer = Answer("p1", "text")
    return PreparedAnswer(
        answer, Identification("en", 0.9), no_reason, marks, statements
    )


def analysed(*assigned: tuple[str, float], text: str = "text") -> AnalysedStatement:
    return AnalysedStatement(
        Statement(0, 0, len(text), text, "en"),
        tuple(Assignment(concern, confidence) for concern, confidence in assigned),
        CALM,
    )


# Buckets and marks


def test_answer_without_a_reason_is_counted_as_that() -> None:
    found = account(prepared(range(0), no_reason=True), [])

    assert found.bucket is Bucket.NO_REASON_GIVEN
    assert found.concerns == ()
    assert found.sentiment is None


def test_answer_with_a_reason_but_without_a_concern_waits() -> None:
    found = account(prepared(range(1)), [analysed()])

    assert found.bucket is Bucket.NOT_YET_GROUPED
    assert found.marks == ()


def test_answer_with_a_concern_is_in_it() -> None:
    found = account(prepared(range(1)), [analysed(("c3", 0.6))])

    assert found.bucket is Bucket.CONCERN
    assert found.concerns == ("c3",)


def test_answer_with_a_rare_concern_is_marked_beside_its_other_marks() -> None:
    copied = prepared(range(1), marks=(Mark.COPIED,))

    found = account(copied, [analysed(("c1", 0.9), ("r2", 0.5))])

    assert found.bucket is Bucket.CONCERN
    assert found.marks == (Mark.COPIED, Mark.RARE)


def test_answer_that_is_only_rare_has_the_rare_concern_and_its_bucket() -> None:
    found = account(prepared(range(1)), [analysed(("r1", 0.4))])

    assert (found.bucket, found.concerns) == (Bucket.CONCERN, ("r1",))


def test_statements_of_other_answers_play_no_part() -> None:
    others = [analysed(("c1", 0.9)), analysed(("c2", 0.9)), analysed(("c3", 0.9))]

    assert account(prepared(range(1, 2)), others).concerns == ("c2",)


# Order of concerns


def test_concern_that_an_answer_says_most_of_comes_first() -> None:
    own = [analysed(("c1", 0.5)), analysed(("c2", 0.4)), analysed(("c2", 0.3))]

    assert account(prepared(range(3)), own).concerns == ("c2", "c1")


def test_concern_that_comes_first_in_the_answer_wins_a_tie() -> None:
    own = [analysed(("c2", 0.5)), analysed(("c1", 0.5))]

    assert account(prepared(range(2)), own).concerns == ("c2", "c1")


def test_main_concerns_come_before_rare_ones_however_sure() -> None:
    own = [analysed(("r1", 1.0), ("c9", 0.2))]

    assert account(prepared(range(1)), own).concerns == ("c9", "r1")


# Sentiment


@settings(max_examples=50)
@given(
    pairs=st.lists(st.tuples(SENTIMENTS, st.integers(1, 300)), min_size=1, max_size=6)
)
def test_sentiment_of_an_answer_lies_among_those_of_its_statements(
    pairs: list[tuple[Sentiment, int]],
) -> None:
    sentiments = [each for each, _ in pairs]

    found = together(sentiments, [length for _, length in pairs])

    assert found is not None
    scores = [each.score for each in sentiments]
    assert min(scores) - 1e-9 <= found.score <= max(scores) + 1e-9
    assert found.label in {*(each.label for each in sentiments), "mixed"}
    if all(each.assessed for each in sentiments):
        assert found.assessed
    if not any(each.assessed for each in sentiments):
        assert not found.assessed


@settings(max_examples=50)
@given(sentiment=SENTIMENTS)
def test_answer_of_one_statement_has_its_sentiment(sentiment: Sentiment) -> None:
    assert together([sentiment], [12]) == sentiment


def test_answer_without_statements_has_no_sentiment() -> None:
    assert together([], []) is None


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("negative", "positive"), "mixed"),
        (("mixed", "neutral"), "mixed"),
        (("negative", "neutral"), "negative"),
        (("neutral", "positive"), "positive"),
        (("neutral", "neutral"), "neutral"),
        (("negative", "neutral", "positive"), "mixed"),
    ],
    ids=" ".join,
)
def test_label_of_several_statements(labels: tuple[Label, ...], expected: str) -> None:
    sentiments = [Sentiment(label, 0.0, 0.5, assessed=True) for label in labels]

    found = together(sentiments, [10] * len(labels))

    assert found is not None
    assert found.label == expected


def test_score_is_the_mean_by_length() -> None:
    sentiments = [
        Sentiment("negative", -0.8, 0.9, assessed=True),
        Sentiment("neutral", 0.2, 0.5, assessed=True),
    ]

    found = together(sentiments, [30, 10])

    assert found is not None
    assert found.score == pytest.approx((-0.8 * 30 + 0.2 * 10) / 40)
    assert found.confidence == pytest.approx((0.9 * 30 + 0.5 * 10) / 40)


@pytest.mark.parametrize(("length", "shown"), [(19, False), (20, False), (21, True)])
def test_answer_is_assessed_when_more_than_half_of_it_is(
    length: int, *, shown: bool
) -> None:
    sentiments = [
        Sentiment("negative", -0.8, 0.9, assessed=True),
        Sentiment("negative", -0.8, 0.9, assessed=False),
    ]

    found = together(sentiments, [length, 20])

    assert found is not None
    assert found.assessed is shown


def test_every_answer_has_one_bucket_whatever_its_statements_say() -> None:
    for no_reason, assigned in product(
        (True, False), ((), (("c1", 0.5),), (("r1", 0.5),))
    ):
        own = [] if no_reason else [analysed(*assigned)]
        found = account(prepared(range(len(own)), no_reason=no_reason), own)
        expected = (
            Bucket.NO_REASON_GIVEN
            if no_reason
            else (Bucket.CONCERN if assigned else Bucket.NOT_YET_GROUPED)
        )
        assert found.bucket is expected
