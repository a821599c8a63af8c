"""Gives each row of the survey sheet a name that paths and conditions can hold."""

import re
from typing import Final

from forms.expressions.tokens import NAME_BEGINS, NAME_SIGNS
from forms.xlsform.faults import Fault
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record

META: Final = "meta"
_FIRST: Final = re.compile(NAME_BEGINS)
_UNUSABLE: Final = re.compile(f"[^{NAME_SIGNS}]")
_NOTE: Final = "note"
_ALWAYS: Final = {"audit": "audit"}


class Taken:
    """The names that are taken in one group."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._numbers

    def free(self, name: str) -> str:
        """Take a name, or the next like it where it is taken."""
        free = name
        while free in self._numbers:
            self._numbers[name] += 1
            free = f"{name}_{self._numbers[name]}"
        self._numbers[free] = 1
        return free


class Naming:
    """Names rows. ``renamed`` holds references to names that could not be used."""

    def __init__(self, findings: Findings) -> None:
        self.renamed: dict[str, str] = {}
        self._findings = findings

    def of_group(self, record: Record, what: str, taken: Taken, depth: int) -> str:
        """Return the name of a group, repeat or loop."""
        return self._name(record, f"{what}_{record.number}", taken, depth)

    def of_question(self, record: Record, taken: Taken, depth: int) -> str:
        """Return the name of a question."""
        return self._name(record, f"question_{record.number}", taken, depth)

    def of_metadata(self, record: Record, variant: str, taken: Taken) -> str:
        """Return the name of what nobody is asked; without one, what it is."""
        told = _ALWAYS.get(variant) or record.logic("name") or variant
        return taken.free(usable(told))

    def _name(self, record: Record, instead: str, taken: Taken, depth: int) -> str:
        told = record.logic("name")
        name = usable(told) or self._made_up(record, instead)
        place = record.place("name")
        if told and name != told:
            self._findings.add(Fault.NAME_CHANGED, place, name=told, read=name)
            self.renamed[f"${{{told}}}"] = f"${{{name}}}"
        if name == META and not depth:
            self._findings.add(Fault.NAME_META, place)
        if name in taken:
            self._findings.add(Fault.NAME_TWICE, place, name=name)
        return taken.free(name)

    def _made_up(self, record: Record, instead: str) -> str:
        if record.logic("type").lower() == _NOTE:
            return f"generated_note_name_{record.number}"
        self._findings.add(Fault.NAME_MISSING, record.place("name"), name=instead)
        return instead


def usable(name: str) -> str:
    """Return a name that can stand in paths and conditions, blank for a blank one."""
    plain = _UNUSABLE.sub("_", name)
    return plain if not plain or _FIRST.match(plain) else f"_{plain}"
