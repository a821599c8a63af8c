"""Says what can be wrong with an XLSForm, where, and what to do about it.

An error is what cannot work; a warning is what works otherwise than written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from forms.errors import N_

ERROR: Final = "error"
WARNING: Final = "warning"

MOST: Final = 500
"""More problems than that nobody reads."""


class Fault(Enum):
    """What can be wrong: its code, how bad it is, and what is said about it."""

    SURVEY_MISSING = (
        "F400",
        ERROR,
        N_(
            'There is no sheet called "survey". Give the sheet with the questions this '
            "name. The sheets are: %(sheets)s."
        ),
    )
    TYPE_COLUMN_MISSING = (
        "F401",
        ERROR,
        N_('There is no column "type". Add it, with the type of each question.'),
    )
    NOTHING_ASKED = (
        "F402",
        ERROR,
        N_("There is no question here. Add one, with a type and a name."),
    )
    LIST_MISSING = (
        "F403",
        ERROR,
        N_(
            'There are no choices for the list "%(name)s". Add them to the sheet '
            '"%(sheet)s", or correct the name.'
        ),
    )
    NAME_TWICE = (
        "F404",
        ERROR,
        N_(
            'The name "%(name)s" is given twice in the same group. Change one of them '
            "and the conditions that refer to it."
        ),
    )
    TOO_DEEP = (
        "F405",
        ERROR,
        N_("Groups stand in each other more than %(most)s deep. Take some out."),
    )
    TOO_LARGE = (
        "F406",
        ERROR,
        N_("There are more than %(most)s questions. Divide the questionnaire."),
    )
    LOGIC_TOO_LARGE = (
        "F440",
        ERROR,
        N_(
            "The conditions and calculations are longer than %(most)s signs in all. "
            "Divide the questionnaire."
        ),
    )
    END_WITHOUT_BEGIN = (
        "F407",
        WARNING,
        N_("Nothing has begun that could end here, so the row is left out. Delete it."),
    )
    END_OF_ANOTHER = (
        "F408",
        WARNING,
        N_(
            'This ends the %(begun)s "%(name)s", which is of another kind. Write '
            "end_%(begun)s, or move the row."
        ),
    )
    NEVER_ENDED = (
        "F409",
        WARNING,
        N_(
            '"%(name)s" does not end, so it ends with the last row. Add a row with '
            "end_%(begun)s."
        ),
    )
    NAME_MISSING = (
        "F410",
        WARNING,
        N_('The row has no name, so it is called "%(name)s". Give it a name.'),
    )
    NAME_CHANGED = (
        "F411",
        WARNING,
        N_(
            'The name "%(name)s" cannot be used, so it is read as "%(read)s". Use '
            "letters, digits, - and _, and begin with a letter."
        ),
    )
    NAME_META = (
        "F412",
        WARNING,
        N_(
            'Other programs keep the name "meta" for themselves. Choose another name '
            "if the questionnaire is to be used elsewhere too."
        ),
    )
    TYPE_UNKNOWN = (
        "F413",
        WARNING,
        N_(
            'The type "%(type)s" is not known, so the question asks for a short text. '
            "Choose another type, or leave the row out."
        ),
    )
    TYPE_MISSING = (
        "F414",
        WARNING,
        N_("The row has no type, so it is left out. Give it a type, or delete it."),
    )
    HEADER_TWICE = (
        "F415",
        WARNING,
        N_(
            'The column "%(header)s" is there more than once. Of each row the first '
            "cell that is filled counts. Delete the others."
        ),
    )
    CHOICE_TWICE = (
        "F416",
        WARNING,
        N_('The choice "%(name)s" is there twice, so this one is left out. Delete it.'),
    )
    CHOICE_NAME_TWICE = (
        "F417",
        WARNING,
        N_(
            'Two choices of the list "%(list)s" have the name "%(name)s", so answers '
            "cannot tell them apart. Change one of the names."
        ),
    )
    CHOICE_UNNAMED = (
        "F418",
        WARNING,
        N_('The choice has no name, so it is called "%(name)s". Give it a name.'),
    )
    CHOICE_LISTLESS = (
        "F419",
        WARNING,
        N_("The choice belongs to no list, so it is left out. Name the list."),
    )
    CHOICE_NAMES_MISSING = (
        "F420",
        WARNING,
        N_(
            'There is no column "name", so the choices are called by their labels. Add '
            "it, with a short name for each choice."
        ),
    )
    LISTS_GUESSED = (
        "F445",
        WARNING,
        N_(
            'There is no column "list_name". The names of the lists are taken from '
            "this one. Call it list_name."
        ),
    )
    LISTS_MISSING = (
        "F446",
        WARNING,
        N_(
            'There is no column "list_name", so there are no choices. Add it, with the '
            "name of the list of each choice."
        ),
    )
    CHOICE_WITH_SPACE = (
        "F421",
        WARNING,
        N_(
            'The name "%(name)s" has a space in it. Where several can be chosen, '
            "conditions cannot see it. Write _ instead."
        ),
    )
    METADATA_DROPPED = (
        "F422",
        WARNING,
        N_(
            '"%(type)s" would tell something of the person or the device. It stays '
            "empty. Leave the row out."
        ),
    )
    POSITION_OFF = (
        "F423",
        WARNING,
        N_(
            "Positions are not asked for, since they can lead to a person. Ask for the "
            "place by a list of choices, or have positions allowed for this survey."
        ),
    )
    ATTACHMENT_OFF = (
        "F424",
        WARNING,
        N_(
            "Files are not asked for unless they are allowed for this survey. Until "
            "then the question is left out."
        ),
    )
    LANGUAGE_UNKNOWN = (
        "F425",
        WARNING,
        N_(
            'Nobody can tell which language "%(name)s" is. Put its code behind the '
            "name, as in: English (en)."
        ),
    )
    TRANSLATIONS_MISSING = (
        "F426",
        WARNING,
        N_(
            "%(count)s texts are missing in %(language)s, the first in this row. "
            "Another language is shown in their place. Add them, or take the language "
            "out."
        ),
    )
    DEFAULT_LANGUAGE_UNKNOWN = (
        "F427",
        WARNING,
        N_(
            'There is no column in the language "%(name)s", so %(language)s comes '
            "first. Write the name as the columns do."
        ),
    )
    FILE_MISSING = (
        "F428",
        WARNING,
        N_(
            'The file "%(file)s" did not come along, so the question asks for a short '
            "text. Give the file together with the questionnaire."
        ),
    )
    TABLE_MISSING = (
        "F447",
        WARNING,
        N_(
            'The file "%(file)s" did not come along, so nothing is found in it. Give '
            "the file together with the questionnaire."
        ),
    )
    FILE_UNREADABLE = (
        "F429",
        WARNING,
        N_(
            'The file "%(file)s" cannot be read as a table. Save it as CSV in UTF-8, '
            "with the names of its columns in the first row."
        ),
    )
    APPEARANCE_UNKNOWN = (
        "F430",
        WARNING,
        N_(
            'The appearance "%(appearance)s" changes nothing here (rows with it: '
            "%(count)s). The question is shown as usual."
        ),
    )
    CALENDAR_UNKNOWN = (
        "F431",
        WARNING,
        N_(
            'The calendar "%(appearance)s" is not known yet. Dates are asked for in '
            "the Gregorian calendar."
        ),
    )
    PARAMETERS_UNREADABLE = (
        "F432",
        WARNING,
        N_(
            'What is not written as name=value is left out: "%(parameters)s". Correct '
            "it."
        ),
    )
    RANGE_UNUSABLE = (
        "F433",
        WARNING,
        N_(
            "This is no range, so it goes from %(start)s to %(end)s in steps of "
            "%(step)s. Correct start, end and step."
        ),
    )
    CALCULATION_MISSING = (
        "F434",
        WARNING,
        N_("Nothing is calculated here, so it stays empty. Fill in the calculation."),
    )
    VALUE_UNREADABLE = (
        "F435",
        WARNING,
        N_('"%(value)s" means nothing here, so it is left out. Use: %(known)s.'),
    )
    CHOICES_FROM_ANSWERS = (
        "F436",
        WARNING,
        N_(
            "Choices cannot be taken from other answers yet, so the question asks for "
            "a short text."
        ),
    )
    SHEET_UNUSED = (
        "F437",
        WARNING,
        N_('The sheet "%(sheet)s" is not read: there are no entities here.'),
    )
    TRIGGER_UNREADABLE = (
        "F438",
        WARNING,
        N_('"%(trigger)s" names no question, so it is left out. Write ${name}.'),
    )
    LABEL_MISSING = (
        "F439",
        WARNING,
        N_("The question has no label. Write what is asked."),
    )
    ROW_DISABLED = ("F441", WARNING, N_("The row is disabled, so it is left out."))
    NOT_A_CONDITION = (
        "F442",
        WARNING,
        N_('"%(value)s" is neither yes nor no nor a condition, so it is left out.'),
    )
    LIST_UNNAMED = (
        "F443",
        WARNING,
        N_(
            "The type names no list of choices, so the question asks for a short text. "
            "Write the name of a list behind it."
        ),
    )
    LEFT_OUT = (
        "F444",
        WARNING,
        N_(
            "What cannot be read is left out: as long as it is, the question is asked, "
            "any answer is allowed, and nothing is calculated."
        ),
    )
    FUNCTION_ELSEWHERE = (
        "F448",
        WARNING,
        N_(
            "The function %(name)s works in another program only, so the expression is "
            "left out. Write it without, if it matters here."
        ),
    )
    MORE = (
        "F449",
        WARNING,
        N_("There are %(count)s more problems. Correct these first."),
    )

    @property
    def code(self) -> str:
        """The code by which the fault is looked up."""
        return self.value[0]

    @property
    def severity(self) -> str:
        """``error`` or ``warning``."""
        return self.value[1]

    @property
    def message(self) -> str:
        """The msgid of what is said."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a workbook: each part as far as it is known.

    ``column`` is the header of the column, ``letters`` how spreadsheets call it.
    """

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    letters: str | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A problem and where it is; ``params`` fill the placeholders of ``message``."""

    severity: str
    code: str
    place: Place
    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def in_words(self) -> str:
        """Return the message in English, its placeholders filled."""
        return self.message % self.params if self.params else self.message


class Findings:
    """Collects the problems of a workbook as they are met."""

    def __init__(self) -> None:
        self._found: list[Located] = []

    def add(self, fault: Fault, place: Place, **params: object) -> None:
        """Note a problem at a place."""
        self.take(Located(fault.severity, fault.code, place, fault.message, params))

    def take(self, problem: Located) -> None:
        """Note a problem that somebody else found."""
        self._found.append(problem)

    def in_order(self, sheets: Iterable[str]) -> tuple[Located, ...]:
        """Return the problems by sheet and row, not more than anybody reads."""
        order = {sheet: place for place, sheet in enumerate(sheets)}
        found = sorted(
            self._found,
            key=lambda each: (
                order.get(each.place.sheet or "", len(order)),
                each.place.row or 0,
            ),
        )
        if len(found) <= MOST:
            return tuple(found)
        found.sort(key=lambda each: each.severity != ERROR)
        more = Fault.MORE
        told = Located(
            more.severity,
            more.code,
            Place(),
            more.message,
            {"count": len(found) - MOST},
        )
        return (*found[:MOST], told)
