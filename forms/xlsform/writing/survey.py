"""Writes the questions and groups of a questionnaire as rows of the survey sheet."""

from collections.abc import Iterable, Iterator, Mapping

from forms.definition import ChoiceList, Group, Item, Pairs, Question
from forms.xlsform.columns import (
    GROUP_COLUMNS,
    QUESTION_COLUMNS,
    TRUE,
)
from forms.xlsform.types import TYPE_OF
from forms.xlsform.writing.cells import Languages, cells_of, media_cells
from forms.xlsform.writing.tables import Row


def survey_rows(
    items: Iterable[Item], lists: Mapping[str, ChoiceList], languages: Languages
) -> Iterator[Row]:
    """Give the rows of a body; groups stand between the rows of begin and end."""
    for item in items:
        if isinstance(item, Question):
            yield question_row(item, lists, languages)
            continue
        kind = "group" if item.repeat is None else "repeat"
        yield {"type": f"begin_{kind}", **_group_cells(item, languages)}
        yield from survey_rows(item.items, lists, languages)
        yield {"type": f"end_{kind}"}


def _group_cells(group: Group, languages: Languages) -> Row:
    count = group.repeat.count if group.repeat else ""
    return _filled(
        dict(group.columns),
        {"name": group.name},
        cells_of(group, GROUP_COLUMNS, languages),
        {"read_only": group.read_only_when, "repeat_count": count},
        media_cells(group.media, languages),
    )


def question_row(
    question: Question, lists: Mapping[str, ChoiceList], languages: Languages
) -> Row:
    """Return the row of a question."""
    return _filled(
        dict(question.columns),
        {"type": type_of(question, lists), "name": question.name},
        cells_of(question, QUESTION_COLUMNS, languages),
        {
            "required": TRUE if question.required else question.required_when,
            "read_only": TRUE if question.read_only else question.read_only_when,
            "parameters": _parameters(question),
            "trigger": ", ".join(f"${{{name}}}" for name in question.trigger),
        },
        media_cells(question.media, languages),
    )


def type_of(question: Question, lists: Mapping[str, ChoiceList]) -> str:
    """Return the type, with the list or file of choices behind it."""
    written = question.variant or TYPE_OF[question.kind]
    if question.choices is None:
        return written
    choices = lists.get(question.choices)
    if choices is not None and choices.file is not None:
        return f"{written}_from_file {choices.file}"
    return f"{written} {question.choices}"


def _parameters(question: Question) -> str:
    pairs: Pairs = question.parameters
    if question.randomised:
        pairs = (("randomize", "true"), *pairs)
    return " ".join(f"{name}={value}" for name, value in pairs)


def _filled(*rows: Row) -> Row:
    """Return all that is said; what the model knows stands above columns left over."""
    cells = {header: cell for row in rows for header, cell in row.items()}
    return {header: cell for header, cell in cells.items() if cell}
