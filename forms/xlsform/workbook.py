"""Knows the sheets of a workbook: their columns, and the languages of these."""

from collections.abc import Iterator, Mapping
from typing import Final

from forms.xlsform.columns import CHOICES, SETTINGS, SURVEY
from forms.xlsform.formulas import tell_formulas
from forms.xlsform.headers import (
    CHOICE_SPELLINGS,
    SETTING_SPELLINGS,
    SURVEY_SPELLINGS,
    Heading,
    Spellings,
    doubled,
    headings_of,
)
from forms.xlsform.headless import by_place, has_headers
from forms.xlsform.kinds import lists_in
from forms.xlsform.languages import Languages, languages_of, tag_of
from forms.xlsform.problems import Findings, Place
from forms.xlsform.records import Record, records_of
from forms.xlsform.sheet_faults import SheetFault
from forms.xlsform.sources import EXTERNAL_CHOICES
from forms.xlsform.tables import Grid, Table, table_of

_SPELLINGS: Final[Mapping[str, Spellings]] = {
    SURVEY: SURVEY_SPELLINGS,
    CHOICES: CHOICE_SPELLINGS,
    EXTERNAL_CHOICES: CHOICE_SPELLINGS,
    SETTINGS: SETTING_SPELLINGS,
}

_WORDS: Final = frozenset({"label", "hint"})
"""What a question is read by: it shows in which language a column is."""


class Sheet:
    """One sheet, its columns known."""

    def __init__(self, table: Table, headings: tuple[Heading, ...]) -> None:
        self.table = table
        self.headings = headings

    @property
    def name(self) -> str:
        """How the workbook calls the sheet."""
        return self.table.sheet

    @property
    def header_row(self) -> int:
        """The number of the row with the headers."""
        return self.table.header_row

    def has(self, field: str) -> bool:
        """Say whether there is a column for a field."""
        return any(each.field == field for each in self.headings)

    def with_heading(self, heading: Heading) -> "Sheet":
        """Return the sheet with one of its columns read as ``heading`` says."""
        others = tuple(
            each for each in self.headings if each.position != heading.position
        )
        return Sheet(self.table, (heading, *others))

    def records(self, languages: Languages, *, single_spaces: bool) -> Iterator[Record]:
        """Give a record for each row that says anything."""
        yield from records_of(
            self.name,
            self.table.rows,
            self.headings,
            languages,
            single_spaces=single_spaces,
        )

    def first(self, field: str) -> str:
        """Return what the first row says in a field."""
        for row in self.table.rows[:1]:
            for each in self.headings:
                if each.field == field and each.position < len(row.cells):
                    return row.cells[each.position].strip()
        return ""

    def column(self, field: str) -> Iterator[str]:
        """Give what each row says in a field, nothing where it has no column."""
        heading = next((each for each in self.headings if each.field == field), None)
        for row in self.table.rows if heading else ():
            if heading and heading.position < len(row.cells):
                yield row.cells[heading.position].strip()

    def says(self, heading: Heading) -> bool:
        """Say whether anything stands in a column."""
        place = heading.position
        return any(
            place < len(row.cells) and row.cells[place].strip()
            for row in self.table.rows
        )


