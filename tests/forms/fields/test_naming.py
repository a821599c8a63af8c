"""No two questions of a page share an input, nor one with the page itself."""

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms.definition import Kind
from forms.fields import PageForm, PageForms
from forms.fields.naming import TAKEN, input_names
from forms.paging import plan
from tests.forms.fields.speaking import PLAIN
from tests.forms.filled import a_field_list, an_item, with_body

KEYS = st.sets(
    st.from_regex(r"\A([ab]|go)[ab.]{0,4}\Z") | st.sampled_from(sorted(TAKEN))
)
ENDS = ("", ".d", ".m", ".a", ".b.", ".sure", ".find")


def form_of(**kinds: Kind) -> PageForm:
    items = (an_item(name, each) for name, each in kinds.items())
    questionnaire = with_body(a_field_list("all", *items))
    step = plan(questionnaire).step_at("p1")
    assert step is not None
    return PageForms(questionnaire).of(step, "en")(PLAIN)


@given(KEYS)
def test_inputs_are_those_of_one_question(keys: set[str]) -> None:
    names = input_names(keys)

    found = [name + end for name in names.values() for end in ENDS]
    assert len(found) == len(set(found))
    assert TAKEN.isdisjoint(found)


def test_a_name_that_nothing_else_has_is_the_key() -> None:
    keys = ["a", "b.d", "g/c", "age[2]"]

    assert input_names(keys) == {key: key for key in keys}


def test_a_question_named_like_a_button_is_not_answered_by_it() -> None:
    form = form_of(go=Kind.CHOICE)
    form.process(MultiDict({"go": "on"}))
    assert form.raw() == {}

    form.process(MultiDict({"go": "on", ",go": "tap"}))
    assert form.raw() == {"go": "tap"}


def test_a_question_named_like_a_box_is_not_read_as_one() -> None:
    form = form_of(**{"a": Kind.DATE, "a.d": Kind.TEXT})
    form.process(MultiDict({"a.d": "1", "a.m": "2", "a.y": "2026", "a,d": "words"}))

    assert form.raw() == {"a": "2026-02-01", "a.d": "words"}


def test_a_question_named_like_a_rank_is_not_read_as_one() -> None:
    form = form_of(**{"a": Kind.RANKING, "a.well": Kind.TEXT})
    form.process(MultiDict({"a.well": "2", "a.tap": "1", "a,well": "deep"}))

    assert form.raw() == {"a": ["tap", "well"], "a.well": "deep"}
