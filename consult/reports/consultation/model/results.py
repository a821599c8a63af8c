"""What is counted: trust, voice and needs, by survey and item."""

from dataclasses import dataclass
from enum import StrEnum

from consult.privacy.disclosure import Released, ReleasedCount, Withheld
from consult.reports.consultation.figures import ReleasedMean, ReleasedShare
from forms.definition import Text


class Half(StrEnum):
    """On which side of a scale a step is."""

    LOWER = "lower"
    MIDDLE = "middle"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a scale, in the order of its values."""

    label: Text
    half: Half


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One question with a scale: shares of those who chose a step of it.

    ``steps`` stand in the order of the scale. ``unknown`` is the share of those
    who do not know, of them and those who chose a step; None where that could not
    be said. ``people`` are those who chose a step.
    """

    question: str
    label: Text
    short: Text
    steps: tuple[ReleasedShare, ...]
    lower: ReleasedShare
    middle: ReleasedShare | None
    upper: ReleasedShare
    unknown: ReleasedShare | None
    mean: ReleasedMean
    people: ReleasedCount


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleTable:
    """Questions with the same steps, asked one after another.

    ``title`` is what they have in common, None for a question that stands alone.
    ``unknown`` is how not knowing was worded.
    """

    title: Text | None
    steps: tuple[Step, ...]
    unknown: Text | None
    items: tuple[ItemLine, ...]


class Standing(StrEnum):
    """Whether the items of an index measure one thing well enough to be one figure."""

    FIRM = "firm"
    FAIR = "fair"
    TOO_LOOSE = "too_loose"
    NOT_MEASURED = "not_measured"


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha with its interval."""

    alpha: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class IndexFigures:
    """What an index says of the people who answered enough of its items.

    ``lower`` and ``upper`` are the shares of people in the lowest and the highest
    third of the scale.
    """

    mean: ReleasedMean
    lower: ReleasedShare
    upper: ReleasedShare
    people: ReleasedCount


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """One index: a mean over items, of people who answered ``least`` of them.

    ``figures`` is None where the items may not stand as one figure.
    """

    index: str
    title: Text
    items: tuple[Text, ...]
    least: int
    standing: Standing
    reliability: Released[Reliability] | Withheld | None
    figures: IndexFigures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyResults:
    """What is counted in one survey, of ``answers``; in the order asked.

    The items of ``needs`` stand by their mean, the greatest problem first.
    """

    slug: str
    title: Text
    answers: ReleasedCount
    indices: tuple[IndexLine, ...]
    trust: tuple[ScaleTable, ...]
    voice: tuple[ScaleTable, ...]
    needs: tuple[ScaleTable, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Trust, voice and needs, by survey; those without such questions are left out.

    ``waiting`` are the titles of surveys that have not been counted yet.
    """

    surveys: tuple[SurveyResults, ...]
    waiting: tuple[Text, ...]
