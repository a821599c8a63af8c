"""From the groups of each language to named concerns with ids."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.blocks import Block
from nlp.features import read_lexicon
from nlp.found import BlockConcerns, FoundConcern
from nlp.grouping import Grouping, group
from nlp.meaning import Understood
from nlp.membership import further_concerns
from nlp.namer import Namer
from nlp.parallel import side_by_side
from nlp.progress import Report, Stage, counted
from nlp.rare import Candidate, rare_groups
from nlp.recipe import Recipe
from nlp.results import Assignment, Concern
from nlp.spread import Spread
from nlp.statements import Statement

Floats = NDArray[np.float64]

NEAREST: Final = 10
NEAR_ENOUGH: Final = 0.05
"""How many statements that nearly came in are kept, and how sure of the least."""

TINY: Final = 1e-9


def find_concerns(
    block: Block,
    meaning: Understood,
    *,
    concerns: int | None,
    limit: int,
    recipe: Recipe,
    report: Report,
    spread: Spread,
) -> BlockConcerns:
    """Return the main concerns of a block and its rare ones."""
    total = len(block.documents)
    report(Stage.CONCERNS, 0, total)
    lexicon = read_lexicon(block.documents, meaning, recipe)
    grouping = group(
        lexicon, concerns=concerns, limit=limit, recipe=recipe, spread=spread
    )
    report(Stage.CONCERNS, total, total)
    report(Stage.RARE, 0, total)
    looked_for = partial(rare_groups, lexicon, grouping, block.independent, recipe)
    if spread.is_beside:
        stability, rare = grouping.stability, looked_for()
    else:
        known, rare = side_by_side(grouping.stability, looked_for, rows=total)
        stability = partial(np.asarray, known)
    report(Stage.RARE, total, total)
    main = _main(grouping, cache(stability), recipe)
    if concerns is None:
        main = _large_enough(main, grouping, block, recipe)
    found = [*main, *(_rare(each) for each in rare)]
    return BlockConcerns(block, lexicon, tuple(found))


def _main(
    grouping: Grouping, stability: Callable[[], Floats], recipe: Recipe
) -> list[FoundConcern]:
    """Return the main concerns; too uncertain rows stay out, none is left empty."""
    confidences, labels = grouping.confidences, grouping.labels
    belongs = further_concerns(
        confidences,
        labels,
        least=recipe.further_concern,
        ratio=recipe.further_ratio,
    )
    own = confidences[np.arange(len(labels)), labels]
    belongs &= (own >= recipe.not_grouped_below)[:, None]
    for concern in np.flatnonzero(~belongs.any(axis=0)):
        members = np.flatnonzero(labels == concern)
        if not len(members):
            members = np.arange(len(labels))
        belongs[members[confidences[members, concern].argmax()], concern] = True
    agreement = _relative(grouping.between)
    return [
        with_nearest(
            FoundConcern(
                rows := np.flatnonzero(belongs[:, concern]),
                confidences[rows, concern],
                partial(_one_of, stability, concern),
                rare=False,
                agreement=agreement[concern],
            ),
            confidences[:, concern],
        )
        for concern in range(confidences.shape[1])
    ]


def _one_of(values: Callable[[], Floats], number: int) -> float:
    return float(values()[number])


def _relative(between: Floats) -> Floats:
    """Return agreement (k, k) against that inside both concerns, at most 1."""
    inside = np.sqrt(np.outer(between.diagonal(), between.diagonal()))
    return np.asarray(np.clip(between / np.maximum(inside, TINY), 0.0, 1.0))


def with_nearest(concern: FoundConcern, confidences: Floats) -> FoundConcern:
    """Return a concern with the rows outside it that came nearest to belonging."""
    near = confidences >= NEAR_ENOUGH
    near[concern.rows] = False
    outside = np.flatnonzero(near)
    nearly = outside[np.argsort(-confidences[outside], kind="stable")][:NEAREST]
    return replace(concern, nearly=nearly, nearness=confidences[nearly])


def _large_enough(
    main: list[FoundConcern], grouping: Grouping, block: Block, recipe: Recipe
) -> list[FoundConcern]:
    """Return the concerns that enough people stand behind.

    The statements of the others go where they fit next best, if they fit there
    at all; otherwise they are not grouped yet. One concern always stays.
    """
    behind = [
        len(frozenset[str]().union(*(block.respondents[row] for row in each.rows)))
        for each in main
    ]
    large = [n for n, people in enumerate(behind) if people >= recipe.smallest_concern]
    large = large or [int(np.argmax(behind))]
    lost = np.flatnonzero(~np.isin(grouping.labels, large))
    confidences = grouping.confidences[lost][:, large]
    best = confidences.argmax(axis=1)
    certain = confidences[np.arange(len(lost)), best]
    fits = certain >= recipe.not_grouped_below
    kept: list[FoundConcern] = []
    for place, number in enumerate(large):
        joining = fits & (best == place) & ~np.isin(lost, main[number].rows)
        rows = np.concatenate([main[number].rows, lost[joining]])
        values = np.concatenate([main[number].confidences, certain[joining]])
        order = np.argsort(rows)
        concern = replace(
            main[number],
            rows=rows[order],
            confidences=values[order],
            agreement=main[number].agreement[large],
        )
        kept.append(with_nearest(concern, grouping.confidences[:, number]))
    return kept


def _rare(candidate: Candidate) -> FoundConcern:
    rows = np.array(candidate.rows, dtype=np.int64)
    certain = np.full(len(rows), candidate.cohesion)
    return FoundConcern(rows, certain, partial(float, candidate.cohesion), rare=True)


def with_fewer_rare(blocks: Sequence[BlockConcerns], most: int) -> list[BlockConcerns]:
    """Return blocks with at most ``most`` rare concerns in all.

    Those that tell least, which stand last, are left out where there are most.
    """
    kept = list(blocks)
    numbers = [sum(concern.rare for concern in each.concerns) for each in kept]
    while sum(numbers) > most:
        place = max(range(len(kept)), key=lambda at: (numbers[at], -at))
        kept[place] = replace(kept[place], concerns=kept[place].concerns[:-1])
        numbers[place] -= 1
    return kept


Named = tuple[
    tuple[Concern, ...], tuple[Concern, ...], tuple[tuple[Assignment, ...], ...]
]


def named_concerns(
    found: Sequence[BlockConcerns],
    statements: Sequence[Statement],
    people: Sequence[str],
    sides: Sequence[str],
    *,
    asked: tuple[str | None, str | None],
    recipe: Recipe,
    report: Report,
) -> Named:
    """Return main concerns, rare ones, and the assignments of every statement.

    Concerns are numbered by the people behind them, most first. ``asked`` is the
    question, whose words tell nothing, and the language wanted for labels.
    """
    namer = Namer(statements, people, sides, asked, recipe)
    drafts: list[tuple[Concern, FoundConcern, BlockConcerns]] = []
    pairs = [(each, place) for each in found for place in range(len(each.concerns))]
    for each, place in pairs:
        namer.read_ahead(each, place)
    for each, place in counted(
        pairs, total=len(pairs), stage=Stage.DESCRIPTION, report=report
    ):
        drafts.append((namer.name(each, place), each.concerns[place], each))
    main = _related(_numbered([d for d in drafts if not d[1].rare], people, prefix="c"))
    rare = _numbered([d for d in drafts if d[1].rare], people, prefix="r")
    assignments = _assignments([*main, *rare], len(statements))
    return (
        tuple(concern for concern, _, _ in main),
        tuple(concern for concern, _, _ in rare),
        assignments,
    )


Draft = tuple[Concern, FoundConcern, BlockConcerns]


def _numbered(
    drafts: list[Draft], people: Sequence[str], *, prefix: str
) -> list[Draft]:
    def size(draft: Draft) -> tuple[int, int, str]:
        concern = draft[0]
        behind = len({people[place] for place in concern.statements})
        return (-behind, -len(concern.statements), concern.label)

    ordered = enumerate(sorted(drafts, key=size), 1)
    return [
        (replace(concern, id=f"{prefix}{number}"), found, block)
        for number, (concern, found, block) in ordered
    ]


def _related(drafts: list[Draft]) -> list[Draft]:
    """Return main concerns with how much each agrees with others of its block."""
    ids = {id(found): concern.id for concern, found, _ in drafts}
    related: list[Draft] = []
    for concern, found, block in drafts:
        others = [each for each in block.concerns if not each.rare]
        agreement = {
            ids[id(other)]: float(share)
            for other, share in zip(others, found.agreement, strict=True)
            if other is not found
        }
        related.append((replace(concern, agreement=agreement), found, block))
    return related


def _assignments(
    drafts: Sequence[Draft], total: int
) -> tuple[tuple[Assignment, ...], ...]:
    """Return per statement its concerns: main before rare, most certain first."""
    collected: list[list[tuple[bool, float, int, str]]] = [[] for _ in range(total)]
    for order, (concern, found, each) in enumerate(drafts):
        sure = found.confidences.tolist()
        for row, confidence in zip(found.rows.tolist(), sure, strict=True):
            for place in each.block.members[row]:
                entry = (found.rare, -confidence, order, concern.id)
                collected[place].append(entry)
    return tuple(
        tuple(Assignment(entry[3], -entry[1]) for entry in sorted(entries))
        for entries in collected
    )
