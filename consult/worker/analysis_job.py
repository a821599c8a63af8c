"""The job that turns the answers of a consultation into concerns and counts."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from consult.analysis.consultation import plain_recipe, propose_concerns
from consult.analysis.findings import versions
from consult.analysis.remembered import read_earlier
from consult.analysis.stored import StoredConsultation, read_stored
from consult.analysis.storing import (
    CountedWave,
    PreparedRun,
    count_wave,
    prepare_run,
    store_items,
    store_run,
)
from consult.analysis.written import digest_of, read_written
from consult.db.models import AnalysisRun, Consultation, Scope
from consult.ids import ConsultationId, WaveId
from consult.reports.consultation.codec import from_values, to_values
from consult.reports.consultation.findings import ConcernsFinding
from consult.services.overseeing import FreshTally, fresh_tally, store_tally
from consult.services.reading import newest_run
from consult.services.renewing import Renewal, renewal_of
from consult.services.requesting import ANALYSE
from consult.worker.queue import Progress
from consult.worker.task import Outcome, Task
from nlp.earlier import Earlier
from nlp.progress import Report, Stage
from nlp.recipe import Recipe

KIND: Final = ANALYSE
RECIPE: Final = Recipe()
HUNDREDTHS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """The newest runs there are, what is due, and the tallies that are.

    ``earlier`` is what the newest run found, for the next one to go on from.
    """

    renewal: Renewal
    concerns: AnalysisRun | None
    earlier: Earlier | None
    items: Mapping[WaveId, AnalysisRun | None]
    tallies: Sequence[FreshTally]


def handle(task: Task) -> Outcome:
    """Analyse a consultation, and store what is new.

    Nothing is stored again when the same answers were read in the same way, or when
    so few people came or went since that new figures would tell what they answered.
    Raises ``NotFound`` for an unknown consultation.
    """
    consultation = ConsultationId(str(task.payload["consultation"]))
    today = task.now.date()
    with task.database.reading() as session:
        if not _is_kept(session, consultation, today):
            return Outcome({"responses": 0})
        stored = read_stored(session, consultation)
        before = _before(session, stored, today)
    counted = _count(stored, before)
    run = _propose(stored, before, report=_percent(task.report))

    def store(session: Session) -> None:
        for tally in before.tallies:
            store_tally(session, tally)
        for wave in counted:
            store_items(session, consultation, wave, today=today)
        if run is not None:
            store_run(session, run, today=today)

    return Outcome(_result(stored, counted, run), store)


def _is_kept(session: Session, consultation: ConsultationId, today: dt.date) -> bool:
    """Tell whether single answers are still there to be analysed."""
    found = session.get(Consultation, consultation)
    return found is None or today < found.delete_on


def _before(session: Session, stored: StoredConsultation, today: dt.date) -> _Before:
    tallies = [fresh_tally(session, wave.id, today=today) for wave in stored.waves]
    newest = newest_run(session, stored.id, Scope.CONCERNS)
    return _Before(
        renewal=renewal_of(session, stored.id),
        concerns=newest,
        earlier=None if newest is None else read_earlier(session, newest),
        items={
            wave.id: newest_run(session, stored.id, Scope.ITEMS, wave.id)
            for wave in stored.waves
        },
        tallies=[tally for tally in tallies if tally is not None],
    )


def _count(stored: StoredConsultation, before: _Before) -> list[CountedWave]:
    """Return the waves in which something else is counted than the last time."""
    counted: list[CountedWave] = []
    for wave in stored.waves:
        last = before.items[wave.id]
        if not before.renewal.is_due(last, len(wave.responses)):
            continue
        found = count_wave(wave)
        told = last and (last.input_digest, last.findings)
        if told != (found.digest, to_values(found.finding)):
            counted.append(found)
    return counted


def _propose(
    stored: StoredConsultation, before: _Before, *, report: Report
) -> PreparedRun | None:
    """Return a new run, or None when it would be the same or tell of a few."""
    last = before.concerns
    if not before.renewal.is_due(last, stored.responses):
        return None
    if last is not None and last.input_digest == digest_of(read_written(stored)):
        method = from_values(ConcernsFinding, last.findings).found.method
        if (method.recipe, method.versions) == (plain_recipe(RECIPE), versions()):
            return None
    proposal = propose_concerns(stored, RECIPE, earlier=before.earlier, report=report)
    return prepare_run(stored.id, proposal)


def _result(
    stored: StoredConsultation,
    counted: Sequence[CountedWave],
    run: PreparedRun | None,
) -> dict[str, int]:
    found = run and run.finding.found
    return {
        "responses": stored.responses,
        "surveys": len(counted),
        "concerns": len(found.concerns) if found else 0,
        "rare": len(found.rare) if found else 0,
    }


def _percent(report: Callable[[Progress], None]) -> Report:
    """Return a report of stages that tells hundredths, never fewer than before."""
    stages = tuple(Stage)
    reached = 0

    def tell(stage: Stage, done: int, total: int) -> None:
        nonlocal reached
        part = stages.index(stage) + (done / total if total else 1)
        reached = max(reached, int(HUNDREDTHS * part / len(stages)))
        report(Progress(reached, HUNDREDTHS))

    return tell
