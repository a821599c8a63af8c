"""Workbooks for benchmarks: so many questions, in groups, with usual logic."""

import io
from collections.abc import Iterator

import xlsxwriter

HEADERS = (
    "type",
    "name",
    "label::English (en)",
    "label::Français (fr)",
    "hint::English (en)",
    "required",
    "relevant",
    "constraint",
    "constraint_message::English (en)",
    "calculation",
    "choice_filter",
)
A_GROUP = 10
LISTS = 5


def workbook(questions: int) -> bytes:
    """Return an XLSForm of so many questions."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        survey = book.add_worksheet("survey")
        for row, cells in enumerate((HEADERS, *survey_rows(questions))):
            survey.write_row(row, 0, cells)
        choices = book.add_worksheet("choices")
        for row, cells in enumerate(choice_rows()):
            choices.write_row(row, 0, cells)
        settings = book.add_worksheet("settings")
        settings.write_row(0, 0, ("form_title", "form_id", "default_language"))
        settings.write_row(1, 0, ("Water", "water", "English (en)"))
    return stream.getvalue()


def survey_rows(questions: int) -> Iterator[tuple[str, ...]]:
    """Give the rows of the sheet, a group around every ten questions."""
    for number in range(questions):
        if number % A_GROUP == 0:
            about = f"Part {number // A_GROUP}"
            yield ("begin_group", f"part_{number}", about, about)
        yield question_row(number)
        if number % A_GROUP == A_GROUP - 1 or number == questions - 1:
            yield ("end_group",)


def question_row(number: int) -> tuple[str, ...]:
    """Return a question; every second one has an expression."""
    name, said = f"q_{number}", f"Question {number}: what about the water here?"
    before = f"q_{max(0, number - 2)}"
    french = f"Question {number} : et la pluie ?"
    words = (name, said, french)
    match number % 6:
        case 0:
            return (f"select_one list_{number % LISTS}", *words, "Choose one", "yes")
        case 1:
            return ("text", *words, "", "", f"${{{before}}} != ''")
        case 2:
            limits = (". >= 0 and . <= 120", "From 0 to 120.")
            return ("integer", *words, "", "", "", *limits)
        case 3:
            return (f"select_multiple list_{number % LISTS}", *words)
        case 4:
            relevant = f"${{{before}}} > 17 and ${{q_{number - 4}}} = 'a'"
            return ("decimal", *words, "", "", relevant)
        case _:
            return ("date", *words, "", "no", "", ". <= today()", "Not in the future.")


def choice_rows() -> Iterator[tuple[str, ...]]:
    """Give five lists of six choices."""
    yield ("list_name", "name", "label::English (en)", "label::Français (fr)")
    for number in range(LISTS):
        for letter in "abcdef":
            words = f"{letter} of {number}"
            yield (f"list_{number}", letter, f"Choice {words}", f"Choix {words}")
