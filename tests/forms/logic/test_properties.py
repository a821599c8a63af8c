"""What holds whatever the questionnaire and whatever the answers."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import Group, Item, Kind
from forms.logic import Program, Sheet
from tests.forms.logic.drawn import LIST, bodies
from tests.forms.logic.forms_made import a_program, an_environment, group

VALUES = st.sampled_from(
    ["", "a", "b", "0", "3", "17", "2026-11-21", "x y", "-1", "no number", "é"]
)
RAW = st.one_of(VALUES, st.lists(st.sampled_from(["a", "b", "c", "z"]), max_size=3))
GARBAGE = st.one_of(
    st.none(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.binary(),
    RAW,
    st.dictionaries(st.text(max_size=2), st.none(), max_size=2),
    st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=3)), max_size=3),
)


def keys_of_names() -> st.SearchStrategy[str]:
    return st.one_of(
        st.from_regex(r"\Aq[0-9](\[[123]\])?\Z"),
        st.from_regex(r"\A#r[0-3]\Z"),
        st.from_regex(r"\A##(seed|begun:|set-off:|worked-out:)[rq]?[0-3]?\Z"),
        st.text(max_size=4),
    )


def answers(values: st.SearchStrategy[Any] = RAW) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.from_regex(r"\Aq[0-9](\[[12]\])?\Z"), values, max_size=12)


def seen(sheet: Sheet) -> dict[str, object]:
    """Return all that can be seen of a sheet, by key."""
    return {
        key: (
            sheet.is_relevant(key),
            sheet.value(key),
            sheet.is_required(key),
            sheet.satisfies(key),
            tuple(choice.name for choice in sheet.choices(key)),
        )
        for key in sheet.keys()  # noqa: SIM118 - a sheet is no mapping
    }


def begun(program: Program, given_: dict[str, Any]) -> Sheet:
    begun_ = program.begin(an_environment(), "seed")
    return program.evaluate({**begun_, **given_}, an_environment())


@settings(max_examples=60, deadline=None)
@given(bodies(), answers(), st.randoms())
def test_the_order_of_items_does_not_matter(
    body: tuple[Item, ...], given_: dict[str, Any], chance: Any
) -> None:
    mixed = list(body)
    chance.shuffle(mixed)
    turned = tuple(
        group(each.name, *reversed(each.items), relevant=each.relevant)
        if isinstance(each, Group) and each.repeat is None
        else each
        for each in mixed
    )

    one = begun(a_program(*body, lists=(LIST,)), given_)
    other = begun(a_program(*turned, lists=(LIST,)), given_)

    assert seen(one) == seen(other)


@settings(max_examples=60, deadline=None)
@given(bodies(), answers())
def test_evaluating_what_came_out_gives_the_same(
    body: tuple[Item, ...], given_: dict[str, Any]
) -> None:
    program = a_program(*body, lists=(LIST,))
    once = begun(program, given_)

    again = program.evaluate(once.answers(), an_environment(draw=lambda: 0.9))

    assert seen(again) == seen(once)
    assert again.answers() == once.answers()
    assert again.kept() == once.kept()


@settings(max_examples=60, deadline=None)
@given(bodies(), st.lists(answers(), min_size=1, max_size=6))
def test_what_is_worked_out_again_is_as_if_from_the_start(
    body: tuple[Item, ...], several: list[dict[str, Any]]
) -> None:
    program = a_program(*body, lists=(LIST,))
    sheet = program.evaluate(begun(program, {}).answers(), an_environment())

    for given_ in several:
        changed = {**sheet.answers(), **given_}
        whole = program.evaluate(changed, an_environment())
        sheet = program.evaluate_again(sheet, changed, an_environment())

        assert seen(sheet) == seen(whole)
        assert sheet.answers() == whole.answers()
        assert sheet.kept() == whole.kept()


@settings(max_examples=60, deadline=None)
@given(bodies(), answers(), RAW)
def test_what_is_hidden_influences_nothing(
    body: tuple[Item, ...], given_: dict[str, Any], typed: str | list[str]
) -> None:
    program = a_program(*body, lists=(LIST,))
    plain = begun(program, given_)
    hidden = [
        key
        for key in plain.keys()  # noqa: SIM118 - a sheet is no mapping
        if not plain.is_relevant(key)
        and plain.question(key).kind is not Kind.CALCULATION
    ]

    leaked = begun(program, {**given_, **dict.fromkeys(hidden, typed)})

    assert seen(leaked) == seen(plain)
    assert leaked.kept() == plain.kept()


@settings(max_examples=60, deadline=None)
@given(bodies(), st.dictionaries(keys_of_names(), GARBAGE, max_size=15))
def test_no_answers_whatsoever_are_too_much(
    body: tuple[Item, ...], given_: dict[str, Any]
) -> None:
    program = a_program(*body, lists=(LIST,))

    sheet = program.evaluate(given_, an_environment())

    seen(sheet)
    assert set(sheet.kept()) <= set(sheet.keys()) | {
        key for key in sheet.kept() if key.startswith("#")
    }
    program.evaluate(sheet.answers(), an_environment())
