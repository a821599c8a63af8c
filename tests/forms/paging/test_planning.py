"""Which questions of a body stand on which page."""

from typing import Any

import pytest

from forms.definition import Group, Item, Kind, Layout
from forms.paging import PageKind, plan
from tests.forms.filled import (
    a_field_list,
    a_group,
    a_note,
    a_repeat,
    an_item,
    with_body,
)
from tests.forms.questionnaires import CONSENT_PAGE, WORRY_PAGE, a_questionnaire


def laid_out(*body: Item, **changes: Any) -> list[str]:
    """Return the keys of each page of a body, as words; a star marks an update."""
    pages = plan(with_body(*body, **changes)).pages[1:]
    return [
        f"list of {page.listed}"
        if page.kind is PageKind.LIST
        else " ".join(page.keys) + ("*" if page.needs_update else "")
        for page in pages
    ]


def a_row(name: str, **changes: Any) -> Item:
    return an_item(name, Kind.CHOICE, **{"appearance": "list-nolabel", **changes})


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        pytest.param(laid_out(an_item("a"), an_item("b")), ["a", "b"], id="one question each"),
        pytest.param(laid_out(a_group("g", an_item("a"), an_item("b"))), ["a", "b"], id="a plain group"),
        pytest.param(laid_out(a_field_list("g", an_item("a"), an_item("b"))), ["a b"], id="a field list"),
        pytest.param(
            laid_out(a_field_list("g", an_item("a"), a_group("h", an_item("b"), a_field_list("i", an_item("c"))))),
            ["a b c"],
            id="groups in a field list",
        ),
        pytest.param(laid_out(a_note("n"), an_item("a"), a_note("end")), ["n a", "end"], id="notes"),
        pytest.param(laid_out(a_note("n"), a_group("g", an_item("a"))), ["n a"], id="a note before a group"),
        pytest.param(
            laid_out(an_item("t", Kind.TEXT, read_only=True), an_item("a")), ["t a"], id="what only shows"
        ),
        pytest.param(
            laid_out(
                an_item("c", Kind.CALCULATION), an_item("h", Kind.HIDDEN), an_item("m", Kind.METADATA),
                an_item("p", Kind.POSITION), an_item("f", Kind.ATTACHMENT), an_item("a"),
            ),
            ["a"],
            id="what nobody is asked",
        ),
        pytest.param(
            laid_out(a_note("n"), a_repeat("r", an_item("a"), an_item("b")), an_item("c")),
            ["n", "a", "b", "list of r", "c"],
            id="a repeat",
        ),
        pytest.param(laid_out(a_repeat("r", an_item("a"), count="3")), ["a"], id="a counted repeat"),
        pytest.param(
            laid_out(a_repeat("r", an_item("a"), an_item("b"), appearance="field-list")),
            ["a b", "list of r"],
            id="a repeat on one page",
        ),
        pytest.param(
            laid_out(a_field_list("g", an_item("a"), a_repeat("r", an_item("b")), an_item("c"))),
            ["a", "b", "list of r", "c"],
            id="a repeat in a field list",
        ),
        pytest.param(
            laid_out(a_repeat("r", a_repeat("s", an_item("a")), an_item("b"))),
            ["a", "list of s", "b", "list of r"],
            id="nested repeats",
        ),
        pytest.param(laid_out(a_repeat("r", an_item("c", Kind.CALCULATION))), [], id="a repeat that asks nothing"),
    ],
)  # fmt: skip
def test_pages_are_those_of_the_author(pages: list[str], wanted: list[str]) -> None:
    assert pages == wanted


@pytest.mark.parametrize(
    ("second", "between", "is_cut"),
    [
        pytest.param({"relevant": "${a} > 1"}, (), True, id="relevance"),
        pytest.param({"relevant": "/data/g/a > 1"}, (), True, id="relevance by path"),
        pytest.param({"kind": Kind.CHOICE, "choice_filter": "at = ${a}"}, (), True, id="choices"),
        pytest.param({"label": a_note("x", "You said ${a}").label}, (), True, id="label"),
        pytest.param({"hint": a_note("x", "You said ${a}").label}, (), True, id="hint"),
        pytest.param({"required_when": "${a} > 1"}, (), True, id="required"),
        pytest.param({"read_only_when": "${a} > 1"}, (), True, id="read-only"),
        pytest.param({"calculation": "${a} + 1"}, (), True, id="a calculation it shows"),
        pytest.param({"calculation": "1", "trigger": ("a",)}, (), True, id="a trigger"),
        pytest.param({"constraint": ". > ${a}"}, (), False, id="constraint"),
        pytest.param({"soft_constraint": ". > ${a}"}, (), False, id="soft constraint"),
        pytest.param({"constraint_message": a_note("x", "Over ${a}").label}, (), False, id="message"),
        pytest.param({"relevant": "${b} > 1"}, (), False, id="itself"),
        pytest.param({"relevant": "${other} > 1"}, (), False, id="another page"),
        pytest.param(
            {"relevant": "${c} > 1"},
            (an_item("c", Kind.CALCULATION, calculation="${a} + 1"),),
            True,
            id="through a calculation",
        ),
        pytest.param(
            {"relevant": "${d} = 1"},
            (
                an_item("c", Kind.CALCULATION, calculation="${a} + 1"),
                an_item("d", Kind.CALCULATION, calculation="${c} + 1"),
            ),
            True,
            id="through two calculations",
        ),
        pytest.param(
            {"relevant": "${other} = 1"},
            (),
            False,
            id="on what is before",
        ),
    ],
)  # fmt: skip
def test_a_page_is_cut_before_what_depends_on_an_answer_of_it(
    second: dict[str, Any], between: tuple[Item, ...], *, is_cut: bool
) -> None:
    pages = laid_out(
        an_item("other"),
        a_field_list("g", an_item("a"), *between, an_item("b", **second)),
    )

    assert pages == (["other", "a", "b"] if is_cut else ["other", "a b"])


