"""Sums up what was read from a workbook, for the author of the questionnaire."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from forms.definition import Questionnaire
from forms.xlsform.conditions import yes_or_condition
from forms.xlsform.faults import ERROR
from forms.xlsform.problems import Located, Place
from forms.xlsform.questions import is_expression
from forms.xlsform.records import Record

Told: TypeAlias = (
    "bool | int | str | list[str] | list[dict[str, str | int | None]] | None"
)

_ALWAYS: Final = (
    "relevant",
    "constraint",
    "calculation",
    "choice_filter",
    "repeat_count",
    "soft_constraint",
)
_MAYBE: Final = ("required", "read_only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a workbook holds and what is wrong with it.

    ``questions`` counts the rows that ask somebody something, ``expressions`` the
    cells with logic, ``groups`` and ``repeats`` the rows that begin one.
    """

    questions: int = 0
    groups: int = 0
    repeats: int = 0
    languages: tuple[str, ...] = ()
    expressions: int = 0
    problems: tuple[Located, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing keeps the questionnaire from being asked."""
        return not any(each.severity == ERROR for each in self.problems)

    def as_json(self) -> dict[str, Told]:
        """Return the report as values for JSON, its messages in English."""
        return {
            "ok": self.ok,
            "questions": self.questions,
            "groups": self.groups,
            "repeats": self.repeats,
            "languages": list(self.languages),
            "expressions": self.expressions,
            "problems": [_problem(each) for each in self.problems],
        }


class Origins:
    """Where in the workbook the items of a questionnaire come from."""

    def __init__(self, items: dict[str, Record], choices: dict[str, Record]) -> None:
        self._items = items
        self._choices = choices

    def place(self, path: str, field: str) -> Place:
        """Return the place of a field of an item, or of a choice as ``list/name``."""
        record = self._items.get(path) or self._choices.get(path)
        return record.place(_COLUMN.get(field, field)) if record else Place()


_COLUMN: Final = {
    "required_when": "required",
    "read_only_when": "read_only",
    "repeat": "repeat_count",
    "count": "repeat_count",
    "repeat.count": "repeat_count",
    "choices": "type",
    "kind": "type",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A questionnaire as it was read, the report of it, and where everything was."""

    questionnaire: Questionnaire
    report: Report
    origins: Origins


def expressions_in(records: Iterable[Record]) -> int:
    """Return how many cells of the rows hold logic."""
    return sum(_expressions(record) for record in records)


def _expressions(record: Record) -> int:
    told = sum(name in record.cells for name in _ALWAYS)
    told += sum(bool(yes_or_condition(record.get(name))[1]) for name in _MAYBE)
    return told + is_expression(record.get("default"))


def _problem(problem: Located) -> dict[str, str | int | None]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "sheet": problem.place.sheet,
        "row": problem.place.row,
        "column": problem.place.column,
        "message": problem.in_words(),
    }
