"""From the groups of each language to named concerns with ids."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.blocks import Block, words_of
from nlp.describe import Telling, label, terms
from nlp.features import Lexicon, read_lexicon
from nlp.grouping import Grouping, group
from nlp.keywords import Keywords, telling_words
from nlp.membership import further_concerns
from nlp.normalise import matching_form
from nlp.progress import Report, Stage, counted
from nlp.quotes import choose_quotes
from nlp.rare import Candidate, rare_groups
from nlp.recipe import Recipe
from nlp.results import Assignment, Concern
from nlp.statements import Statement
from nlp.tokens import tokens

Integers = NDArray[np.int64]
TYPICAL_ROWS = 150
ENOUGH_FOR_LABEL = 5
LEAST_Z = 1.0


@dataclass(frozen=True, slots=True)
class FoundConcern:
    """A concern before it has a name: rows of its block with confidences."""

    rows: Integers
    confidences: NDArray[np.float64]
    stability: float
    rare: bool


@dataclass(frozen=True, slots=True)
class BlockConcerns:
    """The concerns of one block, main ones first."""

    block: Block
    lexicon: Lexicon
    concerns: tuple[FoundConcern, ...]


def find_concerns(
    block: Block,
    *,
    concerns: int | None,
    limit: int,
    recipe: Recipe,
    report: Report,
) -> BlockConcerns:
    """Return the main concerns of a block and its rare ones."""
    total = len(block.documents)
    report(Stage.CONCERNS, 0, total)
    lexicon = read_lexicon(block.documents, block.languages, recipe)
    grouping = group(lexicon, concerns=concerns, limit=limit, recipe=recipe)
    report(Stage.CONCERNS, total, total)
    report(Stage.RARE, 0, total)
    rare = rare_groups(lexicon, grouping, block.independent, recipe)
    report(Stage.RARE, total, total)
    main = _main(grouping, recipe)
    if concerns is None:
        main = _large_enough(main, grouping, block, recipe)
    found = [*main, *(_rare(each) for each in rare)]
    return BlockConcerns(block, lexicon, tuple(found))


def _main(grouping: Grouping, recipe: Recipe) -> list[FoundConcern]:
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
    return [
        FoundConcern(
            rows := np.flatnonzero(belongs[:, concern]),
            confidences[rows, concern],
            float(grouping.stability[concern]),
            rare=False,
        )
        for concern in range(confidences.shape[1])
    ]


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
        kept.append(
            FoundConcern(rows[order], values[order], main[number].stability, rare=False)
        )
    return kept


def _rare(candidate: Candidate) -> FoundConcern:
    rows = np.array(candidate.rows, dtype=np.int64)
    certain = np.full(len(rows), candidate.cohesion)
    return FoundConcern(rows, certain, candidate.cohesion, rare=True)


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
    namer = _Namer(statements, people, sides, asked, recipe)
    drafts: list[tuple[Concern, FoundConcern, BlockConcerns]] = []
    total = sum(len(each.concerns) for each in found)
    pairs = ((each, place) for each in found for place in range(len(each.concerns)))
    for each, place in counted(
        pairs, total=total, stage=Stage.DESCRIPTION, report=report
    ):
        drafts.append((namer.name(each, place), each.concerns[place], each))
    main = _numbered([d for d in drafts if not d[1].rare], people, prefix="c")
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

    numbered: list[Draft] = []
    for number, (concern, found, block) in enumerate(sorted(drafts, key=size), 1):
        renamed = Concern(
            id=f"{prefix}{number}",
            label=concern.label,
            language=concern.language,
            terms=concern.terms,
            statements=concern.statements,
            quotes=concern.quotes,
            stability=concern.stability,
        )
        numbered.append((renamed, found, block))
    return numbered


def _assignments(
    drafts: Sequence[Draft], total: int
) -> tuple[tuple[Assignment, ...], ...]:
    """Return per statement its concerns: main before rare, most certain first."""
    collected: list[list[tuple[bool, float, int, str]]] = [[] for _ in range(total)]
    for order, (concern, found, each) in enumerate(drafts):
        for row, confidence in zip(found.rows, found.confidences, strict=True):
            for place in each.block.members[int(row)]:
                entry = (found.rare, -float(confidence), order, concern.id)
                collected[place].append(entry)
    return tuple(
        tuple(Assignment(entry[3], -entry[1]) for entry in sorted(entries))
        for entries in collected
    )


class _Namer:
    """Gives concerns labels, terms and quotes; no label twice."""

    def __init__(
        self,
        statements: Sequence[Statement],
        people: Sequence[str],
        sides: Sequence[str],
        asked: tuple[str | None, str | None],
        recipe: Recipe,
    ) -> None:
        self.statements = statements
        self.people = people
        self.sides = sides
        self.recipe = recipe
        question, self.language = asked
        self.question = question or ""
        self.taken: set[str] = set()
        self.keywords: dict[int, Keywords] = {}

    def name(self, each: BlockConcerns, place: int) -> Concern:
        """Return the concern ``place`` of a block, without its final id."""
        found = each.concerns[place]
        rows, vectors = _typical_first(each.lexicon.tfidf, found.rows)
        first = [self.statements[self._speaker(each, row)] for row in rows]
        telling = self._telling(each, place)
        members = sorted(p for row in found.rows for p in each.block.members[int(row)])
        language = self._label_language([self.statements[p] for p in members])
        own = [statement for statement in first if statement.language == language]
        if all(statement.masked for statement in own):
            own = first
        spoken = {word for each in own[:TYPICAL_ROWS] for word in words_of(each)}
        telling = telling.within(spoken)
        text = label(own, telling, self.recipe, taken=frozenset(self.taken))
        self.taken.add(matching_form(text))
        return Concern(
            id="",
            label=text,
            language=language,
            terms=terms(own, telling, number=self.recipe.terms, least=LEAST_Z),
            statements=tuple(members),
            quotes=self._quotes(each, rows[: len(vectors)], vectors),
            stability=found.stability,
        )

    def _label_language(self, statements: Sequence[Statement]) -> str:
        """Return the wanted language if enough statements are in it, else the main."""
        wanted = sum(statement.language == self.language for statement in statements)
        if self.language is not None and wanted >= ENOUGH_FOR_LABEL:
            return self.language
        return _main_language(statements)

    def _speaker(self, each: BlockConcerns, row: int) -> int:
        """Return the statement that stands for a row, without personal data if any."""
        places = each.block.members[int(row)]
        clean = (place for place in places if not self.statements[place].masked)
        return next(clean, places[0])

    def _telling(self, each: BlockConcerns, place: int) -> Telling:
        key = id(each)
        if key not in self.keywords:
            members = [concern.rows for concern in each.concerns]
            self.keywords[key] = telling_words(each.lexicon.words, members)
        keywords = self.keywords[key]
        asked = set(tokens(self.question, each.block.language))
        weights, coverage = keywords.weights[place], keywords.coverage[place]
        present = np.flatnonzero((coverage > 0) & (weights > 0))
        shown = [i for i in present if keywords.terms[i] not in asked]
        return Telling(
            {keywords.terms[i]: float(weights[i]) for i in shown},
            {keywords.terms[i]: float(coverage[i]) for i in shown},
        )

    def _quotes(
        self, each: BlockConcerns, rows: Integers, vectors: NDArray[np.float64]
    ) -> tuple[int, ...]:
        places = [self._speaker(each, row) for row in rows]
        chosen = choose_quotes(
            [self.statements[place] for place in places],
            [self.people[place] for place in places],
            vectors,
            [self.sides[place] for place in places],
            number=self.recipe.quotes,
        )
        return tuple(places[index] for index in chosen)


def _typical_first(
    tfidf: csr_matrix, rows: Integers
) -> tuple[Integers, NDArray[np.float64]]:
    """Return rows ordered from the middle outwards, and vectors of the first ones.

    The vectors have shape (at most ``TYPICAL_ROWS``, words that occur in them).
    """
    inside = csr_matrix(tfidf[rows])
    middle = np.asarray(inside.mean(axis=0)).ravel()
    order = np.argsort(-np.asarray(inside @ middle), kind="stable")
    nearest = csr_matrix(inside[order[:TYPICAL_ROWS]])
    used = np.unique(nearest.indices)
    return rows[order], np.asarray(nearest[:, used].toarray())


def _main_language(statements: Sequence[Statement]) -> str:
    counts = Counter(statement.language for statement in statements)
    return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
