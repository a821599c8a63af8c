"""Languages told from the first three and six words, the others being possible."""

from collections.abc import Sequence
from typing import Final

from nlp.evaluation.baselines import plain_languages
from nlp.evaluation.lacking import Lack
from nlp.evaluation.sets import UNDETERMINED, LabelledSet, LabelledText, by_language
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table
from nlp.identify import identify

WORDS: Final = (3, 6, None)
# Languages of questionnaires, easily told apart and not.
GROUPS: Final = (
    ("en", "fr", "ar", "sw"),
    ("en", "fr", "es", "ar", "sw"),
    ("en", "ar", "so", "sw", "am"),
    ("en", "fr", "ha", "yo", "ig"),
    ("en", "ur", "ps", "hi"),
    ("en", "id", "ms", "tl"),
    ("en", "id", "jv"),
)
COLUMNS: Final = (
    "languages",
    "texts",
    "3 words",
    "6 words",
    "whole",
    "py3langid, 3 words",
    "py3langid, 6 words",
    "py3langid, whole",
)
FEWEST_TEXTS: Final = 10


def lacks(given: LabelledSet) -> Lack | None:
    """Return why the suite cannot use a set, or None."""
    if "language" not in given.columns or len(_known(given)) < 2:  # noqa: PLR2004 - to be told apart
        return Lack.LANGUAGES
    return None


def measure(given: LabelledSet, setting: Setting) -> tuple[Table, ...]:
    """Return the share of right languages for groups of them, and for all."""
    texts = _known(given)
    groups: list[tuple[str, ...]] = [
        group for group in GROUPS if all(tag in texts for tag in group)
    ]
    if tuple(texts) not in [tuple(sorted(group)) for group in groups]:
        groups.append(tuple(texts))
    rows: list[tuple[Cell, ...]] = []
    for done, group in enumerate(groups):
        setting.report(" ".join(group), done, len(groups))
        rows.append(_row(group, [row for tag in group for row in texts[tag]]))
    title = f"{given.name}: share of languages told right, no form language known"
    return (Table(title, COLUMNS, tuple(rows)),)


def _known(given: LabelledSet) -> dict[str, list[LabelledText]]:
    return {
        tag: rows
        for tag, rows in by_language(given.rows).items()
        if tag != UNDETERMINED and len(rows) >= FEWEST_TEXTS
    }


def _row(group: Sequence[str], rows: Sequence[LabelledText]) -> tuple[Cell, ...]:
    name = " ".join(group) if len(group) < FEWEST_TEXTS else f"all {len(group)}"
    cut = [[_first(row.text, words) for row in rows] for words in WORDS]
    ours = [
        _right(rows, [each.language for each in identify(texts, candidates=group)])
        for texts in cut
    ]
    plain = [_right(rows, plain_languages(texts, group)) for texts in cut]
    return (name, len(rows), *ours, *plain)


def _first(text: str, words: int | None) -> str:
    return text if words is None else " ".join(text.split()[:words])


def _right(rows: Sequence[LabelledText], found: Sequence[str]) -> float:
    right = sum(row.language == tag for row, tag in zip(rows, found, strict=True))
    return right / len(rows)
