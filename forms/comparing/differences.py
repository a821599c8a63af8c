"""What can differ between two versions of a questionnaire, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Final

from forms.errors import N_


class Change(Enum):
    """What happened to a question, a group or the whole, in words."""

    ADDED = N_('"%(name)s" is new.')
    REMOVED = N_('"%(name)s" is asked no longer.')
    RENAMED = N_('"%(name)s" was called "%(before)s" before.')
    MOVED = N_('"%(name)s" stands elsewhere.')
    KIND = N_('"%(name)s" is answered in another way.')
    WORDING = N_('The wording of "%(name)s" was changed.')
    TRANSLATION = N_('The translation of "%(name)s" was changed (%(language)s).')
    TRANSLATION_ADDED = N_('"%(name)s" was translated (%(language)s).')
    TRANSLATION_REMOVED = N_('"%(name)s" has lost its translation (%(language)s).')
    CHOICE_ADDED = N_('The choice "%(choice)s" of "%(name)s" is new.')
    CHOICE_REMOVED = N_('The choice "%(choice)s" of "%(name)s" is offered no longer.')
    CHOICE_WORDING = N_('The wording of the choice "%(choice)s" of "%(name)s" was changed.')  # fmt: skip  # noqa: E501 - one message
    CHOICE_TRANSLATION = N_('A translation of the choice "%(choice)s" of "%(name)s" was changed.')  # fmt: skip  # noqa: E501 - one message
    CHOICE_VALUE = N_('The choice "%(choice)s" of "%(name)s" has another place on its scale.')  # fmt: skip  # noqa: E501 - one message
    CHOICES_REORDERED = N_('The choices of "%(name)s" stand in another order.')
    LOGIC = N_('When "%(name)s" is asked, or what it accepts, was changed (%(field)s).')
    REQUIRED = N_('Whether "%(name)s" has to be answered was changed.')
    PRESENTATION = N_('How "%(name)s" is shown was changed.')
    LANGUAGE_ADDED = N_("The questionnaire is in a further language: %(language)s.")
    LANGUAGE_REMOVED = N_("The questionnaire is no longer in this language: %(language)s.")  # fmt: skip  # noqa: E501 - one message


BREAKING: Final = frozenset(
    {
        Change.KIND,
        Change.WORDING,
        Change.CHOICE_ADDED,
        Change.CHOICE_REMOVED,
        Change.CHOICE_WORDING,
        Change.CHOICE_VALUE,
    }
)
"""After these, answers before and after do not say the same thing."""


class Series(StrEnum):
    """Whether the answers to a question go on where those of before ended."""

    SAME = "same"
    NEW = "new"
    RENAMED = "renamed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change, at the path of the item in the newer version if it is there.

    The whole questionnaire has the path "". ``params`` fill the message.
    """

    path: str
    change: Change
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The msgid of what is said."""
        return self.change.value


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, and what became of each question.

    ``series`` is by path: that in the newer version, or the older for what was
    removed.
    """

    differences: tuple[Difference, ...]
    series: Mapping[str, Series]

    @property
    def anew(self) -> tuple[str, ...]:
        """The paths of the questions with which a new series begins."""
        return tuple(
            path for path, series in self.series.items() if series is Series.NEW
        )

    @property
    def is_comparable(self) -> bool:
        """Whether every question of both can be followed from one to the other."""
        return not self.anew
