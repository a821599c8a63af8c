"""Puts statements that were in no concern before where those like them stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from nlp.earlier import Held
from nlp.likeness import Floats, Wording
from nlp.redrawing import is_rare
from nlp.results import AnalysedStatement, Analysis, Concern

CERTAIN_SHARE = 0.5
CANDIDATE_SHARE = 0.1
PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Placing:
    """What decides on the place of a statement.

    ``before`` is what each statement spoke of, ``wording`` begins with the words of
    these statements, ``ids`` names later concerns that stand for an earlier or a
    new one.
    """

    before: Sequence[Held]
    wording: Wording
    ids: Mapping[str, str]
    later: Sequence[Concern]


def place_by_words(analysis: Analysis, placing: Placing) -> list[dict[str, float]]:
    """Return what every statement speaks of: of what it did, or of what is like it."""
    placer = _Placer(placing)
    return [
        placer.kept(place, each) if placing.before[place] else placer.free(place, each)
        for place, each in enumerate(analysis.statements)
    ]


class _Placer:
    """Knows which earlier concerns stand inside each later one."""

    def __init__(self, placing: Placing) -> None:
        self.ids = placing.ids
        self.before = placing.before
        bound = [place for place, held in enumerate(placing.before) if held]
        self.concerns = sorted(
            {c for place in bound for c in placing.before[place] or ()}
        )
        self.column = {concern: n for n, concern in enumerate(self.concerns)}
        self.inside = {each.id: self._inside(each) for each in placing.later}
        self.vectors = placing.wording.vectors
        self.weights, self.shares = self._learnt(bound)

    def _inside(self, later: Concern) -> Mapping[str, float]:
        """Return what share of a later concern stood in each earlier one."""
        counts = Counter(
            c for place in later.statements for c in self.before[place] or ()
        )
        bound = sum(1 for place in later.statements if self.before[place])
        return {c: counts[c] / bound for c in sorted(counts)}

    def _learnt(self, bound: Sequence[int]) -> tuple[Floats, Floats]:
        """Return ridge weights (d, concerns) and the share of each concern."""
        if not bound:
            return np.zeros((self.vectors.shape[1], 0)), np.zeros(0)
        rows = [n for n, place in enumerate(bound) for _ in self.before[place] or ()]
        columns = [self.column[c] for place in bound for c in self.before[place] or ()]
        targets = csr_matrix(
            (np.ones(len(rows)), (rows, columns)),
            shape=(len(bound), len(self.concerns)),
        )
        features = self.vectors[np.array(bound, dtype=np.int64)]
        shares = np.asarray(targets.mean(axis=0)).ravel()
        gram = features.T @ features
        gram[np.diag_indices_from(gram)] += PENALTY
        right = np.asarray((targets.T @ features).T)
        right = right - features.sum(axis=0)[:, None] * shares[None, :]
        return np.linalg.solve(gram, right), shares

    def score(self, place: int, concern: str) -> float:
        """Return how well the words of a statement fit a concern, 0 to 1."""
        column = self.column[concern]
        fit = self.vectors[place] @ self.weights[:, column] + self.shares[column]
        return float(np.clip(fit, 0.0, 1.0))

    def kept(self, place: int, each: AnalysedStatement) -> dict[str, float]:
        """Return what a statement spoke of before, as sure as it is now."""
        found = {
            self.ids[a.concern]: a.confidence
            for a in each.assignments
            if a.concern in self.ids
        }
        return {
            concern: found.get(concern, self.score(place, concern))
            for concern in self.before[place] or ()
        }

    def free(self, place: int, each: AnalysedStatement) -> dict[str, float]:
        """Return what a statement speaks of that spoke of nothing before."""
        spoken: dict[str, float] = {}
        for assigned in each.assignments:
            concern = self._concern(place, assigned.concern)
            if concern is not None:
                sure = max(spoken.get(concern, 0.0), assigned.confidence)
                spoken[concern] = sure
        return spoken

    def _concern(self, place: int, later: str) -> str | None:
        own = self.ids.get(later)
        inside = self.inside[later]
        if own is not None and (
            own not in self.column or not inside or inside.get(own, 0) >= CERTAIN_SHARE
        ):
            return own
        among = [c for c, share in inside.items() if share >= CANDIDATE_SHARE]
        same_kind = [c for c in among if is_rare(c) == is_rare(later)]
        candidates = sorted({*(same_kind or among), *([own] if own else [])})
        return max(candidates, key=lambda c: self.score(place, c), default=None)
