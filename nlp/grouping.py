"""The statements of one language, grouped into main concerns.

The consensus is quadratic in the number of statements, so above a limit it is
made on a sample, and a ridge classifier carries it to all, corrected by what
each statement's neighbours predict.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.bootstrap import concern_stability
from nlp.cluster import ConsensusClustering, mean_agreement
from nlp.features import Lexicon, Views, build_views, kernel, sample_rows
from nlp.granularity import choose_number
from nlp.membership import MembershipCalibration
from nlp.merging import cut
from nlp.recipe import Recipe
from nlp.ridge import (
    Floats,
    Integers,
    LeaveOneOut,
    LeaveOneOutMembership,
    indicator,
    refine,
    smoother,
)
from nlp.spread import Here, Spread

CARRYING_ROUNDS = 2
HERE: Final = Here()


@dataclass(frozen=True, slots=True)
class Grouping:
    """Main concerns of n statements.

    ``labels`` (n,) number the concerns from 0; ``confidences`` (n, k) are
    calibrated; ``explained`` (n,) says how well a few broad concerns account for
    each statement; ``stability`` returns (k,), 0 to 1: how surely each concern comes
    back when other people might have answered (``nlp.bootstrap``), which nothing else
    here waits for; ``between`` (k, k) is the mean agreement, 0 to 1, of the statements
    of two concerns, on the diagonal of one.
    """

    labels: Integers
    confidences: Floats
    explained: Floats
    stability: Callable[[], Floats]
    between: Floats


def group(
    lexicon: Lexicon,
    *,
    concerns: int | None,
    limit: int,
    recipe: Recipe,
    spread: Spread = HERE,
) -> Grouping:
    """Return the main concerns of the statements of ``lexicon``.

    ``concerns`` is their number, or None to choose it; ``limit`` bounds the
    sample that the consensus is made on. Their stability is begun as soon as they
    are known, where ``spread`` does that beside what is done here.
    """
    rows = lexicon.tfidf.shape[0]
    least = 0 if concerns is None else concerns
    drawn = sample_rows(rows, max(limit, least), recipe.seed)
    if concerns == 1 or len(drawn) < max(2, recipe.fewest_concerns):
        return _alone(rows, concerns or 1)
    views = build_views(lexicon, drawn, recipe)
    number = concerns or choose_number(views, rows, recipe)
    consensus = _consensus(views, number, recipe)
    carrier = _Carrier(lexicon, views, drawn, recipe)
    labels = carrier.carry(consensus.labels_, number)
    stability = _stability(views, labels[drawn], number, recipe, spread)
    sure = MembershipCalibration(penalty=recipe.ridge, random_state=recipe.seed)
    sure.fit_smoothed(carrier.loo, labels)
    broad = max(2, min(number, rows // recipe.statements_per_broad_concern))
    wide = carrier.carry(cut(consensus.tree_, broad), broad)
    # What is no larger than a rare concern may be one, and explains nobody.
    large = np.bincount(wide, minlength=broad) > recipe.rare_largest
    explaining = LeaveOneOutMembership(penalty=recipe.ridge)
    explaining.fit_smoothed(carrier.loo, wide)
    return Grouping(
        labels,
        sure.confidences_,
        (explaining.scores_ * large).max(axis=1),
        stability,
        mean_agreement(consensus.co_association_, consensus.labels_, number),
    )


def _alone(rows: int, number: int) -> Grouping:
    """Return a grouping without clustering: as many concerns as asked for."""
    labels = np.minimum(np.arange(rows), number - 1).astype(np.int64)
    return Grouping(
        labels,
        indicator(labels, number),
        np.ones(rows),
        partial(np.ones, number),
        np.eye(number),
    )


def _stability(
    views: Views, labels: Integers, number: int, recipe: Recipe, spread: Spread
) -> Callable[[], Floats]:
    """Return what finds the stability of each concern, begun elsewhere if it can be."""
    turns = range(len(views.columns))
    parts = [views.view(turn).astype(np.float32) for turn in turns]
    work = partial(
        concern_stability, parts, labels, number, spread=recipe.spread, seed=recipe.seed
    )
    return spread.begin(work) if spread.is_beside else work


def _consensus(views: Views, number: int, recipe: Recipe) -> ConsensusClustering:
    return ConsensusClustering(
        number,
        n_runs=recipe.base_clusterings,
        views=views.columns,
        kernel=views.kernel,
        spread=recipe.spread,
        penalty=recipe.ridge,
        random_state=recipe.seed,
    ).fit(views.data)


class _Carrier:
    """Carries labels of the sample to all statements."""

    def __init__(
        self,
        lexicon: Lexicon,
        views: Views,
        drawn: NDArray[np.int64],
        recipe: Recipe,
    ) -> None:
        every = np.arange(lexicon.tfidf.shape[0])
        self.drawn = drawn
        self.whole = len(drawn) == len(every)
        features = (
            views.kernel_view.astype(np.float32)
            if self.whole
            else kernel(lexicon, views.latent, every, recipe)
        )
        self.loo: LeaveOneOut = smoother(features, penalty=recipe.ridge)
        self.known = smoother(features[drawn], penalty=recipe.ridge)

    def carry(self, labels: Integers, number: int) -> Integers:
        """Return labels of all statements from those (sample,) of the sample."""
        if self.whole:
            return refine(self.loo, labels, number)
        targets = indicator(labels, number)
        weights = self.known.weights(targets - targets.mean(axis=0))
        carried = np.asarray(self.loo.fitted(weights).argmax(axis=1), np.int64)
        carried[self.drawn] = labels
        for _ in range(CARRYING_ROUNDS):
            carried = refine(self.loo, carried, number)
        return carried
