from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from forms.checking import check, problems_of_definition, problems_of_draft
from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
    Fact,
    Group,
    Index,
    Item,
    Kind,
    Layout,
    Missing,
    Page,
    Provenance,
    Question,
    Questionnaire,
    Section,
    Text,
    Use,
)
from forms.errors import InvalidDefinition
from forms.problems import Rule
from tests.forms.bodies import drafts
from tests.forms.questionnaires import (
    ABOUT_PAGE,
    ACTORS_PAGE,
    AGREE,
    BELONGING,
    CONSENT,
    CONSENT_PAGE,
    COUNCIL,
    DK,
    GROUPS,
    PNTS,
    POLICE,
    T4,
    WORRY,
    WORRY_PAGE,
    a_choice,
    a_question,
    a_questionnaire,
    said,
    sound_questionnaires,
    with_pages,
)

RELIGIOUS_LEADERS = a_question(
    "TA08",
    provenance=Provenance(construct="trust in religious leaders", source="invented"),
)


def page(*questions: object, **changes: object) -> Page:
    wanted = {"name": "p", "section": "all", "title": said("P"), "questions": questions}
    return Page(**{**wanted, **changes})  # type: ignore[arg-type] # a builder


def with_list(*choices: Choice, kind: Kind = Kind.CHOICE) -> Questionnaire:
    chosen = ChoiceList(name="L", choices=choices)
    return with_pages(
        page(a_question("Q", kind=kind, choices="L")), choice_lists=(AGREE, chosen)
    )


def with_index(
    *items: str, least: int = 1, turned: tuple[str, ...] = ()
) -> Questionnaire:
    index = Index(
        name="TI", title=said("T"), items=items, least=least, reversed_items=turned
    )
    return a_questionnaire(indices=(index,))


def an_item(name: str, **changes: Any) -> Question:
    wanted = {"kind": Kind.TEXT, "label": Text(())}
    return Question(name=name, **{**wanted, **changes})


def with_body(*items: Item, **changes: Any) -> Questionnaire:
    """Return consent and a body of one item where none is given."""
    wanted = {"pages": (CONSENT_PAGE,), "indices": (), "body": items or (an_item("q"),)}
    return a_questionnaire(**{**wanted, **changes})


