"""Answers that are prepared in a process beside this one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest

from consult.analysis.answers import Columns, read_answers
from consult.analysis.preparing import FEWEST_ANSWERS, load_ahead, prepare_ahead
from consult.analysis.request import Request
from consult.analysis.run import analyse_answers
from consult.analysis.unfinished import Unfinished
from nlp.progress import Stage
from nlp.spread import Processes

# Written for this test.
SAID = (
    "The bus is late every morning. The road is dark, but nobody repairs the lamps.",
    "There is no water in the village since Monday",
    "The clinic has no doctor",
    "Call me on 0712 345 678, the water is dirty",
    "nothing",
)
DIGEST = "0" * 64
OF_STABILITY = "a function with what it is called with"


def written(folder: Path, number: int) -> Path:
    lines = [f'{at},"{SAID[at % len(SAID)]} {at % 31}"' for at in range(number)]
    path = folder / "answers.csv"
    path.write_text("\n".join(["id,answer", *lines]), encoding="utf-8")
    return path


def test_files_are_the_same_and_stages_are_kept(tmp_path: Path) -> None:
    source = written(tmp_path, FEWEST_ANSWERS)
    read, request = read_answers(source, Columns(text="answer")), Request()
    plain = analyse_answers(read, request, options={})

    unfinished = Unfinished(tmp_path / "kept", DIGEST)
    with Processes(2) as spread:
        load_ahead(source, spread)
        preparing = prepare_ahead(read.answers, request, spread)
        assert preparing is not None
        beside = analyse_answers(
            read,
            request,
            options={},
            spread=spread,
            stages=unfinished,
            preparing=preparing,
        )

    assert beside == plain
    found = Unfinished(tmp_path / "kept", DIGEST).found
    assert set(found) == {Stage.LANGUAGES, Stage.STATEMENTS, Stage.SENTIMENT}


def test_few_answers_are_prepared_here(tmp_path: Path) -> None:
    source = written(tmp_path, FEWEST_ANSWERS - 1)
    read = read_answers(source, Columns(text="answer"))

    with Processes(2) as spread:
        assert prepare_ahead(read.answers, Request(), spread) is None


def test_one_processor_prepares_here(tmp_path: Path) -> None:
    source = written(tmp_path, FEWEST_ANSWERS)
    read = read_answers(source, Columns(text="answer"))

    with Processes(1) as spread:
        load_ahead(source, spread)
        assert prepare_ahead(read.answers, Request(), spread) is None
        assert spread._aside is None


def test_sentiment_that_was_read_is_kept_when_grouping_is_stopped(
    tmp_path: Path,
) -> None:
    source = written(tmp_path, FEWEST_ANSWERS)
    read = read_answers(source, Columns(text="answer"))

    def report(stage: Stage, done: int, total: int) -> None:  # noqa: ARG001 - as told
        if stage == Stage.RARE:
            raise KeyboardInterrupt

    with Processes(2) as spread, pytest.raises(KeyboardInterrupt):
        analyse_answers(
            read,
            Request(),
            options={},
            report=report,
            spread=spread,
            stages=Unfinished(tmp_path / "kept", DIGEST),
        )

    assert Stage.SENTIMENT in Unfinished(tmp_path / "kept", DIGEST).found


class Asked(Processes):
    """Remembers what was begun."""

    begun: ClassVar[list[str]] = []

    def begin(self, function: Callable[..., Any], *given: object) -> Callable[[], Any]:
        self.begun.append(getattr(function, "__name__", OF_STABILITY))
        return super().begin(function, *given)


def test_sentiment_that_is_kept_is_not_read_again(tmp_path: Path) -> None:
    source = written(tmp_path, FEWEST_ANSWERS)
    read, request = read_answers(source, Columns(text="answer")), Request()
    first = Unfinished(tmp_path / "kept", DIGEST)
    plain = analyse_answers(read, request, options={}, stages=first)

    with Asked(2) as spread:
        again = Unfinished(tmp_path / "kept", DIGEST)
        found = analyse_answers(read, request, options={}, spread=spread, stages=again)

    assert found == plain
    assert "_assessed" not in Asked.begun
    assert "cut_all" in Asked.begun
    assert OF_STABILITY in Asked.begun
