"""Finds the side files that a questionnaire needs, and the choices in them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from forms.definition import (
    CHOOSING,
    Choice,
    Group,
    Item,
    Kind,
    Question,
    SideFile,
    Text,
)
from forms.xlsform.choices import Lists
from forms.xlsform.columns import BETWEEN
from forms.xlsform.kinds import FILES, Asked
from forms.xlsform.languages import Languages, tag_of
from forms.xlsform.parameters import read_parameters
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record
from forms.xlsform.sheet_faults import SheetFault
from forms.xlsform.side_files import side_file

_MENTIONED: Final = re.compile(
    r"(?:pulldata|instance|search)\s*\(\s*(?:'([^'/]+)'|\"([^\"/]+)\")"
)
_SEARCH: Final = re.compile(r"search\s*\(")
_ARGUMENT: Final = re.compile(r"'([^']*)'|\"([^\"]*)\"|([^,'\"]+)")
_PLAIN_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
_GEOJSON: Final = ".geojson"
_MATCHES: Final = {
    "contains": "contains({column}, {value})",
    "startswith": "starts-with({column}, {value})",
    "endswith": "ends-with({column}, {value})",
    "matches": "{column} = {value}",
}


class Files:
    """The files that came along; those that are used are kept.

    ``renamed`` are external lists that are held under another name, ``missed`` the
    tables whose absence the author was told of.
    """

    def __init__(
        self,
        given: Mapping[str, bytes],
        kept: Iterable[SideFile],
        languages: Languages,
        findings: Findings,
    ) -> None:
        self._given = {_base(name).casefold(): (name, given[name]) for name in given}
        self._used = {_base(file.name).casefold(): file for file in kept}
        self._unreadable: set[str] = set()
        self._languages = languages
        self._findings = findings
        self.renamed: dict[str, str] = {}
        self.missed: set[str] = set()

    def used(self) -> tuple[SideFile, ...]:
        """Return the files that something is looked up in."""
        return tuple(self._used.values())

    def external(self, name: str) -> str:
        """Return under which name a list of the external choices is held."""
        return self.renamed.get(name, name)

    def choices_of(self, asked: Asked, record: Record, lists: Lists) -> str | None:
        """Return the list that a file of choices makes, None where it is not there."""
        file = self._find(asked.list)
        if file is None:
            self._tell_missing(asked.list, record)
            return None
        usual = _usual(file)
        told = dict(read_parameters(record.logic("parameters"))[0])
        value, label = told.get("value", usual[0]), told.get("label", usual[1])
        return self._list_of(file, value, label, lists)

    def searched(self, question: Question, record: Record, lists: Lists) -> Question:
        """Return a question whose appearance looks for choices in a file with them."""
        found = _SEARCH.search(question.appearance)
        if found is None or question.kind not in CHOOSING or question.choices is None:
            return question
        arguments = _arguments(question.appearance[found.end() :].rpartition(")")[0])
        name = arguments[0] if arguments else ""
        file = self._find(f"{name}.csv") or self._find(name)
        columns = self._columns(question.choices, lists, file)
        if file is None or columns is None:
            self._tell_missing(f"{name}.csv", record)
            return replace(
                question,
                kind=Kind.TEXT,
                variant=" ".join(record.logic("type").split()),
                choices=None,
                randomised=False,
            )
        value, label = columns
        list_ = self._list_of(file, value, label, lists)
        return replace(
            question,
            choices=list_,
            appearance=question.appearance[: found.start()].strip(),
            parameters=(*question.parameters, ("value", value), ("label", label)),
            choice_filter=question.choice_filter or _filter(arguments),
        )

    def mentioned(self, items: Iterable[Item], records: Mapping[str, Record]) -> None:
        """Keep the files that expressions look something up in; tell which miss."""
        told: set[str] = set()
        for path, field, expression in _expressions(items):
            for one, two in _MENTIONED.findall(expression):
                name = one or two
                if name in told:
                    continue
                told.add(name)
                if self._any(name) is None and "pulldata" in expression:
                    record = records.get(path)
                    if record is not None:
                        self.missed.add(name)
                        self._tell(
                            SheetFault.TABLE_MISSING, f"{name}.csv", record, field
                        )

    def _any(self, name: str) -> SideFile | None:
        names = (name, *(f"{name}{ending}" for ending in FILES))
        return next((file for each in names if (file := self._find(each))), None)

    def _find(self, name: str) -> SideFile | None:
        key = _base(name).casefold()
        if key in self._used:
            return self._used[key]
        if key not in self._given or key in self._unreadable:
            return None
        given, source = self._given[key]
        file = side_file(_base(given), source)
        if file is None:
            self._unreadable.add(key)
            return None
        self._used[key] = file
        return file

    def _tell_missing(self, name: str, record: Record) -> None:
        self._tell(SheetFault.FILE_MISSING, name, record, "type")

    def _tell(self, fault: SheetFault, name: str, record: Record, field: str) -> None:
        if _base(name).casefold() in self._unreadable:
            fault = SheetFault.FILE_UNREADABLE
        self._findings.add(fault, record.place(field), file=name)

    def _list_of(self, file: SideFile, value: str, label: str, lists: Lists) -> str:
        """Return the list that two columns of a file make."""
        is_usual = (value, label) == _usual(file)
        name = file.name if is_usual else f"{file.name} {value} {label}"
        if name not in lists:
            lists.put_file(name, file.name, self._choices(file, value, label))
        return name

    def _columns(
        self, list_: str, lists: Lists, file: SideFile | None
    ) -> tuple[str, str] | None:
        """Return the columns that a choice names which stands for those of a file."""
        if file is None:
            return None
        for choice in lists.choices(list_):
            label = next((words for _, words in choice.label.in_languages), choice.name)
            if choice.name in file.columns and label in file.columns:
                return choice.name, label
        return None

    def _choices(self, file: SideFile, value: str, label: str) -> list[Choice]:
        labels = self._labels(file, label)
        if value not in file.columns:
            return []
        place = file.columns.index(value)
        return [
            Choice(
                name=row[place],
                label=Text.of({tag: row[at] for tag, at in labels.items() if row[at]}),
                columns=tuple(
                    sorted(
                        (column, cell)
                        for column, cell in zip(file.columns, row, strict=True)
                        if cell and column not in {"name", "label"}
                    )
                ),
            )
            for row in file.rows
            if row[place]
        ]

    def _labels(self, file: SideFile, label: str) -> dict[str, int]:
        """Return which column holds the labels in which language."""
        found: dict[str, int] = {}
        for place, column in enumerate(file.columns):
            name, _, language = column.partition(BETWEEN)
            if name.strip() != label:
                continue
            tag = tag_of(language) if language else self._languages.plain
            if tag is not None:
                found.setdefault(tag, place)
        return found


def _usual(file: SideFile) -> tuple[str, str]:
    """Return in which columns names and labels stand where nobody says."""
    is_map = file.name.lower().endswith(_GEOJSON)
    return ("id", "title") if is_map else ("name", "label")


def _arguments(written: str) -> list[str]:
    found = _ARGUMENT.findall(written)
    told = (one or two or three.strip() for one, two, three in found)
    return [argument for argument in told if argument]


def _filter(arguments: list[str]) -> str:
    """Return the condition that a search in a file stands for."""
    conditions = []
    if len(arguments) >= 4:  # noqa: PLR2004 - file, how, column, value
        how, column, value = arguments[1:4]
        form = _MATCHES.get(how.lower())
        if form and _PLAIN_NAME.fullmatch(column):
            conditions.append(form.format(column=column, value=_value(value)))
    if len(arguments) >= 6 and _PLAIN_NAME.fullmatch(arguments[4]):  # noqa: PLR2004 - and column, value
        conditions.append(f"{arguments[4]} = {_value(arguments[5])}")
    return " and ".join(conditions)


def _value(told: str) -> str:
    is_expression = "${" in told or told.endswith(")")
    return told if is_expression else "'" + told.replace("'", "") + "'"


def written_in(items: Iterable[Item]) -> int:
    """Return how many signs the expressions of a body have."""
    return sum(len(told) for _, _, told in _expressions(items))


def _expressions(
    items: Iterable[Item], above: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Give every expression with the path and field that it stands in."""
    for item in items:
        path = f"{above}/{item.name}" if above else item.name
        names = ("relevant",) if isinstance(item, Group) else _LOGIC
        for name in names:
            told = getattr(item, name)
            if told:
                yield path, name, told
        if isinstance(item, Group):
            if item.repeat is not None and item.repeat.count:
                yield path, "repeat_count", item.repeat.count
            yield from _expressions(item.items, path)


_LOGIC: Final = (
    "relevant",
    "constraint",
    "required_when",
    "read_only_when",
    "default",
    "calculation",
    "choice_filter",
)


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]
