import pytest

from forms.definition import Kind
from forms.xlsform.kinds import Asked, Begins, Ends, Names, read_type
from forms.xlsform.types import SPELLINGS, TYPE_OF, VARIANTS
from tests.forms.xlsform.reading.tables import (
    YES_NO,
    codes,
    question,
    read,
    survey,
    told,
)


@pytest.mark.parametrize(
    ("told_type", "kind", "list_"),
    [
        ("select_one yn", Kind.CHOICE, "yn"),
        ("Select One yn", Kind.CHOICE, "yn"),
        ("select one from yn", Kind.CHOICE, "yn"),
        ("select1 yn", Kind.CHOICE, "yn"),
        ("add select one prompt using yn", Kind.CHOICE, "yn"),
        ("select_multiple yn", Kind.CHOICES, "yn"),
        ("select all that apply yn", Kind.CHOICES, "yn"),
        ("select all that apply from yn", Kind.CHOICES, "yn"),
        ("add select multiple prompt using yn", Kind.CHOICES, "yn"),
        ("rank yn", Kind.RANKING, "yn"),
        ("select_one_external yn", Kind.CHOICE, "yn"),
        ("select_one_from_file a b.csv", Kind.CHOICE, "a b.csv"),
    ],
)
def test_what_is_chosen_from_is_known_in_every_spelling(
    told_type: str, kind: Kind, list_: str
) -> None:
    typed = read_type(told_type)

    assert isinstance(typed, Asked)
    assert (typed.kind, typed.list) == (kind, list_)


@pytest.mark.parametrize("ending", ["or_other", "or other", "or specify other"])
def test_other_is_asked_for_in_every_spelling(ending: str) -> None:
    typed = read_type(f"select_one yn {ending}")

    assert isinstance(typed, Asked)
    assert (typed.list, typed.has_other) == ("yn", True)


@pytest.mark.parametrize("spelling", [*SPELLINGS, *VARIANTS, *TYPE_OF.values()])
def test_a_type_means_the_same_in_capitals_and_with_spaces_around(
    spelling: str,
) -> None:
    assert read_type(f"  {spelling.upper()} ") == read_type(spelling) is not None


@pytest.mark.parametrize(
    ("told_type", "typed"),
    [
        ("begin group", Begins("group")),
        ("begin_group", Begins("group")),
        ("Begin Repeat", Begins("repeat")),
        ("begin lgroup", Begins("repeat")),
        ("begin looped group", Begins("repeat")),
        ("begin loop over l", Begins("loop", "l")),
        ("end_group", Ends("group")),
        ("end repeat", Ends("repeat")),
        ("csv-external", Names()),
        ("set form title", Names("title")),
        ("imei", Asked(Kind.METADATA, "deviceid")),
        ("GPS", Asked(Kind.POSITION, "geopoint")),
        ("photo", Asked(Kind.ATTACHMENT, "image")),
        ("text audit", Asked(Kind.METADATA, "text audit")),
        ("sensor_stream light", Asked(Kind.METADATA, "sensor_stream light")),
        ("percentage", Asked(Kind.INTEGER, constraint="0 <= . and . <= 100")),
        ("calculate here", Asked(Kind.CALCULATION)),
        ("db:person", None),
    ],
)
def test_a_type_is_read(told_type: str, typed: object) -> None:
    assert read_type(told_type) == typed


def test_an_unknown_type_asks_for_a_short_text_and_is_told() -> None:
    reading = read(survey("db:person | who | Who?"))

    assert reading.report.ok
    assert question(reading, "who").kind is Kind.TEXT
    assert question(reading, "who").variant == "db:person"
    (problem,) = told(reading, "F413")
    assert (problem.place.row, problem.place.column) == (3, "type")


@pytest.mark.parametrize(
    ("told_type", "code"),
    [
        ("deviceid", "F422"),
        ("start", "F422"),
        ("username", "F422"),
        ("geopoint", "F423"),
        ("image", "F424"),
    ],
)
def test_what_is_dropped_or_off_is_told(told_type: str, code: str) -> None:
    reading = read(survey(f"{told_type} | q | What?", "text | b | B"))

    assert reading.report.ok
    assert codes(reading) == [code]


def test_the_day_is_no_reason_to_worry() -> None:
    assert codes(read(survey("today | d | ", "text | b | B"))) == []


@pytest.mark.parametrize(
    ("parameters", "read_as", "is_told"),
    [
        ("", (("start", "1"), ("end", "10"), ("step", "1")), False),
        ("start=0 end=5", (("start", "0"), ("end", "5"), ("step", "1")), False),
        (
            "start=0;end=1, step = 0.1",
            (("start", "0"), ("end", "1"), ("step", "0.1")),
            False,
        ),
        ("start=a end=5", (("start", "1"), ("end", "10"), ("step", "1")), True),
        ("start=0 end=5 step=0", (("start", "0"), ("end", "5"), ("step", "1")), True),
    ],
)
def test_a_range_always_is_one(
    parameters: str, read_as: tuple[tuple[str, str], ...], *, is_told: bool
) -> None:
    reading = read(
        survey(
            f"range | r | How much? | {parameters}",
            headers="type | name | label | parameters",
        )
    )

    assert question(reading, "r").parameters == read_as
    assert codes(reading) == (["F433"] if is_told else [])


def test_random_order_is_told_apart_from_other_parameters() -> None:
    reading = read(
        survey(
            "select_one yn | q | Which? | randomize=true, seed=${S}",
            "calculate | S | |",
            headers="type | name | label | parameters",
        )
        + YES_NO
    )

    assert question(reading, "q").randomised
    assert question(reading, "q").parameters == (("seed", "${S}"),)
