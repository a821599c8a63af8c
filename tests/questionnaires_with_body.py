"""A questionnaire made elsewhere, in which every kind of question occurs."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from forms.definition import (
    Choice,
    ChoiceList,
    Group,
    Item,
    Kind,
    Question,
    Questionnaire,
    Repeat,
    Text,
)
from tests.questionnaires import a_questionnaire, consent_page, said

LANGUAGES: Final = ("en", "ar", "pt")


def english(words: str) -> Text:
    """Return a text that nobody translated."""
    return Text.of({"en": words})


def asked(
    name: str, kind: Kind, label: str, arabic: str = "", **facts: Any
) -> Question:
    """Return a question, in Arabic too where that is given."""
    words = said(label, arabic) if arabic else english(label)
    return Question(name=name, kind=kind, label=words, **facts)


def choices(name: str, *labels: str) -> ChoiceList:
    """Return a list whose choices are named a, b, c and so on."""
    return ChoiceList(
        name=name,
        choices=tuple(
            Choice(name=chr(97 + place), label=english(label))
            for place, label in enumerate(labels)
        ),
    )


MANY: Final = ChoiceList(
    name="places",
    choices=tuple(
        Choice(name=f"place{number}", label=english(f"Place {number}: {name}"))
        for number, name in enumerate(
            ("Évora", "Old market", "River road", "North hill", "Station") * 40, start=1
        )
    ),
)
LISTS: Final = (
    ChoiceList(
        name="yes_no",
        choices=(
            Choice(name="yes", label=said("Yes", "نعم")),
            Choice(name="no", label=said("No", "لا")),
        ),
    ),
    choices("water", "Tap", "Well", "River", "Other"),
    choices("agree", "Not at all", "A little", "Quite a lot", "A lot"),
    MANY,
    ChoiceList(
        name="streets",
        choices=(
            Choice(name="s1", label=english("Mill lane"), columns=(("area", "a"),)),
            Choice(name="s2", label=english("High street"), columns=(("area", "a"),)),
            Choice(name="s3", label=english("Quay"), columns=(("area", "b"),)),
        ),
    ),
    choices("areas", "Centre", "Harbour"),
)


def texts_and_numbers() -> tuple[Item, ...]:
    """Return single pages: words, numbers, moments."""
    return (
        asked(
            "name",
            Kind.TEXT,
            "What shall we **call** you?",
            "ماذا نسمّيكم؟",
            required=True,
            hint=said("Any name will do.", "أي اسم يكفي."),
            guidance=english("Say it *slowly*.\n\n- first name\n- last name"),
        ),
        asked("story", Kind.TEXT, "Tell ${name}’s story", appearance="multiline"),
        asked(
            "age",
            Kind.INTEGER,
            "How old is ${name}?",
            "كم عمر ${name}؟",
            required=True,
            constraint=". >= 5 and . <= 120",
            constraint_message=said("From 5 to 120.", "من ٥ إلى ١٢٠."),
            soft_constraint=". < 100",
            soft_message=said("Really 100 or more?", "حقًا ١٠٠ أو أكثر؟"),
        ),
        asked("share", Kind.DECIMAL, "Which share?", constraint=". < 1.5"),
        asked(
            "often",
            Kind.RANGE,
            "How often, from 0 to 5?",
            parameters=(("start", "0"), ("end", "5"), ("step", "1")),
        ),
        asked(
            "far",
            Kind.RANGE,
            "How far, from 0 to 100?",
            parameters=(("start", "0"), ("end", "100"), ("step", "1")),
        ),
        asked("born", Kind.DATE, "When were you born?", "متى وُلدتم؟", required=True),
        asked("wakes", Kind.TIME, "When do you get up?"),
        asked("moved", Kind.DATETIME, "When did you move here?"),
    )


def choosing() -> tuple[Item, ...]:
    """Return single pages: choices of every sort."""
    return (
        asked("water", Kind.CHOICE, "Where is your water from?", choices="water"),
        asked(
            "water_other",
            Kind.TEXT,
            "Which other?",
            relevant="selected(${water}, 'd')",
            required=True,
        ),
        asked(
            "uses",
            Kind.CHOICES,
            "Which do you use?",
            choices="water",
            least=1,
            most=2,
            required=True,
        ),
        asked(
            "short",
            Kind.CHOICE,
            "Which of these, shortly?",
            choices="water",
            appearance="minimal",
        ),
        asked("place", Kind.CHOICE, "Which place?", choices="places", required=True),
        asked("visits", Kind.CHOICES, "Which places do you visit?", choices="places"),
        asked("order", Kind.RANKING, "Which first?", choices="areas"),
        asked("read", Kind.ACKNOWLEDGE, "You read the notes", required=True),
        asked("area", Kind.CHOICE, "Which area?", choices="areas"),
        asked(
            "street",
            Kind.CHOICE,
            "Which street?",
            choices="streets",
            choice_filter="area = ${area}",
        ),
        asked("barcode", Kind.TEXT, "The code on the box", variant="barcode"),
    )


def grouped() -> tuple[Item, ...]:
    """Return a page with notes, a grid, and questions that depend on each other."""
    grid = Group(
        name="trust",
        label=said("How much do you trust?", "كم تثقون؟"),
        appearance="field-list",
        items=(
            asked("told", Kind.NOTE, "# About trust\nThree **short** rows.\n\n- one"),
            *(
                asked(
                    name,
                    Kind.CHOICE,
                    f"The {name}",
                    choices="agree",
                    appearance="list-nolabel",
                )
                for name in ("council", "police", "schools")
            ),
            asked("sum", Kind.CALCULATION, "", calculation="${age} * 2"),
            asked("twice", Kind.NOTE, "Twice your age is ${sum}."),
        ),
    )
    tangled = Group(
        name="work",
        label=english("Work"),
        appearance="field-list",
        items=(
            asked(
                "first",
                Kind.CHOICE,
                "Do you work?",
                choices="yes_no",
                relevant="${second} != 'x'",
            ),
            asked(
                "second",
                Kind.TEXT,
                "As what?",
                relevant="${first} = 'yes'",
                required=True,
            ),
            asked("fixed", Kind.TEXT, "Where", read_only=True, default="here"),
            Group(
                name="inner",
                label=english("Inner group"),
                items=(asked("inside", Kind.INTEGER, "Hours?"),),
            ),
        ),
    )
    return grid, tangled


def repeated() -> tuple[Item, ...]:
    """Return a list of people, each with a list of animals, and a counted repeat."""
    animals = Group(
        name="animal",
        label=english("Animal"),
        repeat=Repeat(),
        items=(asked("kind", Kind.TEXT, "Which animal?", required=True),),
    )
    people = Group(
        name="person",
        label=english("Person"),
        repeat=Repeat(),
        items=(
            asked("who", Kind.TEXT, "Who?", required=True),
            asked("years", Kind.INTEGER, "How old is ${who}?"),
            animals,
        ),
    )
    counted = Group(
        name="visit",
        label=english("Visit"),
        repeat=Repeat(count="2"),
        items=(asked("when", Kind.DATE, "Which day?"),),
    )
    return people, counted


def with_body(*items: Item, languages: tuple[str, ...] = LANGUAGES) -> Questionnaire:
    """Return a questionnaire whose body has these items, else every kind of them."""
    body = items or (*texts_and_numbers(), *choosing(), *grouped(), *repeated())
    known = a_questionnaire()
    return Questionnaire(
        instrument="elsewhere",
        title=said("A form of somebody else", "استمارة شخص آخر"),
        languages=languages,
        sections=known.sections[:1],
        pages=(consent_page(),),
        choice_lists=(*known.choice_lists[:1], *LISTS),
        consent=known.consent,
        body=body,
        language_names=(("pt", "Português (pt)"),),
    )


Given = Mapping[str, str | Sequence[str]]

RIGHT: Final[Mapping[str, Given]] = {
    "p1": {"name": "Ada"},
    "p2": {"story": "one\ntwo"},
    "p3": {"age": "٣٣"},
    "p4": {"share": "1.25"},
    "p5": {"often": "3"},
    "p6": {"far": "40"},
    "p7": {"born.d": "1", "born.m": "2", "born.y": "1990"},
    "p8": {"wakes.h": "6", "wakes.min": "30"},
    "p9": {
        "moved.d": "3",
        "moved.m": "4",
        "moved.y": "2001",
        "moved.h": "17",
        "moved.min": "5",
    },
    "p10": {"water": "d"},
    "p11": {"water_other": "rain"},
    "p12": {"uses": ["a", "c"]},
    "p13": {"short": "b"},
    "p14": {"place": "place3"},
    "p15": {"visits": ["place1", "place2"]},
    "p16": {"order.a": "2", "order.b": "1"},
    "p17": {"read": "OK"},
    "p18": {"area": "b"},
    "p19": {"street": "s3"},
    "p20": {"barcode": "X-1"},
    "p21": {"council": "a", "schools": "d"},
    "p22": {"first": "yes", "second": "cook", "inside": "7"},
    "p23.1": {"who[1]": "Bob"},
    "p25.1.1": {"kind[1][1]": "cat"},
    "p28.2": {"when[2].d": "9", "when[2].m": "8", "when[2].y": "2026"},
}
"""What is right on each page, by the fields it stands in."""
