import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.answers import Raw, seal, stored_value
from forms.codebook import Answered, as_csv, as_json, codebook, rows
from forms.codebook.drafting import columns_of
from forms.codebook.variables import MAIN
from forms.definition import (
    ChoiceList,
    Consent,
    Group,
    Item,
    Kind,
    Missing,
    Question,
    Questionnaire,
    Repeat,
    Text,
)
from forms.fingerprint import version_of
from tests.forms.bodies import drafts
from tests.forms.questionnaires import (
    DK,
    PNTS,
    a_choice,
    a_questionnaire,
    said,
)


def a_question(name: str, **changes: Any) -> Question:
    wanted = {"kind": Kind.INTEGER, "label": said(f"{name}?")}
    return Question(name=name, **{**wanted, **changes})


AGE = a_question("age")
NEEDS = a_question("needs", kind=Kind.CHOICES, choices="needs")
FIRST = a_question("first", kind=Kind.RANKING, choices="needs")
LISTS = (
    ChoiceList(
        name="needs",
        choices=(
            a_choice("water"),
            a_choice("light"),
            replace(DK, exclusive=True),
            replace(PNTS, exclusive=True),
        ),
    ),
)
MEMBER = Group(
    name="member", items=(AGE, Group(name="visit", repeat=Repeat(), items=(a_question("day"),))), repeat=Repeat()
)  # fmt: skip


def a_form(*items: Item, **changes: Any) -> Questionnaire:
    wanted: dict[str, Any] = {
        "instrument": "form",
        "title": said("Form"),
        "languages": ("en",),
        "sections": (),
        "pages": (),
        "choice_lists": LISTS,
        "consent": Consent(question="", agreed=""),
        "body": items,
    }
    return Questionnaire(**{**wanted, **changes})


def answered(questionnaire: Questionnaire, **closed: str | list[str]) -> Answered:
    return Answered(
        name="r1", version=version_of(questionnaire), language="en", closed=closed
    )


def test_one_answer_has_one_column_and_several_have_one_for_each_choice() -> None:
    book = codebook([a_form(AGE, NEEDS, FIRST)])

    assert book.table(MAIN).columns == (
        "row",
        "version",
        "language",
        "age",
        "needs/water",
        "needs/light",
        "first/water",
        "first/light",
    )


@pytest.mark.parametrize(
    ("stored", "cells"),
    [
        pytest.param(["light"], ("0", "1"), id="chosen"),
        pytest.param(["water", "light"], ("1", "1"), id="both"),
        pytest.param(["dk"], ("dk", "dk"), id="nobody knows"),
        pytest.param(["pnts"], ("pnts", "pnts"), id="rather not said"),
        pytest.param("skip", ("skip", "skip"), id="left empty"),
        pytest.param("na", ("na", "na"), id="not asked"),
        pytest.param(None, ("na", "na"), id="off the path"),
    ],
)
def test_why_nothing_was_chosen_stands_apart_from_what_was_not_chosen(
    stored: str | list[str] | None, cells: tuple[str, ...]
) -> None:
    form = a_form(NEEDS)
    closed: dict[str, str | list[str]] = {} if stored is None else {"needs": stored}

    [row] = rows(codebook([form]), [answered(form, **closed)])[MAIN]

    assert row == ("r1", version_of(form), "en", *cells)


def test_a_rank_is_counted_from_one() -> None:
    form = a_form(FIRST)

    [row] = rows(codebook([form]), [answered(form, first=["light", "water"])])[MAIN]

    assert row[3:] == ("2", "1")


def test_words_stand_in_their_cell_only_where_they_are_handed_over() -> None:
    form = a_form(a_question("why", kind=Kind.TEXT))
    silent = answered(form, why="given")
    book = codebook([form])

    found = rows(book, [silent, replace(silent, open={"why": "no light"})])[MAIN]

    assert [row[3] for row in found] == ["given", "no light"]


def test_repetitions_have_tables_of_their_own_that_lead_back() -> None:
    form = a_form(MEMBER)
    closed = {
        "#member": "2",
        "age[1]": "30",
        "age[2]": "skip",
        "#visit[1]": "0",
        "#visit[2]": "2",
        "day[2][1]": "4",
        "day[2][2]": "5",
    }

    book = codebook([form])
    found = rows(book, [answered(form, **closed)])

    assert [table.columns for table in book.tables[1:]] == [
        ("row", "parent", "number", "age"),
        ("row", "parent", "number", "day"),
    ]
    assert found["member"] == [
        ("r1/member[1]", "r1", "1", "30"),
        ("r1/member[2]", "r1", "2", "skip"),
    ]
    assert found["visit"] == [
        ("r1/visit[2][1]", "r1/member[2]", "1", "4"),
        ("r1/visit[2][2]", "r1/member[2]", "2", "5"),
    ]


