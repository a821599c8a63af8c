"""Puts questionnaires into the field: consultations, their waves, open or closed."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import String, bindparam, select, type_coerce
from sqlalchemy.orm import Session

from consult.db.models import Consultation, Wave, WaveState
from consult.db.prepared import Line, Prepared
from consult.errors import N_, NotFound, Rejected
from consult.ids import ConsultationId, VersionId, WaveId, random_id
from consult.services.announcing import Details
from consult.services.publishing import questionnaire_of, store_version
from consult.services.storage import Storage
from forms.definition import Questionnaire
from forms.opening import CLOSED, Opening, opened

__all__ = [
    "FieldedWave",
    "WaveState",
    "change_state",
    "change_states",
    "create_consultation",
    "field_wave",
    "questionnaire_of",
    "store_version",
    "wave_of",
]

LOWEST_THRESHOLD: Final = 5
SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

FOLLOWING: Final[Mapping[WaveState, frozenset[WaveState]]] = MappingProxyType(
    {
        WaveState.DRAFT: frozenset({WaveState.OPEN}),
        WaveState.OPEN: frozenset({WaveState.PAUSED, WaveState.CLOSED}),
        WaveState.PAUSED: frozenset({WaveState.OPEN, WaveState.CLOSED}),
        WaveState.CLOSED: frozenset(),
    }
)
"""Which state may follow. Closed is final: people have been told so, and results
may be out. Who wants more answers fields another wave."""

_SLUG: Final = "wanted"
WAVE_COLUMNS: Final = (
    Wave.id,
    Wave.slug,
    Wave.state,
    Wave.opens_on,
    Wave.closes_on,
    Wave.minutes,
    Wave.withdrawn,
    Wave.version_id,
    Wave.consultation_id,
    Consultation.slug.label("consultation"),
    # As text where the database keeps it so: it is compared, and seldom read.
    type_coerce(Consultation.details, String).label("details"),
    Consultation.disclosure_threshold.label("threshold"),
    Consultation.delete_on,
    Consultation.opens_positions,
    type_coerce(Consultation.opened_attachments, String).label("attachments"),
)
"""What is known of a wave; all of it is in the database, and asked for every time."""

_SELECTED: Final = (
    select(*WAVE_COLUMNS)
    .join(Consultation, Wave.consultation_id == Consultation.id)
    .where(Wave.slug == bindparam(_SLUG))
)
_COLUMNS: Final = tuple(_SELECTED.selected_columns.keys())
_WAVE: Final = Prepared(_SELECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldedWave:
    """A wave as those who answer and those who analyse need it.

    ``threshold`` counts people, ``withdrawn`` the answers taken back, ``minutes``
    is how long answering takes. The questionnaire asks what is open. The ``row`` is
    what the database said, ``WAVE_COLUMNS`` in order.
    """

    id: WaveId
    slug: str
    state: WaveState
    opens_on: dt.date
    closes_on: dt.date
    minutes: int
    withdrawn: int
    version_id: VersionId
    questionnaire: Questionnaire
    consultation_id: ConsultationId
    consultation: str
    details: Details
    threshold: int
    delete_on: dt.date
    opening: Opening = CLOSED
    row: tuple[Any, ...] = field(default=(), compare=False, repr=False)
    asking: str = field(init=False)
    """What differs where a survey asks otherwise: version and opening."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "asking", f"{self.version_id}{self.opening.mark}")

    def takes_answers(self, today: dt.date) -> bool:
        """Say whether somebody may answer today."""
        is_open = self.state is WaveState.OPEN
        return is_open and self.opens_on <= today <= self.closes_on


_SEEN: Final[dict[str, FieldedWave]] = {}
"""By slug, what was made of what the database said of a wave last. It is asked every
time, since a survey may be paused at any moment."""


def create_consultation(
    session: Session,
    *,
    slug: str,
    details: Details,
    disclosure_threshold: int,
    delete_on: dt.date,
) -> ConsultationId:
    """Return a new consultation; single answers are deleted on ``delete_on``.

    Raises ``Rejected`` when the slug is taken or not plain, or the threshold is
    below 5 people.
    """
    _require_free(session, slug, Consultation)
    if disclosure_threshold < LOWEST_THRESHOLD:
        raise Rejected(
            N_("The threshold protects people. Set it to %(lowest)s or more."),
            lowest=LOWEST_THRESHOLD,
        )
    consultation = Consultation(
        id=ConsultationId(random_id()),
        slug=slug,
        details=details.to_stored(),
        disclosure_threshold=disclosure_threshold,
        delete_on=delete_on,
    )
    session.add(consultation)
    session.flush()
    return consultation.id


