"""Answers in, proposed concerns out: the one way through the analysis.

The machine proposes, people dispose; nothing is lost: every answer ends in a
concern, in "not yet grouped" or in "no reason given".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.metrics import adjusted_mutual_info_score
from threadpoolctl import threadpool_limits

from nlp.accounting import account
from nlp.blocks import (
    Block,
    apportion,
    language_blocks,
    pooled_to,
    texts_of,
)
from nlp.clauses import get_ready
from nlp.concerns import find_concerns, named_concerns, with_fewer_rare
from nlp.context import in_context
from nlp.errors import TooFewStatements
from nlp.found import BlockConcerns
from nlp.meaning import Understanding, Understood
from nlp.prepare import prepare
from nlp.progress import Report, silent
from nlp.reading import Work
from nlp.recipe import Recipe
from nlp.results import AnalysedStatement, Analysis, Assignment, Concern, Prepared
from nlp.sentiment import Sentiment
from nlp.spread import Here, Spread
from nlp.spread_stages import NothingKept, Stages
from nlp.statements import Mark, Statement
from nlp.vectors import shared_languages

__all__ = ["Recipe", "analyse", "prepare"]

OUR_OWN = Understanding()


@dataclass(frozen=True, slots=True)
class _Found:
    """Concerns with their ids, and what each statement is assigned to."""

    concerns: tuple[Concern, ...]
    rare: tuple[Concern, ...]
    assignments: tuple[tuple[Assignment, ...], ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What meaning is read with, and the words of statements, ``documents``."""

    understanding: Understanding
    documents: Sequence[tuple[str, ...]]


def analyse(
    prepared: Prepared,
    recipe: Recipe,
    *,
    question: str | None = None,
    language: str | None = None,
    understanding: Understanding = OUR_OWN,
    report: Report = silent,
    spread: Spread | None = None,
    stages: Stages | None = None,
) -> Analysis:
    """Return the concerns of prepared answers and where every answer stands.

    The words of ``question`` are left out of labels; these are in ``language`` where
    enough statements are. ``understanding`` is what meaning is read with; the encoder
    it has must be the recipe's. ``spread`` does what each statement needs alone, here
    if nothing else is said, and ``stages`` keeps it; neither changes what is found.
    Raises `TooFewStatements` when more concerns are asked for than there are different
    statements.
    """
    work = Work(prepared.statements, spread or Here(), report)
    people = [
        prepared.answers[each.answer].answer.respondent for each in prepared.statements
    ]
    # Sums in another order differ in the last bit: one thread, the same bytes.
    with threadpool_limits(limits=1):
        begun = work.begin_sentiments(stages or NothingKept())
        get_ready()
        asked = _Asked(understanding, work.words())
        try:
            blocks = _concerns(prepared, people, recipe, asked, work)
        finally:
            # Whoever is stopped while grouping keeps what was read meanwhile.
            rows = begun()
        sentiments = [Sentiment(*row) for row in rows]
        found = _Found(
            *named_concerns(
                blocks,
                prepared.statements,
                people,
                [sentiment.label for sentiment in sentiments],
                asked=(question, language),
                recipe=recipe,
                report=report,
            )
        )
    statements = tuple(
        AnalysedStatement(statement, assigned, sentiment)
        for statement, assigned, sentiment in zip(
            prepared.statements, found.assignments, sentiments, strict=True
        )
    )
    answers = tuple(account(each, statements) for each in prepared.answers)
    mixing = _language_mixing(statements)
    return Analysis(answers, statements, found.concerns, found.rare, mixing, recipe)


def _concerns(
    prepared: Prepared,
    people: Sequence[str],
    recipe: Recipe,
    asked: _Asked,
    work: Work,
) -> list[BlockConcerns]:
    """Return the concerns of each block of languages, without names."""
    statements = prepared.statements
    copied = [Mark.COPIED in prepared.answers[each.answer].marks for each in statements]
    blocks = language_blocks(
        statements,
        asked.documents,
        people,
        copied,
        smallest=recipe.smallest_language,
        shared=shared_languages(
            asked.documents, [each.language for each in statements]
        ),
    )
    blocks, numbers = _shared_out(blocks, recipe)
    found = [
        find_concerns(
            block,
            _meaning(block, statements, asked.understanding, recipe),
            concerns=number,
            limit=limit,
            recipe=recipe,
            report=work.report,
            spread=work.spread,
        )
        for block, number, limit in zip(
            blocks, numbers, _limits(blocks, recipe), strict=True
        )
    ]
    return with_fewer_rare(found, recipe.rare_entries)


def _meaning(
    block: Block,
    statements: Sequence[Statement],
    understanding: Understanding,
    recipe: Recipe,
) -> Understood:
    texts = texts_of(block, statements) if understanding.encoder else ()
    read = understanding.read(block.documents, block.languages, texts)
    return in_context(read, block, statements, recipe)


def _shared_out(
    blocks: list[Block], recipe: Recipe
) -> tuple[list[Block], Sequence[int | None]]:
    """Return the blocks and how many concerns each is to have."""
    if recipe.concerns is None:
        return blocks, [None] * len(blocks)
    distinct = sum(len(block.documents) for block in blocks)
    if recipe.concerns > distinct:
        raise TooFewStatements(asked=recipe.concerns, found=distinct)
    blocks = pooled_to(blocks, recipe.concerns)
    return blocks, apportion(
        recipe.concerns, [len(block.documents) for block in blocks]
    )


def _limits(blocks: Sequence[Block], recipe: Recipe) -> list[int]:
    """Return how many statements of each block the consensus may look at.

    It is quadratic, so the squares of the limits add up to that of one sample.
    """
    total = sum(len(block.documents) for block in blocks)
    return [
        round(recipe.sample * (len(block.documents) / total) ** 0.5) for block in blocks
    ]


def _language_mixing(statements: Sequence[AnalysedStatement]) -> float:
    """Return the adjusted mutual information of language and main concern.

    0 where concerns and languages have nothing to do with each other, 1 where
    every concern is in a language of its own.
    """
    grouped = [each for each in statements if each.assignments]
    languages = [each.statement.language for each in grouped]
    if len(set(languages)) < 2:  # noqa: PLR2004 - one language mixes with nothing
        return 0.0
    concerns = [each.assignments[0].concern for each in grouped]
    return float(adjusted_mutual_info_score(languages, concerns))
