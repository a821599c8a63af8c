"""Writes a questionnaire for pyxform, which makes the form of it that ODK reads.

pyxform itself is never needed here.
"""

from collections.abc import Callable, Collection
from typing import Final, TypeAlias

from forms.checking.bodies import XML_NAME
from forms.definition import Kind, Questionnaire
from forms.logic.sites import NAME, ROOT, root_of
from forms.xform.names import with_plain_names
from forms.xlsform.columns import (
    BETWEEN,
    CHOICE_COLUMNS,
    CHOICES,
    OWN,
    SETTINGS,
    SURVEY,
    TRUE,
)
from forms.xlsform.writing.convertible import convertible
from forms.xlsform.writing.sheets import write_sheets
from forms.xlsform.writing.tables import Table

Dicts: TypeAlias = list[dict[str, str | None]]

SETTINGS_KEPT: Final = (
    "form_title",
    "form_id",
    "name",
    "version",
    "default_language",
    "style",
    "clean_text_values",
)
"""Others would send answers elsewhere, seal them with somebody's key, or name them."""


def write_for_pyxform(
    questionnaire: Questionnaire, *, allowed: Collection[Kind] = ()
) -> dict[str, Dicts | list[str]]:
    """Return what ``pyxform.xls2xform.convert`` takes.

    Positions and attachments are asked for only where they are ``allowed``; device
    identifiers never are. Where somebody has to agree first, nothing else is asked
    before. Names that not every reader of XML knows become others (``forms.xform``).
    """
    sheets = write_sheets(with_plain_names(convertible(questionnaire, allowed)))
    survey = _without(sheets[SURVEY], lambda header: not header.startswith(OWN))
    choices = _without(sheets.get(CHOICES, ()), _is_kept_of_choices)
    kept = {*SETTINGS_KEPT} - ({NAME} if root_of(questionnaire) == ROOT else set())
    settings = _without(sheets[SETTINGS], kept.__contains__)
    [setting] = _rows(settings)
    return {
        SURVEY: _rows(survey),
        CHOICES: _rows(choices),
        SETTINGS: [{**setting, "allow_choice_duplicates": TRUE}],
        "survey_header": _header(survey),
        "choices_header": _header(choices),
        "settings_header": [{**_header(settings)[0], "allow_choice_duplicates": None}],
        "sheet_names": [SURVEY, CHOICES, SETTINGS],
    }


def _is_kept_of_choices(header: str) -> bool:
    name = header.partition(BETWEEN)[0]
    own = {column.header for column in CHOICE_COLUMNS} - {"label"}
    return header not in own and XML_NAME.fullmatch(name) is not None


def _without(rows: Table, is_kept: Callable[[str], bool]) -> Table:
    places = (
        [place for place, name in enumerate(rows[0]) if is_kept(name)] if rows else []
    )
    return tuple(tuple(row[place] for place in places) for row in rows)


def _rows(rows: Table) -> Dicts:
    return [
        {header: cell for header, cell in zip(rows[0], row, strict=True) if cell}
        for row in rows[1:]
    ]


def _header(rows: Table) -> Dicts:
    return [dict.fromkeys(rows[0])] if rows else []