def field_wave(
    session: Session,
    consultation_id: ConsultationId,
    *,
    version_id: VersionId,
    slug: str,
    opens_on: dt.date,
    closes_on: dt.date,
    minutes: int,
    state: WaveState = WaveState.DRAFT,
) -> WaveId:
    """Return a new wave in which a version is answered, both days included.

    Raises ``NotFound`` for an unknown consultation or version, and ``Rejected``
    when the slug is taken or not plain, the days contradict each other, or the
    consultation does not describe itself in every language of a questionnaire that
    was made here.
    """
    consultation = session.get(Consultation, consultation_id)
    if consultation is None:
        raise NotFound(N_("There is no such consultation."))
    _require_free(session, slug, Wave)
    _require_days(opens_on, closes_on, consultation.delete_on)
    questionnaire = questionnaire_of(session, version_id)
    if not questionnaire.body:
        _require_languages(Details.from_stored(consultation.details), questionnaire)
    wave = Wave(
        id=WaveId(random_id()),
        consultation_id=consultation_id,
        version_id=version_id,
        slug=slug,
        state=state,
        opens_on=opens_on,
        closes_on=closes_on,
        minutes=minutes,
        withdrawn=0,
    )
    session.add(wave)
    session.flush()
    return wave.id


def change_states(
    session: Session, consultation: str, state: WaveState
) -> tuple[str, ...]:
    """Open, pause or close the surveys of a consultation; return which those are.

    A survey that is closed stays so. Raises ``NotFound`` for an unknown
    consultation, and ``Rejected`` when none of its surveys can go that way.
    """
    known = session.scalar(
        select(Consultation.id).where(Consultation.slug == consultation)
    )
    if known is None:
        raise NotFound(N_("There is no such consultation."))
    waves = session.scalars(
        select(Wave).where(Wave.consultation_id == known).order_by(Wave.slug)
    ).all()
    able = [
        wave for wave in waves if wave.state is state or state in FOLLOWING[wave.state]
    ]
    if not able:
        raise Rejected(
            N_(
                'No survey of "%(consultation)s" can become %(wanted)s. Import a '
                "questionnaire first, or start another survey if these are closed."
            ),
            consultation=consultation,
            wanted=state.value,
        )
    for wave in able:
        wave.state = state
    return tuple(wave.slug for wave in able)


def change_state(session: Session, slug: str, state: WaveState) -> None:
    """Open, pause or close a wave; the state it has already changes nothing.

    Raises ``NotFound``, and ``Rejected`` when the state cannot follow.
    """
    wave = session.scalar(select(Wave).where(Wave.slug == slug))
    if wave is None:
        raise NotFound
    if state is not wave.state and state not in FOLLOWING[wave.state]:
        raise Rejected(
            N_(
                "This survey cannot go from %(now)s to %(wanted)s. If it is closed, "
                "start another one."
            ),
            now=wave.state.value,
            wanted=state.value,
        )
    wave.state = state


def wave_of(session: Session, slug: str) -> FieldedWave:
    """Return the wave with a slug, whatever its state; raises ``NotFound``."""
    connection = session.connection()
    line = Line(connection.dialect, connection.connection)
    return _fielded(session, _WAVE.first(line, {_SLUG: slug}))


def wave_now(storage: Storage, slug: str) -> FieldedWave:
    """Return the same, made anew only where the database says something new."""
    with storage.looking() as line:
        row = _WAVE.first(line, {_SLUG: slug})
    known = _SEEN.get(slug)
    if known is not None and known.row == row:
        return known
    with storage.reading() as session:
        wave = _SEEN[slug] = _fielded(session, row)
    return wave


def wave_seen_last(storage: Storage, slug: str) -> FieldedWave:
    """Return the same as it was last seen here, which may be past.

    It is for those who then compare its ``row`` with that of the database.
    """
    known = _SEEN.get(slug)
    return wave_now(storage, slug) if known is None else known


def _fielded(session: Session, row: tuple[Any, ...] | None) -> FieldedWave:
    if row is None:
        raise NotFound
    told = dict(zip(_COLUMNS, row, strict=True))
    opening = Opening(
        told.pop("opens_positions"), tuple(_from_json(told.pop("attachments")))
    )
    details = Details.from_stored(_from_json(told.pop("details")))
    asked = questionnaire_of(session, told["version_id"])
    return FieldedWave(
        **told,
        questionnaire=opened(asked, opening),
        details=details,
        opening=opening,
        row=row,
    )


def _from_json(kept: Any) -> Any:
    return json.loads(kept) if isinstance(kept, str) else kept


def _require_free(
    session: Session, slug: str, table: type[Consultation] | type[Wave]
) -> None:
    if not SLUG.fullmatch(slug):
        raise Rejected(
            N_(
                'The name "%(slug)s" cannot stand in an address. Use up to 64 small '
                "letters of English, digits and -."
            ),
            slug=slug,
        )
    if session.scalar(select(table.id).where(table.slug == slug)) is not None:
        raise Rejected(N_('There is a "%(slug)s" already. Choose another.'), slug=slug)


def _require_days(opens_on: dt.date, closes_on: dt.date, delete_on: dt.date) -> None:
    if not opens_on <= closes_on <= delete_on:
        raise Rejected(
            N_(
                "The days do not fit. A survey opens, then closes, and single answers "
                "are deleted after that."
            )
        )


def _require_languages(details: Details, questionnaire: Questionnaire) -> None:
    for text in (details.title, details.summary, details.asked_by, details.contact):
        words = dict(text.in_languages)
        for tag in questionnaire.languages:
            if not words.get(tag):
                raise Rejected(
                    N_(
                        "The consultation does not describe itself in the language "
                        "%(language)s. Add its title, summary, who asks, and contact."
                    ),
                    language=tag,
                )
