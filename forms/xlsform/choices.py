"""Reads the sheets of choices into lists, as complete as they can be made."""

from collections.abc import Mapping
from typing import Final

from forms.definition import Choice, ChoiceList, Medium, Missing, Text
from forms.xlsform.columns import ROLES
from forms.xlsform.headers import Heading
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record
from forms.xlsform.settings import YES
from forms.xlsform.sheet_faults import SheetFault
from forms.xlsform.tables import Row, Table, letters_of

OTHER: Final = "other"
"""The name of the choice that ``or_other`` adds."""

OTHER_IN: Final = {
    "ar": "أخرى", "bn": "অন্যান্য", "de": "Andere", "en": "Other", "es": "Otro",
    "fa": "سایر", "fr": "Autre", "hi": "अन्य", "id": "Lainnya", "it": "Altro",
    "pt": "Outro", "ru": "Другое", "sw": "Nyingine", "tr": "Diğer", "uk": "Інше",
    "zh": "其他",
}  # fmt: skip


class Lists:
    """The lists of choices by name, in the order in which they are met."""

    def __init__(self) -> None:
        self._choices: dict[str, list[Choice]] = {}
        self._files: dict[str, str] = {}
        self._places: dict[tuple[str, str], Record] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._choices

    def choices(self, name: str) -> list[Choice]:
        """Return the choices of a list."""
        return self._choices[name]

    def put(self, name: str, choice: Choice, record: Record | None = None) -> None:
        """Add a choice to a list."""
        self._choices.setdefault(name, []).append(choice)
        if record is not None:
            self._places.setdefault((name, choice.name), record)

    def put_file(self, name: str, file: str, choices: list[Choice]) -> None:
        """Add a list that was read from a side file."""
        self._choices[name] = choices
        self._files[name] = file

    def is_from_file(self, name: str) -> bool:
        """Say whether a list was read from a side file."""
        return name in self._files

    def records(self) -> dict[str, Record]:
        """Return the row of each choice, by ``list/name``."""
        return {f"{name}/{each}": row for (name, each), row in self._places.items()}

    def add_other(self, name: str, first: str) -> None:
        """Offer "other" in a list, in the languages of its other choices."""
        choices = self._choices[name]
        if any(choice.name == OTHER for choice in choices):
            return
        spoken = dict.fromkeys(
            tag for choice in choices for tag, _ in choice.label.in_languages
        )
        self.put(name, Choice(name=OTHER, label=in_each(OTHER_IN, spoken, first)))

    def all(self) -> tuple[ChoiceList, ...]:
        """Return every list."""
        return tuple(
            ChoiceList(name=name, choices=tuple(them), file=self._files.get(name))
            for name, them in self._choices.items()
        )


def in_each(words: Mapping[str, str], spoken: Mapping[str, None], first: str) -> Text:
    """Return words of ours in those of the languages spoken that we know."""
    said = {
        tag: words[primary]
        for tag in spoken
        if (primary := tag.partition("-")[0]) in words
    }
    return Text.of(said or {next(iter(spoken), first): words["en"]})


def list_heading(table: Table, used: frozenset[str]) -> Heading | None:
    """Return the column that holds the names of lists, found by what it says.

    ``used`` are the names that the questions give.
    """
    width = max((len(row.cells) for row in table.rows), default=0)
    for place in range(width):
        if any(_cell(row, place) in used for row in table.rows):
            header = table.headers[place] if place < len(table.headers) else ""
            letters = letters_of(table.first + place)
            return Heading(place, header or letters, letters, "list")
    return None


def _cell(row: Row, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""


class ChoiceReader:
    """Makes choices of the rows of a sheet, and tells what is wrong with them."""

    def __init__(
        self, lists: Lists, findings: Findings, *, allows_duplicates: bool
    ) -> None:
        self._lists = lists
        self._findings = findings
        self._allows_duplicates = allows_duplicates
        self._seen: dict[tuple[str, str], list[Choice]] = {}
        self._told: set[tuple[str, str]] = set()

    def read(self, record: Record, rename: Mapping[str, str]) -> None:
        """Add the choice of a row; ``rename`` gives other names to lists."""
        told = record.logic("list")
        if not told:
            self._without_list(record)
            return
        list_ = rename.get(told, told)
        name = record.logic("name") or self._name_of(record)
        if not name:
            return
        choice = self._choice(name, record)
        if self._is_new(list_, choice, record):
            self._lists.put(list_, choice, record)

    def _without_list(self, record: Record) -> None:
        if record.get("name") and record.texts:
            self._findings.add(SheetFault.CHOICE_LISTLESS, record.place("list"))

    def _name_of(self, record: Record) -> str:
        """Return a name made of the label."""
        words = next(iter(record.texts.get("label", {}).values()), "")
        name = "_".join(words.split())[:64]
        if name:
            self._tell_unnamed(record, name)
        return name

    def _tell_unnamed(self, record: Record, name: str) -> None:
        if record.has("name"):
            self._findings.add(
                SheetFault.CHOICE_UNNAMED, record.place("name"), name=name
            )

    def _choice(self, name: str, record: Record) -> Choice:
        return Choice(
            name=name,
            label=record.text("label") or Text(()),
            value=self._number(record),
            missing=self._missing(record),
            exclusive=record.get("exclusive").lower() in YES,
            media=media_of(record),
            columns=record.columns(),
        )

    def _number(self, record: Record) -> int | None:
        told = record.get("value")
        value = whole(told)
        if told and value is None:
            self._unreadable(record, "value", "0, 1, 2 …")
        return value

    def _missing(self, record: Record) -> Missing | None:
        told = record.get("missing").lower()
        known = (Missing.DONT_KNOW, Missing.NOT_SAID)
        if told in known:
            return Missing(told)
        if told:
            self._unreadable(record, "missing", ", ".join(known))
        return None

    def _unreadable(self, record: Record, field: str, known: str) -> None:
        self._findings.add(
            SheetFault.VALUE_UNREADABLE,
            record.place(field),
            value=record.get(field),
            known=known,
        )

    def _is_new(self, list_: str, choice: Choice, record: Record) -> bool:
        """Say whether a choice is to be added; tell where its name is there already."""
        key = (list_, choice.name)
        same = self._seen.setdefault(key, [])
        if not same or self._allows_duplicates:
            same.append(choice)
            return True
        if choice in same:
            self._findings.add(
                SheetFault.CHOICE_TWICE, record.place("name"), name=choice.name
            )
            return False
        same.append(choice)
        if key not in self._told:
            self._told.add(key)
            self._findings.add(
                SheetFault.CHOICE_NAME_TWICE,
                record.place("name"),
                list=list_,
                name=choice.name,
            )
        return True


def media_of(record: Record) -> tuple[Medium, ...]:
    """Return the pictures and recordings of a row."""
    if record.texts.keys().isdisjoint(ROLES):
        return ()
    found = ((role, record.text(role)) for role in ROLES)
    return tuple(Medium(role=role, files=files) for role, files in found if files)


def whole(told: str) -> int | None:
    """Return the whole number that a text writes, None where it writes none."""
    digits = told.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 7):  # noqa: PLR2004 - forms.structure.LARGEST
        return None
    return int(told)
