"""Distinct statements by language, and concerns shared out among the languages."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.blocks import (
    OTHER_LANGUAGES,
    Block,
    apportion,
    language_blocks,
    pooled_to,
    words_of,
)
from nlp.statements import MaskedSpan, Statement

WORDS = st.lists(st.sampled_from("abcde"), max_size=3).map(tuple)
LANGUAGES = st.sampled_from(["en", "ar", "sw"])
Row = tuple[str, tuple[str, ...], str, bool]
ROWS = st.lists(
    st.tuples(LANGUAGES, WORDS, st.sampled_from("pqr"), st.booleans()), max_size=14
)


def statement(
    text: str, *masked: MaskedSpan, language: str = "en", start: int = 0
) -> Statement:
    return Statement(0, start, start + len(text), text, language, masked)


def blocks_of(rows: list[Row], *, smallest: int) -> list[Block]:
    return language_blocks(
        [statement("…", language=language) for language, _, _, _ in rows],
        [words for _, words, _, _ in rows],
        [person for _, _, person, _ in rows],
        [copied for _, _, _, copied in rows],
        smallest=smallest,
    )


# Words


def test_words_leave_personal_data_out() -> None:
    text = "Call 0123 456 789 about the water"

    words = words_of(statement(text, MaskedSpan(5, 17, "phone")))

    assert words == ("call", "about", "the", "water")


def test_personal_data_that_reaches_beyond_the_statement_is_left_out_too() -> None:
    masked = MaskedSpan(90, 108, "name")

    words = words_of(statement("Ana Perez fixed the road", masked, start=99))

    assert words == ("fixed", "the", "road")


def test_statement_of_personal_data_alone_has_no_words() -> None:
    assert words_of(statement("0123 456 789", MaskedSpan(0, 12, "phone"))) == ()


# Blocks


@settings(max_examples=50)
@given(rows=ROWS)
def test_every_statement_with_words_is_in_one_row_and_no_other_is(
    rows: list[Row],
) -> None:
    blocks = blocks_of(rows, smallest=2)

    places = sorted(place for block in blocks for row in block.members for place in row)
    assert places == [place for place, row in enumerate(rows) if row[1]]


@settings(max_examples=50)
@given(rows=ROWS)
def test_a_row_holds_the_statements_with_its_words_and_who_made_them(
    rows: list[Row],
) -> None:
    for block in blocks_of(rows, smallest=2):
        keys = list(zip(block.documents, block.languages, strict=True))
        assert keys == sorted(set(keys))
        parts = zip(
            block.documents,
            block.members,
            block.respondents,
            block.independent,
            strict=True,
        )
        for words, places, people, independent in parts:
            assert list(places) == sorted(places)
            assert all(rows[place][1] == words for place in places)
            assert people == {rows[place][2] for place in places}
            assert independent == {
                rows[place][2] for place in places if not rows[place][3]
            }


@settings(max_examples=50)
@given(rows=ROWS, smallest=st.integers(1, 4))
def test_small_languages_join_the_largest(rows: list[Row], smallest: int) -> None:
    blocks = blocks_of(rows, smallest=smallest)

    distinct = {
        language: {row[1] for row in rows if row[0] == language and row[1]}
        for language in ("ar", "en", "sw")
    }
    sizes = sorted(
        ((-len(found), language) for language, found in distinct.items() if found)
    )
    largest = [language for _, language in sizes[:1]]
    others = [language for size, language in sizes[1:] if -size >= smallest]
    assert [block.language for block in blocks] == largest + others


@settings(max_examples=50)
@given(rows=ROWS, data=st.data())
def test_order_of_the_input_plays_no_part(rows: list[Row], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(rows))))

    before = blocks_of(rows, smallest=2)
    after = blocks_of([rows[place] for place in order], smallest=2)

    assert [block.documents for block in after] == [b.documents for b in before]
    assert [block.respondents for block in after] == [b.respondents for b in before]
    assert [block.independent for block in after] == [b.independent for b in before]


def test_nothing_to_group_makes_no_block() -> None:
    assert blocks_of([("en", (), "p", False)], smallest=1) == []


@settings(max_examples=50)
@given(rows=ROWS, number=st.integers(1, 3))
def test_pooling_loses_no_statement_and_no_respondent(
    rows: list[Row], number: int
) -> None:
    blocks = blocks_of(rows, smallest=1)

    pooled = pooled_to(blocks, number)

    def content(found: list[Block]) -> tuple[list[int], set[str], set[str]]:
        return (
            sorted(p for block in found for row in block.members for p in row),
            {p for block in found for row in block.respondents for p in row},
            {p for block in found for row in block.independent for p in row},
        )

    assert len(pooled) == min(number, len(blocks))
    assert content(pooled) == content(blocks)
    for block in pooled:
        keys = list(zip(block.documents, block.languages, strict=True))
        assert keys == sorted(set(keys))
        assert all(list(places) == sorted(places) for places in block.members)
    if len(blocks) > number:
        assert pooled[-1].language == OTHER_LANGUAGES
        assert pooled[:-1] == blocks[: number - 1]


# Shares


@settings(max_examples=50)
@given(data=st.data(), sizes=st.lists(st.integers(1, 400), min_size=1, max_size=9))
def test_shares_add_up_and_each_is_between_one_and_its_rows(
    data: st.DataObject, sizes: list[int]
) -> None:
    concerns = data.draw(st.integers(len(sizes), sum(sizes)))

    shares = apportion(concerns, sizes)

    assert sum(shares) == concerns
    assert all(1 <= share <= size for share, size in zip(shares, sizes, strict=True))


@settings(max_examples=50)
@given(data=st.data(), sizes=st.lists(st.integers(1, 60), min_size=2, max_size=6))
def test_a_larger_block_never_gets_fewer(data: st.DataObject, sizes: list[int]) -> None:
    concerns = data.draw(st.integers(len(sizes), sum(sizes)))

    shares = apportion(concerns, sizes)

    by_size = sorted(zip(sizes, shares, strict=True))
    for (smaller, few), (larger, many) in pairwise(by_size):
        assert few <= many or smaller == larger


@pytest.mark.parametrize(
    ("concerns", "sizes", "shares"),
    [
        pytest.param(10, [60, 30, 10], [6, 3, 1], id="in proportion"),
        pytest.param(8, [53, 35, 12], [4, 3, 1], id="largest remainder"),
        pytest.param(5, [97, 1, 1, 1], [2, 1, 1, 1], id="one at least"),
        pytest.param(3, [7], [3], id="one block"),
        pytest.param(6, [2, 2, 2], [2, 2, 2], id="every row"),
        pytest.param(4, [10, 10, 10], [2, 1, 1], id="tie goes to the first"),
    ],
)
def test_shares_by_largest_remainders(
    concerns: int, sizes: list[int], shares: list[int]
) -> None:
    assert apportion(concerns, sizes) == shares
