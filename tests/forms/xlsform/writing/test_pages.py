from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from forms.definition import (
    Group,
    Kind,
    Page,
    Pairs,
    Question,
    Questionnaire,
    Repeat,
    Text,
)
from forms.xlsform.columns import PAGE, PART
from forms.xlsform.pages import as_groups, as_pages
from tests.forms.bodies import with_consent
from tests.forms.questionnaires import (
    ACTORS_PAGE,
    CONSENT_PAGE,
    WORRY,
    WORRY_PAGE,
    a_questionnaire,
    said,
    sound_questionnaires,
)
from tests.questionnaires import a_questionnaire as every_page


@pytest.mark.parametrize(
    "questionnaire",
    [
        pytest.param(a_questionnaire(), id="small"),
        pytest.param(every_page(), id="every kind of page"),
    ],
)
def test_pages_become_groups_and_pages_again(questionnaire: Questionnaire) -> None:
    grouped = as_groups(questionnaire)

    assert grouped.pages == ()
    assert len(grouped.body) == len(questionnaire.pages)
    assert as_pages(grouped) == questionnaire


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)
@given(sound_questionnaires() | with_consent())
def test_nothing_of_a_page_is_lost(drawn: Questionnaire) -> None:
    assert as_pages(as_groups(drawn)) == drawn


def test_the_body_stands_behind_the_first_page() -> None:
    item = Question(name="q", kind=Kind.NOTE, label=said("Q"))

    body = as_groups(a_questionnaire(body=(item,))).body

    assert [each.name for each in body] == ["consent", "q", "worry", "actors", "about"]


def test_what_a_page_tells_stands_as_notes_around_its_questions() -> None:
    page = replace(
        WORRY_PAGE,
        lead=said("Lead"),
        warning=said("No names"),
        help=(said("Danger?"), said("Call")),
    )

    group = as_groups(a_questionnaire(pages=(CONSENT_PAGE, page))).body[1]

    assert isinstance(group, Group)
    assert [(each.name, dict(each.columns).get(PART)) for each in group.items] == [
        ("worry_lead", "lead"),
        ("worry_warning", "warning"),
        ("TO1", None),
        ("worry_help", "help"),
    ]


def test_a_note_gives_way_to_a_question_of_the_same_name() -> None:
    question = replace(WORRY, name="worry_lead")
    page = Page(name="worry", section="all", questions=(question,), lead=said("Lead"))
    questionnaire = a_questionnaire(pages=(CONSENT_PAGE, page), indices=())

    group = as_groups(questionnaire).body[1]

    assert isinstance(group, Group)
    assert [each.name for each in group.items] == ["worry_lead_", "worry_lead"]
    assert as_pages(as_groups(questionnaire)) == questionnaire


A_PAGE = as_groups(a_questionnaire(pages=(CONSENT_PAGE, ACTORS_PAGE))).body[1]
assert isinstance(A_PAGE, Group)
OF_ALL: Pairs = ((PAGE, "all"),)
A_NOTE = Question(
    name="n", kind=Kind.NOTE, label=said("N"), columns=((PART, "help"),)
)  # fmt: skip


@pytest.mark.parametrize(
    "group",
    [
        pytest.param(replace(A_PAGE, relevant="1 = 1"), id="with a condition"),
        pytest.param(replace(A_PAGE, repeat=Repeat()), id="repeated"),
        pytest.param(replace(A_PAGE, hint=said("H")), id="with a hint"),
        pytest.param(
            replace(A_PAGE, appearance="field-list w4"), id="with other looks"
        ),
        pytest.param(replace(A_PAGE, columns=(*OF_ALL, ("x", "y"))), id="with more"),
        pytest.param(
            replace(A_PAGE, items=(*A_PAGE.items, Group(name="g", items=()))),
            id="with a group",
        ),
        pytest.param(
            replace(A_PAGE, items=(*A_PAGE.items, A_NOTE)), id="with half a help"
        ),
        pytest.param(
            replace(A_PAGE, items=(replace(A_NOTE, columns=((PART, "x"),)),)),
            id="with a part that nobody knows",
        ),
        pytest.param(replace(A_PAGE, columns=()), id="that says nothing of a page"),
    ],
)
def test_a_group_that_is_more_than_a_page_stays_a_group(group: Group) -> None:
    form = a_questionnaire(pages=(), body=(group,))

    assert as_pages(form) == form


def test_notes_may_be_moved_within_the_group_of_their_page() -> None:
    page = replace(WORRY_PAGE, lead=said("Lead"))
    grouped = as_groups(a_questionnaire(pages=(CONSENT_PAGE, page), indices=()))
    group = grouped.body[1]
    assert isinstance(group, Group)
    turned = replace(group, items=(*group.items[1:], group.items[0]))

    pages = as_pages(replace(grouped, body=(grouped.body[0], turned))).pages

    assert pages[1] == page


def test_a_text_that_is_missing_is_no_text() -> None:
    note = replace(A_NOTE, columns=((PART, "lead"),), label=Text(()))
    form = a_questionnaire(
        pages=(), body=(Group(name="p", items=(note,), appearance="field-list", columns=OF_ALL),)
    )  # fmt: skip

    assert as_pages(form).pages[0].lead == Text(())
