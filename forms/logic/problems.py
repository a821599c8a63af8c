"""What can be wrong with the logic of a questionnaire, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import Enum
from typing import Literal

from forms.errors import N_
from forms.expressions.problems import ExpressionError

Severity = Literal["error", "warning"]


class Fault(Enum):
    """What is wrong where every expression can be read: code, severity, message."""

    SEVERAL_MEANT = (
        "F470",
        "warning",
        N_(
            'Several questions or groups are called "%(name)s", and the nearest is '
            "meant, %(nearest)s. Give them different names if it should be another."
        ),
    )
    REFERS_TO_ITSELF = (
        "F471",
        "warning",
        N_(
            "This depends on itself or on what it holds, which is empty while it is "
            "worked out. Take the reference to %(name)s out, or write once(…)."
        ),
    )
    CIRCLE = (
        "F472",
        "warning",
        N_(
            "These depend on one another in a circle, so that none can be worked out "
            "before the others: %(chain)s. Take one of the references out."
        ),
    )
    TRIGGER_UNKNOWN = (
        "F473",
        "error",
        N_(
            'There is no question called "%(name)s" whose answer could set this off. '
            "Correct the name in the trigger."
        ),
    )
    TEXT_UNREADABLE = (
        "F474",
        "warning",
        N_(
            "The braces after sign %(place)s cannot be read, so that they are shown "
            "as they are. Write as in {n, plural, one {# person} other {# people}}."
        ),
    )
    TABLE_UNKNOWN = (
        "F475",
        "warning",
        N_(
            'There is no choice list or table called "%(name)s", so that nothing is '
            "found in it. Add it, or correct the name."
        ),
    )

    @property
    def code(self) -> str:
        """The code by which it is looked up."""
        return self.value[0]


@dataclass(frozen=True, slots=True)
class LogicProblem:
    """Something wrong with the logic: the item, and which of its fields.

    ``path`` is that of the item, or of a choice as ``list/name``; ``field`` is named
    as in ``forms.definition``. ``params`` fill the placeholders of ``message``.
    """

    path: str
    field: str
    code: str
    message: str
    params: Mapping[str, object] = dataclass_field(default_factory=dict)
    severity: Severity = "error"


def found(path: str, field: str, fault: Fault, **params: object) -> LogicProblem:
    """Return a fault at a place."""
    code, severity, message = fault.value
    kind: Severity = "error" if severity == "error" else "warning"
    return LogicProblem(path, field, code, message, params, kind)


def unreadable(path: str, field: str, error: ExpressionError) -> LogicProblem:
    """Return that an expression cannot be read."""
    return LogicProblem(path, field, error.code, error.template, error.params)
