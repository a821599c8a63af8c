"""pyxform makes of what we write a form that asks the same."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any, Final
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, assume, given, settings
from pyxform.xls2xform import convert

from consult.demonstration import district
from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
    Group,
    Item,
    Kind,
    Question,
    Questionnaire,
    Repeat,
    Text,
)
from forms.instruments.build import INSTRUMENTS, build
from forms.keys import walk
from forms.xlsform.writing import (
    write_csv,
    write_for_pyxform,
    write_markdown,
    write_xlsx,
)
from tests.forms.bodies import with_consent
from tests.forms.questionnaires import a_questionnaire, said
from tests.questionnaires import a_questionnaire as every_page

X: Final = "{http://www.w3.org/2002/xforms}"
COLOURS: Final = ChoiceList(
    name="colours",
    choices=(
        Choice(name="red", label=said("Red"), value=1),
        Choice(name="none", label=said("None"), exclusive=True, columns=(("of", "x"),)),
    ),
)


def a_question(name: str = "q", **changes: Any) -> Question:
    wanted = {"kind": Kind.TEXT, "label": said("Q?")}
    return Question(name=name, **{**wanted, **changes})


def a_form(*items: Item, **changes: Any) -> Questionnaire:
    wanted: dict[str, Any] = {
        "instrument": "form",
        "title": said("Form"),
        "languages": ("en",),
        "sections": (),
        "pages": (),
        "choice_lists": (COLOURS,),
        "consent": Consent(question="", agreed=""),
        "body": items,
    }
    return Questionnaire(**{**wanted, **changes})


def converted(questionnaire: Questionnaire, **allowed: tuple[Kind, ...]) -> Element:
    form = convert(write_for_pyxform(questionnaire, **allowed))
    return fromstring(form.xform)


def bind(form: Element, name: str) -> dict[str, str]:
    for each in form.iter(f"{X}bind"):
        if each.get("nodeset", "").rpartition("/")[2] == name:
            return {key: " ".join(value.split()) for key, value in each.attrib.items()}
    return {}


def is_shown(form: Element, name: str) -> bool:
    return any(
        each.get("ref", "").rpartition("/")[2] == name
        for each in form.iter()
        if each.tag != f"{X}bind"
    )


@pytest.mark.parametrize("languages", [("en",), ("ar", "en", "fr")], ids="-".join)
@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_an_instrument_is_converted_with_all_that_people_are_told(
    instrument: str, languages: tuple[str, ...]
) -> None:
    adaptation = district.adaptation(languages, dt.date(2026, 3, 1))
    questionnaire = build(instrument, adaptation)

    form = converted(questionnaire)

    assert is_shown(form, "consent_who")
    for question in questionnaire.questions():
        assert is_shown(form, question.name)


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(write_xlsx, id="xlsx"),
        pytest.param(write_markdown, id="markdown"),
        pytest.param(write_csv, id="csv"),
    ],
)
def test_pyxform_takes_our_own_columns_too(write: Any) -> None:
    assert convert(write(every_page())).xform


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(with_consent())
def test_a_body_without_references_is_converted_whatever_stands_in_it(
    drawn: Questionnaire,
) -> None:
    plain = replace(
        drawn,
        body=tuple(without_references(each) for each in drawn.body),
        choice_lists=tuple(
            replace(
                each, choices=tuple(without_texts(choice) for choice in each.choices)
            )
            for each in drawn.choice_lists
        ),
    )

    # pyxform wants the name of a repeat for it alone; real forms it takes have that.
    assume(are_repeats_named_apart(plain))

    # Not parsed: expat knows the letters of XML's fourth edition only.
    assert convert(write_for_pyxform(plain)).xform.endswith("</h:html>")


def are_repeats_named_apart(drawn: Questionnaire) -> bool:
    """Say whether no two repeats share a name, whatever the case of its letters."""
    names = [
        item.name.casefold()
        for _, item in walk(drawn.body)
        if isinstance(item, Group) and item.repeat is not None
    ]
    return len(set(names)) == len(names)


def without_references(item: Item) -> Item:
    """Return an item that refers to no other, which may not be there."""
    if isinstance(item, Group):
        repeat = item.repeat and Repeat()
        items = tuple(without_references(each) for each in item.items)
        item = replace(item, repeat=repeat, items=items)
    else:
        item = replace(
            item, constraint="", soft_constraint="", default="", choice_filter="",
            calculation=item.calculation and "1 + 1", trigger=(), label=unreferred(item.label),
            hint=None, guidance=None, short=None, constraint_message=None,
            required_message=None, soft_message=None, media=(),
        )  # fmt: skip
        return replace(item, relevant="", read_only_when="")
    return replace(
        item, relevant="", read_only_when="", label=None, hint=None, guidance=None, media=()
    )  # fmt: skip


def without_texts(choice: Choice) -> Choice:
    return replace(choice, label=unreferred(choice.label), media=(), columns=())


def unreferred(text: Text) -> Text:
    return Text(
        tuple((tag, re.sub(r"[${}]", "", it) or "x") for tag, it in text.in_languages)
    )


def test_nothing_is_asked_before_somebody_agrees() -> None:
    questionnaire = a_questionnaire(
        body=(a_question("q", relevant="${C_OK} != ''"), a_question("r"))
    )

    form = converted(questionnaire)

    agreed = "/data/consent/C_OK = 'yes'"
    assert bind(form, "q")["relevant"].replace("  ", " ") == (
        f"( {agreed}) and ( /data/consent/C_OK != '')"
    )
    assert bind(form, "r")["relevant"] == agreed
    assert bind(form, "worry")["relevant"] == agreed
    assert "relevant" not in bind(form, "C_OK")


@pytest.mark.parametrize(
    ("question", "constraint"),
    [
        (a_question(longest=9), "string-length(.) <= 9"),
        (
            a_question(kind=Kind.CHOICES, choices="colours", least=1, most=2),
            (
                "(count-selected(.) >= 1) and (count-selected(.) <= 2) and "
                "(not(selected(., 'none') and count-selected(.) > 1))"
            ),
        ),
        (
            a_question(longest=9, constraint=". != 'x'"),
            "(. != 'x') and (string-length(.) <= 9)",
        ),
        (a_question(kind=Kind.CHOICE, choices="colours"), None),
    ],
    ids=["length", "choices", "both", "none"],
)
def test_what_we_limit_is_limited_there_too(
    question: Question, constraint: str | None
) -> None:
    assert bind(converted(a_form(question)), "q").get("constraint") == constraint


@pytest.mark.parametrize(
    "variant", ["start", "end", "deviceid", "phonenumber", "username", "email", "audit"]
)
def test_what_identifies_a_device_is_never_collected(variant: str) -> None:
    personal = a_question("m", kind=Kind.METADATA, variant=variant, label=Text(()))

    text = convert(write_for_pyxform(a_form(personal, a_question()))).xform

    assert "jr:preload=" not in text.replace('jr:preload="uid"', "")
    assert bind(fromstring(text), "m")["type"] == "string"


def test_the_day_is_kept() -> None:
    today = a_question("m", kind=Kind.METADATA, variant="today", label=Text(()))

    text = convert(write_for_pyxform(a_form(today, a_question()))).xform

    assert 'jr:preload="date"' in text


@pytest.mark.parametrize(
    ("kind", "variant"),
    [(Kind.POSITION, "geopoint"), (Kind.ATTACHMENT, "image")],
)
def test_positions_and_attachments_are_asked_where_allowed_only(
    kind: Kind, variant: str
) -> None:
    form = a_form(a_question("p", kind=kind, variant=variant, required=True))

    by_default, allowed = converted(form), converted(form, allowed=(kind,))

    assert not is_shown(by_default, "p")
    assert "required" not in bind(by_default, "p")
    assert is_shown(allowed, "p")


def test_what_is_missing_in_a_language_is_said_in_the_first() -> None:
    question = a_question(
        label=Text.of({"en": "Age?"}), hint=Text.of({"fr": "En années"})
    )

    form = converted(a_form(question, languages=("en", "fr")))

    said_there = [each.text for each in form.iter(f"{X}value")]
    assert said_there.count("Age?") == 2
    assert said_there.count("En années") == 2
    assert "-" not in said_there


@pytest.mark.parametrize(
    "questionnaire",
    [
        pytest.param(
            a_form(
                Group(
                    name="g",
                    appearance="table-list",
                    items=(
                        a_question("a", kind=Kind.CHOICE, choices="colours"),
                        a_question(
                            "b",
                            kind=Kind.CHOICE,
                            choices="colours",
                            choice_filter="of='x'",
                        ),
                    ),
                )
            ),
            id="a table with a filter",
        ),
        pytest.param(a_form(a_question(variant="db:person")), id="a type nobody knows"),
        pytest.param(
            a_form(a_question(parameters=(("app", "x"), ("rows", "3")))),
            id="a parameter nobody knows",
        ),
        pytest.param(a_form(a_question(label=Text(()))), id="nothing to show"),
        pytest.param(
            a_form(a_question(columns=(("tag", "x"),))), id="a strange column"
        ),
        pytest.param(
            a_form(a_question(), settings=(("public_key", "x"), ("odd one", "y"))),
            id="strange settings",
        ),
        pytest.param(
            a_form(a_question(kind=Kind.CALCULATION)), id="nothing to calculate"
        ),
        pytest.param(
            a_form(
                a_question(kind=Kind.CHOICE, choices="colours"),
                choice_lists=(replace(COLOURS, choices=COLOURS.choices * 2),),
            ),
            id="choices given twice",
        ),
        pytest.param(
            a_form(
                a_question(kind=Kind.CHOICE, choices="c"),
                choice_lists=(
                    ChoiceList(
                        name="c",
                        choices=(
                            Choice(
                                name="a", label=said("A"), columns=(("a b::c", "x"),)
                            ),
                        ),
                    ),
                ),
            ),
            id="a strange column of choices",
        ),
    ],
)
def test_what_pyxform_would_refuse_is_left_out(questionnaire: Questionnaire) -> None:
    assert converted(questionnaire).tag.endswith("html")


def test_answers_go_to_nobody_else() -> None:
    form = a_form(
        a_question(),
        settings=(("submission_url", "https://example.org"), ("public_key", "abc")),
    )

    text = convert(write_for_pyxform(form)).xform

    assert "submission" not in text
