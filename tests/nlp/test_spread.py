import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.identification.evidence import Evidence, read_evidence
from nlp.prepare import prepare
from nlp.progress import Stage
from nlp.recipe import Recipe
from nlp.results import Prepared
from nlp.spread import (
    FEWEST_PIECES,
    DaskSpread,
    Here,
    Processes,
    Spread,
    in_pieces,
    spread_over,
)
from nlp.statements import Answer

# Written for this test; three languages, personal data, nothing, a campaign.
TEXTS = (
    "The bus never comes. Call me on 0712 345 678!",
    "maji hakuna kijijini tangu jana",
    "l'eau est sale, mais personne ne vient",
    "n/a",
    "no comment",
    "we all ask the council to keep the old library open for everybody",
)


def answers(times: int) -> list[Answer]:
    return [
        Answer(f"{number}", f"{text} {number % 7}" if number % 2 else text)
        for number, text in enumerate(TEXTS * times)
    ]


def doubled(numbers: Sequence[int]) -> Sequence[int]:
    return [2 * number for number in numbers]


def test_results_of_pieces_come_in_order() -> None:
    told: list[tuple[Stage, int, int]] = []

    found = spread_over(
        doubled,
        list(range(7)),
        spread=Here(),
        stage=Stage.WORDS,
        report=lambda *step: told.append(step),
        size=3,
    )

    assert found == [0, 2, 4, 6, 8, 10, 12]
    assert [done for _, done, _ in told] == [0, 3, 6, 7]
    assert {(stage, total) for stage, _, total in told} == {(Stage.WORDS, 7)}


@given(st.lists(st.integers()), st.integers(1, 9))
def test_pieces_hold_everything_once(items: list[int], size: int) -> None:
    pieces = in_pieces(items, size=size)

    assert [item for piece in pieces for item in piece] == items
    assert all(0 < len(piece) <= size for piece in pieces)


@pytest.mark.parametrize("size", [1, 2, 5])
def test_evidence_is_the_same_in_pieces_of_any_size(size: int) -> None:
    whole = read_evidence(TEXTS)
    parts = joined([read_evidence(p) for p in in_pieces(TEXTS, size=size)])

    assert parts.scripts == whole.scripts
    assert parts.words == whole.words
    for name in ("sizes", "scores", "votes", "romanised"):
        assert np.array_equal(getattr(parts, name), getattr(whole, name)), name


def joined(parts: Sequence[Evidence]) -> Evidence:
    return Evidence(
        tuple(script for part in parts for script in part.scripts),
        tuple(count for part in parts for count in part.words),
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("sizes", "scores", "votes", "romanised")
        ),
    )


class OneByOne(Here):
    """Cuts the pieces again, as another size would."""

    def map(self, function, pieces):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 - as Spread
        for piece in pieces:
            parts = [function(part) for part in in_pieces(piece, size=4)]
            yield (
                joined(parts)
                if isinstance(parts[0], Evidence)
                else [row for part in parts for row in part]
            )


@pytest.fixture(scope="module")
def here() -> Prepared:
    return prepare(answers(500), Recipe())


def test_smaller_pieces_prepare_the_same(here: Prepared) -> None:
    assert prepare(answers(500), Recipe(), spread=OneByOne()) == here


def test_processes_prepare_the_same(here: Prepared) -> None:
    with Processes(2, fewest=2) as spread:
        assert prepare(answers(500), Recipe(), spread=spread) == here


@pytest.mark.parametrize("pieces", [1, FEWEST_PIECES - 1])
def test_little_work_starts_no_process(pieces: int) -> None:
    with Processes(2) as spread:
        assert list(spread.map(doubled, [[1, 2]] * pieces)) == [[2, 4]] * pieces
        assert spread._pool is None


def test_a_dask_cluster_prepares_the_same(here: Prepared) -> None:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        spread: Spread = DaskSpread(client)
        assert prepare(answers(500), Recipe(), spread=spread) == here


def test_a_failure_in_a_piece_is_told() -> None:
    with Processes(2, fewest=2) as spread, pytest.raises(TypeError):
        list(spread.map(doubled, [[1], 2]))  # type: ignore[arg-type] # what fails


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_begun_is_waited_for(workers: int) -> None:
    with Processes(workers) as spread:
        waiting = spread.begin(doubled, [1, 2])
        assert waiting() == [2, 4]


def test_a_failure_of_what_is_begun_is_told_to_who_waits() -> None:
    with Processes(2) as spread:
        waiting = spread.begin(doubled, 2)
        with pytest.raises(TypeError):
            waiting()


def ended_elsewhere(parent: int) -> str:
    if os.getpid() != parent:
        os._exit(1)  # as when memory runs out
    return "done here"


def test_work_whose_process_is_ended_is_done_here() -> None:
    with Processes(2) as spread:
        assert spread.begin(ended_elsewhere, os.getpid())() == "done here"
        assert spread.begin(doubled, [1])() == [2]


def holding(path: str) -> None:
    """Say that the work is begun and never end it; the pipe is open until then."""
    with Path(path).open("w", encoding="utf-8") as pipe:
        pipe.write("begun\n")
        pipe.flush()
        Event().wait()


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def interrupted_at_work(pipe: Path) -> None:
    with Processes(2) as spread:
        spread.begin(holding, str(pipe))
        with pipe.open(encoding="utf-8") as lines:
            assert lines.readline() == "begun\n"
        raise KeyboardInterrupt


def test_work_that_nobody_waits_for_ends_with_an_error(pipe: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted_at_work(pipe)


def test_leaving_does_not_wait_for_work_that_nobody_waits_for(pipe: Path) -> None:
    with Processes(2) as spread:
        spread.begin(holding, str(pipe))
        lines = pipe.open(encoding="utf-8")
        assert lines.readline() == "begun\n"

    with lines:
        # The other end of the pipe is closed: its process is gone.
        assert lines.read() == ""


def test_no_process_outlives_the_first_one(pipe: Path, tmp_path: Path) -> None:
    source = tmp_path / "first.py"
    source.write_text(
        "from tests.nlp.test_spread import *\n"
        "if __name__ == '__main__':\n"
        f"    waiting = Processes(2).begin(holding, {str(pipe)!r})\n"
        "    waiting()\n",
        encoding="utf-8",
    )
    root = str(Path(__file__).parents[2])
    first = subprocess.Popen(
        [sys.executable, source], env={**os.environ, "PYTHONPATH": root}
    )
    with pipe.open(encoding="utf-8") as lines:
        assert lines.readline() == "begun\n"
        first.kill()
        first.wait()
        # The other end of the pipe is closed when the other process is gone.
        assert lines.read() == ""
