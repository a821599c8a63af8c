"""Several concerns per answer against two people who coded the same answers.

Concerns are matched to a coder's codes one to one, question by question; figures
count pairs of answer and code over all questions together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nlp.evaluation.baselines import learnt_codes, usual
from nlp.evaluation.corrected import correct
from nlp.evaluation.grouping import analysed
from nlp.evaluation.lacking import Lack
from nlp.evaluation.metrics import Codes, matched, pair_f1
from nlp.evaluation.sets import LabelledSet, LabelledText
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table
from nlp.results import Analysis

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
    "Each fifth of the answers in turn is corrected to what coder 1 said, codes that "
    "no concern stands for named as new ones; scored on the others against both."
)


@dataclass(frozen=True, slots=True)
class Question:
    """The answers to one question and what two people said of each."""

    texts: tuple[str, ...]
    coder1: Codes
    coder2: Codes

    def at(self, places: Sequence[int]) -> "Question":
        """Return the question with the answers at some places alone."""
        return Question(
            tuple(self.texts[place] for place in places),
            [self.coder1[place] for place in places],
            [self.coder2[place] for place in places],
        )

    def number(self) -> int:
        """Return how many concerns the codes of coder 1 would be."""
        codes = len(frozenset().union(*self.coder1))
        return max(1, min(codes, len(set(self.texts)) // 2))


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
    for name, is_given in (("given", True), ("not given", False)):
        setting.report(f"number {name}", len(rows), 2 * FIFTHS)
        rows += _ours(
            f"consult, number {name}", asked, given, setting, is_given=is_given
        )
    usually = [_numbered(each) for each in asked]
    rows.append(("TF-IDF with k-means, number given", *_against_both(asked, usually)))
    rows.append(("linear, from a corrected fifth", *_learnt(asked)))
    answers = sum(len(each.texts) for each in asked)
    title = (
        f"{given.name}: {answers} answers to {len(asked)} questions, "
        f"{'all codes' if full else 'top codes'}"
    )
    return Table(title, COLUMNS, tuple(rows), (*NOTES, CORRECTED))


def _ours(
    name: str,
    asked: Sequence[Question],
    given: LabelledSet,
    setting: Setting,
    *,
    is_given: bool,
) -> list[tuple[Cell, ...]]:
    found = [
        analysed(
            each.texts,
            setting.recipe,
            each.number() if is_given else None,
            given.languages(),
            setting.understanding,
        )
        for each in asked
    ]
    plain = _against_both(asked, [_said(analysis) for analysis in found])
    main = _against_both(asked, [_said_mainly(analysis) for analysis in found])
    taught = [
        _taught(question, analysis, turn)
        for question, analysis in zip(asked, found, strict=True)
        for turn in range(FIFTHS)
    ]
    others = [question for question, _ in taught]
    after = _against_both(others, [said for _, said in taught])
    return [
        (name, *plain),
        (f"{name}, main concerns alone", *main),
        (f"{name}, a fifth corrected", *after),
    ]


def _taught(
    question: Question, analysis: Analysis, turn: int
) -> tuple[Question, Codes]:
    """Return the answers nobody corrected and what is said of them afterwards."""
    meant = matched(_said(analysis), question.coder1)
    after = _said(correct(analysis, meant, question.coder1, _fifth(question, turn)))
    others = _others(question, turn)
    return question.at(others), [after[place] for place in others]


def _fifth(question: Question, turn: int) -> list[int]:
    return list(range(turn, len(question.texts), FIFTHS))


def _others(question: Question, turn: int) -> list[int]:
    return [at for at in range(len(question.texts)) if at % FIFTHS != turn]


def _said(analysis: Analysis) -> Codes:
    return [frozenset(each.concerns) for each in analysis.answers]


def _said_mainly(analysis: Analysis) -> Codes:
    """Return the main concerns of each answer, without those of few people."""
    main = frozenset(each.id for each in analysis.concerns)
    return [own & main for own in _said(analysis)]


def _numbered(question: Question) -> Codes:
    found = usual(question.texts, question.number())
    return [frozenset({group}) for group in found.primary]


def _coders(asked: Sequence[Question]) -> tuple[Cell, ...]:
    one = _joined([each.coder1 for each in asked])
    between = pair_f1(one, _joined([each.coder2 for each in asked]))
    return ("coder 1 against coder 2", between, between)


def _against_both(asked: Sequence[Question], found: Sequence[Codes]) -> list[float]:
    return [
        _against([each.coder1 for each in asked], found),
        _against([each.coder2 for each in asked], found),
    ]


def _against(given: Sequence[Codes], found: Sequence[Codes]) -> float:
    named = [
        _renamed(own, matched(own, said))
        for own, said in zip(found, given, strict=True)
    ]
    return pair_f1(_joined(named), _joined(given))


def _renamed(found: Codes, names: dict[str, str]) -> Codes:
    return [
        frozenset(names.get(concern, f"no code {concern}") for concern in own)
        for own in found
    ]


def _learnt(asked: Sequence[Question]) -> list[float]:
    """Return what a classifier reaches that knows a corrected fifth alone."""
    found: list[Codes] = []
    others: list[Question] = []
    for question in asked:
        for turn in range(FIFTHS):
            taught = question.at(_fifth(question, turn))
            others.append(question.at(_others(question, turn)))
            found.append(learnt_codes(taught.texts, taught.coder1, others[-1].texts))
    joined = _joined(found)
    return [
        pair_f1(joined, _joined([each.coder1 for each in others])),
        pair_f1(joined, _joined([each.coder2 for each in others])),
    ]


def _joined(parts: Sequence[Codes]) -> Codes:
    return [own for part in parts for own in part]
