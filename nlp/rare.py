"""Rare but distinct: what three or four people say and the main concerns hide.

A method with a fixed number of clusters erases every five-person concern even
when it is told the true number, so a second, tighter pass looks for small groups
of statements that stand close together, have no near neighbours outside, and that
the main concerns explain badly.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.sparse import csr_matrix
from scipy.stats import rankdata

from nlp.features import Lexicon
from nlp.grouping import Grouping
from nlp.merging import Linkage, merge_tree
from nlp.parallel import in_order
from nlp.recipe import Recipe
from nlp.ridge import Floats, Halves, Integers

BLOCK = 1000
ROWS_AT_ONCE = 250
SAME_CONCERN = 0.5
NEIGHBOURS = 5
WEIGHT_OF_DISTANCE = 1.0
WEIGHT_OF_MARGIN = 0.25


@dataclass(frozen=True, slots=True)
class Candidate:
    """A small group of rows, by position, in order.

    ``cohesion`` is their mean similarity (0 to 1), 1 for a single row.
    """

    rows: tuple[int, ...]
    cohesion: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """Similarities among the least explained rows and to everything else.

    ``rows`` (m,) are positions among all n; ``inside`` is (m, m); ``outside``
    (m, ``NEIGHBOURS``) the largest similarities to rows that are not among them;
    ``trees`` are the average- and complete-linkage trees that candidates are nodes of.
    """

    rows: Integers
    inside: Halves
    outside: Halves
    trees: tuple[Floats, ...]


def rare_groups(
    lexicon: Lexicon,
    grouping: Grouping,
    respondents: Sequence[frozenset[str]],
    recipe: Recipe,
) -> list[Candidate]:
    """Return small distinct groups, most distinct first, none sharing a row.

    ``respondents`` names, for each of the n rows, who made that statement in words
    of their own; a row without any is in no group.
    """
    total = lexicon.tfidf.shape[0]
    if total < recipe.smallest_language:
        return []
    near = _nearness(lexicon, grouping, recipe)
    candidates = _candidates(near, respondents, recipe)
    shared = _by_size(
        [each.rows for each in candidates], partial(_shared_with_main, grouping.labels)
    )
    candidates = [candidates[int(i)] for i in np.flatnonzero(shared < SAME_CONCERN)]
    if not candidates:
        return []
    order = np.argsort(-_distinctness(candidates, near, grouping), kind="stable")
    entries = min(recipe.rare_entries, math.ceil(recipe.rare_share * total))
    return _without_overlap([candidates[i] for i in order], entries)


@dataclass(frozen=True, slots=True)
class _Said:
    """What some statements say: words, what the corpus teaches of them, their meaning.

    All rows have unit length; ``meaning`` has no columns where none is known. Half
    the digits are enough to compare by.
    """

    words: csr_matrix
    learnt: Halves
    meaning: Halves

    def likenesses(self, others: "_Said") -> list[Halves]:
        """Return cosines (rows, others) of words, of learnt vectors, of meaning.

        The last is missing where no meaning is known.
        """
        found = [
            _products(self.words, others.words),
            self.learnt @ others.learnt.T,
        ]
        if self.meaning.shape[1]:
            found.append(self.meaning @ others.meaning.T)
        return found


def _said(lexicon: Lexicon, rows: Integers) -> _Said:
    """Return what the statements in ``rows`` say; all at once would take much room."""
    return _Said(
        csr_matrix(lexicon.tfidf[rows], dtype=np.float32),
        lexicon.vectors.embed(csr_matrix(lexicon.joined[rows])).astype(np.float32),
        lexicon.shared[rows].astype(np.float32),
    )


def _products(left: csr_matrix, right: csr_matrix) -> Halves:
    """Return the scalar products (left, right) of sparse rows.

    A sparse times a full matrix is quicker here than two sparse ones, whose product
    is all but full.
    """
    found = np.empty((left.shape[0], right.shape[0]), dtype=np.float32)
    for start in range(0, len(found), ROWS_AT_ONCE):
        part = left[start : start + ROWS_AT_ONCE]
        used = np.unique(part.indices)
        full = np.ascontiguousarray(part[:, used].toarray().T)
        found[start : start + ROWS_AT_ONCE] = (right[:, used] @ full).T
    return found


def _nearness(lexicon: Lexicon, grouping: Grouping, recipe: Recipe) -> Nearness:
    total = lexicon.tfidf.shape[0]
    least = np.argsort(grouping.explained, kind="stable")[: recipe.rare_residue]
    rows = np.sort(least)
    said = _said(lexicon, rows)
    rest = np.setdiff1d(np.arange(total), rows)
    nobody = np.full((len(rows), NEIGHBOURS), -1.0, dtype=np.float32)

    def nearest(start: int) -> Halves:
        others = _said(lexicon, rest[start : start + BLOCK])
        block = _mean(said.likenesses(others))
        return _largest(np.hstack([nobody, block]), NEIGHBOURS)

    found = in_order(nearest, range(0, len(rest), BLOCK))
    outside = _largest(np.hstack([nobody, *found]), NEIGHBOURS)
    alike = said.likenesses(said)
    inside = _mean(alike)
    return Nearness(rows, inside, outside, _trees(alike, inside))


def _trees(alike: Sequence[Halves], inside: Halves) -> tuple[Floats, ...]:
    """Return trees by meaning, by words and meaning, and by everything.

    Words that nobody else uses find some groups, meaning finds others; complete
    linkage keeps apart what average linkage strings together. Where no meaning is
    known, what the corpus teaches about its words stands in for it. What an answer
    says besides plays no part: it would hide what only three people say in passing.
    """
    words, meaning = alike[0], alike[-1]
    both = np.asarray((words + 2.0 * meaning) / 3.0, dtype=np.float32)
    return (
        _tree(meaning, "average"),
        _tree(meaning, "complete"),
        _tree(both, "average"),
        _tree(both, "complete"),
        _tree(inside, "average"),
    )


def _tree(similarity: Halves, linkage: Linkage) -> Floats:
    symmetric = (similarity + similarity.T) / np.float32(2.0)
    symmetric -= max(0.0, float(symmetric.max()) - 1.0)
    return merge_tree(symmetric, linkage)


def _largest(similarity: Halves, number: int) -> Halves:
    return np.asarray(np.partition(similarity, -number, axis=1)[:, -number:])


def _mean(alike: Sequence[Halves]) -> Halves:
    return np.asarray(sum(alike[1:], start=alike[0]) / np.float32(len(alike)))


def _candidates(
    near: Nearness, respondents: Sequence[frozenset[str]], recipe: Recipe
) -> list[Candidate]:
    """Return the nodes of the trees that few people stand behind."""
    behind = [respondents[row] for row in near.rows]
    found: dict[tuple[int, ...], None] = {}
    for tree in near.trees:
        for members in _small_nodes(tree, recipe.rare_largest):
            people = frozenset[str]().union(*(behind[member] for member in members))
            # A row that nobody stands behind is a copied text, however many sent it.
            if not all(behind[member] for member in members):
                continue
            if recipe.rare_smallest <= len(people) <= recipe.rare_largest:
                found[members] = None
    cohesion = _by_size(list(found), partial(_cohesion, near.inside))
    return [
        Candidate(tuple(near.rows[list(members)].tolist()), sure)
        for members, sure in zip(found, cohesion.tolist(), strict=True)
    ]


def _by_size(
    groups: Sequence[tuple[int, ...]], find: Callable[[Integers], Floats]
) -> Floats:
    """Return what ``find`` gives for groups, which sees those of one size together.

    It is given an array (groups, size) and returns one number for each.
    """
    found = np.empty(len(groups))
    sizes = np.array([len(each) for each in groups], dtype=np.int64)
    for size in np.unique(sizes):
        places = np.flatnonzero(sizes == size)
        found[places] = find(np.array([groups[int(place)] for place in places]))
    return found


def _cohesion(similarity: Halves, groups: Integers) -> Floats:
    """Return the mean similarity of two members of each group, 0 to 1."""
    size = groups.shape[1]
    if size == 1:
        return np.ones(len(groups))
    inside = similarity[groups[:, :, None], groups[:, None, :]].astype(np.float64)
    others = inside.sum(axis=(1, 2)) - np.trace(inside, axis1=1, axis2=2)
    return np.asarray(np.clip(others / (size * (size - 1)), 0.0, 1.0))


def _small_nodes(tree: Floats, largest: int) -> list[tuple[int, ...]]:
    """Return the leaves and nodes of at most ``largest`` rows, members in order."""
    size = len(tree) + 1
    nodes: dict[int, tuple[int, ...]] = {row: (row,) for row in range(size)}
    for step, (left, right, _, count) in enumerate(tree):
        if count <= largest:
            nodes[size + step] = tuple(sorted(nodes[int(left)] + nodes[int(right)]))
    return list(nodes.values())


def _shared_with_main(labels: Integers, groups: Integers) -> Floats:
    """Return the Jaccard coefficient of each group with its own main concern.

    That is the one which holds most of its rows; ``labels`` are those of all rows.
    """
    own = labels[groups]
    counts = (own[:, :, None] == own[:, None, :]).sum(axis=2)
    shared = counts.max(axis=1)
    # Of several the one with the lowest number, whatever the order of the rows.
    leading = np.where(counts == shared[:, None], own, labels.max() + 1).min(axis=1)
    union = groups.shape[1] + np.bincount(labels)[leading] - shared
    return np.asarray(shared / union)


def _distinctness(
    candidates: Sequence[Candidate], near: Nearness, grouping: Grouping
) -> Floats:
    """Return a score per candidate, larger is more distinct.

    The weighted sum of three ranks: how badly the main concerns explain its
    statements, how far these are from their nearest neighbours outside, and how much
    farther than from each other. ``docs/methods.md`` has the figures.
    """
    groups = [each.rows for each in candidates]
    explained = _by_size(
        groups, lambda rows: np.asarray(grouping.explained[rows].mean(axis=1))
    )
    outside = _by_size(_inside(groups, near), partial(_nearest_outside, near))
    cohesion = np.array([each.cohesion for each in candidates])
    return np.asarray(
        rankdata(-explained)
        + WEIGHT_OF_DISTANCE * rankdata(-outside)
        + WEIGHT_OF_MARGIN * rankdata(cohesion - outside)
    )


def _inside(groups: Sequence[tuple[int, ...]], near: Nearness) -> list[tuple[int, ...]]:
    """Return groups of rows as places among the least explained ones."""
    return [tuple(np.searchsorted(near.rows, each).tolist()) for each in groups]


def _nearest_outside(near: Nearness, groups: Integers) -> Floats:
    """Return the mean similarity of members to their nearest rows outside."""
    size = groups.shape[1]
    total = np.zeros(len(groups))
    for place in range(size):
        member = groups[:, place]
        likeness = near.inside[member]
        likeness[np.arange(len(groups))[:, None], groups] = -np.inf
        values = np.hstack([near.outside[member], likeness])
        total += _largest(values, NEIGHBOURS).mean(axis=1, dtype=np.float64)
    return np.asarray(total / size)


def _without_overlap(candidates: Sequence[Candidate], entries: int) -> list[Candidate]:
    taken: set[int] = set()
    chosen: list[Candidate] = []
    for candidate in candidates:
        if len(chosen) == entries:
            break
        if taken.isdisjoint(candidate.rows):
            chosen.append(candidate)
            taken.update(candidate.rows)
    return chosen
