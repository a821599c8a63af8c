"""Rare but distinct: what three or four people say and the main concerns hide.

A method with a fixed number of clusters erases every five-person concern even
when it is told the true number, so a second, tighter pass looks for small groups
of statements that stand close together, share words nobody else uses, have no
near neighbours outside, and that the main concerns explain badly.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.stats import rankdata
from sklearn.cluster import KMeans
from sklearn.preprocessing import normalize

from nlp.cluster import alike_rows_allowed, co_association, merge_tree
from nlp.features import Lexicon
from nlp.grouping import Grouping
from nlp.latent import WordVectors, fit_latent, learn_word_vectors
from nlp.lexical import document_frequency
from nlp.parallel import in_order
from nlp.recipe import Recipe

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FINE_CLUSTERINGS = 12
FINE_SIZE = 6
FINE_STEPS = 6
FINE_RANK = 100
LATENT_RANK = 200
LEARNING_ROWS = 5000
BLOCK = 4000
SAME_CONCERN = 0.5


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
    (m,) the largest similarity to any row that is not among them; ``broader``
    (m, m) compares latent dimensions instead of words, ``fine`` (m, m) is how often
    rows stand together in very many clusters.
    """

    rows: Integers
    inside: Floats
    outside: Floats
    broader: Floats
    fine: NDArray[np.float32]


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
    order = np.argsort(
        -_distinctness(candidates, near, lexicon, grouping), kind="stable"
    )
    entries = min(recipe.rare_entries, math.ceil(recipe.rare_share * total))
    return _without_overlap([candidates[i] for i in order], entries)


def _nearness(lexicon: Lexicon, grouping: Grouping, recipe: Recipe) -> Nearness:
    total = lexicon.tfidf.shape[0]
    least = np.argsort(grouping.explained, kind="stable")[: recipe.rare_residue]
    rows = np.sort(least)
    learnt = grouping.vectors or _fine_vectors(lexicon, rows, recipe)
    vectors = learnt.embed(lexicon.joined)
    rest = np.setdiff1d(np.arange(total), rows)
    outside = np.full(len(rows), -1.0)
    for start in range(0, len(rest), BLOCK):
        block = _similarity(lexicon, vectors, rows, rest[start : start + BLOCK])
        np.maximum(outside, block.max(axis=1), out=outside)
    inside = _similarity(lexicon, vectors, rows, rows)
    lexical = _latent(lexicon, rows, recipe)
    views = [vectors[rows], lexical, lexicon.meaning[rows]]
    views = views if lexicon.meaning.shape[1] else views[:2]
    broader = np.sum([view @ view.T for view in views], axis=0) / len(views)
    fine = _fine_agreement(views, recipe)
    return Nearness(rows, inside, outside, broader, fine)


def _fine_vectors(lexicon: Lexicon, rows: Integers, recipe: Recipe) -> WordVectors:
    """Return vectors of words and n-grams learnt with the rows in them."""
    total = lexicon.tfidf.shape[0]
    learning = rows
    if total > len(rows) and len(rows) < LEARNING_ROWS:
        others = np.setdiff1d(np.arange(total), rows)
        size = min(len(others), LEARNING_ROWS - len(rows))
        drawn = RandomState(recipe.seed).choice(others, size, replace=False)
        learning = np.sort(np.concatenate([rows, drawn]))
    return learn_word_vectors(
        csr_matrix(lexicon.joined[learning]),
        rank=recipe.rare_rank,
        smoothing=recipe.vector_smoothing,
        seed=recipe.seed,
    )


def _similarity(
    lexicon: Lexicon, vectors: Floats, left: Integers, right: Integers
) -> Floats:
    """Return the mean of the cosine similarities there are, shape (left, right)."""
    words = (lexicon.tfidf[left] @ lexicon.tfidf[right].T).todense()
    both = np.asarray(words) + vectors[left] @ vectors[right].T
    meaning = lexicon.meaning
    if not meaning.shape[1]:
        return np.asarray(both / 2.0)
    return np.asarray((both + meaning[left] @ meaning[right].T) / 3.0)


def _latent(lexicon: Lexicon, rows: Integers, recipe: Recipe) -> Floats:
    tfidf = csr_matrix(lexicon.tfidf[rows])
    latent = fit_latent(tfidf, rank=LATENT_RANK, seed=recipe.seed)
    return np.asarray(normalize(latent.project(tfidf)))