BROKEN = [
    ("name-with-a-space", a_questionnaire(instrument="a b"), Rule.NAME_NOT_PLAIN),
    (
        "name-in-other-letters",
        with_pages(page(a_question("س"))),
        Rule.NAME_NOT_PLAIN,
    ),
    ("name-empty", with_pages(page(a_question(""))), Rule.NAME_NOT_PLAIN),
    ("name-with-a-line", with_pages(page(a_question("Q\n"))), Rule.NAME_NOT_PLAIN),
    ("name-too-long", with_pages(page(a_question("Q" * 65))), Rule.NAME_NOT_PLAIN),
    ("name-hidden", with_pages(page(a_question("_Q"))), Rule.NAME_NOT_PLAIN),
    ("question-like-a-code", with_pages(page(a_question("skip"))), Rule.NAME_RESERVED),
    ("question-like-a-button", with_pages(page(a_question("go"))), Rule.NAME_RESERVED),
    ("page-like-an-address", with_pages(page(WORRY, name="review")), Rule.NAME_RESERVED),
    ("choice-like-a-code", with_list(a_choice("na"), a_choice("b")), Rule.NAME_RESERVED),
    ("choice-twice", with_list(a_choice("a"), a_choice("a")), Rule.NAME_TWICE),
    (
        "question-on-two-pages",
        with_pages(WORRY_PAGE, page(WORRY)),
        Rule.NAME_TWICE,
    ),
    ("page-twice", with_pages(page(WORRY), page(COUNCIL)), Rule.NAME_TWICE),
    ("list-twice", a_questionnaire(choice_lists=(AGREE, T4, T4, GROUPS)), Rule.NAME_TWICE),
    (
        "fact-twice",
        with_pages(page(WORRY, facts=(Fact(name="f", term=said("t"), description=said("d")),) * 2)),
        Rule.NAME_TWICE,
    ),
    ("no-language", a_questionnaire(languages=()), Rule.LANGUAGES_UNUSABLE),
    ("language-twice", a_questionnaire(languages=("en", "en")), Rule.LANGUAGES_UNUSABLE),
    ("language-no-tag", a_questionnaire(languages=("English",)), Rule.LANGUAGES_UNUSABLE),
    ("text-missing", a_questionnaire(languages=("en", "ar")), Rule.TEXT_MISSING),
    ("text-empty", a_questionnaire(title=said("  ")), Rule.TEXT_MISSING),
    ("text-extra", a_questionnaire(title=said("x", "en", "fr")), Rule.TEXT_EXTRA),
    ("text-not-final", a_questionnaire(title=said("%(actor)s")), Rule.PLACEHOLDER_LEFT),
    ("text-with-nul", a_questionnaire(title=said("a\0b")), Rule.TEXT_UNWRITABLE),
    ("text-of-half-a-pair", a_questionnaire(title=said("\ud800")), Rule.TEXT_UNWRITABLE),
    ("list-unknown", with_pages(page(a_question("Q", choices="X"))), Rule.CHOICES_MISSING),
    (
        "nothing-to-choose",
        with_pages(page(a_question("Q", choices=None))),
        Rule.CHOICES_MISPLACED,
    ),
    (
        "text-to-choose",
        with_pages(page(a_question("Q", kind=Kind.TEXT))),
        Rule.CHOICES_MISPLACED,
    ),
    ("one-choice", with_list(a_choice("a")), Rule.CHOICES_TOO_FEW),
    ("dk-as-an-answer", with_list(a_choice("a"), a_choice("dk")), Rule.MISSING_MISNAMED),
    (
        "missing-by-another-name",
        with_list(a_choice("a"), a_choice("dunno", missing=Missing.DONT_KNOW)),
        Rule.MISSING_MISNAMED,
    ),
    (
        "skipping-as-a-choice",
        with_list(a_choice("a"), a_choice("skip", missing=Missing.SKIPPED)),
        Rule.MISSING_MISNAMED,
    ),
    (
        "pnts-among-others",
        with_list(a_choice("a"), a_choice("b"), PNTS, kind=Kind.CHOICES),
        Rule.EXCLUSIVE_MISSING,
    ),
    (
        "value-twice",
        with_list(a_choice("a", value=1), a_choice("b", value=1)),
        Rule.SCALE_UNUSABLE,
    ),
    (
        "value-forgotten",
        with_list(a_choice("a", value=1), a_choice("b", value=2), a_choice("c")),
        Rule.SCALE_UNUSABLE,
    ),
    (
        "dk-on-the-scale",
        with_list(a_choice("a", value=1), a_choice("b", value=2), replace(DK, value=3)),
        Rule.SCALE_UNUSABLE,
    ),
    ("scale-of-one", with_list(a_choice("a", value=1), DK), Rule.SCALE_UNUSABLE),
    ("length-of-nothing", with_pages(page(replace(WORRY, longest=0))), Rule.LENGTH_UNUSABLE),
    ("length-of-a-choice", with_pages(page(replace(COUNCIL, longest=9))), Rule.LENGTH_UNUSABLE),
    ("concerns-to-choose", with_pages(page(replace(COUNCIL, use=Use.CONCERNS))), Rule.USE_UNUSABLE),
    ("group-in-words", with_pages(page(replace(WORRY, use=Use.GROUP))), Rule.USE_UNUSABLE),
    (
        "trust-without-scale",
        with_pages(page(a_question("Q", choices="AGREE", use=Use.TRUST))),
        Rule.USE_UNUSABLE,
    ),
    ("consent-asked-twice", with_pages(page(a_question("Q", use=Use.CONSENT))), Rule.USE_UNUSABLE),
    ("no-page", a_questionnaire(pages=(), indices=()), Rule.CONSENT_NOT_FIRST),
    (
        "consent-later",
        a_questionnaire(pages=(WORRY_PAGE, CONSENT_PAGE), indices=()),
        Rule.CONSENT_NOT_FIRST,
    ),
    (
        "more-than-consent",
        a_questionnaire(
            pages=(page(CONSENT, WORRY),), indices=()
        ),
        Rule.CONSENT_NOT_FIRST,
    ),
    (
        "consent-optional",
        a_questionnaire(
            pages=(page(replace(CONSENT, required=False)),), indices=()
        ),
        Rule.CONSENT_UNUSABLE,
    ),
    (
        "consent-to-what-nobody-can-say",
        a_questionnaire(consent=Consent(question="C_OK", agreed="maybe")),
        Rule.CONSENT_UNUSABLE,
    ),
    ("required", with_pages(page(replace(WORRY, required=True))), Rule.REQUIRED),
    ("section-unknown", with_pages(page(WORRY, section="x")), Rule.SECTION_MISSING),
    ("page-empty", with_pages(page()), Rule.PAGE_EMPTY),
    (
        "questions-without-title",
        with_pages(page(WORRY, COUNCIL, title=None)),
        Rule.TITLE_MISSING,
    ),
    (
        "grid-too-long",
        with_pages(
            page(*(a_question(f"Q{n}") for n in range(6)), layout=Layout.GRID)
        ),
        Rule.GRID_UNUSABLE,
    ),
    (
        "grid-of-two-lists",
        with_pages(
            page(COUNCIL, a_question("Q", choices="AGREE"), layout=Layout.GRID)
        ),
        Rule.GRID_UNUSABLE,
    ),
    (
        "grid-of-several-choices",
        with_pages(
            page(BELONGING, replace(BELONGING, name="Q"), layout=Layout.GRID)
        ),
        Rule.GRID_UNUSABLE,
    ),
    ("grid-of-one-row", with_pages(page(COUNCIL, layout=Layout.GRID)), Rule.GRID_UNUSABLE),
    (
        "police-and-religion",
        with_pages(WORRY_PAGE, page(POLICE, RELIGIOUS_LEADERS)),
        Rule.POLICE_AND_RELIGION,
    ),
    (
        "police-and-belonging",
        with_pages(WORRY_PAGE, page(POLICE, BELONGING)),
        Rule.POLICE_AND_RELIGION,
    ),
    ("police-first", with_pages(page(POLICE)), Rule.SENSITIVE_FIRST),
    (
        "police-without-way-out",
        with_pages(
            WORRY_PAGE, page(replace(POLICE, choices="AGREE", use=Use.OTHER))
        ),
        Rule.SENSITIVE_WITHOUT_WAY_OUT,
    ),
    ("body-name-with-a-space", with_body(an_item("a b")), Rule.NAME_NOT_XML),
    ("body-name-of-a-digit", with_body(an_item("1a")), Rule.NAME_NOT_XML),
    ("body-name-empty", with_body(an_item("")), Rule.NAME_NOT_XML),
    (
        "body-choice-without-name",
        with_body(choice_lists=(AGREE, ChoiceList(name="L", choices=(a_choice(""),)))),
        Rule.NAME_NOT_XML,
    ),
    ("body-name-twice", with_body(an_item("a"), an_item("a")), Rule.NAME_TWICE),
    ("body-name-of-a-page", with_body(an_item("C_OK")), Rule.NAME_TWICE),
    (
        "body-name-twice-in-a-group",
        with_body(Group(name="g", items=(an_item("a"), an_item("a")))),
        Rule.NAME_TWICE,
    ),
    (
        "body-list-twice",
        with_body(choice_lists=(AGREE, *(ChoiceList(name="L", choices=()),) * 2)),
        Rule.NAME_TWICE,
    ),
    (
        "body-list-unknown",
        with_body(an_item("a", kind=Kind.RANKING, choices="X")),
        Rule.CHOICES_MISSING,
    ),
    ("body-nothing-to-choose", with_body(an_item("a", kind=Kind.CHOICES)), Rule.CHOICES_MISPLACED),
    ("body-words-to-choose", with_body(an_item("a", choices="AGREE")), Rule.CHOICES_MISPLACED),
    ("body-length-of-nothing", with_body(an_item("a", longest=0)), Rule.LENGTH_UNUSABLE),
    ("body-group-in-words", with_body(an_item("a", use=Use.GROUP)), Rule.USE_UNUSABLE),
    ("body-consent", with_body(an_item("a", use=Use.CONSENT)), Rule.USE_UNUSABLE),
    ("body-text-with-nul", with_body(an_item("a", hint=said("\0"))), Rule.TEXT_UNWRITABLE),
    ("body-without-consent", with_body(pages=()), Rule.CONSENT_NOT_FIRST),
    ("index-of-nothing", with_index(), Rule.INDEX_UNUSABLE),
    ("index-of-the-unknown", with_index("X"), Rule.INDEX_UNUSABLE),
    ("index-of-words", with_index("TO1"), Rule.INDEX_UNUSABLE),
    ("index-without-scale", with_index("D_GRP"), Rule.INDEX_UNUSABLE),
    ("index-item-twice", with_index("TA01", "TA01"), Rule.INDEX_UNUSABLE),
    ("index-of-none-answered", with_index("TA01", least=0), Rule.INDEX_UNUSABLE),
    ("index-of-too-many", with_index("TA01", least=2), Rule.INDEX_UNUSABLE),
    ("index-turns-another", with_index("TA01", turned=("TA02",)), Rule.INDEX_UNUSABLE),
]  # fmt: skip


