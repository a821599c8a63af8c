"""Which choices are offered, and in which order."""

import pytest

from forms.definition import Choice, Kind, Missing, SideFile
from tests.forms.logic.forms_made import (
    a_list,
    a_program,
    an_environment,
    ask,
    english,
    filled,
    reckon,
)

LETTERS = a_list(
    "LETTERS",
    *"abcdefgh",
    Choice(name="none", label=english("none"), exclusive=True),
    Choice(name="dk", label=english("dk"), missing=Missing.DONT_KNOW),
)
TOWNS = a_list(
    "TOWNS",
    *(
        Choice(name=name, label=english(name), columns=(("region", region),))
        for name, region in [("oslo", "n"), ("rome", "s"), ("oulu", "n"), ("nice", "s")]
    ),
)
REGIONS = a_list("REGIONS", "n", "s")


def order_for(seed: str, *parameters: tuple[str, str]) -> list[str]:
    program = a_program(
        ask(
            "q",
            Kind.CHOICE,
            choices="LETTERS",
            randomised=True,
            parameters=parameters,
        ),
        lists=(LETTERS,),
    )
    sheet = program.evaluate(program.begin(an_environment(), seed), an_environment())
    return [choice.name for choice in sheet.choices("q")]


def test_order_by_chance_is_that_of_the_response_and_no_other() -> None:
    orders = {tuple(order_for(str(seed))) for seed in range(20)}

    assert order_for("1") == order_for("1")
    assert len(orders) > 15
    assert {order[-2:] for order in orders} == {("none", "dk")}
    assert {tuple(sorted(order)) for order in orders} == {
        tuple(sorted([*"abcdefgh", "none", "dk"]))
    }


def test_seed_of_the_author_gives_the_order_that_odk_gives() -> None:
    first = order_for("1", ("seed", "42"))

    assert first == order_for("2", ("seed", "42"))
    assert first != order_for("1", ("seed", "43"))


def test_cascade_offers_what_belongs_to_the_answer_above() -> None:
    sheet = filled(
        ask("region", Kind.CHOICE, choices="REGIONS"),
        ask("town", Kind.CHOICE, choices="TOWNS", choice_filter="region = ${region}"),
        lists=(REGIONS, TOWNS),
        given={"region": "n", "town": "rome"},
    )

    assert [choice.name for choice in sheet.choices("town")] == ["oslo", "oulu"]
    assert sheet.value("town") == ""


def test_answer_that_no_list_has_reads_as_empty() -> None:
    sheet = filled(
        ask("one", Kind.CHOICE, choices="REGIONS"),
        ask("more", Kind.CHOICES, choices="TOWNS"),
        lists=(REGIONS, TOWNS),
        given={"one": "x", "more": ["nice", "x", "oslo"]},
    )

    assert sheet.value("one") == ""
    assert sheet.value("more") == "oslo nice"
    assert sheet.kept()["more"] == ["oslo", "nice"]


def test_ranking_that_was_begun_gets_what_is_offered_since() -> None:
    sheet = filled(
        ask("q", Kind.RANKING, choices="TOWNS"),
        lists=(TOWNS,),
        given={"q": ["nice", "oslo", "gone"]},
    )

    assert sheet.value("q") == "nice oslo rome oulu"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("pulldata('people', 'first', 'id', '2')", "Ben"),
        ("pulldata('people', 'first', 'id', '9')", ""),
        ("instance('people')/root/item[id = '1']/first", "Ana"),
        ("count(instance('people')/root/item)", "2"),
        ("instance('TOWNS')/root/item[name = 'rome']/region", "s"),
        ("jr:choice-name('oslo', '${town}')", "oslo"),
    ],
)
def test_tables_can_be_looked_into(source: str, expected: str) -> None:
    people = SideFile(
        name="people.csv", columns=("id", "first"), rows=(("1", "Ana"), ("2", "Ben"))
    )
    sheet = filled(
        ask("town", Kind.CHOICE, choices="TOWNS"),
        reckon("found", source),
        lists=(TOWNS,),
        files=(people,),
    )

    assert sheet.value("found") == expected
