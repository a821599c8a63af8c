"""The way through a questionnaire, as the answers so far decide it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.appearances import UNSEEN
from forms.definition import Item, Kind, Questionnaire
from forms.paging import Plan, Step, after, before, beginning_of, plan, unfinished
from forms.typed import Raw
from tests.forms.filled import (
    ENVIRONMENT,
    a_field_list,
    a_group,
    a_note,
    a_repeat,
    an_item,
    program_of,
    sheet_of,
    with_body,
)
from tests.forms.questionnaires import a_questionnaire

PEOPLE = with_body(
    an_item("a"),
    a_group(
        "people",
        a_repeat("person", an_item("age"), a_repeat("child", an_item("toys"))),
        relevant="${a} > 1",
    ),
    a_note("end"),
)
PLAN = plan(PEOPLE)


def addresses(questionnaire: Questionnaire, **answers: str) -> list[str]:
    raw = {key.replace("n_", "#"): value for key, value in answers.items()}
    route = plan(questionnaire).route(sheet_of(questionnaire, raw))
    return [step.address for step in route]


def route_of(answers: Raw) -> tuple[Step, ...]:
    return PLAN.route(sheet_of(PEOPLE, answers))


def step_at(address: str, among: Plan = PLAN) -> Step:
    step = among.step_at(address)
    assert step is not None
    return step


def test_a_page_that_shows_nothing_is_not_on_the_way() -> None:
    questionnaire = with_body(
        an_item("a"),
        an_item("b", relevant="${a} = 1"),
        a_field_list("g", an_item("c", relevant="${a} = 1"), an_item("d")),
        an_item("e", relevant="${a} = 2"),
    )

    assert addresses(questionnaire, a="1") == ["p1", "p2", "p3"]
    assert addresses(questionnaire, a="2") == ["p1", "p3", "p4"]


def test_pages_by_hand_are_always_on_the_way_and_consent_never() -> None:
    questionnaire = a_questionnaire(
        body=(an_item("b", relevant="${none} = 1"), an_item("none"))
    )

    assert addresses(questionnaire) == ["p2", "worry", "actors", "about"]


def test_a_repeat_is_gone_through_repetition_by_repetition() -> None:
    route = route_of({"a": "2", "#person": "2", "#child[1]": "1", "#child[2]": "2"})

    assert [step.address for step in route] == [
        "p1", "p2.1", "p3.1.1", "p4.1", "p2.2", "p3.2.1", "p3.2.2", "p4.2", "p5", "p6",
    ]  # fmt: skip
    assert route[2].keys == ("toys[1][1]",)
    assert route[8].listed == "person"
    assert route[7].listed == "child[2]"


def test_a_repeat_that_is_not_relevant_is_passed_over() -> None:
    route = route_of({"a": "1", "#person": "2"})

    assert [step.address for step in route] == ["p1", "p6"]


def test_an_expression_says_how_many_repetitions_there_are() -> None:
    questionnaire = with_body(an_item("a"), a_repeat("r", an_item("b"), count="${a}"))

    assert addresses(questionnaire, a="3") == ["p1", "p2.1", "p2.2", "p2.3"]
    assert addresses(questionnaire, a="0") == ["p1"]


def test_steps_beside_another_are_found_though_it_is_not_on_the_way() -> None:
    route = route_of({"a": "2", "#person": "1", "#child[1]": "0"})
    gone = step_at("p3.1.1")

    assert gone not in route
    assert [getattr(before(route, gone), "address", None), getattr(after(route, gone), "address", None)] == ["p2.1", "p4.1"]  # fmt: skip
    assert before(route, route[0]) is None
    assert after(route, route[-1]) is None


@pytest.mark.parametrize(
    "address",
    ["", "p9", "p1.1", "p2", "p2.0", "p2.x", "p2.1.1", "p2.٣", "p2.01", "p2.1234567"],
)
def test_an_address_of_no_page_leads_nowhere(address: str) -> None:
    assert PLAN.step_at(address) is None


def test_a_question_is_found_on_its_page() -> None:
    step = PLAN.step_of("toys[1][2]")

    assert step == step_at("p3.1.2")
    assert PLAN.step_of("toys") is None
    assert PLAN.step_of("nothing") is None


def test_a_repeat_leads_to_its_list_and_to_its_repetitions() -> None:
    route = route_of({"a": "2", "#person": "2", "#child[1]": "1", "#child[2]": "1"})

    assert PLAN.list_of("child[2]") == step_at("p4.2")
    assert PLAN.list_of("child") is None
    assert beginning_of(route, "person[2]") == step_at("p2.2")
    assert beginning_of(route, "child[2][1]") == step_at("p3.2.1")
    assert beginning_of(route, "person[3]") is None


@pytest.mark.parametrize(
    ("answers", "address"),
    [
        pytest.param({"late": "1"}, "p1", id="made so by a later answer"),
        pytest.param({"late": "1", "early": " "}, "p1", id="space"),
        pytest.param({"late": "1", "early": "x"}, "p3", id="answered"),
        pytest.param({"late": "2", "end": "1"}, None, id="not required"),
    ],
)
def test_the_first_step_that_is_not_finished_is_found(
    answers: dict[str, str], address: str | None
) -> None:
    questionnaire = with_body(
        an_item("early", Kind.TEXT, required_when="${late} = 1"),
        an_item("late"),
        an_item("end", required=True),
    )
    sheet = sheet_of(questionnaire, answers)

    step = unfinished(plan(questionnaire).route(sheet), sheet)

    assert (step.address if step else None) == address


names = st.sampled_from(["a", "b", "c", "d", "e"])


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Item, ...]:
    """Return five questions in some groups, with conditions on any of them."""
    others = ["a", "b", "c", "d", "e"]
    questions: list[Item] = []
    for place, name in enumerate(others):
        # A condition looks back, else there would be cycles.
        on = draw(st.sampled_from(["", *others[:place]]))
        kind = draw(
            st.sampled_from([Kind.INTEGER, Kind.NOTE, Kind.TEXT, Kind.CALCULATION])
        )
        condition = f"${{{on}}} > 1" if on else ""
        calculation = "1 + 1" if kind is Kind.CALCULATION else ""
        questions.append(
            an_item(name, kind, relevant=condition, calculation=calculation)
        )
    cut = draw(st.integers(0, 5))
    make = draw(st.sampled_from([a_group, a_field_list, a_repeat]))
    return (
        (*questions[:cut], make("g", *questions[cut:])) if cut < 5 else tuple(questions)
    )


@given(bodies(), st.dictionaries(names, st.sampled_from(["0", "5"])), st.integers(0, 2))
@settings(deadline=None)
def test_every_question_is_on_one_page_and_met_when_it_is_relevant(
    body: tuple[Item, ...], answers: dict[str, str], repetitions: int
) -> None:
    questionnaire = with_body(*body)
    planned = plan(questionnaire)
    raw = {**answers, **{f"{name}[1]": value for name, value in answers.items()}}
    sheet = program_of(questionnaire).evaluate(
        {**raw, "#g": str(repetitions)}, ENVIRONMENT
    )

    route = planned.route(sheet)

    shown = [key for page in planned.pages for key in page.keys]
    assert sorted(shown) == sorted(
        each.name for each in questionnaire.questions() if each.kind not in UNSEEN
    )
    met = [key for step in route for key in step.keys if sheet.is_relevant(key)]
    assert met == [
        key
        for key in sheet.keys()[1:]
        if sheet.is_relevant(key) and sheet.question(key).kind not in UNSEEN
    ]
    assert [step.place for step in route] == sorted(step.place for step in route)
    assert [planned.step_at(step.address) for step in route] == list(route)


@given(bodies(), st.dictionaries(names, st.sampled_from(["0", "5"])))
@settings(deadline=None)
def test_what_a_page_shows_is_decided_before_it(
    body: tuple[Item, ...], answers: dict[str, str]
) -> None:
    questionnaire = with_body(*body)
    program = program_of(questionnaire)
    asked = {each.name for each in questionnaire.questions() if each.is_asked}
    answers = {name: value for name, value in answers.items() if name in asked}
    for page in plan(questionnaire).pages[1:]:
        before_it = {
            name: value for name, value in answers.items() if name not in page.keys
        }
        keys = [key for key in page.keys if not page.repeats]

        sheets = [program.evaluate(each, ENVIRONMENT) for each in (before_it, answers)]

        first, then = ([sheet.is_relevant(key) for key in keys] for sheet in sheets)
        assert page.needs_update or first == then
