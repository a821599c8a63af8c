import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import (
    Consent,
    Group,
    Kind,
    Question,
    Questionnaire,
    Repeat,
    Text,
)
from forms.errors import FormsError
from forms.xform.instances import UnreadableInstance, form_id_in, read_instance

WORDS = Text.of({"en": "Words"})


def question(name: str, kind: Kind = Kind.TEXT) -> Question:
    return Question(name=name, kind=kind, label=WORDS)


def household() -> Questionnaire:
    """Return a questionnaire in which each kind of value and a nested repeat occur."""
    return Questionnaire(
        instrument="household",
        title=WORDS,
        languages=("en",),
        sections=(),
        pages=(),
        choice_lists=(),
        consent=Consent(question="", agreed=""),
        body=(
            question("village"),
            question("phone", Kind.METADATA),
            question("needs", Kind.CHOICES),
            question("visited", Kind.DATE),
            question("at", Kind.TIME),
            question("met", Kind.DATETIME),
            question("where", Kind.POSITION),
            question("total", Kind.CALCULATION),
            Group(
                name="people",
                items=(
                    Group(
                        name="person",
                        repeat=Repeat(),
                        items=(
                            question("age", Kind.INTEGER),
                            Group(
                                name="pet",
                                repeat=Repeat(),
                                items=(question("called"),),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )


def instance(inside: str, name: str = "uuid:1") -> bytes:
    meta = f"<meta><instanceID>{name}</instanceID></meta>" if name else ""
    return f'<data id="household" version="2">{inside}{meta}</data>'.encode()


def answers_in(inside: str) -> dict[str, str | list[str]]:
    return dict(read_instance(instance(inside), household()).answers)


def test_a_value_is_kept_under_the_name_of_its_question() -> None:
    assert answers_in("<village> Bajo </village>")["village"] == "Bajo"


def test_several_choices_are_a_list() -> None:
    assert answers_in("<needs>water light</needs>")["needs"] == ["water", "light"]


@pytest.mark.parametrize(
    ("inside", "key", "value"),
    [
        pytest.param(
            "<visited>2026-11-21</visited>", "visited", "2026-11-21", id="day"
        ),
        pytest.param("<at>14:05:30.000+02:00</at>", "at", "14:05", id="time"),
        pytest.param(
            "<met>2026-11-21T14:05:30.000Z</met>", "met", "2026-11-21T14:05", id="both"
        ),
    ],
)
def test_times_are_kept_to_the_minute(inside: str, key: str, value: str) -> None:
    assert answers_in(inside)[key] == value


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("<phone>+10000000</phone>", id="telephone"),
        pytest.param("<where>1.2 3.4 0 0</where>", id="position"),
        pytest.param("<total>7</total>", id="what is calculated anew"),
        pytest.param("<unheard>of</unheard>", id="unknown"),
        pytest.param("<village></village>", id="empty"),
    ],
)
def test_what_is_never_kept_is_left_out(inside: str) -> None:
    assert answers_in(inside) == {}


def test_repetitions_are_numbered_from_the_outermost() -> None:
    inside = (
        "<people>"
        "<person><age>4</age><pet><called>Rex</called></pet></person>"
        "<person><age>5</age><pet><called>Tom</called></pet>"
        "<pet><called>Ada</called></pet></person>"
        "</people>"
    )

    assert answers_in(inside) == {
        "#person": "2",
        "#pet[1]": "1",
        "#pet[2]": "2",
        "age[1]": "4",
        "age[2]": "5",
        "called[1][1]": "Rex",
        "called[2][1]": "Tom",
        "called[2][2]": "Ada",
    }


def test_the_template_of_a_repetition_is_none() -> None:
    inside = (
        '<people xmlns:jr="http://openrosa.org/javarosa">'
        '<person jr:template=""><age>1</age></person></people>'
    )

    assert answers_in(inside) == {"#person": "0"}


def test_the_name_of_the_form_is_not_an_answer_that_is_called_like_it() -> None:
    inside = "<instanceID>water</instanceID>"

    assert read_instance(instance(inside), household()).instance_id == "uuid:1"


def test_the_form_says_which_one_it_is() -> None:
    assert form_id_in(instance("")) == "household"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<data", id="broken"),
        pytest.param(b"not xml", id="no xml"),
        pytest.param(instance("", name=""), id="without a name"),
        pytest.param(
            b'<!DOCTYPE d [<!ENTITY e "ha">]><data id="x">&e;</data>', id="entities"
        ),
        pytest.param(b"<a>" * 60 + b"</a>" * 60, id="deep"),
        pytest.param(b"<data>" + b"<a/>" * 60_000 + b"</data>", id="many elements"),
        pytest.param(b"<data>" + b"a" * 2_000_001 + b"</data>", id="large"),
        pytest.param(b'<?xml version="1.0" encoding="no-such"?><d/>', id="encoding"),
    ],
)
def test_what_is_no_filled_form_is_refused(source: bytes) -> None:
    with pytest.raises(UnreadableInstance):
        read_instance(source, household())


@given(st.binary(max_size=200))
def test_whatever_arrives_is_read_or_refused(source: bytes) -> None:
    try:
        read_instance(source, household())
    except FormsError:
        return