def test_a_question_that_was_taken_out_keeps_its_column_and_later_ones_follow() -> None:
    first, second = a_form(AGE, NEEDS), a_form(a_question("income"), NEEDS)

    book = codebook([first, second])
    found = rows(book, [answered(first, age="30"), answered(second, income="5")])

    columns = book.table(MAIN).columns
    assert columns[3:] == ("age", "needs/water", "needs/light", "income")
    assert [row[3] for row in found[MAIN]] == ["30", "na"]
    assert [row[-1] for row in found[MAIN]] == ["na", "5"]


def test_a_choice_that_was_added_comes_last_and_is_not_asked_before() -> None:
    more = replace(LISTS[0], choices=(a_choice("road"), *LISTS[0].choices))
    first = a_form(NEEDS, AGE)
    second = a_form(NEEDS, AGE, choice_lists=(more,))

    book = codebook([first, second])
    found = rows(
        book, [answered(first, needs=["water"]), answered(second, needs=["road"])]
    )[MAIN]

    assert book.table(MAIN).columns[3:] == (
        "needs/water",
        "needs/light",
        "age",
        "needs/road",
    )
    assert [(row[3], row[-1]) for row in found] == [("1", "na"), ("0", "1")]
    assert book.table(MAIN).variables[0].anew == (version_of(second),)


def test_a_name_that_is_used_twice_later_keeps_the_column_it_had() -> None:
    first = a_form(Group(name="a", items=(AGE,)))
    second = a_form(Group(name="a", items=(AGE,)), Group(name="b", items=(AGE,)))

    book = codebook([first, second])
    closed = {"a/age": "1", "b/age": "2"}
    found = rows(book, [answered(first, age="9"), answered(second, **closed)])[MAIN]

    assert book.table(MAIN).columns[3:] == ("age", "b/age")
    assert [row[3:] for row in found] == [("9", "na"), ("1", "2")]


def test_a_question_that_moved_keeps_its_column() -> None:
    first, second = a_form(AGE), a_form(Group(name="about", items=(AGE,)))

    book = codebook([first, second])

    assert book.table(MAIN).columns[3:] == ("age",)
    assert book.table(MAIN).variables[0].path == "about/age"


def test_a_question_that_comes_back_gets_its_column_back() -> None:
    versions = [a_form(AGE, NEEDS), a_form(NEEDS), a_form(NEEDS, AGE, FIRST)]

    assert codebook(versions).table(MAIN).columns[3:6] == (
        "age",
        "needs/water",
        "needs/light",
    )


def test_another_way_of_answering_that_needs_other_columns_gets_them() -> None:
    one = replace(NEEDS, kind=Kind.CHOICE)

    book = codebook([a_form(one), a_form(NEEDS)])

    assert book.table(MAIN).columns[3:] == ("needs", "needs/water", "needs/light")


def test_labels_are_those_of_the_last_version_in_all_languages() -> None:
    french = replace(AGE, label=Text.of({"en": "Years?", "fr": "Âge ?"}))
    first = a_form(replace(AGE, label=Text.of({"en": "Age?", "ar": "العمر؟"})))

    [variable] = codebook([first, a_form(french)]).table(MAIN).variables

    assert variable.label == Text.of({"en": "Years?", "ar": "العمر؟", "fr": "Âge ?"})


def test_a_version_given_twice_counts_once() -> None:
    assert codebook([a_form(AGE), a_form(AGE)]) == codebook([a_form(AGE)])


def test_a_response_to_an_unknown_version_is_refused() -> None:
    with pytest.raises(ValueError, match=version_of(a_form(NEEDS))):
        rows(codebook([a_form(AGE)]), [answered(a_form(NEEDS))])


def test_what_identifies_devices_and_places_has_no_column() -> None:
    personal = [
        a_question("deviceid", kind=Kind.METADATA, variant="deviceid"),
        a_question("here", kind=Kind.POSITION),
        a_question("photo", kind=Kind.ATTACHMENT),
        a_question("told", kind=Kind.NOTE),
    ]

    assert codebook([a_form(*personal)]).table(MAIN).variables == ()


def test_questions_of_pages_stand_in_the_order_in_which_they_are_asked() -> None:
    mixed = a_questionnaire(body=(AGE,))

    names = [each.name for each in codebook([mixed]).table(MAIN).variables]

    assert names[:3] == ["C_OK", "age", "TO1"]


