"""Rare but distinct: what three or four people say and the main concerns hide.

A method with a fixed number of clusters erases every five-person concern even
when it is told the true number, so a second, tighter pass looks for small groups
of statements that stand close together, have no near neighbours outside, and that
the main concerns explain badly.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
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
WEIGHT_OF_DISTANCE = 0.5


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
    candidates = [each for each in candidates if not _is_main(each, grouping)]
    if not candidates:
        return []
    order = np.argsort(-_distinctness(candidates, near, grouping), kind="stable")
    entries = min(recipe.rare_entries, math.ceil(recipe.rare_share * total))
    return _without_overlap([candidates[i] for i in order], entries)


@dataclass(frozen=True, slots=True)
class _Said:
    """What n statements say: words, what the corpus teaches of them, their meaning.

    All rows have unit length; ``meaning`` has no columns where none is known. Half
    the digits are enough to compare by.
    """

    words: csr_matrix
    learnt: Halves
    meaning: Halves

    def likenesses(self, left: Integers, right: Integers) -> list[Halves]:
        """Return cosines (left, right) of words, of learnt vectors, of meaning.

        The last is missing where no meaning is known.
        """
        found = [
            _products(self.words[left], self.words[right]),
            self.learnt[left] @ self.learnt[right].T,
        ]
        if self.meaning.shape[1]:
            found.append(self.meaning[left] @ self.meaning[right].T)
        return found


def _said(lexicon: Lexicon) -> _Said:
    return _Said(
        lexicon.tfidf.astype(np.float32),
        lexicon.vectors.embed(lexicon.joined).astype(np.float32),
        lexicon.shared.astype(np.float32),
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
    said = _said(lexicon)
    rest = np.setdiff1d(np.arange(total), rows)
    nobody = np.full((len(rows), NEIGHBOURS), -1.0, dtype=np.float32)

    def nearest(start: int) -> Halves:
        block = _mean(said.likenesses(rows, rest[start : start + BLOCK]))
        return _largest(np.hstack([nobody, block]), NEIGHBOURS)

    found = in_order(nearest, range(0, len(rest), BLOCK))
    outside = _largest(np.hstack([nobody, *found]), NEIGHBOURS)
    alike = said.likenesses(rows, rows)
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
    found: dict[tuple[int, ...], float] = {}
    for tree in near.trees:
        for members in _small_nodes(tree, recipe.rare_largest):
            rows = tuple(int(near.rows[member]) for member in members)
            people = frozenset[str]().union(*(respondents[row] for row in rows))
            # A row that nobody stands behind is a copied text, however many sent it.
            if not all(respondents[row] for row in rows):
                continue
            if recipe.rare_smallest <= len(people) <= recipe.rare_largest:
                found.setdefault(rows, _cohesion(near.inside, members))
    return [Candidate(rows, cohesion) for rows, cohesion in found.items()]


def _cohesion(similarity: Halves, members: Sequence[int]) -> float:
    size = len(members)
    if size == 1:
        return 1.0
    inside = similarity[np.ix_(members, members)]
    mean = (inside.sum() - np.trace(inside)) / (size * (size - 1))
    return float(np.clip(mean, 0.0, 1.0))


def _small_nodes(tree: Floats, largest: int) -> list[tuple[int, ...]]:
    """Return the leaves and nodes of at most ``largest`` rows, members in order."""
    size = len(tree) + 1
    nodes: dict[int, tuple[int, ...]] = {row: (row,) for row in range(size)}
    for step, (left, right, _, count) in enumerate(tree):
        if count <= largest:
            nodes[size + step] = tuple(sorted(nodes[int(left)] + nodes[int(right)]))
    return list(nodes.values())


def _is_main(candidate: Candidate, grouping: Grouping) -> bool:
    """Tell whether a group is one of the main concerns under another name."""
    labels = grouping.labels[list(candidate.rows)]
    main = int(np.bincount(labels).argmax())
    shared = int((labels == main).sum())
    union = len(labels) + int((grouping.labels == main).sum()) - shared
    return shared / union >= SAME_CONCERN


def _distinctness(
    candidates: Sequence[Candidate], near: Nearness, grouping: Grouping
) -> Floats:
    """Return a score per candidate, larger is more distinct.

    The weighted sum of two ranks: how badly the main concerns explain its
    statements, and how far these are from their nearest neighbours outside.
    """
    position = {int(row): place for place, row in enumerate(near.rows)}
    nearest = NEIGHBOURS + max(len(each.rows) for each in candidates)
    ordered = np.argsort(-near.inside, axis=1, kind="stable")[:, :nearest]
    explained = [grouping.explained[list(each.rows)].mean() for each in candidates]
    outside = [
        _nearest_outside([position[row] for row in each.rows], near, ordered)
        for each in candidates
    ]
    return np.asarray(
        rankdata([-value for value in explained])
        + WEIGHT_OF_DISTANCE * rankdata([-value for value in outside])
    )


def _nearest_outside(
    members: Sequence[int], near: Nearness, ordered: NDArray[np.int64]
) -> float:
    """Return the mean similarity of members to their nearest rows outside."""
    own = set(members)
    total = 0.0
    for member in members:
        others = [near.inside[member, i] for i in ordered[member] if i not in own]
        values = np.concatenate([near.outside[member], others[:NEIGHBOURS]])
        total += float(np.sort(values)[-NEIGHBOURS:].mean())
    return total / len(members)


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
