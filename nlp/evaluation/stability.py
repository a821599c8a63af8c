"""The same answers in another order, and five in a hundred more of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from nlp.continuity import continued
from nlp.earlier import Earlier, EarlierConcern, EarlierStatement
from nlp.evaluation import concerns
from nlp.evaluation.draws import Drawn, draw_of_ten
from nlp.evaluation.grouping import analysed, grouped
from nlp.evaluation.lacking import Lack
from nlp.evaluation.metrics import HALF, ari
from nlp.evaluation.sets import LabelledSet, by_label
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Table
from nlp.results import Analysis

SEEDS: Final = 3
MORE: Final = 0.05
COLUMNS: Final = (
    "seed",
    "ARI, shuffled",
    "ARI, two threads",
    "ARI, 5 % more, anew",
    "ARI, 5 % more, going on",
    "concerns with the same id",
)
NOTES: Final = (
    (
        "Compared on the answers of both runs. A concern has the same id when the "
        "concern of that id afterwards holds half of the answers of the two together."
    ),
)


@dataclass(frozen=True, slots=True)
class _Runs:
    """How one draw of answers is analysed."""

    setting: Setting
    languages: tuple[str, ...]

    def of(self, texts: Sequence[str]) -> Analysis:
        return analysed(
            texts,
            self.setting.recipe,
            None,
            self.languages,
            self.setting.understanding,
        )


def lacks(given: LabelledSet) -> Lack | None:
    """Return why the suite cannot use a set, or None."""
    return concerns.lacks(given)


def measure(given: LabelledSet, setting: Setting) -> tuple[Table, ...]:
    """Return one row per draw of ten concerns, the number not given."""
    texts = by_label(given.rows)
    runs = _Runs(setting, given.languages())
    seeds = setting.seeds[:SEEDS]
    rows = []
    for done, seed in enumerate(seeds):
        setting.report(f"seed {seed}", done, len(seeds))
        rows.append((seed, *_figures(draw_of_ten(texts, seed), runs, seed)))
    title = f"{given.name}: the same answers once more"
    return (Table(title, COLUMNS, tuple(rows), NOTES),)


def _figures(drawn: Drawn, runs: _Runs, seed: int) -> tuple[float, ...]:
    texts = drawn.texts
    base = runs.of(texts)
    primary = grouped(base).primary
    order = np.random.default_rng(seed).permutation(len(texts)).tolist()
    shuffled = grouped(runs.of([texts[at] for at in order])).primary
    with threadpool_limits(limits=2):
        threaded = grouped(runs.of(texts)).primary
    fewer = runs.of(texts[: len(texts) - max(1, round(MORE * len(texts)))])
    before = grouped(fewer).primary
    after = continued(
        base, _earlier(fewer), [str(n) for n in range(len(texts))]
    ).analysis
    return (
        ari([primary[at] for at in order], shuffled),
        ari(primary, threaded),
        ari(before, primary[: len(before)]),
        ari(before, grouped(after).primary[: len(before)]),
        _same_ids(fewer, after),
    )


def _same_ids(before: Analysis, after: Analysis) -> float:
    """Return the share of main concerns whose id still means the same answers."""
    common = len(before.answers)
    later = {key: own & set(range(common)) for key, own in _answers(after).items()}
    kept = 0
    for concern in before.concerns:
        own = _answers(before)[concern.id]
        other = later.get(concern.id, set())
        kept += len(own & other) >= HALF * len(own | other)
    return kept / max(1, len(before.concerns))


def _answers(analysis: Analysis) -> dict[str, set[int]]:
    return {
        concern.id: {
            analysis.statements[place].statement.answer for place in concern.statements
        }
        for concern in analysis.concerns
    }


def _earlier(analysis: Analysis) -> Earlier:
    """Return an analysis as a later one takes it up; answers are named by place."""
    concerns = tuple(
        EarlierConcern(each.id, each.label, each.language, each.terms, each.stability)
        for each in (*analysis.concerns, *analysis.rare)
    )
    statements = tuple(
        EarlierStatement(
            key=str(each.statement.answer),
            start=each.statement.start,
            end=each.statement.end,
            text=each.statement.text,
            language=each.statement.language,
            masked=each.statement.masked,
            concerns=tuple(assigned.concern for assigned in each.assignments),
        )
        for each in analysis.statements
    )
    return Earlier(concerns, statements)
