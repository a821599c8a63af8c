"""Makes a question of a row of the survey sheet."""

import json
import re
from dataclasses import dataclass
from typing import Final

from forms.definition import (
    Kind,
    Pairs,
    Provenance,
    Question,
    Text,
    Use,
)
from forms.xlsform.choices import media_of, whole
from forms.xlsform.conditions import condition, yes_or_condition
from forms.xlsform.faults import Fault
from forms.xlsform.kinds import Asked
from forms.xlsform.parameters import RANDOMISED, USUAL, range_of, read_parameters
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record
from forms.xlsform.settings import YES
from forms.xlsform.sheet_faults import SheetFault

_REFERENCE: Final = re.compile(r"\$\{\s*([^\s${}]+)\s*\}")
_DYNAMIC: Final = re.compile(r"\$\{|[\w:-]\s*\(")
_USES: Final = {use.value: use for use in Use}
_SAYS: Final = frozenset({"construct", "source", "status"})


@dataclass(frozen=True, slots=True)
class QuestionReader:
    """Makes questions of rows, and tells what is wrong with them."""

    findings: Findings

    def read(
        self, name: str, asked: Asked, record: Record, choices: str | None
    ) -> Question:
        """Return the question of a row whose name, type and choices are known."""
        required, required_when = self._yes_or_condition(record, "required")
        read_only, read_only_when = self._yes_or_condition(record, "read_only")
        parameters, randomised = self._parameters(asked, record)
        return Question(
            name=name,
            kind=asked.kind,
            label=record.text("label") or Text(()),
            use=self._use(record),
            short=record.text("short"),
            hint=record.text("hint"),
            choices=choices,
            required=required,
            longest=self._number(record, "longest"),
            guarded=record.get("guarded").lower() in YES,
            provenance=self._provenance(record),
            variant=asked.variant,
            guidance=record.text("guidance"),
            media=media_of(record),
            appearance=record.get("appearance"),
            parameters=parameters,
            least=self._number(record, "least"),
            most=self._number(record, "most"),
            randomised=randomised,
            relevant=condition(record.logic("relevant")),
            constraint=condition(record.logic("constraint")) or asked.constraint,
            constraint_message=record.text("constraint_message"),
            soft_constraint=condition(record.logic("soft_constraint")),
            soft_message=record.text("soft_message"),
            required_when=required_when,
            required_message=record.text("required_message"),
            read_only=read_only,
            read_only_when=read_only_when,
            default=default_of(record),
            calculation=self._calculation(asked, record),
            choice_filter=record.logic("choice_filter"),
            trigger=self._trigger(record),
            columns=record.columns(),
        )

    def condition(self, record: Record, name: str) -> str:
        """Return the condition in a cell, where yes means always."""
        always, when = self._yes_or_condition(record, name)
        return "true()" if always else when

    def _yes_or_condition(self, record: Record, name: str) -> tuple[bool, str]:
        told = record.logic(name)
        always, when, is_read = yes_or_condition(told)
        if not is_read:
            self.findings.add(Fault.NOT_A_CONDITION, record.place(name), value=told)
        return always, when

    def _use(self, record: Record) -> Use:
        told = record.get("use").lower()
        if told and told not in _USES:
            self._unreadable(record, "use", ", ".join(_USES))
        return _USES.get(told, Use.OTHER)

    def _number(self, record: Record, name: str) -> int | None:
        told = record.get(name)
        number = whole(told)
        if told and number is None:
            self._unreadable(record, name, "0, 1, 2 …")
        return number

    def _provenance(self, record: Record) -> Provenance | None:
        told = record.get("provenance")
        if not told:
            return None
        try:
            tree = json.loads(told)
        except (ValueError, RecursionError):
            tree = None
        if isinstance(tree, dict) and {"construct", "source"} <= set(tree) <= _SAYS:
            return Provenance(**{name: str(each) for name, each in tree.items()})
        self._unreadable(record, "provenance", '{"construct": "…", "source": "…"}')
        return None

    def _unreadable(self, record: Record, name: str, known: str) -> None:
        self.findings.add(
            SheetFault.VALUE_UNREADABLE,
            record.place(name),
            value=record.get(name),
            known=known,
        )

    def _parameters(self, asked: Asked, record: Record) -> tuple[Pairs, bool]:
        pairs, rest = read_parameters(record.logic("parameters"))
        place = record.place("parameters")
        if rest:
            self.findings.add(Fault.PARAMETERS_UNREADABLE, place, parameters=rest)
        randomised = dict(pairs).get(RANDOMISED, "").lower() in YES
        pairs = tuple(pair for pair in pairs if pair[0] != RANDOMISED)
        if asked.kind is Kind.RANGE:
            pairs, is_usable = range_of(pairs)
            if not is_usable:
                used = {name: dict(pairs)[name] for name in USUAL}
                self.findings.add(Fault.RANGE_UNUSABLE, place, **used)
        return pairs, randomised

    def _calculation(self, asked: Asked, record: Record) -> str:
        told = condition(record.logic("calculation"))
        if asked.kind is Kind.CALCULATION and not told and not record.get("default"):
            self.findings.add(Fault.CALCULATION_MISSING, record.place("calculation"))
        return told

    def _trigger(self, record: Record) -> tuple[str, ...]:
        told = record.logic("trigger")
        names = tuple(dict.fromkeys(_REFERENCE.findall(told)))
        if told and not names:
            self.findings.add(
                Fault.TRIGGER_UNREADABLE, record.place("trigger"), trigger=told
            )
        return names


def default_of(record: Record) -> str:
    """Return the value before anybody answers: an expression or words as they are."""
    told = record.get("default")
    return record.logic("default") if _DYNAMIC.search(told) else told


def is_expression(told: str) -> bool:
    """Say whether a default is worked out."""
    return _DYNAMIC.search(told) is not None
