"""Several concerns per answer against two people who coded the same answers.

Concerns are matched to a coder's codes one to one, question by question; figures
count pairs of answer and code over all questions together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.evaluation.baselines import learnt_codes, usual
from nlp.evaluation.grouping import Grouped, consult
from nlp.evaluation.lacking import Lack
from nlp.evaluation.metrics import Codes, matched, pair_f1
from nlp.evaluation.sets import LabelledSet, LabelledText
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table

FEWEST: Final = 20
FIFTHS: Final = 5
BELOW: Final = "->"  # stands between a code and the code under it
COLUMNS: Final = ("method", "F1 with coder 1", "F1 with coder 2")
NOTES: Final = (
    (
        "Only answers that both coded. Concerns are matched to the codes of the coder "
        "they are compared with, on the answers that are scored."
    ),
)
CORRECTED: Final = (
    "Each fifth of the answers in turn is corrected to what coder 1 said; scored on "
    "the others against both."
)


@dataclass(frozen=True, slots=True)
class Question:
    """The answers to one question and what two people said of each."""

    texts: tuple[str, ...]
    coder1: Codes
    coder2: Codes


def lacks(given: LabelledSet) -> Lack | None:
    """Return why the suite cannot use a set, or None."""
    if not {"labels_coder1", "labels_coder2"} <= given.columns:
        return Lack.CODERS
    if not questions(given, full=True):
        return Lack.FEW_CODED
    return None


def measure(given: LabelledSet, setting: Setting) -> tuple[Table, ...]:
    """Return figures for top codes and, where there are any below, for all."""
    nested = any(BELOW in code for row in given.rows for code in row.coder1)
    return tuple(
        _table(given, setting, full=full)
        for full in ([False, True] if nested else [True])
    )


def questions(given: LabelledSet, *, full: bool) -> list[Question]:
    """Return the questions to which enough answers were coded by both."""
    rows: dict[str, list[LabelledText]] = {}
    for row in given.rows:
        if row.coder1 and row.coder2:
            rows.setdefault(row.question, []).append(row)
    return [
        Question(
            tuple(row.text for row in own),
            [_codes(row.coder1, full=full) for row in own],
            [_codes(row.coder2, full=full) for row in own],
        )
        for own in rows.values()
        if len(own) >= FEWEST
    ]


def _codes(given: Sequence[str], *, full: bool) -> frozenset[str]:
    return frozenset(code if full else code.partition(BELOW)[0] for code in given)


def _table(given: LabelledSet, setting: Setting, *, full: bool) -> Table:
    asked = questions(given, full=full)
    rows = [_coders(asked)]
    for name, group in _methods(given, setting):
        setting.report(name, len(rows), FIFTHS)
        rows.append((name, *_against_both(asked, [group(each) for each in asked])))
    rows.append(("linear, a fifth corrected", *_learnt(asked)))
    answers = sum(len(each.texts) for each in asked)
    title = (
        f"{given.name}: {answers} answers to {len(asked)} questions, "
        f"{'all codes' if full else 'top codes'}"
    )
    return Table(title, COLUMNS, tuple(rows), (*NOTES, CORRECTED))


def _methods(
    given: LabelledSet, setting: Setting
) -> list[tuple[str, Callable[[Question], Codes]]]:
    ours = consult(setting.recipe, given.languages())
    return [
        ("consult, number given", lambda q: _said(ours(q.texts, _number(q)), q)),
        ("consult, number not given", lambda q: _said(ours(q.texts, None), q)),
        (
            "TF-IDF with k-means, number given",
            lambda q: _said(usual(q.texts, _number(q)), q),
        ),
    ]


def _number(question: Question) -> int:
    codes = len(frozenset().union(*question.coder1))
    return max(1, min(codes, len(set(question.texts)) // 2))


def _said(found: Grouped, question: Question) -> Codes:
    """Return the concerns of every answer."""
    own: list[set[str]] = [set() for _ in question.texts]
    for number, group in enumerate(found.groups):
        for place in group:
            own[place].add(str(number))
    return [frozenset(each) for each in own]


def _coders(asked: Sequence[Question]) -> tuple[Cell, ...]:
    between = pair_f1(
        _joined([q.coder1 for q in asked]), _joined([q.coder2 for q in asked])
    )
    return ("coder 1 against coder 2", between, between)


def _against_both(asked: Sequence[Question], found: Sequence[Codes]) -> list[float]:
    return [
        _against([getattr(each, coder) for each in asked], found)
        for coder in ("coder1", "coder2")
    ]


def _against(given: Sequence[Codes], found: Sequence[Codes]) -> float:
    named = [
        _renamed(own, matched(own, said))
        for own, said in zip(found, given, strict=True)
    ]
    return pair_f1(_joined(named), _joined(given))


def _renamed(found: Codes, names: dict[str, str]) -> Codes:
    """Return the codes that concerns stand for; those for none stay as mistakes."""
    return [
        frozenset(names.get(concern, f"no code {concern}") for concern in own)
        for own in found
    ]


def _learnt(asked: Sequence[Question]) -> list[float]:
    """Return what a classifier reaches that learns from corrected answers alone."""
    found: list[Codes] = []
    first: list[Codes] = []
    second: list[Codes] = []
    for question in asked:
        for turn in range(FIFTHS):
            taught = range(turn, len(question.texts), FIFTHS)
            others = [at for at in range(len(question.texts)) if at % FIFTHS != turn]
            found.append(
                learnt_codes(
                    [question.texts[at] for at in taught],
                    [question.coder1[at] for at in taught],
                    [question.texts[at] for at in others],
                )
            )
            first.append([question.coder1[at] for at in others])
            second.append([question.coder2[at] for at in others])
    joined = _joined(found)
    return [pair_f1(joined, _joined(first)), pair_f1(joined, _joined(second))]


def _joined(parts: Sequence[Codes]) -> Codes:
    return [own for part in parts for own in part]
