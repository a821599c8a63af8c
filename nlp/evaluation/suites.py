"""The suites by name: what each does, which sets it can use, how it measures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from nlp.evaluation import (
    coders,
    concerns,
    identification,
    languages,
    many,
    personal,
    rare,
    sentiment,
    stability,
)
from nlp.evaluation.lacking import Lack
from nlp.evaluation.sets import LabelledSet
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Table


class Suite(StrEnum):
    """What can be asked of an evaluation, in the order it is done."""

    CONCERNS = "concerns"
    RARE = "rare"
    MANY = "many"
    LANGUAGES = "languages"
    CODERS = "coders"
    SENTIMENT = "sentiment"
    IDENTIFICATION = "identification"
    PERSONAL = "personal"
    STABILITY = "stability"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Measures:
    """How a suite measures a set; ``alone`` needs none."""

    lacks: Callable[[LabelledSet], Lack | None]
    measure: Callable[[LabelledSet, Setting], tuple[Table, ...]]
    alone: Callable[[Setting], tuple[Table, ...]] | None = None


# Scale is not among them: it starts processes, which is not for this package.
MEASURES: Final[Mapping[Suite, Measures]] = MappingProxyType(
    {
        Suite.CONCERNS: Measures(concerns.lacks, concerns.measure),
        Suite.RARE: Measures(rare.lacks, rare.measure),
        Suite.MANY: Measures(many.lacks, many.measure),
        Suite.LANGUAGES: Measures(languages.lacks, languages.measure),
        Suite.CODERS: Measures(coders.lacks, coders.measure),
        Suite.SENTIMENT: Measures(sentiment.lacks, sentiment.measure),
        Suite.IDENTIFICATION: Measures(identification.lacks, identification.measure),
        Suite.PERSONAL: Measures(personal.lacks, personal.measure, personal.alone),
        Suite.STABILITY: Measures(stability.lacks, stability.measure),
    }
)


def passes_over(given: LabelledSet, suite: Suite, lack: Lack | None) -> Lack | None:
    """Return why a suite passes a set over, its own wishes first."""
    if given.suites is not None and suite.value not in given.suites:
        return Lack.NOT_WANTED
    return lack