def test_the_small_questionnaire_of_the_tests_is_sound() -> None:
    assert problems_of_definition(a_questionnaire()) == ()


@given(sound_questionnaires())
def test_a_drawn_questionnaire_is_sound(drawn: Questionnaire) -> None:
    check(drawn)


@given(drafts())
def test_a_body_without_consent_is_a_sound_draft_that_cannot_be_asked(
    drawn: Questionnaire,
) -> None:
    assert problems_of_draft(drawn) == ()
    assert Rule.CONSENT_NOT_FIRST in {
        each.rule for each in problems_of_definition(drawn)
    }


@pytest.mark.parametrize(
    "body",
    [
        pytest.param((an_item("عمر"), an_item("a-b.c"), an_item("_1")), id="letters"),
        pytest.param(
            (an_item("a"), Group(name="g", items=(an_item("a"), an_item("C_OK")))),
            id="the same name in another group",
        ),
        pytest.param((an_item("go"), an_item("skip"), an_item("meta")), id="our words"),
        pytest.param((an_item("a", required=True),), id="required"),
        pytest.param(
            (an_item("a", kind=Kind.CHOICE, choices="${b}"), an_item("b")),
            id="choices that are answers",
        ),
        pytest.param((an_item("a", hint=said("%(x)s", "so")),), id="a language more"),
    ],
)
def test_a_body_may_have(body: tuple[Item, ...]) -> None:
    check(with_body(*body))


