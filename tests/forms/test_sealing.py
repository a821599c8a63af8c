"""How answers with logic are stored: what was not asked apart, words apart."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Sealed, seal, stored_value, value_stored
from forms.definition import Item, Kind
from forms.errors import InvalidAnswers
from forms.problems import Rule
from tests.forms.filled import a_group, a_note, a_repeat, an_item, sheet_of, with_body


def sealed(*body: Item, **answers: Any) -> Sealed:
    questionnaire = with_body(*body)
    raw = {"C_OK": "yes"} | {
        key.replace("n_", "#").replace("_1", "[1]").replace("_2", "[2]"): value
        for key, value in answers.items()
    }
    return seal(questionnaire, raw, sheet_of(questionnaire, raw))


def closed(*body: Item, **answers: Any) -> dict[str, str | list[str]]:
    values = dict(sealed(*body, **answers).closed)
    assert values.pop("C_OK") == "yes"
    return values


@pytest.mark.parametrize(
    ("kind", "answer", "stored"),
    [
        (Kind.INTEGER, "12", "12"),
        (Kind.INTEGER, "", "skip"),
        (Kind.DECIMAL, "1.50", "1.50"),
        (Kind.RANGE, "7", "7"),
        (Kind.DATE, "2026-11-21", "2026-11-21"),
        (Kind.TIME, "09:05", "09:05"),
        (Kind.DATETIME, "2026-11-21T09:05", "2026-11-21T09:05"),
        (Kind.CHOICE, "tap", "tap"),
        (Kind.CHOICE, "na", ":na"),
        (Kind.CHOICES, ["na", "well"], ["well", "na"]),
        (Kind.RANKING, ["na", "well", "tap"], ["na", "well", "tap"]),
        (Kind.ACKNOWLEDGE, "OK", "OK"),
        (Kind.POSITION, "1 2 3 4", "na"),
        (Kind.ATTACHMENT, "photo.jpg", "na"),
    ],
)
def test_each_kind_is_stored(
    kind: Kind, answer: str | list[str], stored: str | list[str]
) -> None:
    assert closed(an_item("q", kind), q=answer) == {"q": stored}


def test_what_is_not_asked_is_told_from_what_was_left_empty() -> None:
    body = (
        an_item("a"),
        an_item("b", relevant="${a} = 1"),
        a_group("g", an_item("c", Kind.TEXT), relevant="${a} = 1"),
        an_item("d"),
    )

    assert closed(*body, a="2", b="7", c="gone") == {
        "a": "2", "b": "na", "c": "na", "d": "skip",
    }  # fmt: skip


def test_words_off_the_path_are_not_stored() -> None:
    body = (an_item("a"), an_item("b", Kind.TEXT, relevant="${a} = 1"))

    assert sealed(*body, a="2", b="canary").open == {}


def test_repetitions_are_stored_each_with_their_number() -> None:
    people = a_repeat("person", an_item("age"), an_item("name", Kind.TEXT))
    result = sealed(people, n_person="2", age_1="3", name_2="Ann", age_3="9")

    assert result == Sealed(
        {
            "C_OK": "yes",
            "age[1]": "3", "name[1]": "skip", "age[2]": "skip", "name[2]": "given",
            "#person": "2",
        },
        {"name[2]": "Ann"},
    )  # fmt: skip


def test_a_repeat_that_is_not_asked_has_no_number() -> None:
    body = (an_item("a"), a_repeat("r", an_item("b"), relevant="${a} = 1"))

    assert "#r" not in closed(*body, a="2")


def test_calculations_are_stored_as_they_come_out() -> None:
    body = (
        an_item("a"),
        an_item("double", Kind.CALCULATION, calculation="${a} * 2"),
        an_item("code", Kind.CALCULATION, calculation="'na'"),
        an_item("none", Kind.CALCULATION, calculation="''"),
        an_item("off", Kind.CALCULATION, calculation="1", relevant="${a} = 1"),
        an_item("shown", read_only=True, calculation="${a} + 1"),
    )

    assert closed(*body, a="4", double="forged", shown="forged") == {
        "a": "4", "double": "8", "code": ":na", "none": "skip", "off": "na", "shown": "5",
    }  # fmt: skip


def test_what_is_calculated_from_words_is_kept_with_the_words() -> None:
    body = (
        an_item("name", Kind.TEXT),
        an_item("greeting", Kind.CALCULATION, calculation="concat('Dear ', ${name})"),
        an_item("again", Kind.CALCULATION, calculation="${greeting}"),
        an_item("letters", Kind.CALCULATION, calculation="string-length(${name})"),
        an_item("fixed", Kind.CALCULATION, calculation="'plain'"),
    )

    result = sealed(*body, name="canary")

    assert "canary" not in str(result.closed)
    assert result.open == {
        "name": "canary", "greeting": "Dear canary", "again": "Dear canary",
    }  # fmt: skip
    assert (result.closed["letters"], result.closed["fixed"]) == ("6", "plain")


@pytest.mark.parametrize(
    "calculation",
    [
        "${phone}",
        "../phone",
        "/data/phone",
        "concat('', ${phone})",
        "substr(${phone}, 0, 20)",
        "string(../phone)",
        "number(${phone})",
        "${phone} + 0",
        "-${phone}",
        "if(string-length(${phone}) > 3, ${phone}, '')",
        "coalesce(${none}, ${phone})",
        "once(${phone})",
        "jr:choice-name(${phone}, '${place}')",
        "indexed-repeat(${phone}, ${person}, 1)",
        "concat(..)",
        "translate(normalize-space(${again}), '-', '')",
    ],
)
def test_number_that_was_typed_as_words_is_kept_with_the_words(
    calculation: str,
) -> None:
    body = (
        an_item("phone", Kind.TEXT),
        an_item("none", Kind.TEXT),
        an_item("place", Kind.CHOICE),
        an_item("again", Kind.CALCULATION, calculation="${phone}"),
        a_repeat("person", an_item("age")),
        an_item("copied", Kind.CALCULATION, calculation=calculation),
        an_item("shown", read_only=True, calculation=calculation),
        an_item("hidden", Kind.HIDDEN, calculation=calculation),
    )

    result = sealed(*body, phone="791234567", n_person="1", age_1="4")

    assert "791234567" not in str(result.closed)
    for key in ("copied", "shown", "hidden"):
        assert result.closed[key] in {"given", "skip"}


@pytest.mark.parametrize(
    ("calculation", "value"),
    [
        ("string-length(${phone}) + 1", "10"),
        ("if(${phone} = '', 'no', 'yes')", "yes"),
        ("${phone} = '791234567'", "true"),
        ("selected(${place}, 'tap')", "true"),
        ("count(${person}) * 2", "2"),
        ("indexed-repeat(${age}, ${person}, 1)", "4"),
        ("regex(${phone}, '[0-9]+')", "true"),
        ("instance('WATER')/root/item[name = ${place}]/at", "south"),
    ],
)
def test_what_is_only_told_of_words_is_kept_as_a_value(
    calculation: str, value: str
) -> None:
    body = (
        an_item("phone", Kind.TEXT),
        an_item("place", Kind.CHOICE),
        a_repeat("person", an_item("age"), an_item("name", Kind.TEXT)),
        an_item("copied", Kind.CALCULATION, calculation=calculation),
    )

    answers = {"phone": "791234567", "place": "tap", "n_person": "1", "age_1": "4"}

    assert sealed(*body, **answers).closed["copied"] == value


def test_notes_and_metadata_are_never_stored() -> None:
    body = (a_note("n"), an_item("device", Kind.METADATA, variant="deviceid"))

    assert closed(*body, n="x", device="canary") == {}


def test_an_answer_against_the_logic_is_refused() -> None:
    with pytest.raises(InvalidAnswers) as refusal:
        sealed(an_item("a", constraint=". < 5"), an_item("b", required=True), a="7")

    assert [(each.path, each.rule) for each in refusal.value.problems] == [
        ("a", Rule.DOES_NOT_FIT),
        ("b", Rule.ANSWER_NEEDED),
    ]


def test_what_could_not_be_worked_out_is_refused_near_where_it_stopped() -> None:
    sums = [
        an_item(f"c{n}", Kind.CALCULATION, calculation="sum(../../r/x)")
        for n in range(9)
    ]
    body = (an_item("a"), a_repeat("r", an_item("x"), *sums, count="1000"))

    with pytest.raises(InvalidAnswers) as refusal:
        sealed(*body, a="7", x_1="1")

    (problem,) = refusal.value.problems
    assert problem.rule is Rule.TOO_MUCH
    assert problem.path.startswith("x[")


def test_a_constraint_that_could_not_be_worked_out_is_no_yes() -> None:
    far = " and ".join(["count(../r/x) >= 0"] * 30)
    body: tuple[Item, ...] = (
        a_repeat("r", an_item("x"), count="999"),
        *(an_item(f"a{n}", constraint=far) for n in range(9)),
    )

    with pytest.raises(InvalidAnswers) as refusal:
        sealed(*body, **{f"a{n}": "1" for n in range(9)})

    assert [each.rule for each in refusal.value.problems] == [Rule.TOO_MUCH]


def test_an_unlikely_answer_is_sealed() -> None:
    assert closed(an_item("a", soft_constraint=". < 5"), a="7") == {"a": "7"}


@given(st.text(max_size=8) | st.sampled_from(["na", "skip", "given", ":na", "::"]))
def test_a_stored_value_is_no_code_and_can_be_read_again(value: str) -> None:
    stored = stored_value(value)

    assert stored not in {"na", "skip", "given"}
    assert value_stored(stored) == value
