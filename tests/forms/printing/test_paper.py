from dataclasses import replace

import pytest

from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
    Group,
    Item,
    Kind,
    Question,
    Questionnaire,
    Repeat,
    Text,
)
from forms.printing import write_pdf
from forms.printing.composing import compose
from forms.printing.paper import (
    Box,
    Paper,
    PrintedHeading,
    PrintedNote,
    PrintedQuestion,
)


class English:
    """Says everything in English."""

    def gettext(self, message: str, **params: object) -> str:
        return message % params if params else message


def said(english: str, arabic: str = "") -> Text:
    return Text.of({"en": english, **({"ar": arabic} if arabic else {})})


YES_NO = ChoiceList(
    name="yn",
    choices=(
        Choice(name="y", label=said("Yes", "نعم")),
        Choice(name="n", label=said("No", "لا")),
    ),
)


def questionnaire(*items: Item) -> Questionnaire:
    return Questionnaire(
        instrument="form",
        title=said("Water", "الماء"),
        languages=("en", "ar"),
        sections=(),
        pages=(),
        choice_lists=(YES_NO,),
        consent=Consent(question="", agreed=""),
        body=items,
    )


def paper_of(*items: Item, language: str = "en") -> Paper:
    return compose(
        questionnaire(*items),
        language=language,
        version="a1b2c3d4e5",
        translations=English(),
    )


WATER = Question(
    name="water",
    kind=Kind.CHOICE,
    label=said("Is there water?", "هل يوجد ماء؟"),
    choices="yn",
)
WHY = Question(
    name="why",
    kind=Kind.TEXT,
    label=said("Why not?"),
    relevant="${water} = 'n'",
    required=True,
)


def test_questions_are_numbered_and_carry_the_codes_they_are_entered_under() -> None:
    first, second = paper_of(WATER, WHY).parts

    assert isinstance(first, PrintedQuestion)
    assert isinstance(second, PrintedQuestion)
    assert (first.number, first.code, first.box) == ("1", "water", Box.ONE)
    assert [(each.label, each.code) for each in first.choices] == [
        ("Yes", "y"),
        ("No", "n"),
    ]
    assert second.condition == "Answer only if the answer to question 1 is “No”."
    assert second.instruction == "An answer is needed."


def test_a_condition_without_words_is_printed_as_it_was_written() -> None:
    odd = replace(WHY, relevant="string-length(${water}) > 3")

    printed = paper_of(WATER, odd).parts[1]

    assert isinstance(printed, PrintedQuestion)
    assert printed.condition == (
        "Answer only if this is true: string-length((answer 1)) > 3"
    )


def test_an_answer_within_a_text_is_a_blank() -> None:
    note = Question(name="n", kind=Kind.NOTE, label=said("You said **${water}**."))

    assert paper_of(WATER, note).parts[1] == PrintedNote(words="You said (answer 1).")


def test_what_nobody_is_asked_is_not_printed() -> None:
    unseen = [
        Question(name=kind.value, kind=kind, label=said("?"))
        for kind in (Kind.CALCULATION, Kind.HIDDEN, Kind.METADATA, Kind.POSITION)
    ]

    assert len(paper_of(WATER, *unseen).parts) == 1


def test_a_part_says_when_and_how_often_it_is_answered() -> None:
    group = Group(
        name="people",
        items=(WHY,),
        label=said("People"),
        relevant="${water} = 'y'",
        repeat=Repeat(),
    )

    heading = paper_of(WATER, group).parts[1]

    assert isinstance(heading, PrintedHeading)
    assert heading.note == (
        "This part only if the answer to question 1 is “Yes”. Answer this part once "
        "for each. Copy the page as often as needed."
    )


def test_an_arabic_paper_runs_from_right_to_left() -> None:
    paper = paper_of(WATER, WHY, language="ar")

    assert paper.direction == "rtl"
    assert paper.title == "الماء"
    missing = paper.parts[1]
    assert isinstance(missing, PrintedQuestion)
    assert missing.label == "Why not?"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_questionnaire_gives_the_same_pages(language: str) -> None:
    kinds = [
        Question(name=kind.value, kind=kind, label=said("?"), choices="yn")
        for kind in Kind
    ]
    whole = questionnaire(*kinds)

    one, two = (
        write_pdf(whole, language=language, version="a1b2c3d4", translations=English())
        for _ in range(2)
    )

    assert one.startswith(b"%PDF")
    assert one == two
