"""No withheld count can be told from what is released, and little else is lost."""

import ast
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.privacy.audit import recoverable
from consult.privacy.disclosure import (
    GroupTable,
    Part,
    ProtectedTable,
    Reason,
    Released,
    Withheld,
    protect,
    protect_counts,
)

PACKAGES = ("consult", "forms", "nlp")
ROOT = Path(__file__).parents[3]
SIGNS = {Reason.FEW: "few", Reason.SMALL_GROUP: "small", Reason.PROTECTED: "protected"}


@st.composite
def tables(
    draw: st.DrawFn, *, most: int = 60, most_groups: int = 5, most_rows: int = 4
) -> GroupTable:
    groups = draw(st.integers(2, most_groups))
    sizes = draw(st.lists(st.integers(1, most), min_size=groups, max_size=groups))
    row = st.tuples(*(st.integers(0, size) for size in sizes))
    rows = draw(st.lists(row, min_size=1, max_size=most_rows))
    names = tuple(f"group {number}" for number in range(groups))
    return GroupTable(names, tuple(sizes), tuple(rows))


thresholds = st.integers(5, 12)


def shown(cells: Sequence[Released[Part] | Withheld]) -> list[int | str]:
    return [
        cell.value.count if isinstance(cell, Released) else SIGNS[cell.reason]
        for cell in cells
    ]


def cells_of(
    seen: ProtectedTable,
) -> Iterator[tuple[int, int, Released[Part] | Withheld]]:
    for number, row in enumerate(seen.rows):
        for place, cell in enumerate(row):
            yield number, place, cell


@given(tables(), thresholds)
def test_no_small_number_is_released(table: GroupTable, threshold: int) -> None:
    seen = protect(table, threshold)

    for size in seen.sizes:
        assert not (isinstance(size, Released) and 0 < size.value < threshold)
    for _, _, cell in cells_of(seen):
        if isinstance(cell, Released):
            assert cell.value.of >= threshold
            assert cell.value.count == 0 or cell.value.count >= threshold
            assert cell.value.of - cell.value.count >= threshold


@given(tables(), thresholds)
def test_what_is_released_is_true(table: GroupTable, threshold: int) -> None:
    seen = protect(table, threshold)

    for number, place, cell in cells_of(seen):
        if isinstance(cell, Released):
            count, of = table.rows[number][place], table.sizes[place]
            assert cell.value == Part(count, of)
            assert seen.sizes[place] == Released(of)


@given(tables(), thresholds)
def test_no_small_count_follows_from_the_sums(
    table: GroupTable, threshold: int
) -> None:
    told = recoverable(table, protect(table, threshold))

    assert {name: value for name, value in told.items() if 0 < value < threshold} == {}


def possible_values(
    table: GroupTable, seen: ProtectedTable, number: int, threshold: int
) -> dict[int, range | list[int]]:
    """What each withheld count of a row can be, told from its reason alone."""
    row, total = seen.rows[number], sum(table.sizes)
    reasons = [cell.reason for cell in row if isinstance(cell, Withheld)]
    one_reason = len(reasons) == len(row) and Reason.FEW not in reasons
    values: dict[int, range | list[int]] = {}
    for place, cell in enumerate(row):
        size, count = table.sizes[place], table.rows[number][place]
        if isinstance(cell, Released):
            continue
        if cell.reason is Reason.SMALL_GROUP:
            values[place] = range(threshold)
        elif isinstance(seen.sizes[place], Withheld):
            values[place] = range(total + 1)
        elif one_reason:
            values[place] = range(size + 1)
        elif cell.reason is Reason.PROTECTED:
            values[place] = [0, *range(threshold, size - threshold + 1)]
        elif count < threshold:
            values[place] = range(1, threshold)
        else:
            values[place] = range(size - threshold + 1, size + 1)
    return values


@given(tables(most=24, most_groups=4, most_rows=1), st.integers(5, 7))
def test_no_small_count_follows_from_trying_everything(
    table: GroupTable, threshold: int
) -> None:
    seen = protect(table, threshold)
    values = possible_values(table, seen, 0, threshold)
    total = sum(table.rows[0][place] for place in values)

    found: dict[int, set[int]] = {place: set() for place in values}
    for guess in itertools.product(*values.values()):
        if sum(guess) == total:
            for place, value in zip(values, guess, strict=True):
                found[place].add(value)

    for place, guesses in found.items():
        count, size = table.rows[0][place], seen.sizes[place]
        assert count in guesses
        others = size.value - count if isinstance(size, Released) else 0
        if 0 < count < threshold or 0 < others < threshold:
            assert len(guesses) > 1


