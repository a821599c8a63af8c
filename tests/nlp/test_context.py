"""Statements in their answers: short ones lean on what stands beside them."""

import numpy as np
import pytest

from nlp.blocks import Block
from nlp.context import in_context
from nlp.meaning import Understood
from nlp.recipe import Recipe
from nlp.statements import Statement

RECIPE = Recipe(context=0.5, context_words=2)
ROAD, BREAD = [1.0, 0.0], [0.0, 1.0]


def understood(*rows: list[float]) -> Understood:
    vectors = np.array(rows)
    return Understood(vectors, vectors, np.zeros(len(rows), dtype=np.int64))


def block(documents: list[list[str]], members: list[tuple[int, ...]]) -> Block:
    nobody = tuple(frozenset[str]() for _ in documents)
    words = tuple(tuple(document) for document in documents)
    return Block("en", words, ("en",) * len(words), tuple(members), nobody, nobody)


def said(*answers: int) -> list[Statement]:
    return [Statement(answer, 0, 4, "text", "en", ()) for answer in answers]


def test_statement_alone_in_its_answer_stays_as_it_is() -> None:
    given = understood(ROAD, BREAD)

    found = in_context(given, block([["a"], ["b"]], [(0,), (1,)]), said(0, 1), RECIPE)

    assert found.grouping == pytest.approx(given.grouping)


def test_short_statement_leans_on_its_answer_more_than_a_long_one() -> None:
    rows = block([["why"], ["a", "b", "c", "d"]], [(0,), (1,)])

    found = in_context(understood(ROAD, BREAD), rows, said(0, 0), RECIPE)

    short, long = found.grouping
    assert short[1] / short[0] == pytest.approx(0.5)
    assert long[0] / long[1] == pytest.approx(0.25)
    assert np.linalg.norm(found.grouping, axis=1) == pytest.approx(np.ones(2))


def test_row_said_by_several_leans_on_all_their_answers() -> None:
    rows = block([["why"], ["road"], ["bread"]], [(0, 2), (1,), (3,)])

    found = in_context(
        understood([0.6, 0.8], ROAD, BREAD), rows, said(0, 0, 1, 1), RECIPE
    )

    leaning = found.grouping[0] * (0.85 / found.grouping[0][0])
    assert leaning == pytest.approx([0.85, 1.05])


def test_shared_vectors_are_left_alone() -> None:
    given = understood(ROAD, BREAD)

    found = in_context(given, block([["a"], ["b"]], [(0,), (1,)]), said(0, 0), RECIPE)

    assert np.array_equal(found.shared, given.shared)


def test_statements_nobody_understands_stay_without_columns() -> None:
    given = understood([], [])

    found = in_context(given, block([["a"], ["b"]], [(0,), (1,)]), said(0, 0), RECIPE)

    assert found.grouping.shape == (2, 0)
