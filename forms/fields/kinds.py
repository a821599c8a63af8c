"""The fields of WTForms for answers: each knows what was typed into its inputs.

The names of all inputs begin with the key of the question. What cannot be read is
kept as it was typed.
"""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from wtforms import Field
from wtforms.utils import unset_value

from forms.definition import Kind, Question
from forms.fields.boxes import read_typed
from forms.judging import ACKNOWLEDGED
from forms.positions import boxes_of, read_position
from forms.ranges import FEW, range_of
from forms.typed_moments import (
    Part,
    boxes_from,
    parts_of,
    read_moment,
)
from forms.typed_numbers import read_number, shown_number
from forms.typed_ranks import ranks_from, read_ranks

SURE: Final = ".sure"
"""Ends the name of the hidden input that says: this answer is meant as it is."""


class Posted(Protocol):
    """What a form sent."""

    def __iter__(self) -> Any:
        """Give the names of the inputs."""

    def __contains__(self, name: object) -> bool:
        """Whether an input was sent."""

    def getlist(self, name: str) -> list[str]:
        """Return what was sent under a name."""


class AnswerField(Field):
    """The answer to a question in the language of a page, empty as text or list."""

    data: str | list[str]

    def __init__(
        self, question: Question, language: str, *args: Any, **options: Any
    ) -> None:
        super().__init__("", *args, **options)
        self.question = question
        self.language = language
        self.data = ""

    def process(
        self,
        formdata: Posted | None,
        data: Any = unset_value,
        extra_filters: Any = None,  # noqa: ARG002 - the signature is that of WTForms
    ) -> None:
        """Take what was sent, else show what was kept."""
        if formdata is not None:
            self.data = self.taken(formdata)
        else:
            self.data = "" if data is unset_value else data

    def taken(self, posted: Posted) -> str | list[str]:
        """Return what is kept of what was sent."""
        sent = posted.getlist(self.name)
        return sent[0] if sent else ""

    @property
    def shown(self) -> str:
        """What stands in the input."""
        return self.data if isinstance(self.data, str) else " ".join(self.data)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of what is chosen."""
        if isinstance(self.data, str):
            return (self.data,) if self.data else ()
        return tuple(self.data)


class NumberField(AnswerField):
    """A number, in the digits and with the separators of its writer."""

    def taken(self, posted: Posted) -> str | list[str]:
        """Return the number as it is kept, else what was typed."""
        typed = super().taken(posted)
        if not typed or not isinstance(typed, str) or typed in self.offered:
            return typed
        is_whole = self.question.kind is Kind.INTEGER
        number = read_number(typed, self.language, whole=is_whole)
        return typed if number is None else number

    @property
    def shown(self) -> str:
        """The number as it is typed in the language."""
        if self.question.kind is Kind.INTEGER or not isinstance(self.data, str):
            return super().shown
        return shown_number(self.data, self.language)

    @property
    def offered(self) -> tuple[str, ...]:
        """The numbers of a scale, as they are kept; none where one is typed."""
        if self.question.kind is not Kind.RANGE:
            return ()
        scale = range_of(self.question)
        return scale.numbers() if scale and scale.size <= FEW else ()


class SeveralField(AnswerField):
    """Names of choices, in the order in which they were sent."""

    def taken(self, posted: Posted) -> str | list[str]:
        """Return the names that are not empty."""
        return [each for each in posted.getlist(self.name) if each]


class TickField(AnswerField):
    """A box that is ticked or not."""

    def taken(self, posted: Posted) -> str | list[str]:
        """Return the one thing that a box can say."""
        return ACKNOWLEDGED if super().taken(posted) else ""


class BoxesField(AnswerField):
    """A date or time: in a box for each part or, as scripts send it, in one."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the boxes are for, in the order of the language."""
        return parts_of(self.question, self.language)

    def taken(self, posted: Posted) -> str | list[str]:
        """Return the date or time as it is kept, else what was typed into each box."""
        typed = {part: _single(posted, f"{self.name}.{part}") for part in self.parts}
        if any(words.strip() for words in typed.values()):
            read = read_typed(self.question, typed)
            return list(typed.values()) if read is None else read
        whole = _single(posted, self.name)
        read = read_moment(self.question, whole)
        return whole if read is None else read

    @property
    def boxes(self) -> Mapping[Part, str]:
        """What stands in each box."""
        parts = self.parts
        if not isinstance(self.data, str):
            return dict(zip(parts, self.data, strict=False))
        known = boxes_from(self.question, self.data)
        if known or not self.data:
            return {part: known.get(part, "") for part in parts}
        return dict.fromkeys(parts, "") | {parts[0]: self.data}


class RanksField(AnswerField):
    """An order of choices: a number beside each, or the names in order."""

    def taken(self, posted: Posted) -> str | list[str]:
        """Return the names in order, else each with its number."""
        begin = f"{self.name}."
        typed = {
            name.removeprefix(begin): _single(posted, name)
            for name in posted
            if name.startswith(begin) and not self._is_sure(name)
        }
        if any(typed.values()):
            return read_ranks(typed)
        return [each for each in posted.getlist(self.name) if each]

    def _is_sure(self, name: str) -> bool:
        is_asked = self.question.soft_constraint != ""
        return is_asked and name == self.name + SURE

    def ranks(self, names: tuple[str, ...]) -> Mapping[str, str]:
        """Return what stands beside each of the choices."""
        return ranks_from(self.chosen, names)


class PositionField(AnswerField):
    """A position in two boxes, made coarse before anything of it is kept."""

    names: Final = ("lat", "lon")

    def process(
        self,
        formdata: Posted | None,
        data: Any = unset_value,
        extra_filters: Any = None,
    ) -> None:
        """Take what was sent, else show what was kept."""
        self._typed = (
            ("", "")
            if formdata is None
            else (
                _single(formdata, f"{self.name}.{self.names[0]}"),
                _single(formdata, f"{self.name}.{self.names[1]}"),
            )
        )
        super().process(formdata, data, extra_filters)

    def taken(self, posted: Posted) -> str | list[str]:
        """Return the coarse position; a script may send it whole."""
        if any(words.strip() for words in self._typed):
            return read_position(self._typed)
        return read_position(_single(posted, self.name).split()[:2])

    @property
    def boxes(self) -> Mapping[str, str]:
        """What stands in each box: what nobody could read as it was typed."""
        kept = boxes_of(self.data)
        shown = (
            told or typed.strip() for told, typed in zip(kept, self._typed, strict=True)
        )
        return dict(zip(self.names, shown, strict=True))


FIELDS: Final[Mapping[Kind, type[AnswerField]]] = {
    Kind.TEXT: AnswerField,
    Kind.CHOICE: AnswerField,
    Kind.INTEGER: NumberField,
    Kind.DECIMAL: NumberField,
    Kind.RANGE: NumberField,
    Kind.CHOICES: SeveralField,
    Kind.ACKNOWLEDGE: TickField,
    Kind.DATE: BoxesField,
    Kind.TIME: BoxesField,
    Kind.DATETIME: BoxesField,
    Kind.RANKING: RanksField,
    Kind.OPEN_POSITION: PositionField,
    Kind.OPEN_ATTACHMENT: AnswerField,
}
"""The field of each kind that is asked."""


def _single(posted: Posted, name: str) -> str:
    sent = posted.getlist(name)
    return sent[0] if sent else ""
