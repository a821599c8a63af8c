"""The form of a page: fields from the questionnaire, judged in one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectMultipleField, TextAreaField

from consult.i18n import interface_for
from forms.fields import PageForm, PageForms
from forms.validation import problems_of
from tests.questionnaires import LONGEST, a_questionnaire

QUESTIONNAIRE = a_questionnaire()
FORMS = PageForms(QUESTIONNAIRE)
ENGLISH = interface_for("en")


def form_of(page: str, language: str = "en", *, told_in: str = "en") -> PageForm:
    made = FORMS.of(QUESTIONNAIRE.page(page), language)
    return made(interface_for(told_in))


def posted(page: str, *sent: tuple[str, str]) -> PageForm:
    form = form_of(page)
    form.process(MultiDict(sent))
    return form


def test_each_kind_of_question_has_its_field() -> None:
    kinds = {
        name: type(form_of(page)[name])
        for page, name in (("worry", "TO1"), ("people", "TR01"), ("about", "D_GRP"))
    }

    assert kinds == {
        "TO1": TextAreaField,
        "TR01": RadioField,
        "D_GRP": SelectMultipleField,
    }


def test_a_class_is_made_once_for_each_page_and_language() -> None:
    page = QUESTIONNAIRE.page("about")

    assert FORMS.of(page, "en") is FORMS.of(page, "en")
    assert FORMS.of(page, "en") is not FORMS.of(page, "ar")


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Yes"), ("ar", "نعم"), pytest.param("sw", "Yes", id="not translated")],
)
def test_labels_are_in_the_language_else_in_the_first_one(
    language: str, label: str
) -> None:
    field = form_of("about", language)["D_Q"]
    assert isinstance(field, RadioField)

    assert next(iter(field)).label.text == label


def test_what_was_sent_is_kept_as_it_is_whether_right_or_wrong() -> None:
    form = posted("about", ("D_GRP", "none"), ("D_GRP", "x"), ("D_Q", "maybe"))

    assert form.raw() == {"D_GRP": ["none", "x"], "D_Q": "maybe"}


def test_what_is_empty_or_not_asked_is_left_out() -> None:
    assert posted("worry", ("TO1", ""), ("TR01", "2"), ("go", "on")).raw() == {}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param({"D_GRP": ["youth"], "D_Q": "no"}, None, id="as it fits"),
        pytest.param(
            {"D_GRP": "youth", "D_Q": ["no"]},
            {"D_GRP": ["youth"], "D_Q": "no"},
            id="one for several",
        ),
        pytest.param({"TO1": "of another page"}, {}, id="of another page"),
    ],
)
def test_what_was_typed_before_is_shown(
    raw: dict[str, str | list[str]], shown: dict[str, str | list[str]] | None
) -> None:
    form = form_of("about")

    form.fill(raw)

    assert form.raw() == (raw if shown is None else shown)


def test_a_problem_is_told_in_the_language_and_digits_of_the_reader() -> None:
    form = form_of("worry", "ar", told_in="ar")
    form.process(MultiDict([("TO1", "x" * (LONGEST + 38))]))

    assert not form.validate()
    assert "٣٨" in str(form.errors["TO1"])


def test_nothing_sent_is_right_where_nothing_is_required() -> None:
    assert posted("about").validate()
    assert not posted("consent").validate()


values = st.one_of(
    st.sampled_from(["yes", "no", "0", "3", "dk", "pnts", "none", "youth", "", "x"]),
    st.text(max_size=LONGEST + 5),
)
sendings = st.lists(
    st.tuples(st.sampled_from([q.name for q in QUESTIONNAIRE.questions()]), values),
    max_size=8,
)


@given(sendings, st.sampled_from([page.name for page in QUESTIONNAIRE.pages]))
def test_a_form_finds_what_the_library_finds(
    sent: list[tuple[str, str]], page: str
) -> None:
    form = posted(page, *sent)

    is_right = form.validate()

    found = problems_of(QUESTIONNAIRE, form.raw(), QUESTIONNAIRE.page(page))
    assert sorted(form.errors) == sorted({problem.path for problem in found})
    assert is_right == (not found)
