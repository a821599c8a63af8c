"""Where ``consult analyse`` has its work done."""

import gc
from pathlib import Path

import pytest

from consult.analysis.spreading import NoScheduler, processors, spreading
from consult.analysis.writing import OUTPUT_FILES
from consult.cli.main import run

ROWS = 60


def analysed(source: Path, output: Path, *more: str) -> dict[str, bytes]:
    code = run(
        ["analyse", str(source), "--text", "answer", "--output", str(output), *more]
    )
    assert code == 0
    return {name: (output / name).read_bytes() for name in OUTPUT_FILES}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    things = ("road", "bus", "water")
    lines = [f"{row},the {things[row % 3]} is bad {row}" for row in range(ROWS)]
    path.write_text("\n".join(["id,answer", *lines]), encoding="utf-8")
    return path


def test_a_dask_cluster_makes_the_same_files(source: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        spread = analysed(
            source, tmp_path / "there", "--scheduler", cluster.scheduler_address
        )

    assert spread == analysed(source, tmp_path / "here", "--workers", "1")


def test_an_address_that_is_none_is_told() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(NoScheduler), spreading(None, "nowhere://at all"):
        raise AssertionError("there is nothing to work with")


def test_there_is_a_processor() -> None:
    assert processors() >= 1


def test_garbage_is_collected_as_before_when_the_work_is_done() -> None:
    before = gc.get_threshold()

    with spreading(1, None):
        assert gc.get_threshold() > before

    assert gc.get_threshold() == before
