from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from forms.comparing import Change, Comparison, Series, compare
from forms.comparing.differences import BREAKING
from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
    Group,
    Item,
    Kind,
    Layout,
    Question,
    Questionnaire,
    Repeat,
    Text,
)
from tests.forms.bodies import drafts
from tests.forms.questionnaires import (
    ACTORS_PAGE,
    CONSENT_PAGE,
    COUNCIL,
    POLICE,
    a_questionnaire,
    said,
    with_pages,
)

AGE = Question(
    name="age", kind=Kind.INTEGER, label=Text.of({"en": "Age?", "fr": "Âge ?"})
)
WATER = Question(name="water", kind=Kind.CHOICE, label=said("Water?"), choices="source")
SOURCE = ChoiceList(
    name="source",
    choices=(
        Choice(name="well", label=Text.of({"en": "A well", "fr": "Un puits"})),
        Choice(name="river", label=said("The river")),
    ),
)


def a_form(*items: Item, **changes: Any) -> Questionnaire:
    wanted = {
        "instrument": "form",
        "title": said("Form"),
        "languages": ("en", "fr"),
        "sections": (),
        "pages": (),
        "choice_lists": (SOURCE,),
        "consent": Consent(question="", agreed=""),
        "body": items or (AGE, WATER),
    }
    return Questionnaire(**{**wanted, **changes})


def with_choices(*choices: Choice) -> Questionnaire:
    return a_form(choice_lists=(replace(SOURCE, choices=choices),))


def told(comparison: Comparison) -> list[tuple[str, Change]]:
    return [(each.path, each.change) for each in comparison.differences]


WELL, RIVER = SOURCE.choices
CHANGES = [
    ("kind", a_form(replace(AGE, kind=Kind.DECIMAL), WATER), "age", Change.KIND),
    (
        "wording",
        a_form(replace(AGE, label=Text.of({"en": "How old?", "fr": "Âge ?"})), WATER),
        "age",
        Change.WORDING,
    ),
    ("hint", a_form(replace(AGE, hint=said("In years")), WATER), "age", Change.WORDING),
    (
        "translation",
        a_form(replace(AGE, label=Text.of({"en": "Age?", "fr": "Ton âge ?"})), WATER),
        "age",
        Change.TRANSLATION,
    ),
    (
        "translation lost",
        a_form(replace(AGE, label=said("Age?")), WATER),
        "age",
        Change.TRANSLATION_REMOVED,
    ),
    (
        "translation added",
        a_form(AGE, replace(WATER, label=Text.of({"en": "Water?", "fr": "Eau ?"}))),
        "water",
        Change.TRANSLATION_ADDED,
    ),
    ("required", a_form(replace(AGE, required=True), WATER), "age", Change.REQUIRED),
    ("logic", a_form(replace(AGE, constraint=". > 5"), WATER), "age", Change.LOGIC),
    ("looks", a_form(replace(AGE, appearance="w1"), WATER), "age", Change.PRESENTATION),
    ("choice added", with_choices(WELL, RIVER, replace(RIVER, name="tap")), "water", Change.CHOICE_ADDED),
    ("choice removed", with_choices(WELL), "water", Change.CHOICE_REMOVED),
    ("choice said otherwise", with_choices(WELL, replace(RIVER, label=said("A stream"))), "water", Change.CHOICE_WORDING),
    ("choice translated", with_choices(replace(WELL, label=said("A well")), RIVER), "water", Change.CHOICE_TRANSLATION),
    ("choice on the scale", with_choices(replace(WELL, value=3), RIVER), "water", Change.CHOICE_VALUE),
    ("choices turned", with_choices(RIVER, WELL), "water", Change.CHOICES_REORDERED),
    ("moved", a_form(WATER, AGE), "water", Change.MOVED),
    ("moved into a group", a_form(Group(name="g", items=(AGE,)), WATER), "g/age", Change.MOVED),
]  # fmt: skip


@pytest.mark.parametrize(
    ("new", "path", "change"), [pytest.param(*row, id=name) for name, *row in CHANGES]
)
def test_a_change_is_told_and_begins_a_new_series_only_where_answers_differ(
    new: Questionnaire, path: str, change: Change
) -> None:
    comparison = compare(a_form(), new)

    found = [each for each in told(comparison) if each != ("g", Change.ADDED)]
    other = "water" if path.endswith("age") else "age"
    is_new = change in BREAKING
    assert found == [(path, change)]
    assert comparison.series[path] is (Series.NEW if is_new else Series.SAME)
    assert comparison.series[other] is Series.SAME
    assert comparison.anew == ((path,) if is_new else ())
    assert comparison.is_comparable is not is_new


def test_every_change_of_a_question_is_told_by_a_test() -> None:
    apart = {
        Change.ADDED,
        Change.REMOVED,
        Change.RENAMED,
        Change.LANGUAGE_ADDED,
        Change.LANGUAGE_REMOVED,
    }

    assert {row[-1] for row in CHANGES} | apart == set(Change)


def test_messages_can_be_filled_with_what_is_told_beside_them() -> None:
    for _, new, _, _ in CHANGES:
        for each in compare(a_form(), new).differences:
            assert "%" not in each.message % each.params


def test_what_came_and_went_is_told() -> None:
    income = Question(name="income", kind=Kind.INTEGER, label=said("Income?"))

    comparison = compare(a_form(), a_form(AGE, income))

    assert told(comparison) == [("income", Change.ADDED), ("water", Change.REMOVED)]
    assert comparison.series == {
        "age": Series.SAME,
        "income": Series.ADDED,
        "water": Series.REMOVED,
    }


