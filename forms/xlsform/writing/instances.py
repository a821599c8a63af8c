"""Writes the rows that name the side files in which expressions look something up.

Our reader finds these files without such rows; other programs need them.
"""

import re
from collections.abc import Iterator
from typing import Final

from forms.checking.bodies import XML_NAME
from forms.definition import Questionnaire
from forms.xlsform.writing.cells import as_json
from forms.xlsform.writing.tables import Row

TYPES: Final = {"csv": "csv-external", "xml": "xml-external"}

_MENTIONED: Final = re.compile(r"instance\s*\(\s*[\"'\\]+([^\"'\\]+)[\"'\\]+\s*\)")


def instance_rows(questionnaire: Questionnaire) -> Iterator[Row]:
    """Give a row for each file that an expression names as an instance."""
    mentioned = set(_MENTIONED.findall(as_json(questionnaire.body)))
    taken = {each.name for each in questionnaire.body}
    taken |= {each.name for each in questionnaire.choice_lists}
    for file in questionnaire.files:
        name, _, ending = file.name.rpartition(".")
        is_free = name in mentioned and name not in taken
        if is_free and ending.lower() in TYPES and XML_NAME.fullmatch(name):
            yield {"type": TYPES[ending.lower()], "name": name}
