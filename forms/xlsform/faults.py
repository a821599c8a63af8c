"""Says what can be wrong with a row of the survey sheet, and what to do about it.

An error is what cannot work; a warning is what works otherwise than written.
"""

from enum import Enum
from typing import Final

from forms.errors import N_

ERROR: Final = "error"
WARNING: Final = "warning"


class Told(Enum):
    """Something that can be wrong: its code, how bad it is, and what is said of it."""

    @property
    def code(self) -> str:
        """The code by which the fault is looked up."""
        return str(self.value[0])

    @property
    def severity(self) -> str:
        """``error`` or ``warning``."""
        return str(self.value[1])

    @property
    def message(self) -> str:
        """The msgid of what is said."""
        return str(self.value[2])


class Fault(Told):
    """What can be wrong with a question or group."""

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
    NAME_OF_OTHER_LETTERS = (
        "F481",
        WARNING,
        N_(
            'Not every client of ODK can read names such as "%(name)s". In forms for '
            "them it is called %(instead)s, and others like it accordingly."
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
    CHOICES_FROM_ANSWERS = (
        "F436",
        WARNING,
        N_(
            "Choices cannot be taken from other answers yet, so the question asks for "
            "a short text."
        ),
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
