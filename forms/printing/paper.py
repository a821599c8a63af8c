"""What stands on the paper: numbered questions, what to do, and boxes to fill in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Box(StrEnum):
    """What there is to write into or to tick."""

    LINES = "lines"
    CELLS = "cells"
    DAY = "day"
    CLOCK = "clock"
    ONE = "one"
    SEVERAL = "several"
    ORDER = "order"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Ticked:
    """Something to tick; ``code`` is what whoever types it in enters."""

    label: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuestion:
    """A question; ``condition`` says in words when it is answered at all.

    ``amount`` counts lines or cells, ``code`` is the name it is entered under.
    """

    number: str
    code: str
    label: str
    hint: str
    condition: str
    instruction: str
    box: Box
    amount: int = 0
    choices: tuple[Ticked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedHeading:
    """The beginning of a part; ``note`` says when and how often it is answered."""

    label: str
    depth: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNote:
    """Words to read."""

    words: str
    condition: str = ""


Printed: TypeAlias = PrintedQuestion | PrintedHeading | PrintedNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole questionnaire on paper, in one language.

    ``mark`` names the version, ``facts`` are what somebody is told first, and
    ``furniture`` holds the few words of the layout itself.
    """

    title: str
    language: str
    direction: str
    mark: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Printed, ...]
    furniture: tuple[tuple[str, str], ...]
