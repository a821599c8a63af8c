"""Joins the versions of a questionnaire into one codebook that never shifts a column.

What a version adds comes after everything that was there before it, and what it
leaves out stays. So the columns of fewer versions are always the first columns of
more of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from forms.codebook.drafting import (
    Column,
    Repetition,
    columns_of,
    repetitions_of,
)
from forms.codebook.variables import (
    IDENTIFYING,
    MAIN,
    MISSING,
    NESTED,
    Codebook,
    Shape,
    Table,
    Value,
    Variable,
)
from forms.comparing import Series, compare
from forms.comparing.matching import matched, placed
from forms.definition import Questionnaire, Text
from forms.fingerprint import version_of


def codebook(versions: Sequence[Questionnaire]) -> Codebook:
    """Return the codebook of versions, the earliest first.

    The same version given twice counts once. A question is the same in another
    version where ``forms.comparing`` says so, or where it comes back under its path.
    """
    union = _Union()
    before: Questionnaire | None = None
    for version in versions:
        if version_of(version) not in union.versions:
            union.add(before, version)
            before = version
    return union.codebook()


@dataclass(slots=True)
class _Draft:
    """A table while it grows."""

    name: str
    parent: str | None
    keys: dict[str, str] = field(default_factory=dict)
    variables: dict[tuple[str, Shape, str | None], Variable] = field(
        default_factory=dict
    )


class _Union:
    """What is known after some versions."""

    def __init__(self) -> None:
        self.versions: list[str] = []
        self._languages: list[str] = []
        self._tables: dict[str, _Draft] = {"": _Draft(MAIN, None)}
        self._known: set[str] = set()
        self._paths: dict[str, str] = {}

    def add(self, before: Questionnaire | None, new: Questionnaire) -> None:
        """Take in a version; ``before`` is the one that was taken in last."""
        version = version_of(new)
        self.versions.append(version)
        self._languages += [tag for tag in new.languages if tag not in self._languages]
        self._paths = self._identities(before, new)
        anew = _begun_anew(before, new)
        for repetition in repetitions_of(new):
            self._table(repetition).keys[version] = repetition.key
        for column in columns_of(new):
            self._column(column, version, is_anew=column.path in anew)

    def codebook(self) -> Codebook:
        """Return all that was taken in."""
        tables = tuple(
            Table(
                name=draft.name,
                parent=draft.parent,
                keys=draft.keys,
                variables=tuple(draft.variables.values()),
            )
            for draft in self._tables.values()
        )
        return Codebook(tuple(self.versions), tuple(self._languages), tables)

    def _identities(
        self, before: Questionnaire | None, new: Questionnaire
    ) -> dict[str, str]:
        """Return for each path of a version what it was called when it came first."""
        items = placed(new)
        found: dict[str, str] = {}
        if before is not None:
            older = placed(before)
            found = {
                path: self._paths[source]
                for path, source in matched(older, items).items()
                if older[source].item.name == items[path].item.name
            }
        for path in items:
            if path not in found:
                found[path] = _free(path, found.values() if path in self._known else ())
        self._known |= set(found.values())
        return found

    def _table(self, repetition: Repetition) -> _Draft:
        identity = self._paths[repetition.path]
        if identity not in self._tables:
            above = self._paths[repetition.above] if repetition.above else ""
            taken = [draft.name for draft in self._tables.values()]
            name = _free(repetition.key, taken)
            self._tables[identity] = _Draft(name, self._tables[above].name)
        return self._tables[identity]

    def _column(self, column: Column, version: str, *, is_anew: bool) -> None:
        repeat = self._paths[column.repeat] if column.repeat else ""
        draft = self._tables[repeat]
        choice = column.choice.name if column.choice else None
        identity = self._paths[column.path], column.shape, choice
        known = draft.variables.get(identity)
        if known is None:
            known = _variable(column, _free_column(draft, column))
        draft.variables[identity] = _joined(known, column, version, is_anew=is_anew)


def _begun_anew(before: Questionnaire | None, new: Questionnaire) -> set[str]:
    if before is None:
        return set()
    series = compare(before, new).series
    return {path for path, each in series.items() if each is Series.NEW}


def _free_column(draft: _Draft, column: Column) -> str:
    name = f"{column.key}/{column.choice.name}" if column.choice else column.key
    first = IDENTIFYING if draft.parent is None else NESTED
    return _free(name, [*first, *(each.name for each in draft.variables.values())])


def _free(name: str, taken: Collection[str]) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _variable(column: Column, name: str) -> Variable:
    return Variable(
        name=name,
        path=column.path,
        kind=column.question.kind.published,
        use=column.question.use,
        shape=column.shape,
        label=Text(()),
        keys={},
        choice=column.choice.name if column.choice else None,
        missing=(),
    )


def _joined(
    known: Variable, column: Column, version: str, *, is_anew: bool
) -> Variable:
    """Return a variable with what a later version says of it, which has the last word.

    Where it says nothing in a language, what was said before stays.
    """
    choice = column.choice.label if column.choice else None
    return replace(
        known,
        path=column.path,
        kind=column.question.kind.published,
        use=column.question.use,
        label=_updated(known.label, column.question.label),
        keys={**known.keys, version: column.key},
        choice_label=_updated(known.choice_label or Text(()), choice)
        if choice
        else None,
        values=_values(known.values, column.values),
        missing=tuple(
            each for each in MISSING if each in {*known.missing, *column.missing}
        ),
        anew=(*known.anew, version) if is_anew else known.anew,
    )


def _updated(before: Text, after: Text) -> Text:
    return Text.of({**dict(before.in_languages), **dict(after.in_languages)})


def _values(before: Sequence[Value], after: Sequence[Value]) -> tuple[Value, ...]:
    known: dict[str, Text] = {each.code: each.label for each in before}
    for each in after:
        known[each.code] = _updated(known.get(each.code, Text(())), each.label)
    return tuple(Value(code, label) for code, label in known.items())