def test_pages_keep_their_rules_beside_a_body() -> None:
    police_first = page(POLICE)

    problems = problems_of_definition(with_body(pages=(CONSENT_PAGE, police_first)))

    assert [each.rule for each in problems] == [Rule.SENSITIVE_FIRST]


@pytest.mark.parametrize(
    ("questionnaire", "rule"),
    [pytest.param(broken, rule, id=name) for name, broken, rule in BROKEN],
)
def test_a_broken_rule_is_found(questionnaire: Questionnaire, rule: Rule) -> None:
    with pytest.raises(InvalidDefinition) as refusal:
        check(questionnaire)

    assert rule in {problem.rule for problem in refusal.value.problems}


def test_every_rule_about_content_is_broken_by_a_test() -> None:
    about_content = {rule for rule in Rule if "F311" <= rule.code <= "F348"}

    assert {rule for _, _, rule in BROKEN} == about_content


def test_a_path_leads_through_names() -> None:
    title = Text.of({"en": "T", "fr": "T"})
    pages = (CONSENT_PAGE, replace(ACTORS_PAGE, title=title), ABOUT_PAGE)

    problems = problems_of_definition(
        a_questionnaire(
            sections=(Section(name="all", title=title),), pages=pages, indices=()
        )
    )

    assert [(problem.path, problem.code) for problem in problems] == [
        ("sections.all.title", "F316"),
        ("pages.actors.title", "F316"),
    ]


def test_the_police_may_be_asked_about_once_something_easier_was() -> None:
    assert problems_of_definition(with_pages(page(COUNCIL, POLICE))) == ()
    assert problems_of_definition(with_pages(WORRY_PAGE, page(POLICE))) == ()


def test_police_and_religion_may_be_asked_about_on_two_pages() -> None:
    pages = (WORRY_PAGE, page(POLICE), page(RELIGIOUS_LEADERS, BELONGING, name="q"))

    assert problems_of_definition(with_pages(*pages)) == ()
