"""Words are taken out of findings for storing, and only those still there return."""

import json
from dataclasses import replace

from consult.ids import ResponseId
from consult.reports.consultation.codec import to_values
from consult.reports.consultation.findings import ConcernsFinding
from consult.reports.consultation.words import (
    answer_key,
    answers_named,
    put_back_words,
    split_key,
    take_out_words,
)
from consult.reports.findings import BorderlineFinding
from tests.consult.reports.builders import a_concern, a_quote, some_findings

LAMPS = "Mirabelle said  the lamps are off. Dark again."
TEXTS = {
    answer_key(ResponseId("a"), "TO1"): LAMPS,
    answer_key(ResponseId("b"), "TO1"): "Too dark to walk.",
}


def some_concerns() -> ConcernsFinding:
    """Return two concerns with words, the second titled by its terms."""
    first = a_concern(
        label="said the lamps are off",
        quotes=(
            a_quote(
                "Dark again.",
                response_id="a/TO1",
                start=35,
                end=46,
                sentiment="negative",
                decided=((0, 4),),
            ),
            a_quote("Too dark to walk.", response_id="b/TO1"),
        ),
        unsure=(BorderlineFinding(a_quote("Too dark", response_id="b/TO1"), 0.2),),
        nearly=(
            BorderlineFinding(
                a_quote("Dark again.", response_id="a/TO1", start=35, end=46), 0.3
            ),
        ),
    )
    second = a_concern(
        id="c2", label="bus · fare", terms=("bus", "fare"), quotes=(), sentiment={}
    )
    other = a_quote("Too dark", response_id="b/TO1")
    found = some_findings(
        question=None,
        concerns=(first,),
        rare=(second,),
        not_yet_grouped_quotes=(other,),
    )
    title = a_quote("said  the lamps are off", response_id="a/TO1", start=10, end=33)
    return ConcernsFinding(
        questions=(("trust", "TO1"),),
        run_number=1,
        input_digest="0",
        responses=300,
        found=found,
        titles={"c1": title},
    )


def test_words_come_back_as_they_were() -> None:
    finding = some_concerns()

    assert put_back_words(take_out_words(finding), TEXTS) == finding


def test_no_words_are_left_to_store() -> None:
    stored = json.dumps(to_values(take_out_words(some_concerns())))

    for word in ("Mirabelle", "said", "Dark", "walk"):
        assert word not in stored


def test_words_that_decided_come_back_with_their_quote() -> None:
    stored = take_out_words(some_concerns())

    first, _ = put_back_words(stored, TEXTS).found.concerns[0].quotes

    assert first.deciding_words() == ("Dark",)


def test_a_doubtful_statement_whose_answer_is_gone_is_left_out() -> None:
    texts = {answer_key(ResponseId("b"), "TO1"): "Too dark to walk."}

    (concern,) = put_back_words(take_out_words(some_concerns()), texts).found.concerns

    assert [case.quote.text for case in concern.unsure] == ["Too dark"]
    assert concern.nearly == ()


def test_a_title_of_several_people_is_stored_and_stays() -> None:
    stored = take_out_words(some_concerns())

    assert [each.label for each in stored.found.rare] == ["bus · fare"]
    assert [each.label for each in put_back_words(stored, {}).found.rare] == [
        "bus · fare"
    ]


def test_a_quote_whose_answer_is_gone_is_left_out() -> None:
    texts = {key: text for key, text in TEXTS.items() if text != LAMPS}

    found = put_back_words(take_out_words(some_concerns()), texts).found

    assert [quote.text for quote in found.concerns[0].quotes] == ["Too dark to walk."]


def test_a_title_whose_answer_is_gone_gives_way_to_terms() -> None:
    texts = {key: text for key, text in TEXTS.items() if text != LAMPS}

    finding = put_back_words(take_out_words(some_concerns()), texts)

    assert finding.found.concerns[0].label == "lamps · dark"
    assert finding.titles == {}


def test_a_concern_without_title_and_terms_is_told_by_dots() -> None:
    finding = some_concerns()
    bare = replace(
        finding, found=replace(finding.found, concerns=(a_concern(terms=()),))
    )

    assert put_back_words(take_out_words(bare), {}).found.concerns[0].label == "…"


def test_every_answer_with_words_is_named_once() -> None:
    assert answers_named(some_concerns()) == tuple(TEXTS)


def test_an_answer_is_named_by_response_and_question() -> None:
    assert split_key(answer_key(ResponseId("a2"), "NO1")) == ("a2", "NO1")
