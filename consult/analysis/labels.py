"""Reads labels that people gave to texts, which the sentiment learns from."""

from pathlib import Path
from typing import ClassVar, Final, get_args

from consult.analysis.answers import language_tag
from consult.analysis.intake import read_table
from consult.errors import N_, Rejected
from nlp.annotate import Correction
from nlp.sentiment import Label

LABEL_COLUMNS: Final = ("text", "language", "sentiment")
FIRST_LINE: Final = 2
LABELS: Final[tuple[Label, ...]] = get_args(Label)


class LabelUnknown(Rejected):
    """No label of sentiment."""

    code: ClassVar[str] = "C528"
    message: ClassVar[str] = N_(
        "Line %(line)s of the corrections has a sentiment that is none of negative, "
        "neutral, positive and mixed. Correct it and try again."
    )


class LanguageUnknown(Rejected):
    """No language that is known."""

    code: ClassVar[str] = "C529"
    message: ClassVar[str] = N_(
        "Line %(line)s of the corrections names no language that is known. Write a "
        "code such as en or ar."
    )


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Return the labels in a table, row by row.

    Its columns are ``LABEL_COLUMNS``; others are left alone. Raises `Rejected` with
    the line of the first row that cannot be read.
    """
    table = read_table(path, columns=LABEL_COLUMNS)
    return tuple(
        (text, _language(tag, line), _label(said, line))
        for line, (text, tag, said) in enumerate(table.rows, FIRST_LINE)
    )


def _language(written: str, line: int) -> str:
    tag = language_tag(written)
    if tag is None:
        raise LanguageUnknown(line=line)
    return tag


def _label(written: str, line: int) -> Label:
    given = written.strip().casefold()
    for label in LABELS:
        if given == label:
            return label
    raise LabelUnknown(line=line)
