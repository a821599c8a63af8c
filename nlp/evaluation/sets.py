"""Labelled texts, and the parts of them that suites ask for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

# Rows that their authors put into no class.
NO_LABEL: Final = frozenset({"", "oos"})
UNDETERMINED: Final = "und"


@dataclass(frozen=True, slots=True)
class LabelledText:
    """One row; what a set does not tell is empty.

    ``language`` is a BCP 47 tag. Rows with one ``parallel`` say the same thing.
    ``coder1`` and ``coder2`` are the codes that two people gave, ``masked`` lists
    personal data as ``(start, end, kind)``.
    """

    text: str
    label: str = ""
    language: str = UNDETERMINED
    parallel: str = ""
    question: str = ""
    split: str = ""
    coder1: tuple[str, ...] = ()
    coder2: tuple[str, ...] = ()
    masked: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """The rows of one folder, which of the columns it has, and its wishes.

    ``suites`` names the only suites it is for, or None to let its columns decide.
    """

    name: str
    rows: tuple[LabelledText, ...]
    columns: frozenset[str]
    suites: frozenset[str] | None = None

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the rows, sorted."""
        return tuple(sorted({row.language for row in self.rows}))

    def labelled(self) -> list[LabelledText]:
        """Return the rows that somebody put into a class."""
        return [row for row in self.rows if row.label not in NO_LABEL]


def by_label(rows: Iterable[LabelledText]) -> dict[str, list[str]]:
    """Return the texts of each label, in the order of the rows."""
    texts: dict[str, list[str]] = {}
    for row in rows:
        if row.label not in NO_LABEL:
            texts.setdefault(row.label, []).append(row.text)
    return texts


def by_language(rows: Iterable[LabelledText]) -> dict[str, list[LabelledText]]:
    """Return the rows of each language, languages sorted."""
    found: dict[str, list[LabelledText]] = {}
    for row in rows:
        found.setdefault(row.language, []).append(row)
    return {language: found[language] for language in sorted(found)}


def translations(rows: Sequence[LabelledText]) -> dict[str, dict[str, LabelledText]]:
    """Return the rows of each thing said, by language; the first of equals stands."""
    said: dict[str, dict[str, LabelledText]] = {}
    for row in rows:
        if row.parallel:
            said.setdefault(row.parallel, {}).setdefault(row.language, row)
    return {key: said[key] for key in sorted(said)}
