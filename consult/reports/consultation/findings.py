"""What the report of a consultation is composed from: counts, not yet protected.

Nothing here may reach a template. ``compose`` turns it into a report in which
every figure about people is ``Released`` or ``Withheld``. Names of questions and
choices are those of the questionnaire, which holds their texts.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from consult.reports.findings import FileFindings, QuoteFinding
from consult.statistics.intervals import Proportion
from forms.definition import Questionnaire, Text


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its interval of 95 %, over ``people``."""

    value: float
    low: float
    high: float
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationFinding:
    """Who answered: counts of responses, each a person.

    ``by_group`` maps the name of a question of use ``group`` to counts by choice
    name; missing codes count as choices. Where several can be chosen the counts
    add up to more than the people.
    """

    responses: int
    by_day: Mapping[dt.date, int]
    by_language: Mapping[str, int]
    by_channel: Mapping[str, int]
    by_group: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFinding:
    """The answers to one question with a scale.

    ``counts`` holds every choice and missing code by name. ``high`` is the share
    in the upper half of the scale (the middle of an odd scale is not in it) of
    those who chose a step of it; None when nobody did. ``mean`` is on a scale
    from 0 to 100, None with fewer than two answers.
    """

    question: str
    counts: Mapping[str, int]
    answered: int
    high: Proportion | None
    mean: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFinding:
    """One index over people who answered enough of its items.

    ``mean`` is from 0 to 100. ``high`` is the share with 66.7 or more, ``low``
    the share below 33.3. ``alpha`` is Cronbach's, over those who answered all
    items, with Feldt's interval; None where it cannot be computed.
    """

    index: str
    people: int
    mean: Estimate | None
    high: Proportion | None
    low: Proportion | None
    alpha: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsFinding:
    """Everything that is counted in one wave; ``seed`` and versions as in a run."""

    items: tuple[ItemFinding, ...]
    indices: tuple[IndexFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernsFinding:
    """What people wrote, over all open questions of one use in a consultation.

    The answers to all questions of ``Use.CONCERNS``, of every wave, are read
    together: one list of concerns for the consultation. The denominator is the
    responses with a reason in any of them. ``questions`` are pairs of wave slug
    and question name, in the order asked.

    Groups in ``found`` are named by question and choice; a column ``language``
    holds the language answered in; who did not say stands in no group. Quotes and
    titles are words of those alone who allow it, and the ``response_id`` of a quote
    names response and question with a slash between. ``titles`` says, by the id of
    a concern, where its label was written; the label of a concern that is not in
    it is words of several people. ``input_digest`` is the same when the same was read.
    """

    questions: tuple[tuple[str, str], ...]
    run_number: int
    input_digest: str
    responses: int
    found: FileFindings
    titles: Mapping[str, QuoteFinding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedGroup:
    """How many of a group are to be heard, as the plan says."""

    question: str
    choice: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveFindings:
    """One survey of a consultation: what was asked and what came of it.

    ``participation`` is as of its own number of responses; ``responses`` is the
    number now. ``items`` is None until the worker has counted.
    """

    slug: str
    version_id: str
    questionnaire: Questionnaire
    opens_on: dt.date
    closes_on: dt.date
    responses: int
    withdrawn: int
    participation: ParticipationFinding
    items: ItemsFinding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationFindings:
    """A whole consultation; ``planned`` is the number of responses hoped for.

    ``concerns`` is None until the worker has read the answers. ``contact`` says
    where to ask or complain.
    """

    slug: str
    title: Text
    summary: Text
    asked_by: Text
    planned: int | None
    targets: tuple[PlannedGroup, ...]
    delete_on: dt.date
    threshold: int
    waves: tuple[WaveFindings, ...]
    concerns: ConcernsFinding | None
    contact: Text | None = None
