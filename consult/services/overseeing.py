"""Tells how many answered and who they are, never so that two looks tell of a few.

How many there are is counted live. Who they are is counted once so many more have
answered that the difference between two counts tells of no small group, and once
more when the wave has closed.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy import Insert, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.db.models import Consultation, Response, Tally, Wave, WaveState
from consult.errors import NotFound
from consult.ids import WaveId
from consult.reports.consultation.codec import from_values, to_values
from consult.reports.consultation.findings import ParticipationFinding
from consult.reports.consultation.responses import Answers, chosen, countable
from consult.services.publishing import questionnaire_of
from consult.services.storage import Storage
from forms.definition import Questionnaire, Use

DELETED: Final = "deleted"
"""In the stored counts: whether the responses counted are gone."""

NOBODY: Final = ParticipationFinding(
    responses=0, by_day={}, by_language={}, by_channel={}, by_group={}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshTally:
    """Counts that are due to be stored; ``counts`` are values as JSON knows them."""

    wave_id: WaveId
    responses: int
    counts: Mapping[str, object]


def count_responses(session: Session, wave_id: WaveId) -> int:
    """Return how many responses a wave has now.

    Once they are deleted at the end of their time, it is how many there were.
    """
    tally = session.get(Tally, wave_id)
    if tally is not None and tally.counts.get(DELETED):
        return tally.responses
    return _count(session, wave_id)


def participation(
    session: Session, wave_id: WaveId, threshold: int
) -> ParticipationFinding:
    """Return who answered, as of the last time that was counted.

    Nobody at all is told of while there are fewer than ``threshold`` people.
    """
    tally = session.get(Tally, wave_id)
    if tally is None or tally.responses < threshold:
        return NOBODY
    return from_values(ParticipationFinding, tally.counts)


def waves_to_tally(session: Session, *, today: dt.date) -> tuple[WaveId, ...]:
    """Return the waves in the field whose responses are still kept, by id."""
    query = (
        select(Wave.id)
        .join(Consultation, Wave.consultation_id == Consultation.id)
        .where(Wave.state != WaveState.DRAFT, Consultation.delete_on > today)
        .order_by(Wave.id)
    )
    return tuple(session.scalars(query))


def refresh_tally(storage: Storage, wave_id: WaveId, *, today: dt.date) -> bool:
    """Count again who answered if that is due, and say whether it was.

    Raises ``NotFound`` for an unknown wave.
    """
    with storage.reading() as session:
        fresh = fresh_tally(session, wave_id, today=today)
    if fresh is None:
        return False
    with storage.writing() as session:
        store_tally(session, fresh)
    return True


def fresh_tally(
    session: Session, wave_id: WaveId, *, today: dt.date
) -> FreshTally | None:
    """Return new counts, or None while the stored ones are to stay.

    New ones are due when at least as many people as the threshold of the
    consultation have come or gone, and never for fewer, nor once the responses are
    to be deleted. Raises ``NotFound`` for an unknown wave.
    """
    wave = session.get(Wave, wave_id)
    if wave is None:
        raise NotFound
    consultation = session.get_one(Consultation, wave.consultation_id)
    if consultation.delete_on <= today:
        return None
    if _is_fresh(session, wave, consultation.disclosure_threshold):
        return None
    return _counted(session, wave)


def last_tally(session: Session, wave: Wave) -> FreshTally:
    """Return the counts to keep of a wave whose responses are about to be deleted.

    They are those told before when only a few people have come or gone since.
    """
    consultation = session.get_one(Consultation, wave.consultation_id)
    stored = session.get(Tally, wave.id)
    counted = _counted(session, wave)
    if stored and _is_fresh(session, wave, consultation.disclosure_threshold):
        counted = FreshTally(
            wave_id=wave.id, responses=stored.responses, counts=stored.counts
        )
    return FreshTally(
        wave_id=wave.id,
        responses=counted.responses,
        counts={**counted.counts, DELETED: True},
    )


def store_tally(session: Session, fresh: FreshTally) -> None:
    """Store counts in the place of those before."""
    values = {"responses": fresh.responses, "counts": dict(fresh.counts)}
    session.execute(_upsert(session, fresh.wave_id, values))


def _is_fresh(session: Session, wave: Wave, threshold: int) -> bool:
    """Say whether fewer people than the threshold came or went since the last tally."""
    stored = session.get(Tally, wave.id)
    known = stored.responses if stored else 0
    return abs(_count(session, wave.id) - known) < threshold


def _count(session: Session, wave_id: WaveId) -> int:
    query = select(func.count()).where(Response.wave_id == wave_id)
    return session.scalar(query) or 0


def _counted(session: Session, wave: Wave) -> FreshTally:
    rows = session.execute(
        select(
            Response.answered_on, Response.language, Response.channel, Response.answers
        ).where(Response.wave_id == wave.id)
    ).all()
    questionnaire = questionnaire_of(session, wave.version_id)
    finding = ParticipationFinding(
        responses=len(rows),
        by_day=_in_order(row.answered_on for row in rows),
        by_language=_in_order(row.language for row in rows),
        by_channel=_in_order(row.channel.value for row in rows),
        by_group=_by_group(questionnaire, [row.answers for row in rows]),
    )
    return FreshTally(
        wave_id=wave.id,
        responses=finding.responses,
        counts=to_values(finding),
    )


_Key = TypeVar("_Key", str, dt.date)


def _in_order(values: Iterable[_Key]) -> dict[_Key, int]:
    return dict(sorted(Counter(values).items()))


def _by_group(
    questionnaire: Questionnaire, responses: Sequence[Answers]
) -> dict[str, dict[str, int]]:
    """Return counts of every choice and missing code, by question."""
    found: dict[str, dict[str, int]] = {}
    for question in questionnaire.used_for(Use.GROUP):
        given = Counter(
            name for answers in responses for name in chosen(question, answers)
        )
        found[question.name] = {
            name: given[name] for name in countable(questionnaire, question)
        }
    return found


def _upsert(session: Session, wave_id: WaveId, values: Mapping[str, object]) -> Insert:
    """Return what stores a tally, whether there is one or two workers make one."""
    insert = (
        sqlite.insert
        if session.get_bind().dialect.name == "sqlite"
        else postgresql.insert
    )
    return (
        insert(Tally)
        .values(wave_id=wave_id, **values)
        .on_conflict_do_update(index_elements=[Tally.wave_id], set_=dict(values))
    )