def test_a_question_that_only_got_another_name_is_recognised() -> None:
    comparison = compare(a_form(), a_form(replace(AGE, name="years"), WATER))

    assert told(comparison) == [("years", Change.RENAMED)]
    assert comparison.series["years"] is Series.RENAMED


def test_two_questions_that_say_the_same_are_not_mistaken_for_each_other() -> None:
    twins = (replace(AGE, name="a"), replace(AGE, name="b"))

    comparison = compare(a_form(*twins), a_form(replace(AGE, name="c"), WATER))

    assert ("c", Change.ADDED) in told(comparison)


def test_a_language_that_came_is_told_once() -> None:
    before = a_form(replace(AGE, label=said("Age?")), languages=("en",))

    comparison = compare(before, a_form(AGE))

    assert told(comparison) == [("", Change.LANGUAGE_ADDED)]


def test_without_the_language_it_was_written_in_no_series_goes_on() -> None:
    french = a_form(replace(AGE, label=said("Âge ?", "fr")), languages=("fr",))

    comparison = compare(a_form(AGE), french)

    assert comparison.anew == ("age",)
    assert ("", Change.LANGUAGE_REMOVED) in told(comparison)


def test_only_the_fewest_items_count_as_moved() -> None:
    items = [replace(AGE, name=name, label=said(name)) for name in "abcdef"]

    comparison = compare(a_form(*items), a_form(*items[1:], items[0]))

    assert told(comparison) == [("a", Change.MOVED)]


def test_a_group_that_is_repeated_now_is_another_kind_of_thing() -> None:
    household = Group(name="household", items=(AGE,))

    comparison = compare(
        a_form(household), a_form(replace(household, repeat=Repeat(count="3")))
    )

    assert told(comparison) == [("household", Change.KIND)]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"label": said("Trust, today")}, id="body"),
        pytest.param({"title": said("Trust, today")}, id="pages"),
    ],
)
def test_what_stands_over_a_grid_is_part_of_the_wording_of_its_rows(
    change: dict[str, Text],
) -> None:
    if "title" in change:
        old = with_pages(ACTORS_PAGE)
        new = with_pages(replace(ACTORS_PAGE, **change))  # type: ignore[arg-type] # texts
    else:
        grid = Group(name="g", items=(AGE,), label=said("T"), appearance="table-list")
        old, new = a_form(grid), a_form(replace(grid, **change))  # type: ignore[arg-type] # texts

    assert set(compare(old, new).anew) in ({"TA01", "TA02"}, {"g/age"})


def test_the_title_of_a_page_that_is_no_grid_changes_no_series() -> None:
    page = replace(ACTORS_PAGE, layout=Layout.LIST, questions=(COUNCIL, POLICE))

    comparison = compare(with_pages(page), with_pages(replace(page, title=said("T"))))

    assert comparison.is_comparable
    assert told(comparison) == [("actors", Change.WORDING)]


def test_what_people_are_told_before_they_agree_is_compared_too() -> None:
    old = a_questionnaire(pages=(CONSENT_PAGE,), indices=())
    new = replace(old, pages=(replace(CONSENT_PAGE, warning=said("Take care")),))

    assert told(compare(old, new)) == [("consent/consent_warning", Change.ADDED)]


def scrambled(item: Item) -> Item:
    if not item.label:
        return item
    said_before = item.label.in_languages
    return replace(item, label=Text(tuple((tag, f"{it}!") for tag, it in said_before)))


def each_item(
    items: tuple[Item, ...], change: Callable[[Item], Item]
) -> tuple[Item, ...]:
    return tuple(
        change(replace(item, items=each_item(item.items, change)))
        if isinstance(item, Group)
        else change(item)
        for item in items
    )


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=15)
@given(drafts())
def test_nothing_differs_from_itself(drawn: Questionnaire) -> None:
    comparison = compare(drawn, drawn)

    assert comparison.differences == ()
    assert set(comparison.series.values()) <= {Series.SAME}


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=15)
@given(drafts(), drafts())
def test_every_question_of_two_versions_has_its_place_in_the_comparison(
    old: Questionnaire, new: Questionnaire
) -> None:
    comparison = compare(old, new)

    told_of = {each.path for each in comparison.differences}
    for path, series in comparison.series.items():
        assert series is Series.SAME or path in told_of
    kept = [each for each in comparison.series.values() if each is not Series.REMOVED]
    assert len(kept) == sum(each.is_asked for each in asked_in(new))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=15)
@given(drafts())
def test_another_wording_everywhere_begins_every_series_anew(
    drawn: Questionnaire,
) -> None:
    base = drawn.languages[0]
    new = replace(drawn, body=each_item(drawn.body, scrambled))

    comparison = compare(drawn, new)

    for path in comparison.series:
        name = path.rpartition("/")[2]
        labels = [dict(q.label.in_languages) for q in asked_in(drawn) if q.name == name]
        if all(base in label for label in labels):
            assert comparison.series[path] is Series.NEW


def asked_in(questionnaire: Questionnaire) -> list[Question]:
    found: list[Question] = []

    def look(items: tuple[Item, ...]) -> None:
        for item in items:
            if isinstance(item, Group):
                look(item.items)
            else:
                found.append(item)

    look(questionnaire.body)
    return found