def test_the_relevance_of_a_group_counts_for_its_questions() -> None:
    inner = a_group("h", an_item("b"), an_item("c"), relevant="${a} > 1")

    assert laid_out(a_field_list("g", an_item("a"), inner)) == ["a", "b c"]


def test_a_heading_within_a_page_is_shown_after_what_it_names() -> None:
    words = a_note("x", "About ${a}").label
    inner = a_group("h", an_item("b"), label=words)

    assert laid_out(a_field_list("g", an_item("a"), inner)) == ["a", "b"]


def test_the_heading_of_a_page_may_name_an_answer_of_it() -> None:
    words = a_note("x", "About ${a}").label
    page = a_field_list("g", a_note("n"), an_item("a"), an_item("b"), label=words)

    assert laid_out(page) == ["n a b"]


def test_choices_whose_labels_name_an_answer_are_shown_after_it() -> None:
    pages = laid_out(
        a_field_list("g", an_item("a"), an_item("b", Kind.CHOICE, choices="NAMED")),
        choice_lists=(
            *with_body().choice_lists,
            _named_choices(),
        ),
    )

    assert pages == ["a", "b"]


def _named_choices() -> Any:
    from forms.definition import Choice, ChoiceList

    label = a_note("x", "${a} metres").label
    return ChoiceList(name="NAMED", choices=(Choice(name="1", label=label),))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        pytest.param(
            (an_item("a", relevant="${b} > 1"), an_item("b")), ["a b*"], id="forward"
        ),
        pytest.param(
            (an_item("a", relevant="${b} > 1"), an_item("b", relevant="${a} > 1"), an_item("c", relevant="${b} = 1")),
            ["a b*", "c"],
            id="mutual",
        ),
    ],
)  # fmt: skip
def test_what_no_cut_decides_needs_an_update(
    body: tuple[Item, ...], wanted: list[str]
) -> None:
    assert laid_out(a_field_list("g", *body)) == wanted


def test_a_group_that_says_so_is_kept_together() -> None:
    group = a_group(
        "g", an_item("a"), an_item("b", relevant="${a} > 1"), appearance="together"
    )

    assert laid_out(group) == ["a b*"]


@pytest.mark.parametrize(
    ("group", "rows", "header", "layout"),
    [
        pytest.param(
            a_group("g", *(an_item(name, Kind.CHOICE) for name in "abc"), appearance="table-list"),
            ("a", "b", "c"), None, Layout.GRID, id="table-list",
        ),
        pytest.param(
            a_field_list("g", a_row("a", appearance="label"), a_row("b"), a_row("c")),
            ("b", "c"), "a", Layout.LIST, id="label and rows",
        ),
        pytest.param(a_field_list("g", a_row("a"), a_row("b")), ("a", "b"), None, Layout.GRID, id="rows alone"),
    ],
)  # fmt: skip
def test_questions_with_the_same_choices_are_rows(
    group: Group, rows: tuple[str, ...], header: str | None, layout: Layout
) -> None:
    page = plan(with_body(group)).pages[1]

    assert [(each.keys, each.header) for each in page.grids] == [(rows, header)]
    assert page.page.layout is layout


@pytest.mark.parametrize(
    "group",
    [
        pytest.param(a_field_list("g", an_item("a", Kind.CHOICE), an_item("b", Kind.CHOICE)), id="no rows"),
        pytest.param(a_field_list("g", a_row("a")), id="one row"),
        pytest.param(a_field_list("g", a_row("a"), a_row("b", choices="T4")), id="other choices"),
    ],
)  # fmt: skip
def test_other_questions_are_no_rows(group: Group) -> None:
    assert plan(with_body(group)).pages[1].grids == ()


def test_rows_are_not_parted() -> None:
    group = a_field_list("g", a_row("a"), a_row("b", relevant="${a} = 'well'"))

    assert laid_out(group) == ["a b*"]


def test_pages_by_hand_are_around_the_body() -> None:
    questionnaire = a_questionnaire(body=(an_item("a"),))

    pages = plan(questionnaire).pages

    assert [page.name for page in pages] == [
        "consent",
        "p1",
        "worry",
        "actors",
        "about",
    ]
    assert pages[2].page is WORRY_PAGE


def test_a_page_by_hand_keeps_its_name() -> None:
    taken = WORRY_PAGE.__class__(
        name="p1", section="all", questions=WORRY_PAGE.questions
    )

    pages = plan(with_body(an_item("a"), pages=(CONSENT_PAGE, taken))).pages

    assert [page.name for page in pages] == ["consent", "p2", "p1"]


def test_a_page_knows_the_groups_around_it() -> None:
    questionnaire = with_body(
        a_group(
            "house",
            a_repeat("room", a_field_list("size", an_item("long"), an_item("wide"))),
        )
    )

    page = plan(questionnaire).pages[1]

    assert [group.name for group in page.groups] == ["house", "room", "size"]
    assert (page.page.title, page.section_title) == (
        page.groups[2].label,
        page.groups[0].label,
    )
    assert (page.page.section, page.group_path, page.repeats) == (
        "/house",
        "house/room/size",
        ("room",),
    )
