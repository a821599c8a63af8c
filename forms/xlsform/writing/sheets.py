"""Writes a questionnaire as the tables of an XLSForm, without loss."""

from collections.abc import Iterator

from forms.definition import Questionnaire, SideFile
from forms.xlsform.columns import (
    CHOICE_COLUMNS,
    CHOICES,
    FILE_NAME,
    FILE_SHEET,
    FILES,
    GROUP_COLUMNS,
    LANGUAGES,
    QUESTION_COLUMNS,
    ROLES,
    SETTING_COLUMNS,
    SETTINGS,
    SURVEY,
    TITLE,
    Column,
)
from forms.xlsform.pages import as_groups
from forms.xlsform.writing.cells import Languages, cells_of, headers_of, media_cells
from forms.xlsform.writing.instances import instance_rows
from forms.xlsform.writing.survey import survey_rows
from forms.xlsform.writing.tables import Row, Sheets, Table, table


def write_sheets(questionnaire: Questionnaire) -> Sheets:
    """Return the tables that ``forms.xlsform`` reads the same questionnaire from."""
    languages = Languages.of(questionnaire)
    written = {
        SURVEY: _survey(as_groups(questionnaire), languages),
        CHOICES: _choices(questionnaire, languages),
        SETTINGS: table([_settings(questionnaire, languages)], ()),
        **_files(questionnaire.files),
    }
    return {name: rows for name, rows in written.items() if name != CHOICES or rows[1:]}


def _survey(questionnaire: Questionnaire, languages: Languages) -> Table:
    lists = {each.name: each for each in questionnaire.choice_lists}
    rows = [
        *instance_rows(questionnaire),
        *survey_rows(questionnaire.body, lists, languages),
    ]
    return table(
        rows, ("type", "name", *languages.in_order("label"), *_known(rows, languages))
    )


def _known(rows: list[Row], languages: Languages) -> Iterator[str]:
    """Give the headers of the dialect that some row uses, in their order."""
    used = {header for row in rows for header in row}
    known = (
        *headers_of((*GROUP_COLUMNS, *QUESTION_COLUMNS), languages),
        "required",
        "read_only",
        "parameters",
        "trigger",
        "repeat_count",
        *_media_headers(languages),
    )
    return (header for header in known if header in used)


def _media_headers(languages: Languages) -> Iterator[str]:
    for role in ROLES:
        yield from languages.in_order(role)


def _choices(questionnaire: Questionnaire, languages: Languages) -> Table:
    rows: list[Row] = [
        {
            **dict(choice.columns),
            "list_name": choices.name,
            "name": choice.name,
            **cells_of(choice, CHOICE_COLUMNS, languages),
            **media_cells(choice.media, languages),
        }
        for choices in questionnaire.choice_lists
        if choices.file is None
        for choice in choices.choices
    ]
    used = {header for row in rows for header in row}
    known = (*headers_of(CHOICE_COLUMNS, languages), *_media_headers(languages))
    headers = (header for header in known if header in used)
    return table(rows, ("list_name", "name", *languages.in_order("label"), *headers))


def _settings(questionnaire: Questionnaire, languages: Languages) -> Row:
    first = questionnaire.languages[0]
    title = questionnaire.title
    names = dict(languages.names)
    row: dict[str, str] = {}
    if title.in_languages:
        row["form_title"] = title.said_in(first, otherwise=first).words
    row |= cells_of(questionnaire, _told(questionnaire), languages)
    row["default_language"] = names[first] or first
    if [tag for tag, _ in title.in_languages] not in ([], [first]):
        row |= languages.cells(TITLE.header, title)
    if not languages.are_told:
        row[LANGUAGES] = " ".join(questionnaire.languages)
    return dict(questionnaire.settings) | row


def _told(questionnaire: Questionnaire) -> Iterator[Column]:
    """Give the settings that say something; a body alone has no sections or consent."""
    empty = {
        "sections": not questionnaire.sections,
        "consent": not questionnaire.consent.question,
    }
    return (each for each in SETTING_COLUMNS if not empty.get(each.field))


def _files(files: tuple[SideFile, ...]) -> Sheets:
    if not files:
        return {}
    names = {f"consult_file_{number}": file for number, file in enumerate(files, 1)}
    rows = [{FILE_SHEET: sheet, FILE_NAME: file.name} for sheet, file in names.items()]
    listed = table(rows, (FILE_SHEET, FILE_NAME))
    return {FILES: listed, **{name: _file(file) for name, file in names.items()}}


def _file(file: SideFile) -> Table:
    return (file.columns, *file.rows)