class Workbook:
    """The sheets we know, and the languages of their texts.

    ``spoken`` are the tags of the languages, the first one first.
    """

    def __init__(self, grids: Mapping[str, Grid], findings: Findings) -> None:
        self._sheets = {
            name: _sheet(name, grids[name]) for name in _SPELLINGS if name in grids
        }
        self._give_headings(grids, findings)
        names = self._names()
        plain = self._plain(names, findings)
        self.languages = languages_of(names, plain)
        self.spoken = self._spoken(names, plain)
        self._tell(findings)

    def sheet(self, name: str) -> Sheet:
        """Return a sheet, an empty one where it is not there."""
        if name in self._sheets:
            return self._sheets[name]
        return Sheet(Table(sheet=name, headers=(), rows=()), ())

    def __contains__(self, name: str) -> bool:
        return name in self._sheets

    def lists_used(self) -> frozenset[str]:
        """Return the names of lists that questions are answered from."""
        return lists_in(self.sheet(SURVEY).column("type"))

    def _give_headings(self, grids: Mapping[str, Grid], findings: Findings) -> None:
        """Read choices without headers by the places of their columns."""
        for name in (CHOICES, EXTERNAL_CHOICES):
            if name not in grids or has_headers(self._sheets[name].headings):
                continue
            found = by_place(grids[name], self.lists_used())
            if found is not None:
                sheet = self._sheets[name] = Sheet(*found)
                findings.add(
                    SheetFault.HEADERS_MISSING, Place(sheet.name, sheet.header_row)
                )

    def _names(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                each.language
                for sheet in self._sheets.values()
                for each in sheet.headings
                if each.language
            )
        )

    def _plain(self, names: tuple[str, ...], findings: Findings) -> str:
        """Return what the language of columns is called that name none."""
        told = self.sheet(SETTINGS).first("default_language")
        told = "" if told.lower() == "default" else told
        if not told:
            return "" if not names or self._stands_alone() else self._first(names)
        by_tag = {tag_of(name) or name: name for name in reversed(names)}
        if told in names or not names:
            return told
        if (tag_of(told) or told) in by_tag:
            return by_tag[tag_of(told) or told]
        if self._has_plain():
            return told
        findings.add(
            SheetFault.DEFAULT_LANGUAGE_UNKNOWN,
            Place(SETTINGS, self.sheet(SETTINGS).header_row + 1, "default_language"),
            name=told,
            language=names[0],
        )
        return names[0]

    def _has_plain(self) -> bool:
        """Say whether there is a plain column of labels, or a plain text."""
        return any(
            each.is_text
            and not each.language
            and (each.field == "label" or sheet.says(each))
            for name, sheet in self._sheets.items()
            if name != SETTINGS
            for each in sheet.headings
        )

    def _stands_alone(self) -> bool:
        """Say whether plain columns are in a language of which nobody said what it is.

        They are not where they only add to a language that has labels of its own.
        """
        if not self._worded() and self._has_plain():
            return True
        return any(
            _is_apart(sheet, is_survey=name == SURVEY)
            for name, sheet in self._sheets.items()
            if name != SETTINGS
        )

    def _first(self, names: tuple[str, ...]) -> str:
        return next(iter(self._worded()), names[0])

    def _worded(self) -> list[str]:
        """Return what the languages are called that have labels or hints."""
        return [
            each.language
            for name, sheet in self._sheets.items()
            if name != SETTINGS
            for each in sheet.headings
            if each.language and each.field in _WORDS
        ]

    def _spoken(self, names: tuple[str, ...], plain: str) -> tuple[str, ...]:
        first = (
            [self.languages.plain] if plain or not names or self._stands_alone() else []
        )
        tags = (self.languages.tags[name] for name in names)
        return tuple(dict.fromkeys((*first, *tags)))

    def _tell(self, findings: Findings) -> None:
        unknown = dict.fromkeys(self.languages.unknown)
        for name, sheet in self._sheets.items():
            for each in sheet.headings:
                if each.language in unknown:
                    del unknown[each.language]
                    findings.add(
                        SheetFault.LANGUAGE_UNKNOWN,
                        _place(sheet, each),
                        name=each.language,
                    )
            tell_formulas(sheet.table, sheet.headings, findings)
            if name == SETTINGS:
                continue
            for each in doubled(_weighty(sheet), self.languages.tag):
                findings.add(
                    SheetFault.HEADER_TWICE, _place(sheet, each), header=each.header
                )


def _sheet(name: str, grid: Grid) -> Sheet:
    table = table_of(grid)
    return Sheet(table, headings_of(table, _SPELLINGS[name]))


def _weighty(sheet: Sheet) -> list[Heading]:
    """Return the columns but blank ones of texts that are there plain and named."""
    texts = [each for each in sheet.headings if each.is_text]
    plain = {each.field for each in texts if not each.language}
    named = {each.field for each in texts if each.language}
    return [
        each
        for each in sheet.headings
        if each.field not in plain & named or sheet.says(each)
    ]


def _is_apart(sheet: Sheet, *, is_survey: bool) -> bool:
    """Say whether the plain columns of a sheet say what those of languages do not."""
    texts = [each for each in sheet.headings if each.is_text]
    named = {each.field for each in texts if each.language}
    filled = [each for each in texts if sheet.says(each)]
    plain = {each.field for each in filled if not each.language}
    if "label" in plain and (named or is_survey):
        return True
    if "hint" in plain and named and not named & _WORDS:
        return True
    return any(each.language and each.field in plain for each in filled)


def _place(sheet: Sheet, heading: Heading) -> Place:
    return Place(sheet.name, sheet.header_row, heading.header, heading.letters)
