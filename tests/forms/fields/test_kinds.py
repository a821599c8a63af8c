"""What each kind of question takes from a page, keeps and shows again."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms.definition import Kind, Question
from forms.fields import (
    AnswerField,
    BoxesField,
    Control,
    NumberField,
    PageForm,
    PageForms,
    RanksField,
    control_of,
    keyboard_of,
)
from forms.paging import plan
from forms.typed import Raw
from tests.forms.fields.speaking import PLAIN
from tests.forms.filled import a_repeat, an_item, with_body

SCALE = (("start", "0"), ("end", "5"), ("step", "1"))
LONG = (("start", "0"), ("end", "100"), ("step", "5"))


ASKED = [
    each
    for each in Kind
    if an_item("q", each).is_asked and each not in (Kind.POSITION, Kind.ATTACHMENT)
]


def form_of(question: Question, language: str = "en") -> PageForm:
    questionnaire = with_body(question)
    step = plan(questionnaire).step_at("p1")
    assert step is not None
    return PageForms(questionnaire).of(step, language)(PLAIN)


def taken(question: Question, sent: dict[str, Any], language: str = "en") -> Raw:
    form = form_of(question, language)
    form.process(MultiDict(sent))
    return form.raw()


def kind(kind: Kind, **changes: Any) -> Question:
    return an_item("q", kind, **changes)


@pytest.mark.parametrize(
    ("question", "sent", "kept"),
    [
        pytest.param(kind(Kind.TEXT), {"q": " as typed "}, " as typed ", id="text"),
        pytest.param(kind(Kind.INTEGER), {"q": "١٢"}, "12", id="integer"),
        pytest.param(kind(Kind.INTEGER), {"q": "twelve"}, "twelve", id="no integer"),
        pytest.param(kind(Kind.DECIMAL), {"q": "1,5"}, "1.5", id="decimal"),
        pytest.param(kind(Kind.RANGE, parameters=SCALE), {"q": "3"}, "3", id="range"),
        pytest.param(kind(Kind.CHOICE), {"q": "tap"}, "tap", id="choice"),
        pytest.param(kind(Kind.CHOICES), {"q": ["tap", "", "well"]}, ["tap", "well"], id="choices"),
        pytest.param(kind(Kind.ACKNOWLEDGE), {"q": "on"}, "OK", id="acknowledged"),
        pytest.param(kind(Kind.DATE), {"q.d": "1", "q.m": "2", "q.y": "2026"}, "2026-02-01", id="date"),
        pytest.param(kind(Kind.DATE), {"q": "2026-02-01"}, "2026-02-01", id="date of a script"),
        pytest.param(kind(Kind.DATE), {"q.d": "2026-02-01", "q.m": "", "q.y": ""}, "2026-02-01", id="date in one box"),
        pytest.param(kind(Kind.DATE), {"q.d": "", "q.m": "", "q.y": "2026-2-1"}, "2026-02-01", id="date in the last box"),
        pytest.param(kind(Kind.DATE), dict.fromkeys(("q.d", "q.m", "q.y"), "2026-02-01"), "2026-02-01", id="date in every box"),
        pytest.param(kind(Kind.DATE), {"q.d": "2026-02-01", "q.m": "02", "q.y": "2026"}, "2026-02-01", id="date and its parts"),
        pytest.param(kind(Kind.DATE), {"q.d": "2026-02-01", "q.m": "3", "q.y": ""}, ["2026-02-01", "3", ""], id="two dates"),
        pytest.param(kind(Kind.DATE, appearance="year"), {"q.y": "2026-02-03"}, "2026-01-01", id="date for a year"),
        pytest.param(kind(Kind.TIME), {"q.h": "14:05", "q.min": ""}, "14:05", id="time in the first box"),
        pytest.param(kind(Kind.TIME), {"q.h": "", "q.min": "14:05"}, "14:05", id="time in the last box"),
        pytest.param(kind(Kind.TIME), {"q.h": "14:05", "q.min": "6"}, ["14:05", "6"], id="two times"),
        pytest.param(kind(Kind.DATETIME), {"q.y": "2026-02-01T14:05"}, "2026-02-01T14:05", id="moment in one box"),
        pytest.param(kind(Kind.DATETIME), {"q.h": "2026-02-01 14:05:00.000+01:00"}, "2026-02-01T14:05", id="long moment in one box"),
        pytest.param(kind(Kind.DATETIME), {"q.d": "2026-02-01", "q.h": "14:05"}, "2026-02-01T14:05", id="date and time in a box each"),
        pytest.param(kind(Kind.DATETIME), {"q.d": "2026-02-01", "q.h": "14", "q.min": "5"}, "2026-02-01T14:05", id="date in one box and a time"),
        pytest.param(kind(Kind.DATE), {"q.d": "31", "q.m": "2", "q.y": "2026"}, ["31", "2", "2026"], id="no date"),
        pytest.param(kind(Kind.DATE), {"q.d": "", "q.m": "2", "q.y": ""}, ["", "2", ""], id="part of a date"),
        pytest.param(kind(Kind.DATE), {"q": "soon"}, "soon", id="words for a date"),
        pytest.param(kind(Kind.DATE, appearance="year"), {"q.y": "2026"}, "2026-01-01", id="year"),
        pytest.param(kind(Kind.DATE, appearance="year"), {"q.y": "26"}, ["26"], id="no year"),
        pytest.param(kind(Kind.TIME), {"q.h": "9", "q.min": "5"}, "09:05", id="time"),
        pytest.param(
            kind(Kind.DATETIME),
            {"q.d": "1", "q.m": "2", "q.y": "2026", "q.h": "9", "q.min": "0"},
            "2026-02-01T09:00",
            id="date and time",
        ),
        pytest.param(kind(Kind.RANKING), {"q.well": "2", "q.tap": "1", "q.na": "3"}, ["tap", "well", "na"], id="ranks"),
        pytest.param(kind(Kind.RANKING), {"q": ["tap", "well"]}, ["tap", "well"], id="ranks of a script"),
        pytest.param(kind(Kind.RANKING), {"q.well": "1", "q.tap": "1"}, ["well=1", "tap=1"], id="two first"),
        pytest.param(
            kind(Kind.RANKING, soft_constraint="false()"),
            {"q.well": "1", "q.tap": "2", "q.sure": "1"},
            ["well", "tap"],
            id="sure of ranks",
        ),
        pytest.param(kind(Kind.RANKING), {"q.well": "3", "q.tap": ""}, ["well=3"], id="not all ranked"),
    ],
)  # fmt: skip
def test_what_is_sent_is_kept(
    question: Question, sent: dict[str, Any], kept: str | list[str]
) -> None:
    assert taken(question, sent) == {"q": kept}


@pytest.mark.parametrize("each", ASKED)
def test_nothing_sent_is_nothing_kept(each: Kind) -> None:
    assert taken(kind(each), {}) == {}
    assert taken(kind(each), {"q": "", "q.d": "", "q.h": "", "q.tap": ""}) == {}


WORDS = st.text(max_size=6) | st.sampled_from(["1", "2026", "11", "12,5", "tap"])
OFFERED = ("well", "tap", "na")


def inputs_of(question: Question) -> st.SearchStrategy[dict[str, Any]]:
    """Return what may be sent for a question, sense or nonsense."""
    if question.kind is Kind.RANKING:
        ranks = st.fixed_dictionaries({f"q.{name}": WORDS for name in OFFERED})
        orders = st.lists(st.sampled_from(OFFERED), unique=True)
        return ranks | st.fixed_dictionaries({"q": orders})
    if question.kind is Kind.CHOICES:
        return st.fixed_dictionaries({"q": st.lists(WORDS)})
    parts = [f"q.{part}" for part in ("d", "m", "y", "h", "min")]
    return st.dictionaries(st.sampled_from(["q", *parts]), WORDS)


def shown_by(form: PageForm) -> dict[str, Any]:
    """Return what a page sends on which nobody changes anything."""
    field = form["q"]
    if isinstance(field, BoxesField):
        return {f"q.{part}": words for part, words in field.boxes.items()}
    if isinstance(field, RanksField):
        return {f"q.{name}": words for name, words in field.ranks(OFFERED).items()}
    assert isinstance(field, AnswerField)
    return {"q": field.shown if isinstance(field.data, str) else list(field.data)}


@given(st.data(), st.sampled_from(ASKED), st.sampled_from(["en", "de", "ar"]))
def test_nothing_that_was_typed_is_lost_by_showing_it_again(
    data: st.DataObject, each: Kind, language: str
) -> None:
    question = kind(each)
    kept = taken(question, data.draw(inputs_of(question)), language)
    form = form_of(question, language)

    form.fill(kept)

    assert form.raw() == kept
    assert words_of(taken(question, shown_by(form), language)) == words_of(kept)


def words_of(raw: Raw) -> list[str]:
    value = raw.get("q", "")
    return [
        each for each in ([value] if isinstance(value, str) else value) if each.strip()
    ]


def test_a_decimal_is_shown_as_the_language_writes_it() -> None:
    form = form_of(kind(Kind.DECIMAL), "de")
    form.fill({"q": "1.234"})
    field = form["q"]
    assert isinstance(field, NumberField)

    assert field.shown == "1,234"
    assert taken(kind(Kind.DECIMAL), {"q": field.shown}, "de") == {"q": "1.234"}


def test_the_numbers_of_a_scale_are_taken_as_they_are_offered() -> None:
    eighths = kind(
        Kind.RANGE, parameters=(("start", "1"), ("end", "2"), ("step", "0.125"))
    )

    assert taken(eighths, {"q": "1.125"}, "de") == {"q": "1.125"}


def test_boxes_show_what_was_typed_into_them() -> None:
    form = form_of(kind(Kind.DATE))
    form.fill({"q": ["31", "", "26"]})
    field = form["q"]
    assert isinstance(field, BoxesField)

    assert list(field.boxes.values()) == ["31", "", "26"]


def test_fields_of_a_repetition_have_its_numbers() -> None:
    questionnaire = with_body(a_repeat("r", an_item("born", Kind.DATE)))
    step = plan(questionnaire).step_at("p1.2")
    assert step is not None

    form = PageForms(questionnaire).of(step, "en")(PLAIN)
    form.process(MultiDict({"born[2].d": "1", "born[2].m": "2", "born[2].y": "2026"}))

    assert form.raw() == {"born[2]": "2026-02-01"}


@pytest.mark.parametrize(
    ("question", "control"),
    [
        pytest.param(kind(Kind.TEXT), Control.LINE, id="short text"),
        pytest.param(kind(Kind.TEXT, appearance="multiline"), Control.LINES, id="long text"),
        pytest.param(kind(Kind.CHOICE), Control.RADIOS, id="choice"),
        pytest.param(kind(Kind.CHOICE, appearance="minimal autocomplete"), Control.SELECT, id="minimal"),
        pytest.param(kind(Kind.RANGE, parameters=SCALE), Control.SCALE, id="short range"),
        pytest.param(kind(Kind.RANGE, parameters=LONG), Control.NUMBER, id="long range"),
        pytest.param(kind(Kind.NOTE), Control.TOLD, id="note"),
    ],
)  # fmt: skip
def test_each_question_has_its_control(question: Question, control: Control) -> None:
    assert control_of(question) is control


@pytest.mark.parametrize(
    ("question", "keyboard"),
    [
        (kind(Kind.TEXT), ""),
        (kind(Kind.TEXT, appearance="Numbers"), "tel"),
        (kind(Kind.TEXT, appearance="url"), "url"),
        (kind(Kind.INTEGER), "numeric"),
        (kind(Kind.DECIMAL), "decimal"),
    ],
)
def test_a_phone_shows_the_keyboard_that_fits(
    question: Question, keyboard: str
) -> None:
    assert keyboard_of(question) == keyboard