@given(tables(most=300), thresholds)
def test_a_table_without_small_numbers_is_released_whole(
    table: GroupTable, threshold: int
) -> None:
    safe = all(
        size >= threshold
        and (count == 0 or count >= threshold)
        and size - count >= threshold
        for row in table.rows
        for count, size in zip(row, table.sizes, strict=True)
    )

    seen = protect(table, threshold)

    assert safe == all(isinstance(cell, Released) for _, _, cell in cells_of(seen))


@given(tables(), thresholds)
def test_the_same_table_is_protected_the_same_way(
    table: GroupTable, threshold: int
) -> None:
    assert protect(table, threshold) == protect(table, threshold)


@pytest.mark.parametrize(
    ("sizes", "row", "expected"),
    [
        pytest.param(
            (50, 60, 70), (20, 30, 40), [20, 30, 40], id="nothing to withhold"
        ),
        pytest.param(
            (50, 60, 70), (3, 30, 40), ["few", "protected", 40], id="a partner is found"
        ),
        pytest.param(
            (50, 60, 70), (20, 0, 40), [20, 0, 40], id="nobody is a fact about nobody"
        ),
        pytest.param(
            (50, 60, 70),
            (20, 57, 30),
            ["protected", "few", 30],
            id="nearly everybody is few on the other side",
        ),
        pytest.param(
            (50, 60, 70),
            (50, 30, 30),
            ["few", "protected", 30],
            id="everybody is a fact about each of them",
        ),
        pytest.param(
            (50, 60, 70),
            (3, 10, 40),
            ["few", 10, "protected"],
            id="a partner too close to the threshold is passed over",
        ),
        pytest.param(
            (50, 60, 70, 80),
            (9, 9, 20, 30),
            ["few", "few", "protected", 30],
            id="two nines that add up to eighteen",
        ),
        pytest.param(
            (50, 60, 70),
            (1, 0, 0),
            ["protected", "protected", "protected"],
            id="one person hides only among all groups",
        ),
        pytest.param(
            (4, 60, 70, 80),
            (2, 20, 30, 40),
            ["small", "protected", 30, 40],
            id="a small group and its partner",
        ),
    ],
)
def test_what_is_withheld_and_why(
    sizes: tuple[int, ...], row: tuple[int, ...], expected: list[int | str]
) -> None:
    names = tuple(f"group {number}" for number in range(len(sizes)))

    seen = protect(GroupTable(names, sizes, (row,)), 10)

    assert shown(seen.rows[0]) == expected


def test_a_group_that_is_withheld_in_size_is_withheld_in_every_row() -> None:
    table = GroupTable(("a", "b", "c"), (4, 60, 70), ((0, 20, 30), (4, 30, 40)))

    seen = protect(table, 10)

    assert [type(size) for size in seen.sizes] == [Withheld, Withheld, Released]
    assert all(
        isinstance(row[place], Withheld) for row in seen.rows for place in (0, 1)
    )


def test_languages_of_few_people_are_withheld_with_a_partner() -> None:
    seen = protect_counts({"en": 150, "ar": 40, "sw": 3}, 10)

    assert seen == {
        "en": Released(150),
        "ar": Withheld(Reason.PROTECTED),
        "sw": Withheld(Reason.FEW),
    }


def test_a_single_count_is_its_own_total() -> None:
    assert protect_counts({"en": 150}, 10) == {"en": Released(150)}
    assert protect_counts({"en": 3}, 10) == {"en": Withheld(Reason.PROTECTED)}


def test_a_threshold_below_five_is_refused() -> None:
    table = GroupTable(("a", "b"), (20, 20), ((10, 10),))

    with pytest.raises(ValueError, match="never below 5"):
        protect(table, 4)
    with pytest.raises(ValueError, match="never below 5"):
        protect_counts({"en": 20}, 4)


@pytest.mark.parametrize(
    ("sizes", "rows"),
    [
        pytest.param((20,), ((10,),), id="one group"),
        pytest.param((20, 0), ((10, 0),), id="a group without people"),
        pytest.param((20, 20), ((10, 21),), id="more than all"),
        pytest.param((20, 20), ((10, -1),), id="fewer than none"),
        pytest.param((20, 20), ((10,),), id="a row that is too short"),
    ],
)
def test_an_impossible_table_is_refused(
    sizes: tuple[int, ...], rows: tuple[tuple[int, ...], ...]
) -> None:
    with pytest.raises(ValueError, match=r"group|argument"):
        GroupTable(tuple("ab"[: len(sizes)]), sizes, rows)


def test_what_follows_from_a_released_value_is_released() -> None:
    assert Released(3).then(lambda count: count * 2) == Released(6)


def releases(path: Path) -> bool:
    return any(
        isinstance(node, ast.Call) and "Released" in ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def test_only_disclosure_control_releases_a_value() -> None:
    makers = [
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if releases(path)
    ]

    assert makers == ["consult/privacy/disclosure.py"]
