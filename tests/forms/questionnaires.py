"""Questionnaires for tests: one small one to change, and Hypothesis's own."""

from dataclasses import replace
from typing import Any, Final

from hypothesis import strategies as st

from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
    Fact,
    Index,
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

TAGS: Final = ("en", "ar", "pt-BR")


def said(words: str, *languages: str) -> Text:
    """Return a text that says the same in every language, English when none."""
    return Text.of(dict.fromkeys(languages or ("en",), words))


def a_choice(name: str, **changes: Any) -> Choice:
    return Choice(**{"name": name, "label": said(name), **changes})


DK: Final = a_choice("dk", missing=Missing.DONT_KNOW)
PNTS: Final = a_choice("pnts", missing=Missing.NOT_SAID)
AGREE: Final = ChoiceList(name="AGREE", choices=(a_choice("yes"), a_choice("no")))
T4: Final = ChoiceList(
    name="T4",
    choices=(*(a_choice(str(step), value=step) for step in range(4)), DK, PNTS),
)
GROUPS: Final = ChoiceList(
    name="GROUPS",
    choices=(
        a_choice("youth"),
        a_choice("women"),
        a_choice("none", exclusive=True),
        replace(PNTS, exclusive=True),
    ),
)


def a_question(name: str, **changes: Any) -> Question:
    """Return a question to choose on a scale, changed as asked."""
    wanted = {"kind": Kind.CHOICE, "choices": "T4", "label": said(f"How is {name}?")}
    return Question(name=name, **{**wanted, **changes})


CONSENT: Final = a_question(
    "C_OK", choices="AGREE", required=True, use=Use.CONSENT, short=said("Taking part")
)
WORRY: Final = a_question(
    "TO1", kind=Kind.TEXT, choices=None, longest=10, use=Use.CONCERNS
)
COUNCIL: Final = a_question("TA01", use=Use.TRUST)
POLICE: Final = a_question(
    "TA02",
    use=Use.TRUST,
    provenance=Provenance(construct="trust in the police", source="invented"),
)
BELONGING: Final = a_question(
    "D_GRP", kind=Kind.CHOICES, choices="GROUPS", use=Use.GROUP, guarded=True
)
CONSENT_PAGE: Final = Page(name="consent", section="all", questions=(CONSENT,))
WORRY_PAGE: Final = Page(name="worry", section="all", questions=(WORRY,))
ACTORS_PAGE: Final = Page(
    name="actors",
    section="all",
    title=said("Trust"),
    layout=Layout.GRID,
    questions=(COUNCIL, POLICE),
)
ABOUT_PAGE: Final = Page(name="about", section="all", questions=(BELONGING,))


def a_questionnaire(**changes: Any) -> Questionnaire:
    """Return a sound small questionnaire, changed as asked."""
    wanted: dict[str, Any] = {
        "instrument": "small",
        "title": said("Small"),
        "languages": ("en",),
        "sections": (Section(name="all", title=said("All")),),
        "pages": (CONSENT_PAGE, WORRY_PAGE, ACTORS_PAGE, ABOUT_PAGE),
        "choice_lists": (AGREE, T4, GROUPS),
        "consent": Consent(question="C_OK", agreed="yes"),
        "indices": (
            Index(name="TI", title=said("Trust"), items=("TA01", "TA02"), least=1),
        ),
    }
    return Questionnaire(**{**wanted, **changes})


def with_pages(*pages: Page, **changes: Any) -> Questionnaire:
    """Return the small questionnaire with these pages after consent, no index."""
    return a_questionnaire(pages=(CONSENT_PAGE, *pages), indices=(), **changes)


def _texts(languages: tuple[str, ...]) -> st.SearchStrategy[Text]:
    # Nothing that is only space, and no sign that cannot be stored.
    words = st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0%")
    ).map(lambda drawn: f"x{drawn}")
    return st.fixed_dictionaries(dict.fromkeys(languages, words)).map(Text.of)


@st.composite
def sound_questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Return a questionnaire without a problem, its texts in any script."""
    languages = tuple(draw(st.lists(st.sampled_from(TAGS), min_size=1, unique=True)))
    texts = _texts(languages)
    steps = draw(st.integers(2, 11))
    scale = ChoiceList(
        name="SCALE",
        choices=(
            *(Choice(name=str(n), label=draw(texts), value=n) for n in range(steps)),
            Choice(name="dk", label=draw(texts), missing=Missing.DONT_KNOW),
        ),
    )
    agree = ChoiceList(
        name="AGREE",
        choices=tuple(Choice(name=name, label=draw(texts)) for name in ("yes", "no")),
    )
    names = draw(
        st.lists(st.from_regex(r"\AQ[A-Z0-9_]{1,4}\Z"), min_size=1, unique=True)
    )
    return Questionnaire(
        instrument="drawn",
        title=draw(texts),
        summary=draw(st.none() | texts),
        languages=languages,
        sections=(Section(name="all", title=draw(texts)),),
        choice_lists=(agree, scale),
        consent=Consent(question="C_OK", agreed="yes"),
        pages=(
            Page(
                name="consent",
                section="all",
                facts=(Fact(name="why", term=draw(texts), description=draw(texts)),),
                questions=(replace(CONSENT, label=draw(texts), short=None),),
            ),
            *(draw(_pages(name, texts)) for name in names),
            Page(
                name="last",
                section="all",
                questions=(a_question("last", choices="SCALE", label=draw(texts)),),
            ),
        ),
        indices=(Index(name="TI", title=draw(texts), items=("last",), least=1),),
    )


@st.composite
def _pages(draw: st.DrawFn, name: str, texts: st.SearchStrategy[Text]) -> Page:
    is_text = draw(st.booleans())
    provenance = Provenance(construct=draw(st.text("abc")), source="invented")
    question = Question(
        name=name,
        kind=Kind.TEXT if is_text else Kind.CHOICE,
        choices=None if is_text else "SCALE",
        longest=draw(st.integers(1, 9999)) if is_text else None,
        label=draw(texts),
        hint=draw(st.none() | texts),
        guarded=draw(st.booleans()),
        provenance=draw(st.none() | st.just(provenance)),
    )
    return Page(
        name=f"page-{name}",
        section="all",
        questions=(question,),
        warning=draw(st.none() | texts),
        help=draw(st.none() | st.tuples(texts, texts)),
    )
