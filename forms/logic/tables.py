"""Gives choice lists and side files as the trees that ``instance`` and filters see."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from forms.definition import ChoiceList, Questionnaire, SideFile
from forms.expressions.nodes import Node


class Tables(Mapping[str, Node]):
    """The trees by name, each made when it is first asked for, labels in a language."""

    def __init__(self, questionnaire: Questionnaire, language: str) -> None:
        self._language = language
        self._otherwise = questionnaire.languages[0]
        self._lists = _lists_named(questionnaire.choice_lists)
        self._files = _files_named(questionnaire.files)
        self._made: dict[str, Node] = {}
        self._rows: dict[str, list[Node]] = {}
        self._labels: dict[str, dict[str, str]] = {}

    def __getitem__(self, name: str) -> Node:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._files, **self._lists})

    def __len__(self) -> int:
        return len({**self._files, **self._lists})

    def rows(self, name: str) -> list[Node]:
        """Return the rows of a table, the choices of a list, in their order."""
        rows = self._rows.get(name)
        if rows is None:
            rows = self._rows[name] = self[name].named("root")[0].named("item")
        return rows

    def label(self, name: str, choice: str) -> str:
        """Return the label of a choice of a list; its name where it has none."""
        labels = self._labels.get(name)
        if labels is None:
            choices = self._lists[name].choices if name in self._lists else ()
            said = {each.name: self._said(each.label.in_languages) for each in choices}
            labels = self._labels[name] = said
        return labels.get(choice) or choice

    def _make(self, name: str) -> Node:
        tree = Node(name)
        root = Node("root", tree)
        if name in self._lists:
            self._add_choices(root, self._lists[name])
        else:
            _add_rows(root, self._files[name])
        return tree

    def _add_choices(self, root: Node, choices: ChoiceList) -> None:
        for number, choice in enumerate(choices.choices, start=1):
            item = Node("item", root, number=number)
            Node("name", item, choice.name)
            Node("label", item, self._said(choice.label.in_languages))
            for column, value in choice.columns:
                if column not in item.children:
                    Node(column, item, value)

    def _said(self, words: tuple[tuple[str, str], ...]) -> str:
        told = dict(words)
        for tag in (self._language, self._otherwise, *told):
            if tag in told:
                return told[tag]
        return ""


def _add_rows(root: Node, file: SideFile) -> None:
    for number, row in enumerate(file.rows, start=1):
        item = Node("item", root, number=number)
        for column, value in zip(file.columns, row, strict=False):
            Node(column, item, value)


def _lists_named(lists: Iterable[ChoiceList]) -> dict[str, ChoiceList]:
    """Return choice lists by name, those that came from a file also by its name."""
    named: dict[str, ChoiceList] = {}
    for each in lists:
        for name in (each.name, *_names_of(each.file or "")):
            named.setdefault(name, each)
    return named


def _files_named(files: Iterable[SideFile]) -> dict[str, SideFile]:
    """Return side files by name, with and without the ending."""
    named: dict[str, SideFile] = {}
    for each in files:
        for name in _names_of(each.name):
            named.setdefault(name, each)
    return named


def _names_of(file: str) -> tuple[str, ...]:
    return (file, PurePosixPath(file).stem) if file else ()
