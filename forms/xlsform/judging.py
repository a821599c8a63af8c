"""Weighs what is wrong with the logic of a workbook: what stops it, what does not.

A function that nobody knows, or a name that nothing has, is for the author to decide,
since nothing sensible can be done in their place. What cannot be read at all, and
functions that belong to programs on interviewers' devices, are left out, as
``forms.logic`` leaves them out: what they would decide is asked, offered, allowed and
left empty.
"""

from collections.abc import Container, Iterable
from typing import Final

from forms.expressions.problems import (
    MisspelledFunction,
    MisspelledName,
    UnknownFunction,
    UnknownName,
)
from forms.logic.problems import Fault as LogicFault
from forms.logic.problems import LogicProblem
from forms.xlsform.faults import ERROR, WARNING, Fault
from forms.xlsform.problems import Findings, Located
from forms.xlsform.report import Origins

FUNCTION_CODES: Final = frozenset({UnknownFunction.code, MisspelledFunction.code})
DECIDED_BY_AUTHORS: Final = frozenset(
    {UnknownName.code, MisspelledName.code, LogicFault.TRIGGER_UNKNOWN.code}
)

ELSEWHERE: Final = frozenset(
    {"add-date", "caseid", "choice-label", "collect-is-phone-app", "count-if"}
    | {"count-items", "de-duplicate", "device-info", "difference-in-days"}
    | {"difference-in-months", "difference-in-weeks", "difference-in-years"}
    | {"distance-between", "duration", "empty", "enum-id", "enum-name", "geo-scatter"}
    | {"hash", "index", "item-at", "item-index", "item-present", "join-if"}
    | {"linebreak", "max-if", "min-if", "parse-timestamp-to-date"}
    | {"phone-call-duration", "phone-call-log", "plug-in-metadata", "property"}
    | {"rank-index", "rank-index-if", "rank-value", "relevant", "sum-if"}
    | {"to-bikram-sambat", "username", "z-score"}
)
"""Functions of SurveyCTO, of the Community Health Toolkit, and of older clients."""

_PREFIXES: Final = ("cht:", "oc:")


def judge(
    problems: Iterable[LogicProblem],
    origins: Origins,
    findings: Findings,
    missed: Container[str] = (),
) -> None:
    """Note each problem at its place, as severe as it is for the questionnaire.

    ``missed`` are the tables whose absence was told already.
    """
    for problem in problems:
        place = origins.place(problem.path, problem.field)
        name = str(problem.params.get("name", ""))
        if problem.code == LogicFault.TABLE_UNKNOWN.code and name in missed:
            continue
        if problem.code in FUNCTION_CODES and _is_elsewhere(name):
            findings.add(Fault.FUNCTION_ELSEWHERE, place, name=name)
            continue
        is_left_out = problem.severity == ERROR and _can_be_left_out(problem)
        findings.take(
            Located(
                WARNING if is_left_out else problem.severity,
                problem.code,
                place,
                problem.message,
                problem.params,
            )
        )
        if is_left_out:
            findings.add(Fault.LEFT_OUT, place)


def _can_be_left_out(problem: LogicProblem) -> bool:
    return problem.code not in FUNCTION_CODES | DECIDED_BY_AUTHORS


def _is_elsewhere(name: str) -> bool:
    plain = name.removesuffix("()")
    return plain in ELSEWHERE or plain.startswith(_PREFIXES)