def test_sealed_answers_fit_the_columns() -> None:
    form = a_questionnaire()
    raw: Raw = {"C_OK": "yes", "TO1": "light", "TA01": "dk", "D_GRP": ["youth"]}
    sealed = seal(form, raw)
    response = replace(answered(form, **sealed.closed), open=sealed.open)

    book = codebook([form])
    [row] = rows(book, [response])[MAIN]

    assert dict(zip(book.table(MAIN).columns[3:], row[3:], strict=True)) == {
        "C_OK": "yes",
        "TO1": "light",
        "TA01": "dk",
        "TA02": "skip",
        "D_GRP/youth": "1",
        "D_GRP/women": "0",
        "D_GRP/none": "0",
    }


def test_a_name_that_looks_like_a_code_is_told_apart_from_it() -> None:
    lists = (ChoiceList(name="yn", choices=(a_choice("na"), a_choice("yes"))),)
    form = a_form(a_question("q", kind=Kind.CHOICE, choices="yn"), choice_lists=lists)

    [variable] = codebook([form]).table(MAIN).variables

    assert [each.code for each in variable.values] == [stored_value("na"), "yes"]
    assert variable.missing == (Missing.SKIPPED, Missing.NOT_ASKED)


def lines_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_the_table_for_people_names_every_column_value_and_missing_code() -> None:
    lines = lines_of(as_csv(codebook([a_form(NEEDS)])))

    water = [each for each in lines if each["column"] == "needs/water"]
    assert [(each["value"], each["missing"], each["label en"]) for each in water] == [
        ("", "", "needs?"),
        ("water", "", "water"),
        ("0", "", ""),
        ("1", "", ""),
        ("dk", "dk", "dk"),
        ("pnts", "pnts", "pnts"),
        ("skip", "skip", ""),
        ("na", "na", ""),
    ]


def test_no_cell_of_the_table_begins_a_formula() -> None:
    form = a_form(replace(AGE, label=said('=HYPERLINK("x")')), NEEDS)

    cells = [
        cell for line in csv.reader(StringIO(as_csv(codebook([form])))) for cell in line
    ]

    assert '\'=HYPERLINK("x")' in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_the_form_for_programs_says_the_same() -> None:
    book = codebook([a_form(MEMBER, NEEDS)])

    tree = json.loads(as_json(book))

    assert [table["columns"] for table in tree["tables"]] == [
        list(table.columns) for table in book.tables
    ]
    assert tree["tables"][1]["parent"] == MAIN


versions = st.lists(drafts(), min_size=1, max_size=3)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=12)
@given(versions)
def test_a_later_version_never_shifts_a_column(drawn: list[Questionnaire]) -> None:
    whole = codebook(drawn)

    for count in range(1, len(drawn) + 1):
        part = codebook(drawn[:count])
        for before, after in zip(part.tables, whole.tables, strict=False):
            assert before.name == after.name
            assert after.columns[: len(before.columns)] == before.columns


def repeats_of(items: tuple[Item, ...]) -> Iterator[Group]:
    for item in items:
        if isinstance(item, Group):
            if item.repeat is not None:
                yield item
            yield from repeats_of(item.items)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=12)
@given(versions)
def test_every_question_of_every_version_has_its_columns(
    drawn: list[Questionnaire],
) -> None:
    book = codebook(drawn)

    tables = {table.name: table for table in book.tables}
    assert len(tables) == len(book.tables)
    for table in book.tables:
        assert len(set(table.columns)) == len(table.columns)
        assert table.parent is None or table.parent in tables
    for version in drawn:
        wanted = [
            (column.key, column.choice.name if column.choice else None)
            for column in columns_of(version)
        ]
        found = [
            (variable.keys[version_of(version)], variable.choice)
            for table in book.tables
            for variable in table.variables
            if version_of(version) in variable.keys
        ]
        assert sorted(wanted, key=str) == sorted(found, key=str)
        repeats = [t for t in book.tables if version_of(version) in t.keys]
        assert len(repeats) == len(list(repeats_of(version.body)))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=12)
@given(versions, st.data())
def test_every_cell_has_a_value_or_says_why_there_is_none(
    drawn: list[Questionnaire], data: st.DataObject
) -> None:
    book = codebook(drawn)
    version = data.draw(st.sampled_from(drawn))
    closed = {
        column.key: data.draw(st.sampled_from(["skip", "na", "1"]))
        for column in columns_of(version)
        if not column.repeat
    }

    found = rows(book, [answered(version, **closed)])

    for table in book.tables:
        for row in found[table.name]:
            assert len(row) == len(table.columns)
            assert all(row)
