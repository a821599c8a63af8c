"""Finds out what kind of file a questionnaire is, and reads its sheets."""

from collections.abc import Mapping
from typing import Final

from forms.errors import NotAWorkbook
from forms.workbook.directory import COMPOUND_FILE
from forms.xlsform.columns import CHOICES, FILES, SETTINGS, SURVEY
from forms.xlsform.excel import read_excel
from forms.xlsform.legacy import read_legacy
from forms.xlsform.tables import Grid
from forms.xlsform.written import read_text

EXTERNAL_CHOICES: Final = "external_choices"
ENTITIES: Final = "entities"
KNOWN: Final = (SURVEY, CHOICES, SETTINGS, EXTERNAL_CHOICES, ENTITIES)

_ARCHIVE: Final = b"PK"


def read_grids(source: bytes, name: str) -> Mapping[str, Grid]:
    """Return the sheets of a questionnaire by name, that of a sheet we know in small.

    Raises a ``WorkbookError`` for what is no workbook, no table, or hostile.
    """
    if source.startswith(_ARCHIVE):
        grids = read_excel(source, _wanted)
    elif source.startswith(COMPOUND_FILE):
        grids = read_legacy(source, _wanted)
    elif source.strip():
        grids = read_text(source, name, _wanted)
    else:
        raise NotAWorkbook
    if len(grids) == 1:
        return {_only(sheet): grid for sheet, grid in grids.items()}
    return {_known(sheet): grid for sheet, grid in grids.items()}


def _wanted(names: tuple[str, ...]) -> tuple[str, ...]:
    known = [_known(name) for name in names]
    if FILES in known or len(names) == 1:
        return names
    return tuple(
        name
        for place, name in enumerate(names)
        if known[place] in KNOWN and known[place] not in known[:place]
    )


def _known(sheet: str) -> str:
    plain = sheet.strip().lower().replace(" ", "_")
    return plain if plain in {*KNOWN, FILES} else sheet


def _only(sheet: str) -> str:
    """Return what the only sheet is: the survey, whatever it is called."""
    known = _known(sheet)
    return known if known in KNOWN else SURVEY