def _fine_agreement(given: list[Floats], recipe: Recipe) -> NDArray[np.float32]:
    """Return how often rows stand together when cut into very many clusters."""
    corpus, lexical, *meaning = given
    narrow = normalize(lexical[:, :FINE_RANK])
    both = normalize(np.hstack([corpus, narrow]))
    views = [corpus, narrow, both]
    for each in meaning:
        views += [each, normalize(np.hstack([each, both]))]
    rows = len(corpus)
    random = RandomState(recipe.seed)
    size = max(2, rows // FINE_SIZE)
    numbers = [
        min(rows, max(2, round(size * random.uniform(0.8, 1.6))))
        for _ in range(FINE_CLUSTERINGS)
    ]
    seeds = random.randint(np.iinfo(np.int32).max, size=FINE_CLUSTERINGS)

    def partition(turn: int) -> Integers:
        model = KMeans(
            numbers[turn],
            init="random",
            n_init=1,
            max_iter=FINE_STEPS,
            random_state=int(seeds[turn]),
        )
        labels = model.fit_predict(views[turn % len(views)])
        return np.asarray(labels, dtype=np.int64)

    with alike_rows_allowed():
        partitions = in_order(partition, range(FINE_CLUSTERINGS))
    return co_association(partitions)


def _candidates(
    near: Nearness, respondents: Sequence[frozenset[str]], recipe: Recipe
) -> list[Candidate]:
    """Return the nodes of three average-linkage trees that few people stand behind."""
    agreed = (2.0 * near.inside + near.fine) / 3.0
    found: dict[tuple[int, ...], float] = {}
    for similarity in (near.inside, agreed, near.broader):
        for members in _small_nodes(similarity, recipe.rare_largest):
            rows = tuple(int(near.rows[member]) for member in members)
            people = frozenset[str]().union(*(respondents[row] for row in rows))
            # A row that nobody stands behind is a copied text, however many sent it.
            if not all(respondents[row] for row in rows):
                continue
            if recipe.rare_smallest <= len(people) <= recipe.rare_largest:
                found.setdefault(rows, _cohesion(near.inside, members))
    return [Candidate(rows, cohesion) for rows, cohesion in found.items()]


def _cohesion(similarity: Floats, members: Sequence[int]) -> float:
    size = len(members)
    if size == 1:
        return 1.0
    inside = similarity[np.ix_(members, members)]
    mean = (inside.sum() - np.trace(inside)) / (size * (size - 1))
    return float(np.clip(mean, 0.0, 1.0))


def _small_nodes(similarity: Floats, largest: int) -> list[tuple[int, ...]]:
    """Return the leaves and nodes of at most ``largest`` rows, members in order."""
    symmetric = ((similarity + similarity.T) / 2.0).astype(np.float32)
    symmetric -= max(0.0, float(symmetric.max()) - 1.0)
    size = len(similarity)
    nodes: dict[int, tuple[int, ...]] = {row: (row,) for row in range(size)}
    for step, (left, right, _, count) in enumerate(merge_tree(symmetric)):
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
    candidates: Sequence[Candidate],
    near: Nearness,
    lexicon: Lexicon,
    grouping: Grouping,
) -> Floats:
    """Return a score per candidate: the sum of four ranks, larger is more distinct.

    Ranked are how badly the main concerns explain its best and its average
    statement, the most exclusive word it shares, and how far its statements are
    from their nearest neighbours outside.
    """
    position = {int(row): place for place, row in enumerate(near.rows)}
    ordered = np.argsort(-near.inside, axis=1, kind="stable")
    frequency = document_frequency(lexicon.words.matrix)
    features = np.array(
        [
            (
                -grouping.explained[list(each.rows)].max(),
                -grouping.explained[list(each.rows)].mean(),
                _exclusive_word(each, lexicon.words.matrix, frequency),
                -_nearest_outside([position[row] for row in each.rows], near, ordered),
            )
            for each in candidates
        ]
    )
    return np.asarray(np.sum([rankdata(column) for column in features.T], axis=0))


def _exclusive_word(
    candidate: Candidate, counts: csr_matrix, frequency: Floats
) -> float:
    """Return coverage inside times log rarity outside of the best shared word."""
    present = counts[list(candidate.rows)]
    words, inside = np.unique(present.indices, return_counts=True)
    if not len(words):
        return 0.0
    outside = frequency[words] - inside
    rarity = np.log((counts.shape[0] + 1.0) / (outside + 1.0))
    return float((inside / len(candidate.rows) * rarity).max())


def _nearest_outside(
    members: Sequence[int], near: Nearness, ordered: NDArray[np.int64]
) -> float:
    """Return the mean similarity of members to their nearest row outside."""
    own = set(members)
    nearest = [
        max(
            float(near.outside[member]),
            next(
                (
                    float(near.inside[member, i])
                    for i in ordered[member]
                    if i not in own
                ),
                -1.0,
            ),
        )
        for member in members
    ]
    return float(np.mean(nearest))


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
