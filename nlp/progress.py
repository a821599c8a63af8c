"""How the stages of an analysis tell how far they have come."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TypeVar


class Stage(StrEnum):
    """The stages of an analysis, in order."""

    LANGUAGES = "languages"
    STATEMENTS = "statements"
    SENTIMENT = "sentiment"
    WORDS = "words"
    CONCERNS = "concerns"
    RARE = "rare"
    DESCRIPTION = "description"


Report = Callable[[Stage, int, int], None]
Item = TypeVar("Item")
STEP = 500


def silent(stage: Stage, done: int, total: int) -> None:
    """Tell nobody."""


def counted(
    items: Iterable[Item], *, total: int, stage: Stage, report: Report
) -> Iterator[Item]:
    """Yield the items and report every ``STEP`` of them, and the end."""
    for done, item in enumerate(items):
        if done % STEP == 0:
            report(stage, done, total)
        yield item
    report(stage, total, total)
