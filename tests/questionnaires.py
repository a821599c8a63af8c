"""A small questionnaire in English and Arabic in which every kind of page occurs."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from sqlalchemy.orm import Session

from consult.demonstration import district
from consult.services.announcing import Details
from consult.services.fielding import (
    WaveState,
    create_consultation,
    field_wave,
    store_version,
)
from consult.settings import INTERFACE_LOCALES
from forms.answers import Raw
from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
    Fact,
    Kind,
    Layout,
    Missing,
    Page,
    Question,
    Questionnaire,
    Section,
    Text,
    Use,
)
from forms.instruments.build import build

LANGUAGES: Final = ("en", "ar")
LONGEST: Final = 200


def said(english: str, arabic: str) -> Text:
    """Return a text in both languages."""
    return Text.of({"en": english, "ar": arabic})


DONT_KNOW = Choice(
    name="dk", label=said("I don’t know", "لا أعرف"), missing=Missing.DONT_KNOW
)
NOT_SAID = Choice(
    name="pnts",
    label=said("I’d rather not say", "أفضّل ألّا أجيب"),
    missing=Missing.NOT_SAID,
)
NOT_SAID_ALONE = replace(NOT_SAID, exclusive=True)

CHOICE_LISTS: Final = (
    ChoiceList(
        name="YESNO",
        choices=(
            Choice(
                name="yes",
                label=said(
                    "Yes, I am 18 or older and I want to take part",
                    "نعم، عمري ١٨ سنة أو أكثر وأريد المشاركة",
                ),
            ),
            Choice(name="no", label=said("No, thank you", "لا، شكرًا")),
        ),
    ),
    ChoiceList(
        name="T4",
        choices=(
            Choice(name="0", label=said("Not at all", "لا أثق إطلاقًا"), value=0),
            Choice(name="1", label=said("A little", "قليلًا"), value=1),
            Choice(name="2", label=said("Quite a lot", "بقدر جيّد"), value=2),
            Choice(name="3", label=said("A lot", "كثيرًا"), value=3),
            DONT_KNOW,
            NOT_SAID,
        ),
    ),
    ChoiceList(
        name="GROUPS",
        choices=(
            Choice(name="youth", label=said("A youth group", "مجموعة شبابية")),
            Choice(name="women", label=said("A women’s group", "مجموعة نسائية")),
            Choice(
                name="none",
                label=said("None of these", "لا شيء من هذه"),
                exclusive=True,
            ),
            NOT_SAID_ALONE,
        ),
    ),
    ChoiceList(
        name="QUOTES",
        choices=(
            Choice(name="yes", label=said("Yes", "نعم")),
            Choice(name="no", label=said("No", "لا")),
        ),
    ),
)

SECTIONS: Final = (
    Section(name="before", title=said("Before you start", "قبل أن تبدأوا")),
    Section(name="area", title=said("Your area", "منطقتكم")),
    Section(name="trust", title=said("Trust", "الثقة")),
    Section(name="you", title=said("About you", "عنكم")),
)


def consent_page() -> Page:
    """Return the first page, which asks whether somebody wants to take part."""
    return Page(
        name="consent",
        section="before",
        title=said("Before you start", "قبل أن تبدأوا"),
        lead=said(
            "A few short questions. You do not give your name.",
            "بضعة أسئلة قصيرة. لا تذكرون أسماءكم.",
        ),
        facts=(
            Fact(
                name="who",
                term=said("Who asks", "من يسأل"),
                description=said("The town council", "مجلس البلدة"),
            ),
        ),
        questions=(
            Question(
                name="C_OK",
                kind=Kind.CHOICE,
                label=said("Do you want to take part?", "هل تريدون المشاركة؟"),
                use=Use.CONSENT,
                choices="YESNO",
                required=True,
            ),
        ),
    )


def worry_page() -> Page:
    """Return a page of one open question, with a warning and help."""
    return Page(
        name="worry",
        section="area",
        questions=(
            Question(
                name="TO1",
                kind=Kind.TEXT,
                label=said(
                    "What worries you most about life in your area?",
                    "ما أكثر ما يقلقكم في الحياة في منطقتكم؟",
                ),
                short=said("Biggest worry", "أكبر همّ"),
                hint=said("Write in any language.", "اكتبوا بأي لغة."),
                use=Use.CONCERNS,
                longest=LONGEST,
            ),
        ),
        warning=said("Please do not write names.", "رجاءً لا تكتبوا أسماء."),
        help=(
            said("Is somebody in danger?", "هل هناك من هو في خطر؟"),
            said("This page is not read at once.", "لا تُقرأ هذه الصفحة فورًا."),
        ),
    )


def trust_question(name: str, english: str, arabic: str) -> Question:
    """Return a question on the scale of trust."""
    return Question(
        name=name,
        kind=Kind.CHOICE,
        label=said(english, arabic),
        use=Use.TRUST,
        choices="T4",
    )


def actors_page() -> Page:
    """Return a page whose questions are the rows of a grid."""
    return Page(
        name="actors",
        section="trust",
        title=said("How much do you trust each one?", "إلى أي حدّ تثقون بكلّ منهم؟"),
        lead=said(
            "If you do not know them, say so.", "إن كنتم لا تعرفونهم فقولوا ذلك."
        ),
        layout=Layout.GRID,
        questions=(
            trust_question("TA01", "Your town council", "مجلس بلدتكم"),
            trust_question("TA02", "The police who work here", "الشرطة العاملة هنا"),
            trust_question("TA03", "The national government", "الحكومة الوطنية"),
        ),
    )


def people_page() -> Page:
    """Return a page of one question with choices."""
    return Page(
        name="people",
        section="trust",
        questions=(
            trust_question(
                "TR01",
                "In general, how much do you trust most people?",
                "بشكل عام، إلى أي حدّ تثقون بمعظم الناس؟",
            ),
        ),
    )


def about_page() -> Page:
    """Return the last page, with several choices and a list of two."""
    return Page(
        name="about",
        section="you",
        title=said("About you", "عنكم"),
        questions=(
            Question(
                name="D_GRP",
                kind=Kind.CHOICES,
                label=said(
                    "Do you feel part of any of these groups?",
                    "هل تشعرون بالانتماء إلى إحدى هذه المجموعات؟",
                ),
                hint=said("Choose all that fit.", "اختاروا كل ما ينطبق."),
                use=Use.GROUP,
                choices="GROUPS",
                guarded=True,
            ),
            Question(
                name="D_Q",
                kind=Kind.CHOICE,
                label=said(
                    "May we use some of your words in the report?",
                    "هل يمكننا استخدام بعض كلماتكم في التقرير؟",
                ),
                use=Use.QUOTES,
                choices="QUOTES",
            ),
        ),
    )


def a_questionnaire() -> Questionnaire:
    """Return the questionnaire: four pages after the one that asks for consent."""
    return Questionnaire(
        instrument="test",
        title=said("Trust and daily life", "الثقة والحياة اليومية"),
        languages=LANGUAGES,
        sections=SECTIONS,
        pages=(
            consent_page(),
            worry_page(),
            people_page(),
            actors_page(),
            about_page(),
        ),
        choice_lists=CHOICE_LISTS,
        consent=Consent(question="C_OK", agreed="yes"),
    )


def some_details(**changes: Any) -> Details:
    """Return what a consultation says of itself, changed as asked."""
    told = {
        "title": said("Daily life in Talvera", "الحياة اليومية في تالفيرا"),
        "summary": said("What worries you.", "ما الذي يقلقكم."),
        "asked_by": said("the town council", "مجلس البلدة"),
        "contact": said("At the library desk.", "في مكتب المكتبة."),
        "report_on": dt.date(2027, 2, 26),
    }
    return Details(**{**told, **changes})


def field_a_wave(session: Session, *, slug: str = "trust", **changes: Any) -> None:
    """Put a questionnaire into the field, open from 1 to 30 November 2026.

    Among ``changes`` may be a ``questionnaire``, ``details`` and ``delete_on``; the
    others are those of ``field_wave``.
    """
    details = changes.pop("details", some_details())
    consultation_id = create_consultation(
        session,
        slug=f"about-{slug}",
        details=details,
        disclosure_threshold=10,
        delete_on=changes.pop("delete_on", dt.date(2027, 6, 12)),
    )
    version_id = store_version(session, changes.pop("questionnaire", a_questionnaire()))
    told = {
        "opens_on": dt.date(2026, 11, 1),
        "closes_on": dt.date(2026, 11, 30),
        "minutes": 6,
        "state": WaveState.OPEN,
    }
    field_wave(
        session,
        consultation_id,
        version_id=version_id,
        slug=slug,
        **{**told, **changes},
    )


ANSWERS: Final[Raw] = {
    "C_OK": "yes",
    "TO1": "The lamps on the river road stay off.",
    "TR01": "2",
    "TA01": "1",
    "TA02": "dk",
    "D_GRP": ["youth", "women"],
    "D_Q": "yes",
}
"""A whole set of answers as they are typed; TA03 is left empty."""


def field_the_instruments(session: Session) -> None:
    """Put both packaged instruments into the field, as ``trust`` and ``needs``.

    They are adapted to the invented district of the demonstration, in every
    language of the interface.
    """
    today = dt.date(2026, 11, 3)
    adapted = district.adaptation(INTERFACE_LOCALES, today)
    for slug in ("trust", "needs"):
        field_a_wave(
            session,
            slug=slug,
            questionnaire=build(f"{slug}-short", adapted),
            details=district.details(INTERFACE_LOCALES, today),
        )
