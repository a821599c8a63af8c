"""Rows of a table as answers: who, in which language, person or session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from babel import Locale
from babel.core import get_global

from consult.analysis.intake import read_table
from consult.analysis.tables import Note, Table
from consult.errors import N_, Rejected
from consult.settings import INTERFACE_LOCALES
from nlp.statements import Answer, Unit

DETECT = "auto"
UNDETERMINED = "und"
# The analysis knows these languages by the code on the right.
OURS = {"fil": "tl", "pbt": "ps"}


class UnitUnknown(Rejected):
    """A cell of the unit column that is neither word."""

    code: ClassVar[str] = "C451"
    message: ClassVar[str] = N_(
        "Row %(row)s of the column %(column)s holds neither “person” nor “session”. "
        "Correct it and run the analysis again."
    )


class LanguageUnknown(Rejected):
    """A language that was given on the command line and does not exist."""

    code: ClassVar[str] = "C452"
    message: ClassVar[str] = N_(
        "“%(language)s” is no language code. Use codes such as en, ar or sw."
    )


class TwoUnits(Rejected):
    """One id that stands for a person here and for a session there."""

    code: ClassVar[str] = "C453"
    message: ClassVar[str] = N_(
        "Row %(row)s says that its id is a person, another row that it is a session. "
        "Give people and sessions ids of their own."
    )


class ColumnTwice(Rejected):
    """One column for two purposes, which would show answers as something else."""

    code: ClassVar[str] = "C455"
    message: ClassVar[str] = N_(
        "The column %(column)s is named twice. Answers, ids, units, languages and "
        "groups need columns of their own."
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of the file hold what."""

    text: str
    respondent: str | None = None
    unit: str | None = None
    language: str | None = None
    groups: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise `ColumnTwice` where one column is given two purposes.

        A group column may also tell the language.
        """
        taken = [name for name in (self.text, self.respondent, self.unit) if name]
        for place, name in enumerate(taken):
            if name in (*taken[place + 1 :], self.language, *self.groups):
                raise ColumnTwice(column=name)

    def named(self) -> tuple[str, ...]:
        """Return the columns that are read, each once, the text first."""
        optional = (self.respondent, self.unit, self.language, *self.groups)
        present = [name for name in optional if name is not None]
        return tuple(dict.fromkeys((self.text, *present)))


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The answers of a file in order, with the groups each row stands in."""

    answers: tuple[Answer, ...]
    groups: Mapping[str, tuple[str, ...]]
    notes: tuple[Note, ...]


def read_answers(path: Path, columns: Columns) -> AnswerFile:
    """Return the answers in ``path``.

    Without an id column every row is a respondent of its own; so is a row whose
    id is empty. Raises `Rejected` with the reason when the file cannot be used.
    """
    columns.check()
    table = read_table(path, columns=columns.named())
    place = {name: number for number, name in enumerate(columns.named())}
    respondents = _respondents(table, columns, place)
    units = _units(table, columns, place)
    _check_units(respondents, units)
    languages = _languages(table, columns, place)
    answers = tuple(
        Answer(respondent, row[place[columns.text]], language, unit)
        for row, respondent, language, unit in zip(
            table.rows, respondents, languages, units, strict=True
        )
    )
    groups = {
        name: tuple(row[place[name]].strip() for row in table.rows)
        for name in columns.groups
    }
    return AnswerFile(answers, groups, table.notes)


def _respondents(table: Table, columns: Columns, place: Mapping[str, int]) -> list[str]:
    if columns.respondent is None:
        return [str(number) for number in range(1, len(table.rows) + 1)]
    column = place[columns.respondent]
    given = [row[column] for row in table.rows]
    taken = set(given)
    names: list[str] = []
    for number, name in enumerate(given, 1):
        own = name
        while not own.strip() or (not name.strip() and own in taken):
            own = f"{own}row-{number}"
        names.append(own)
    return names


def _units(table: Table, columns: Columns, place: Mapping[str, int]) -> list[Unit]:
    if columns.unit is None:
        return [Unit.PERSON] * len(table.rows)
    column = place[columns.unit]
    units: list[Unit] = []
    for number, row in enumerate(table.rows, 1):
        word = row[column].strip().casefold() or Unit.PERSON
        if word not in set(Unit):
            raise UnitUnknown(row=number, column=columns.unit)
        units.append(Unit(word))
    return units


def _check_units(respondents: Sequence[str], units: Sequence[Unit]) -> None:
    first: dict[str, Unit] = {}
    for number, (name, unit) in enumerate(zip(respondents, units, strict=True), 1):
        if first.setdefault(name, unit) is not unit:
            raise TwoUnits(row=number)


def _languages(
    table: Table, columns: Columns, place: Mapping[str, int]
) -> list[str | None]:
    if columns.language is None:
        return [None] * len(table.rows)
    column = place[columns.language]
    return [language_tag(row[column]) for row in table.rows]


@cache
def language_tag(written: str) -> str | None:
    """Return the shortest code of a language that somebody wrote, or None.

    Codes of two and three letters, with region or script, and names in the
    interface languages are understood.
    """
    given = written.strip().replace("_", "-").casefold()
    if not given:
        return None
    written_code = given.partition("-")[0]
    aliases: Mapping[str, str] = get_global("language_aliases")
    code = aliases.get(written_code, written_code).partition("_")[0]
    known = _names()
    code = OURS.get(code, code)
    if code in known.values():
        return code
    named = known.get(given)
    return OURS.get(named, named) if named else None


@cache
def _names() -> dict[str, str]:
    """Return names of languages, in small letters, and their codes."""
    names: dict[str, str] = {}
    for interface in INTERFACE_LOCALES:
        for code, name in Locale.parse(interface).languages.items():
            tag = str(code)
            if "_" not in tag and tag != UNDETERMINED:
                names.setdefault(str(name).casefold(), tag)
    return names


def chosen_languages(written: str | None) -> tuple[str, ...] | None:
    """Return the codes in a list separated by commas, or None if none is given.

    Raises `LanguageUnknown` for a word that is no language.
    """
    if written is None:
        return None
    tags: list[str] = []
    for word in written.split(","):
        tag = language_tag(word)
        if tag is None:
            raise LanguageUnknown(language=word.strip())
        tags.append(tag)
    return tuple(dict.fromkeys(tags))
