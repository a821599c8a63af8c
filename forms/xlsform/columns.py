"""Says under which header each field of the model stands in an XLSForm.

The reader and the writer share this table. What XLSForm has a column for stands
there; what it has none for stands under a header of our own, which begins with
``consult::`` and is passed over by other programs.

A text stands in one column for each language, as in ``label::English (en)``. The
part behind the last ``::`` is what ``Questionnaire.language_names`` calls the
language, else its tag; the first language has no such part where it has no name
there. Every language has a column for the label, empty or not, in the order of
``Questionnaire.languages``, and the setting ``default_language`` names the first.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

OWN: Final = "consult::"
BETWEEN: Final = "::"

SURVEY: Final = "survey"
CHOICES: Final = "choices"
SETTINGS: Final = "settings"

FILES: Final = "consult_files"
"""The sheet that says which further sheet holds which side file."""
FILE_SHEET: Final = "sheet"
FILE_NAME: Final = "file"
"""The two columns of that sheet. A sheet of a file holds it as it is: the names of
its columns, then its rows."""

TRUE: Final = "yes"


class Shape(Enum):
    """How a field is put into a cell."""

    WORDS = "words as they are"
    TEXT = "one column for each language"
    YES = "yes or nothing"
    NUMBER = "digits"
    JSON = "JSON with sorted keys, as forms.structure encodes the field"


@dataclass(frozen=True, slots=True)
class Column:
    """One field of the model and where it stands."""

    header: str
    field: str
    shape: Shape = Shape.WORDS


QUESTION_COLUMNS: Final = (
    Column("label", "label", Shape.TEXT),
    Column("hint", "hint", Shape.TEXT),
    Column("guidance_hint", "guidance", Shape.TEXT),
    Column("appearance", "appearance"),
    Column("relevant", "relevant"),
    Column("constraint", "constraint"),
    Column("constraint_message", "constraint_message", Shape.TEXT),
    Column("required_message", "required_message", Shape.TEXT),
    Column("default", "default"),
    Column("calculation", "calculation"),
    Column("choice_filter", "choice_filter"),
    Column("consult::soft_constraint", "soft_constraint"),
    Column("consult::soft_message", "soft_message", Shape.TEXT),
    Column("consult::short", "short", Shape.TEXT),
    Column("consult::use", "use"),
    Column("consult::longest", "longest", Shape.NUMBER),
    Column("consult::least", "least", Shape.NUMBER),
    Column("consult::most", "most", Shape.NUMBER),
    Column("consult::guarded", "guarded", Shape.YES),
    Column("consult::provenance", "provenance", Shape.JSON),
)
"""The fields of a question that stand alone in a cell.

The others: ``type`` tells kind, variant and choice list; ``required`` holds
``yes`` (``required``) or an expression (``required_when``), ``read_only`` likewise;
``parameters`` holds pairs as ``start=1 end=5`` with ``randomize=true`` for
``randomised`` and does not keep it among the pairs; ``trigger`` holds names as
``${a}, ${b}``; each medium has the columns of ``ROLES``; what is left are the
question's own ``columns``.
"""

GROUP_COLUMNS: Final = (
    Column("label", "label", Shape.TEXT),
    Column("hint", "hint", Shape.TEXT),
    Column("guidance_hint", "guidance", Shape.TEXT),
    Column("appearance", "appearance"),
    Column("relevant", "relevant"),
)
"""Those of a group; beside them ``read_only``, the media and ``repeat_count``."""

CHOICE_COLUMNS: Final = (
    Column("label", "label", Shape.TEXT),
    Column("consult_value", "value", Shape.NUMBER),
    Column("consult_missing", "missing"),
    Column("consult_exclusive", "exclusive", Shape.YES),
)
"""Those of a choice beside ``list_name``, ``name``, its media and ``columns``.

pyxform makes an XML element of every further column of this sheet and fails where
its header has colons, so ours have none here.
"""

SETTING_COLUMNS: Final = (
    Column("form_id", "instrument"),
    Column("consult::summary", "summary", Shape.TEXT),
    Column("consult::sections", "sections", Shape.JSON),
    Column("consult::consent", "consent", Shape.JSON),
    Column("consult::indices", "indices", Shape.JSON),
)
"""Those of the whole beside ``form_title``, ``default_language`` and ``settings``.

``form_title`` holds the title in the first language it exists in, and
``consult::title`` (one column for each language) what it says in all of them where
that is more than the first language of the questionnaire.
"""

LANGUAGES: Final = "consult::languages"
"""A setting: the tags of the languages, with spaces between, where there are texts in
further ones or none in one of them. Without it every language of a header is one of
the questionnaire."""

TITLE: Final = Column("consult::title", "title", Shape.TEXT)

ROLES: Final = ("image", "big-image", "audio", "video")
"""A column for each role of a medium and each language: ``image::English (en)``."""

PAGE: Final = "consult::page"
PART: Final = "consult::part"
"""How a page laid out by hand stands on the survey sheet.

It is a group of the outermost level whose ``consult::page`` holds the name of its
section, and whose label is its title. Its layout is its appearance: ``field-list``,
for a grid ``field-list table-list``. In it stand its questions, and as notes what
belongs to the page, told by ``consult::part``: ``lead``, ``warning``, ``help``
(summary as label, text as hint) and ``fact:NAME`` (term and description).
``forms.xlsform.pages`` makes these groups of pages, and pages of them.
"""
