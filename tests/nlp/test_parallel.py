"""Pieces of work side by side give what one after the other gives."""

import numpy as np
import pytest
import sklearn.cluster  # noqa: F401 - brings the libraries whose threads are counted
from threadpoolctl import threadpool_info, threadpool_limits

from nlp.parallel import MANY_ROWS, in_order, side_by_side


def numeric_threads() -> list[int]:
    return sorted(int(pool["num_threads"]) for pool in threadpool_info())


def test_results_come_in_the_order_of_the_items() -> None:
    def sum_of_noise(seed: int) -> float:
        size = 200_000 if seed % 7 == 0 else 10
        return float(np.random.default_rng(seed).random(size).sum())

    assert in_order(sum_of_noise, range(40)) == [sum_of_noise(n) for n in range(40)]


def test_nothing_to_do_gives_nothing() -> None:
    assert in_order(str, []) == []


def test_error_of_a_piece_reaches_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        in_order(lambda number: 1 // number, [3, 2, 1, 0])


@pytest.mark.parametrize("pieces", [1, 6])
def test_each_piece_runs_with_one_numeric_thread(pieces: int) -> None:
    with threadpool_limits(limits=2):
        found = in_order(lambda _: numeric_threads(), range(pieces))

    assert all(set(threads) == {1} for threads in found)


def test_caller_keeps_the_numeric_threads_it_had() -> None:
    with threadpool_limits(limits=2):
        before = numeric_threads()

        in_order(str, range(6))

        assert numeric_threads() == before
        assert set(before) == {2}


@pytest.mark.parametrize("rows", [1, MANY_ROWS + 1], ids=["few", "many"])
def test_pieces_side_by_side_give_what_each_gives(rows: int) -> None:
    assert side_by_side(lambda: 1, lambda: "two", rows=rows) == [1, "two"]
