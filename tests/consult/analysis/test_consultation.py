"""What people wrote in a consultation, read as concerns in words that may be shown."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from consult.analysis.consultation import Proposal, plain_recipe, propose_concerns
from consult.analysis.stored import StoredConsultation
from consult.ids import ResponseId
from consult.reports.checks import check
from consult.reports.compose import compose
from consult.reports.consultation.findings import ConcernsFinding
from consult.reports.consultation.words import (
    AnswerKey,
    answers_named,
    put_back_words,
    split_key,
    take_out_words,
)
from consult.reports.findings import BorderlineFinding, ConcernFinding, QuoteFinding
from nlp.recipe import Recipe
from tests.consult.analysis.consultations import a_consultation, a_response, a_wave

EXAMPLES: Final = Path(__file__).parents[3] / "examples" / "answers.csv"
NUMBER: Final = 90
GROUPS: Final = (["youth"], ["women"], ["youth", "women"], ["none"], ["pnts"], "skip")


def some_answers(prefix: str = "r") -> StoredConsultation:
    """Return answers in three languages; two of five may be quoted."""
    with EXAMPLES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))[:NUMBER]
    return a_consultation(
        a_wave(
            [
                a_response(
                    row["answer"],
                    id=f"{prefix}{place}",
                    language=row["language"] or "en",
                    D_GRP=GROUPS[place % len(GROUPS)],
                    D_Q="yes" if place % 5 < 2 else "no",
                )
                for place, row in enumerate(rows)
            ]
        )
    )


@pytest.fixture(scope="module")
def stored() -> StoredConsultation:
    return some_answers()


@pytest.fixture(scope="module")
def proposal(stored: StoredConsultation) -> Proposal:
    return propose_concerns(stored, Recipe())


@pytest.fixture(scope="module")
def finding(proposal: Proposal) -> ConcernsFinding:
    return proposal.finding


@pytest.fixture(scope="module")
def texts(stored: StoredConsultation) -> dict[AnswerKey, str]:
    return {
        AnswerKey(f"{response.id}/{question}"): text
        for wave in stored.waves
        for response in wave.responses
        for question, text in response.texts.items()
    }


def concerns(finding: ConcernsFinding) -> tuple[ConcernFinding, ...]:
    return (*finding.found.concerns, *finding.found.rare)


def quotes(finding: ConcernsFinding) -> Iterator[QuoteFinding]:
    for concern in concerns(finding):
        yield from concern.quotes
    yield from finding.found.not_yet_grouped_quotes
    yield from finding.titles.values()


def test_there_is_something_to_look_at(finding: ConcernsFinding) -> None:
    assert len(finding.found.concerns) > 5
    assert len(list(quotes(finding))) > 20
    assert 0 < len(finding.titles) < len(concerns(finding))


def test_every_quote_stands_in_an_answer_as_it_was_written(
    finding: ConcernsFinding, texts: dict[AnswerKey, str]
) -> None:
    for quote in quotes(finding):
        answer = texts[AnswerKey(quote.response_id)]
        assert answer[quote.start : quote.end] == quote.text


def test_only_those_who_allow_it_are_quoted(
    stored: StoredConsultation, finding: ConcernsFinding
) -> None:
    allow = {
        response.id
        for wave in stored.waves
        for response in wave.responses
        if response.answers["D_Q"] == "yes"
    }

    assert {split_key(key)[0] for key in answers_named(finding)} <= allow


def test_no_quote_holds_personal_data(
    proposal: Proposal, finding: ConcernsFinding
) -> None:
    masked = {
        (proposal.written[each.statement.answer].key, span.start, span.end)
        for each in proposal.analysis.statements
        for span in each.statement.masked
    }

    assert masked
    for quote in quotes(finding):
        assert not any(
            key == quote.response_id and start < quote.end and end > quote.start
            for key, start, end in masked
        )


def test_a_title_is_written_where_it_is_said_to_be_or_is_of_several(
    proposal: Proposal, finding: ConcernsFinding
) -> None:
    for concern in concerns(finding):
        if concern.id in finding.titles:
            assert concern.label == " ".join(finding.titles[concern.id].text.split())
        else:
            words = {word.casefold() for word in concern.label.split(" · ")}
            statements = [
                each.statement.text.casefold() for each in proposal.analysis.statements
            ]
            for word in words - {"…"}:
                assert sum(word in text for text in statements) >= 2


def test_no_word_of_a_single_answer_is_left_to_store(
    finding: ConcernsFinding, texts: dict[AnswerKey, str]
) -> None:
    bare = take_out_words(finding)

    assert {quote.text for quote in quotes(bare)} == {""}
    assert put_back_words(bare, texts) == finding


def test_the_figures_fit_together_and_make_a_report(finding: ConcernsFinding) -> None:
    check(finding.found)
    report = compose(finding.found)

    assert {table.column for table in report.breakdowns} == {"language", "D_GRP"}


def test_who_did_not_say_is_in_no_group(finding: ConcernsFinding) -> None:
    sizes = {
        group.value: group.of
        for concern in finding.found.concerns
        for group in concern.groups
        if group.column == "D_GRP"
    }

    assert sizes.keys() == {"youth", "women", "none"}
    # Two of six chose each of the first two, one of six the third.
    assert sizes["youth"] + sizes["women"] > 3 * sizes["none"]


def test_everybody_who_answered_is_counted(finding: ConcernsFinding) -> None:
    assert finding.responses == NUMBER
    assert finding.found.accounting.answers == NUMBER
    assert finding.found.respondents == NUMBER
    assert finding.found.sessions == 0


def test_ids_change_nothing_but_themselves(finding: ConcernsFinding) -> None:
    stored = some_answers()
    wave = stored.waves[0]
    other = a_consultation(
        a_wave(
            [
                replace(each, id=ResponseId(f"{(place * 37) % NUMBER:03}"))
                for place, each in enumerate(wave.responses)
            ][::-1]
        )
    )

    again = propose_concerns(other, Recipe()).finding

    assert without_ids(again) == without_ids(finding)


def without_ids(finding: ConcernsFinding) -> ConcernsFinding:
    def changed(quotes_: tuple[QuoteFinding, ...]) -> tuple[QuoteFinding, ...]:
        return tuple(replace(quote, response_id="") for quote in quotes_)

    def doubtful(cases: tuple[BorderlineFinding, ...]) -> tuple[BorderlineFinding, ...]:
        return tuple(replace(case, quote=changed((case.quote,))[0]) for case in cases)

    def of(concern: ConcernFinding) -> ConcernFinding:
        return replace(
            concern,
            quotes=changed(concern.quotes),
            unsure=doubtful(concern.unsure),
            nearly=doubtful(concern.nearly),
        )

    found = finding.found
    return replace(
        finding,
        titles={key: changed((each,))[0] for key, each in finding.titles.items()},
        found=replace(
            found,
            concerns=tuple(map(of, found.concerns)),
            rare=tuple(map(of, found.rare)),
            not_yet_grouped_quotes=changed(found.not_yet_grouped_quotes),
        ),
    )


@pytest.mark.parametrize("texts", [[], [""], ["", ""]], ids=["nobody", "one", "two"])
def test_where_nobody_wrote_there_is_an_empty_finding(texts: list[str]) -> None:
    responses = [a_response(text, id=str(place)) for place, text in enumerate(texts)]

    found = propose_concerns(a_consultation(a_wave(responses)), Recipe()).finding

    assert found.responses == len(texts)
    assert (found.found.concerns, found.found.accounting.answers) == ((), 0)
    check(found.found)


def test_a_recipe_is_told_as_it_comes_back_from_where_it_is_stored() -> None:
    assert plain_recipe(Recipe())["latent_views"] == [50, 100]
