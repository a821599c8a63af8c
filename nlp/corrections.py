"""Keeps what people decided about answers and concerns, whatever is found.

Who decided that a statement speaks of a concern, or does not, is never
overturned; the other answers follow where the decisions teach something.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from nlp.earlier import EarlierConcern
from nlp.likeness import Floats, read_wording
from nlp.redrawing import redrawn, spoken_in
from nlp.results import Analysis, Concern
from nlp.signs import Lesson, Truths
from nlp.teaching import Taught, teach
from nlp.verdicts import Verdicts

HALF = 0.5
CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class Corrected:
    """An analysis with decisions kept.

    ``examples`` are the answers or statements that were learnt from, 0 where
    they were too few; ``changed`` counts statements that nobody decided on and
    that speak of something else than before.
    """

    analysis: Analysis
    examples: int
    changed: int


def corrected(
    analysis: Analysis, verdicts: Verdicts, absent: Sequence[EarlierConcern]
) -> Corrected:
    """Return the analysis with verdicts kept and learnt from.

    ``absent`` are concerns that nobody speaks of unless somebody says so.
    """
    # Sums in another order differ in the last bit: one thread, the same bytes.
    with threadpool_limits(limits=1):
        correction = _Correction(analysis, verdicts, absent)
        taught = correction.taught()
    spoken = correction.kept(correction.spoken if taught is None else taught)
    changed = sum(
        1
        for said, before, ruled in zip(
            spoken, correction.spoken, verdicts.of_statements, strict=True
        )
        if not ruled and said.keys() != before.keys()
    )
    return Corrected(
        redrawn(analysis, correction.concerns, spoken, correction.vectors),
        0 if taught is None else len(correction.examples),
        changed,
    )


class _Correction:
    """One analysis beside the verdicts on its statements."""

    def __init__(
        self,
        analysis: Analysis,
        verdicts: Verdicts,
        absent: Sequence[EarlierConcern],
    ) -> None:
        self.analysis = analysis
        self.ruled = verdicts.of_statements
        self.concerns = [
            *analysis.concerns,
            *analysis.rare,
            *(_silent(each) for each in absent),
        ]
        self.column = {each.id: n for n, each in enumerate(self.concerns)}
        self.spoken = spoken_in(analysis)
        self.units = self._units(verdicts)
        self.unit_of = np.repeat(
            np.arange(len(self.units)), [len(unit) for unit in self.units]
        )
        self.examples = [
            n for n, unit in enumerate(self.units) if any(self.ruled[p] for p in unit)
        ]
        statements = [each.statement for each in analysis.statements]
        self.vectors = read_wording(statements, analysis.recipe).vectors
        self.apart = _apart(self.vectors)

    def _units(self, verdicts: Verdicts) -> list[Sequence[int]]:
        """Return what is decided on as a whole: mostly answers, or statements."""
        if verdicts.on_whole_answers >= HALF * verdicts.rows:
            spans = (each.prepared.statements for each in self.analysis.answers)
            return [span for span in spans if len(span)]
        return [(place,) for place in range(len(self.analysis.statements))]

    def kept(self, spoken: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
        """Return what statements speak of with every verdict as it was given."""
        result = []
        for said, ruled in zip(spoken, self.ruled, strict=True):
            allowed = {c: sure for c, sure in said.items() if ruled.get(c, True)}
            result.append(
                allowed | {c: CERTAIN for c, speaks in ruled.items() if speaks}
            )
        return result

    def taught(self) -> list[dict[str, float]] | None:
        """Return what statements speak of by what the verdicts teach."""
        columns = self._columns()
        lesson = self._lesson(columns)
        taught = None if lesson is None else teach(lesson)
        if taught is None:
            return None
        spoken = [dict(said) for said in self.spoken]
        decided = frozenset(self.examples)
        for row, unit in enumerate(self.units):
            if row not in decided:
                self._follow(spoken, unit, row, taught, columns)
        self._bring_back(spoken, taught.sure.max(axis=1), columns)
        return spoken

    def _bring_back(
        self, spoken: list[dict[str, float]], surest: Floats, columns: Sequence[int]
    ) -> None:
        """Keep concerns of few that would go although nobody judged any answer in them.

        What others were told teaches little about them; they go only where it is
        likely (``surest``, by unit) that their people speak of something else.
        """
        looked_at = {p for row in self.examples for p in self.units[row]}
        seen = {c for place in looked_at for c in self.spoken[place]}
        left = {c for said in spoken for c in said}
        for column in columns:
            concern = self.concerns[column].id
            if concern in seen or concern in left:
                continue
            places = [p for p, said in enumerate(self.spoken) if concern in said]
            if places and surest[self.unit_of[places]].mean() < HALF:
                for place in places:
                    spoken[place][concern] = self.spoken[place][concern]

    def _lesson(self, columns: Sequence[int]) -> Lesson | None:
        if not self.examples or not columns:
            return None
        place = {self.concerns[column].id: n for n, column in enumerate(columns)}
        first = np.array([unit[0] for unit in self.units], dtype=np.int64)
        examples = np.array(self.examples, dtype=np.int64)
        found = _table(self.spoken, place)
        after = np.logical_or.reduceat(_table(self.kept(self.spoken), place), first)
        return Lesson(self.apart, first, found, examples, after[examples])

    def _columns(self) -> list[int]:
        """Return the concerns to learn about: those somebody decided on.

        All of them where most of the answers decided on were looked at as a whole.
        """
        whole = sum(1 for row in self.examples if self._is_complete(self.units[row]))
        if whole >= HALF * len(self.examples):
            return list(range(len(self.concerns)))
        named = {self.column[c] for ruled in self.ruled for c in ruled}
        return sorted(named)

    def _is_complete(self, unit: Sequence[int]) -> bool:
        """Tell whether there is a verdict on every concern a unit speaks of."""
        said = {c for place in unit for c in self.spoken[place]}
        return said <= {c for place in unit for c in self.ruled[place]}

    def _follow(
        self,
        spoken: list[dict[str, float]],
        unit: Sequence[int],
        row: int,
        taught: Taught,
        columns: Sequence[int],
    ) -> None:
        """Give one undecided unit the concerns it speaks of."""
        for n, column in enumerate(columns):
            concern, sure = self.concerns[column].id, float(taught.sure[row, n])
            said = [place for place in unit if concern in spoken[place]]
            if not taught.speaks[row, n]:
                for place in said:
                    del spoken[place][concern]
                continue
            if not said:
                fits = self.apart[list(unit)] @ taught.weights[:, n]
                said = [unit[int(fits.argmax())]]
            for place in said:
                spoken[place][concern] = sure


def _table(spoken: Sequence[Mapping[str, float]], place: Mapping[str, int]) -> Truths:
    """Return which statement speaks of which concern (statements, concerns)."""
    table = np.zeros((len(spoken), len(place)), dtype=np.bool_)
    for row, said in enumerate(spoken):
        for concern in said:
            if concern in place:
                table[row, place[concern]] = True
    return table


def _apart(vectors: Floats) -> Floats:
    """Return vectors (n, d) without what all have in common, which parts none."""
    if not len(vectors):
        return vectors
    return np.asarray(normalize(vectors - vectors.mean(axis=0)))


def _silent(known: EarlierConcern) -> Concern:
    return Concern(
        id=known.id,
        label=known.label,
        language=known.language,
        terms=known.terms,
        statements=(),
        quotes=(),
        stability=known.stability,
    )
