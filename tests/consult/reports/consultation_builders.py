"""Invented findings of a consultation with safe defaults, for tests of its report."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any

from consult.reports.consultation.findings import (
    ConcernsFinding,
    ConsultationFindings,
    Estimate,
    IndexFinding,
    ItemFinding,
    ItemsFinding,
    ParticipationFinding,
    PlannedGroup,
    WaveFindings,
)
from consult.reports.findings import (
    Accounting,
    ConcernFinding,
    FileFindings,
    GroupFinding,
)
from consult.statistics.intervals import wilson
from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
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
from tests.consult.reports.builders import a_concern, a_method, a_quote, feelings

OPENED = dt.date(2026, 11, 2)
CLOSED = dt.date(2026, 12, 12)
WITH_REASON = 540
SIZES = {
    "D_AGE": {"18-24": 96, "25-34": 128, "35-49": 150, "50-64": 104, "65+": 38},
    "D_GRP": {"youth": 88, "women": 142, "newcomer": 61, "minority": 22, "none": 190},
    "language": {"en": 190, "ar": 164, "sw": 98, "fr": 56, "es": 24, "id": 8},
}


def both(english: str, arabic: str) -> Text:
    """Return a text in two languages."""
    return Text.of({"en": english, "ar": arabic})


def _scale(name: str, *labels: tuple[str, str], unknown: tuple[str, str]) -> ChoiceList:
    steps = [
        Choice(name=str(value), label=both(*label), value=value)
        for value, label in enumerate(labels)
    ]
    away = [
        Choice(name="dk", label=both(*unknown), missing=Missing.DONT_KNOW),
        Choice(
            name="pnts",
            label=both("I’d rather not say", "أفضّل ألّا أجيب"),
            missing=Missing.NOT_SAID,
        ),
    ]
    return ChoiceList(name=name, choices=(*steps, *away))


_TRUST_STEPS = (
    ("Not at all", "لا أثق إطلاقًا"),
    ("A little", "قليلًا"),
    ("Quite a lot", "إلى حد كبير"),
    ("A lot", "كثيرًا"),
)
_UNKNOWN = ("I don’t know", "لا أعرف")
CHOICE_LISTS = (
    _scale("T4", *_TRUST_STEPS, unknown=_UNKNOWN),
    _scale("T4K", *_TRUST_STEPS, unknown=("I don’t know them", "لا أعرفهم")),
    _scale(
        "A5",
        ("Strongly disagree", "أعارض بشدة"),
        ("Disagree", "أعارض"),
        ("In between", "بين بين"),
        ("Agree", "أوافق"),
        ("Strongly agree", "أوافق بشدة"),
        unknown=_UNKNOWN,
    ),
    _scale(
        "P4",
        ("Not a problem", "ليست مشكلة"),
        ("Small problem", "مشكلة صغيرة"),
        ("Big problem", "مشكلة كبيرة"),
        ("Very big problem", "مشكلة كبيرة جدًا"),
        unknown=_UNKNOWN,
    ),
    ChoiceList(
        name="AGE",
        choices=(
            *(
                Choice(name=name, label=both(name.replace("-", "–"), arabic))
                for name, arabic in (
                    ("18-24", "١٨–٢٤"),
                    ("25-34", "٢٥–٣٤"),
                    ("35-49", "٣٥–٤٩"),
                    ("50-64", "٥٠–٦٤"),
                    ("65+", "٦٥ فأكثر"),
                )
            ),
            Choice(
                name="pnts",
                label=both("I’d rather not say", "أفضّل ألّا أجيب"),
                missing=Missing.NOT_SAID,
            ),
        ),
    ),
    ChoiceList(
        name="GROUPS",
        choices=(
            Choice(name="youth", label=both("Youth group", "مجموعة شبابية")),
            Choice(name="women", label=both("Women’s group", "مجموعة نسائية")),
            Choice(
                name="newcomer", label=both("Came from another place", "من مكان آخر")
            ),
            Choice(name="minority", label=Text.of({"en": "Minority"})),
            Choice(name="none", label=both("None of these", "لا شيء"), exclusive=True),
            Choice(
                name="pnts",
                label=both("I’d rather not say", "أفضّل ألّا أجيب"),
                missing=Missing.NOT_SAID,
                exclusive=True,
            ),
        ),
    ),
    ChoiceList(
        name="YESNO",
        choices=(
            Choice(name="yes", label=both("Yes", "نعم")),
            Choice(name="no", label=both("No", "لا")),
        ),
    ),
)


def a_question(name: str, label: Text, **changes: Any) -> Question:
    """Return a question to choose one answer, unless changed."""
    values: dict[str, Any] = {
        "kind": Kind.CHOICE,
        "choices": "T4",
        "provenance": Provenance(construct="trust", source="OECD (2017)"),
    }
    return Question(name=name, label=label, **{**values, **changes})


def _open(name: str, label: Text) -> Question:
    return a_question(
        name, label, kind=Kind.TEXT, use=Use.CONCERNS, choices=None, provenance=None
    )


def _about() -> Page:
    return Page(
        name="about",
        section="about",
        title=both("About you", "عنك"),
        questions=(
            a_question(
                "D_AGE",
                both("How old are you?", "كم عمرك؟"),
                short=both("Age", "العمر"),
                use=Use.GROUP,
                choices="AGE",
            ),
            a_question(
                "D_GRP",
                both(
                    "Do you feel part of any of these groups?", "هل تنتمي إلى إحداها؟"
                ),
                short=both("Groups", "المجموعات"),
                kind=Kind.CHOICES,
                use=Use.GROUP,
                choices="GROUPS",
                guarded=True,
            ),
        ),
    )


def _questionnaire(
    instrument: str, title: Text, pages: Sequence[Page], **changes: Any
) -> Questionnaire:
    consent = Page(
        name="consent",
        section="before",
        questions=(
            a_question(
                "C_OK",
                both("Do you want to take part?", "هل تريد المشاركة؟"),
                use=Use.CONSENT,
                choices="YESNO",
                required=True,
            ),
        ),
    )
    return Questionnaire(
        instrument=instrument,
        title=title,
        languages=("en", "ar", "sw", "fr", "es", "id"),
        sections=(
            Section(name="before", title=both("Before you start", "قبل أن تبدأ")),
            Section(name="main", title=both("Your area", "منطقتك")),
            Section(name="about", title=both("About you", "عنك")),
        ),
        pages=(consent, *pages, _about()),
        choice_lists=CHOICE_LISTS,
        consent=Consent(question="C_OK", agreed="yes"),
        **changes,
    )


def trust_survey() -> Questionnaire:
    """Return a short survey of trust with an index of three items."""
    actors = both(
        "How much do you trust each one to do what is right for people here?",
        "إلى أي حد تثق بكل منهم في أن يفعل الصواب لأهل المنطقة؟",
    )

    def actor(name: str, english: str, arabic: str) -> Question:
        return a_question(name, both(english, arabic), choices="T4K", use=Use.TRUST)

    return _questionnaire(
        "trust-short",
        both("Trust in Talvera", "الثقة في تالفيرا"),
        (
            Page(
                name="worry",
                section="main",
                questions=(
                    _open(
                        "TO1",
                        both(
                            "What worries you most about life in your area?",
                            "ما أكثر ما يقلقك في الحياة في منطقتك؟",
                        ),
                    ),
                ),
            ),
            Page(
                name="people",
                section="main",
                questions=(
                    a_question(
                        "TR01",
                        both(
                            "In general, how much do you trust most people?",
                            "عمومًا، إلى أي حد تثق بمعظم الناس؟",
                        ),
                        use=Use.TRUST,
                    ),
                ),
            ),
            Page(
                name="actors",
                section="main",
                title=actors,
                layout=Layout.GRID,
                questions=(
                    actor("TA01", "Your town council", "مجلس مدينتك"),
                    actor("TA02", "The police who work here", "الشرطة العاملة هنا"),
                    actor("TA03", "The national government", "الحكومة الوطنية"),
                ),
            ),
            Page(
                name="actors-2",
                section="main",
                title=actors,
                layout=Layout.GRID,
                questions=(
                    actor("TA08", "Religious leaders here", "القادة الدينيون هنا"),
                    actor(
                        "TA11",
                        "Local charities and community groups",
                        "الجمعيات الخيرية والأهلية",
                    ),
                ),
            ),
            Page(
                name="say",
                section="main",
                questions=(
                    a_question(
                        "TV01",
                        both(
                            "People like me can have a say in what the council does.",
                            "لأمثالي كلمة في ما يفعله المجلس.",
                        ),
                        choices="A5",
                        use=Use.VOICE,
                    ),
                ),
            ),
        ),
        indices=(
            Index(
                name="TI_STATE",
                title=both("Trust in public bodies", "الثقة بالهيئات العامة"),
                items=("TA01", "TA02", "TA03"),
                least=2,
            ),
        ),
    )


NEEDS = (
    ("N01", "Clean water", "مياه نظيفة"),
    ("N03", "A safe home", "بيت آمن"),
    ("N04", "A doctor, a nurse or medicine", "طبيب أو ممرّض أو دواء"),
    ("N05", "School or training", "مدرسة أو تدريب"),
    ("N06", "Work, or money to live", "عمل أو مال للعيش"),
    ("N08", "Roads, buses or getting around", "الطرق والحافلات والتنقل"),
    ("N10", "Feeling safe outside", "الأمان في الخارج"),
    ("N15", "Places and things to do for young people", "أماكن وأنشطة للشباب"),
)


def needs_survey() -> Questionnaire:
    """Return a short survey of needs."""
    return _questionnaire(
        "needs-short",
        both("Needs and priorities", "الاحتياجات والأولويات"),
        (
            Page(
                name="problems",
                section="main",
                questions=(
                    _open(
                        "NO1",
                        both(
                            "What are the biggest problems for people in your area now?",
                            "ما أكبر مشكلات الناس في منطقتك الآن؟",
                        ),
                    ),
                ),
            ),
            Page(
                name="needs-1",
                section="main",
                title=both(
                    "In the last 3 months, how big a problem was this for you or "
                    "people you live with?",
                    "في الأشهر الثلاثة الماضية، ما حجم هذه المشكلة عندك أو عند من تعيش معهم؟",
                ),
                layout=Layout.GRID,
                questions=tuple(
                    a_question(name, both(english, arabic), use=Use.NEED, choices="P4")
                    for name, english, arabic in NEEDS
                ),
            ),
        ),
    )


def an_item(question: str, *steps: int, **missing: int) -> ItemFinding:
    """Return an item with so many people on each step of its scale."""
    answered, top = sum(steps), len(steps) - 1
    high = sum(count for value, count in enumerate(steps) if 2 * value > top)
    return ItemFinding(
        question=question,
        counts={
            **{str(value): count for value, count in enumerate(steps)},
            **{code: missing.get(code, 0) for code in ("dk", "pnts", "skip", "na")},
        },
        answered=answered,
        high=wilson(high, answered) if answered else None,
        mean=_mean([100 * value / top for value in range(len(steps))], steps),
    )


def _mean(values: Sequence[float], counts: Sequence[int]) -> Estimate | None:
    people = sum(counts)
    if people < 2:
        return None
    pairs = list(zip(values, counts, strict=True))
    mean = sum(value * count for value, count in pairs) / people
    spread = sum(count * (value - mean) ** 2 for value, count in pairs) / (people - 1)
    reach = 1.96 * math.sqrt(spread / people)
    return Estimate(mean, max(0.0, mean - reach), min(100.0, mean + reach), people)


def an_index(people: int = 286, **changes: Any) -> IndexFinding:
    """Return an index whose items hang together, unless changed."""
    values: dict[str, Any] = {
        "index": "TI_STATE",
        "people": people,
        "mean": Estimate(44.6, 41.9, 47.3, people),
        "high": wilson(people // 4, people),
        "low": wilson(people // 3, people),
        "alpha": Estimate(0.78, 0.73, 0.82, people - 10),
    }
    return IndexFinding(**{**values, **changes})


def some_items(
    *items: ItemFinding, indices: tuple[IndexFinding, ...] = ()
) -> ItemsFinding:
    """Return what was counted in one survey."""
    return ItemsFinding(items=items, indices=indices)


def some_participation(**changes: Any) -> ParticipationFinding:
    """Return who answered a survey of 318 people, unless changed."""
    values: dict[str, Any] = {
        "responses": 318,
        "by_day": _days(318, 41),
        "by_language": {"en": 108, "ar": 96, "sw": 58, "fr": 34, "es": 16, "id": 6},
        "by_channel": {"web": 236, "paper": 60, "verbal": 22},
        "by_group": {
            "D_AGE": {
                "18-24": 58,
                "25-34": 76,
                "35-49": 88,
                "50-64": 62,
                "65+": 21,
                "pnts": 9,
                "skip": 4,
            },
            "D_GRP": {
                "youth": 52,
                "women": 84,
                "newcomer": 36,
                "minority": 13,
                "none": 112,
                "pnts": 22,
                "skip": 14,
            },
        },
    }
    return ParticipationFinding(**{**values, **changes})


def _days(responses: int, days: int) -> Mapping[dt.date, int]:
    """Return answers by day: many at first, fewer later, none on some days."""
    weights = [
        max(0.0, math.cos(day) + 1.2) * math.exp(-day / 25) for day in range(days)
    ]
    counts = [int(responses * weight / sum(weights)) for weight in weights]
    counts[0] += responses - sum(counts)
    return {
        OPENED + dt.timedelta(days=day): count
        for day, count in enumerate(counts)
        if count
    }


def a_wave(**changes: Any) -> WaveFindings:
    """Return the survey of trust with its answers, unless changed."""
    participation = changes.get("participation", some_participation())
    values: dict[str, Any] = {
        "slug": "talvera-trust",
        "version_id": "3fa9c1d2e4b56a7089c0d1e2f3a4b5c6d7e8f90112233445566778899aabbccd",
        "questionnaire": trust_survey(),
        "opens_on": OPENED,
        "closes_on": CLOSED,
        "responses": participation.responses,
        "withdrawn": 0,
        "participation": participation,
        "items": some_items(
            an_item("TR01", 46, 102, 98, 42, dk=14, pnts=10, skip=6),
            an_item("TA01", 70, 90, 86, 30, dk=18, pnts=12, skip=12),
            an_item("TA02", 66, 84, 88, 44, dk=16, pnts=14, skip=6),
            an_item("TA03", 88, 92, 72, 26, dk=22, pnts=11, skip=7),
            an_item("TA08", 30, 62, 110, 84, dk=16, pnts=9, skip=7),
            an_item("TA11", 21, 58, 122, 60, dk=42, pnts=8, skip=7),
            an_item("TV01", 52, 74, 66, 70, 24, dk=18, pnts=8, skip=6),
            indices=(an_index(),),
        ),
    }
    return WaveFindings(**{**values, **changes})


def a_wave_of_needs(**changes: Any) -> WaveFindings:
    """Return the survey of needs with its answers, unless changed."""
    steps = {
        "N01": (120, 80, 62, 30),
        "N03": (164, 70, 40, 12),
        "N04": (70, 82, 90, 54),
        "N05": (118, 92, 60, 21),
        "N06": (44, 66, 98, 88),
        "N08": (48, 76, 104, 64),
        "N10": (52, 84, 92, 60),
        "N15": (58, 80, 88, 66),
    }
    values: dict[str, Any] = {
        "slug": "talvera-needs",
        "version_id": "b7e2a90c11d24e5f8a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b",
        "questionnaire": needs_survey(),
        "items": some_items(
            *(
                an_item(name, *counts, dk=11, pnts=1, skip=306 - sum(counts))
                for name, counts in steps.items()
            )
        ),
    }
    return a_wave(**{**values, **changes})


def groups_of(counts: Mapping[str, Mapping[str, int]]) -> tuple[GroupFinding, ...]:
    """Return groups in the sizes of ``SIZES``, by question and choice."""
    return tuple(
        GroupFinding(column, value, count, SIZES[column][value])
        for column, values in counts.items()
        for value, count in values.items()
    )


def _large(number: int, label: str, people: int, **changes: Any) -> ConcernFinding:
    # The same unevenness for every concern, so that tables have something to say.
    skew = {1: 1.0, 3: 1.9, 4: 0.5, 5: 1.7}.get(number, 1.1)
    groups = {
        column: {
            value: min(
                size,
                round(people * size / WITH_REASON * (skew if place == 0 else 1.0)),
            )
            for place, (value, size) in enumerate(sizes.items())
        }
        for column, sizes in SIZES.items()
    }
    return a_concern(
        people,
        WITH_REASON,
        id=f"c{number}",
        label=label,
        groups=groups_of(groups),
        **changes,
    )


def some_concerns() -> tuple[ConcernFinding, ...]:
    """Return concerns of many and of few, in several scripts."""
    return (
        _large(
            1,
            "the street lamps are off after sunset",
            166,
            stability=0.93,
            terms=("lamps", "dark", "river road", "المصابيح", "الظلام", "taa", "usiku"),
            sentiment=feelings(negative=118, mixed=14, positive=22, not_assessed=12),
            quotes=(
                a_quote(
                    "After the market closes the lamps on the river road stay off. "
                    "My daughter walks home from her course there."
                ),
                a_quote(
                    "نعود من صلاة العشاء في الظلام، والمصابيح معطّلة منذ أشهر.", "ar"
                ),
                a_quote(
                    "Taa za barabarani hazifanyi kazi, usiku tunatembea kwa hofu.", "sw"
                ),
            ),
        ),
        _large(
            2,
            "they write it down and nobody ever comes back",
            131,
            stability=0.9,
            terms=("promises", "answer", "office", "وعود"),
            sentiment=feelings(negative=104, neutral=12, positive=3, not_assessed=12),
            quotes=(a_quote("They write it down and nobody ever comes back to us."),),
        ),
        _large(
            3,
            "لا يوجد مكان للشباب في المساء",
            108,
            language="ar",
            stability=0.88,
            terms=("الشباب", "المساء", "youth room"),
            sentiment=feelings(negative=70, mixed=22, positive=16),
            quotes=(a_quote("غرفة الشباب تُغلق في الخامسة.", "ar"),),
        ),
        _large(
            4,
            "the bus to the health centre stopped running",
            74,
            stability=0.71,
            terms=("bus", "health centre", "basi"),
            sentiment=feelings(negative=62, not_assessed=12),
        ),
        _large(
            5,
            "newcomers and long-time residents hardly meet",
            48,
            stability=0.56,
            terms=("newcomers", "festival"),
            sentiment=feelings(negative=20, mixed=12, positive=16),
            quotes=(a_quote("Les nouveaux arrivants, on ne les voit jamais.", "fr"),),
        ),
        _large(
            6,
            "maji yanakatwa bila taarifa",
            31,
            language="sw",
            stability=0.87,
            terms=("maji", "water"),
            sentiment=feelings(negative=19, not_assessed=12),
        ),
        _large(
            7,
            "the library closes too early",
            7,
            stability=0.8,
            sentiment=feelings(negative=7),
            quotes=(a_quote("A quote of few that must stay inside."),),
        ),
    )


def some_written(**changes: Any) -> ConcernsFinding:
    """Return what people wrote in both surveys, unless changed."""
    found: dict[str, Any] = {
        "question": None,
        "accounting": Accounting(636, 62, 12, 26, 14, 462, 60),
        "respondents": 602,
        "sessions": 0,
        "respondents_with_reason": WITH_REASON,
        "sessions_with_reason": 0,
        "languages": SIZES["language"],
        "group_columns": ("D_AGE", "D_GRP", "language"),
        "concerns": some_concerns(),
        "rare": (
            a_concern(
                3,
                WITH_REASON,
                id="r1",
                label="no sign language at the town hall desk",
                sentiment=feelings(negative=3),
            ),
            a_concern(
                3,
                WITH_REASON,
                id="r2",
                label="المقبرة القديمة بلا حارس",
                language="ar",
                sentiment=feelings(negative=3),
            ),
        ),
        "not_yet_grouped_quotes": (a_quote("It used to be different."),),
        "method": a_method(
            sentiment_scores={"en": 0.71, "ar": 0.66, "fr": 0.68, "sw": 0.55},
            language_mixing=0.08,
        ),
    }
    values: dict[str, Any] = {
        "questions": (("talvera-trust", "TO1"), ("talvera-needs", "NO1")),
        "run_number": 7,
        "input_digest": "c0ffee00112233445566778899aabbccddeeff00112233445566778899aabbcc",
        "responses": 636,
    }
    own = {name: changes.pop(name) for name in list(changes) if name in values}
    return ConcernsFinding(
        **{**values, **own}, found=FileFindings(**{**found, **changes})
    )


def a_consultation(**changes: Any) -> ConsultationFindings:
    """Return a whole consultation that shows all a report can show."""
    values: dict[str, Any] = {
        "slug": "talvera",
        "title": both(
            "Trust and daily life in Talvera", "الثقة والحياة اليومية في تالفيرا"
        ),
        "summary": both(
            "The council plans the next three years with everybody who lives here.",
            "يخطط المجلس للسنوات الثلاث القادمة مع كل من يعيش هنا.",
        ),
        "asked_by": both("Talvera District", "منطقة تالفيرا"),
        "contact": both("Tell us at the library desk.", "أخبرونا في مكتب المكتبة."),
        "planned": 1200,
        "targets": (
            PlannedGroup(question="D_AGE", choice="18-24", people=110),
            PlannedGroup(question="D_AGE", choice="25-34", people=150),
            PlannedGroup(question="D_AGE", choice="35-49", people=240),
            PlannedGroup(question="D_AGE", choice="50-64", people=120),
            PlannedGroup(question="D_AGE", choice="65+", people=100),
            PlannedGroup(question="D_GRP", choice="youth", people=90),
            PlannedGroup(question="D_GRP", choice="minority", people=60),
        ),
        "delete_on": dt.date(2027, 6, 12),
        "threshold": 10,
        "waves": (a_wave(), a_wave_of_needs()),
        "concerns": some_written(),
    }
    return ConsultationFindings(**{**values, **changes})
