"""Takes in what somebody answers: page by page as a draft, then as a response.

Nothing about the person or the request gets here: a ticket, the answers and the
day are all there is. A response and its draft have nothing in common.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import Insert, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.db.models import Channel, Draft, OpenAnswer, Response, SentDraft
from consult.errors import N_, ConsultError, NotFound, Rejected
from consult.ids import ResponseId, random_id
from consult.services.drafting import DraftRow, draft_of, replace_answers
from consult.services.fielding import FieldedWave
from consult.services.receipts import Receipt, Ticket
from consult.services.reckoning import first_answers, worked_out
from consult.services.retaining import oldest_draft, remove_old_drafts
from consult.services.storage import Storage
from consult.services.uploading import DraftFiles, Files, attached_in, new_name
from forms.answers import Raw, seal
from forms.definition import Page
from forms.errors import InvalidAnswers
from forms.problems import Problem, Rule

Answers: TypeAlias = dict[str, str | list[str]]
"""What was typed, by key."""


class Beginning(StrEnum):
    """What became of the wish to begin."""

    BEGUN = "begun"
    SENT_BEFORE = "sent before"
    USED_UP = "used up"


class WaveOutdated(Exception):
    """The wave is not as it was seen before: look again. Nothing was changed."""


class AlreadySent(ConsultError):
    """The answers of this ticket are stored; there is no draft any more."""

    code = "C486"
    status = 409
    message = N_("These answers were sent already.")


class DraftGone(NotFound):
    """There is no such draft, or none any more."""

    code = "C458"
    message = N_(
        "What was begun here is not kept any more. You can begin again from the first "
        "page."
    )


class AnswersRefused(Rejected):
    """The answers cannot be sent as they are; ``problems`` holds every reason."""

    code = "C487"
    message = N_("These answers cannot be sent yet. Correct them and try again.")

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


def begin(
    session: Session,
    *,
    wave: FieldedWave,
    ticket: Ticket,
    language: str,
    typed: Raw,
    today: dt.date,
) -> Beginning:
    """Begin a draft with what was typed on the first page, and tell whether it is.

    The same ticket begins one draft and sends one response: it is ``USED_UP`` when
    a response came of it and the phone was cleared since. ``language`` is the one
    in which consent was given. Also removes drafts that are kept no longer.
    """
    remove_old_drafts(session, today=today)
    if was_sent(session, wave=wave, ticket=ticket, today=today):
        return Beginning.SENT_BEFORE
    if is_held(session, ticket=ticket):
        return Beginning.USED_UP
    values = {
        "token_hash": ticket.token_hash,
        "wave_id": wave.id,
        "language": language,
        "answers": first_answers(wave, today=today, language=language) | dict(typed),
        "started_on": today,
    }
    session.execute(_insert_unless_there(session, values))
    return Beginning.BEGUN


def load(
    storage: Storage, *, wave: FieldedWave, ticket: Ticket, today: dt.date
) -> dict[str, str | list[str]]:
    """Return what was typed so far, valid or not; raises like ``look``."""
    return dict(look(storage, wave=wave, ticket=ticket, today=today).answers)


def look(
    storage: Storage, *, wave: FieldedWave, ticket: Ticket, today: dt.date
) -> DraftRow:
    """Return the draft of a ticket.

    Raises ``AlreadySent``, ``DraftGone`` when there is no such draft, and
    ``WaveOutdated`` when the wave is another one by now.
    """
    with storage.looking() as line:
        draft = draft_of(line, ticket)
    if draft is None or not _is_usable(draft, wave, today):
        raise _gone(storage, wave=wave, ticket=ticket, today=today)
    return draft


def save_page(
    storage: Storage,
    *,
    wave: FieldedWave,
    ticket: Ticket,
    page: Page,
    typed: Raw,
    today: dt.date,
) -> dict[str, str | list[str]]:
    """Keep what was typed on one page, valid or not; return all that was typed.

    What is missing in ``typed`` was left empty. Raises like ``load``.
    """
    keys = [question.name for question in page.questions]

    def changed(draft: DraftRow) -> Answers:
        return with_typed(draft.answers, keys, typed)

    revised = revise(storage, wave=wave, ticket=ticket, today=today, change=changed)
    return dict(revised.answers)


def with_typed(answers: Raw, keys: Sequence[str], typed: Raw) -> Answers:
    """Return answers in which those under some keys are what was typed."""
    replaced = set(keys)
    kept = {key: value for key, value in answers.items() if key not in replaced}
    return kept | {key: typed[key] for key in keys if key in typed}


def revise(
    storage: Storage,
    *,
    wave: FieldedWave,
    ticket: Ticket,
    today: dt.date,
    change: Callable[[DraftRow], Answers | None],
) -> DraftRow:
    """Change what was typed so far, and return it; nobody else does meanwhile.

    A change that gives None changes nothing. Raises like ``look``.
    """
    with storage.keeping() as line:
        draft = draft_of(line, ticket, to_change=True)
        if draft is not None and _is_usable(draft, wave, today):
            answers = change(draft)
            if answers is None:
                return draft
            return replace_answers(line, ticket, draft, answers)
    raise _gone(storage, wave=wave, ticket=ticket, today=today)


def send(
    session: Session,
    *,
    wave: FieldedWave,
    ticket: Ticket,
    today: dt.date,
) -> Receipt:
    """Store the answers of a draft as a response; return its receipt code.

    The response is safe once the session commits. Doing it again changes nothing
    and gives the same code. Raises ``AnswersRefused``, and ``DraftGone`` when there
    is no such draft.
    """
    try:
        draft = _locked(session, wave=wave, ticket=ticket, today=today)
    except AlreadySent:
        return ticket.receipt
    if is_held(session, ticket=ticket):
        # Two requests crossed: the answers are in, and a draft was begun anew.
        session.delete(draft)
        return ticket.receipt
    try:
        store_response(
            session,
            wave=wave,
            raw=draft.answers,
            language=draft.language,
            channel=Channel.WEB,
            receipt_hash=ticket.receipt_hash,
            today=today,
            files=DraftFiles(ticket),
        )
    except InvalidAnswers as error:
        raise AnswersRefused(error.problems) from error
    session.delete(draft)
    session.merge(
        SentDraft(token_hash=ticket.token_hash, wave_id=wave.id, sent_on=today)
    )
    return ticket.receipt


def was_sent(
    session: Session, *, wave: FieldedWave, ticket: Ticket, today: dt.date
) -> bool:
    """Whether the answers of a ticket were sent lately and are still held."""
    sent = session.get(SentDraft, ticket.token_hash)
    return (
        sent is not None
        and sent.wave_id == wave.id
        and sent.sent_on >= oldest_draft(today)
        and is_held(session, ticket=ticket)
    )


def is_held(session: Session, *, ticket: Ticket) -> bool:
    """Whether a response came of the ticket, and was not taken back."""
    held = select(Response.id).where(Response.receipt_hash == ticket.receipt_hash)
    return session.scalar(held) is not None


def discard(session: Session, *, ticket: Ticket) -> None:
    """Delete the draft of somebody who does not take part after all."""
    session.execute(delete(Draft).where(Draft.token_hash == ticket.token_hash))


def forget(session: Session, *, ticket: Ticket) -> None:
    """Forget that the ticket was used, so that its address leads nowhere."""
    session.execute(delete(SentDraft).where(SentDraft.token_hash == ticket.token_hash))


def store_response(
    session: Session,
    *,
    wave: FieldedWave,
    raw: Raw,
    language: str,
    channel: Channel,
    receipt_hash: str,
    today: dt.date,
    files: Files,
) -> None:
    """Store answers as a response, without those that are asked no more.

    ``files`` are those that the answers name. Raises ``InvalidAnswers`` with every
    problem.
    """
    sheet = worked_out(wave, raw, today=today, language=language)
    sealed = seal(wave.questionnaire, raw, sheet)
    attached = [
        (key, name, new_name(name.rpartition(".")[2]))
        for key, name in attached_in(sheet, sealed.closed)
    ]
    response = Response(
        id=ResponseId(random_id()),
        wave_id=wave.id,
        version_id=wave.version_id,
        language=language,
        channel=channel,
        answered_on=today,
        receipt_hash=receipt_hash,
        answers={**sealed.closed, **{key: new for key, _, new in attached}},
    )
    session.add(response)
    # Words and files refer to the response, which has to be there first.
    session.flush()
    for key, name, new in attached:
        if not files.give(session, name, new=new, to=response.id, question=key):
            raise InvalidAnswers([Problem(key, Rule.FILE_GONE)])
    for question, words in sealed.open.items():
        session.add(OpenAnswer(response_id=response.id, question=question, text=words))


def _locked(
    session: Session, *, wave: FieldedWave, ticket: Ticket, today: dt.date
) -> Draft:
    """Return the draft; nobody else changes it until the session ends."""
    draft = session.get(Draft, ticket.token_hash, with_for_update=True)
    if draft is not None and _is_usable(draft, wave, today):
        return draft
    if was_sent(session, wave=wave, ticket=ticket, today=today):
        raise AlreadySent
    raise DraftGone


def _is_usable(draft: Draft | DraftRow, wave: FieldedWave, today: dt.date) -> bool:
    is_usable = draft.wave_id == wave.id and draft.started_on >= oldest_draft(today)
    if is_usable and isinstance(draft, DraftRow) and draft.wave != wave.row:
        raise WaveOutdated
    return is_usable


def _gone(
    storage: Storage, *, wave: FieldedWave, ticket: Ticket, today: dt.date
) -> AlreadySent | DraftGone:
    """Return why there is no draft."""
    with storage.reading() as session:
        is_sent = was_sent(session, wave=wave, ticket=ticket, today=today)
    return AlreadySent() if is_sent else DraftGone()


def _insert_unless_there(session: Session, values: Mapping[str, Any]) -> Insert:
    """Return an insert that leaves a draft that is there as it is."""
    columns = [Draft.token_hash]
    if session.get_bind().dialect.name == "sqlite":
        return (
            sqlite.insert(Draft)
            .values(values)
            .on_conflict_do_nothing(index_elements=columns)
        )
    return (
        postgresql.insert(Draft)
        .values(values)
        .on_conflict_do_nothing(index_elements=columns)
    )
