"""Holds photos and recordings beside drafts and responses, and hands them over.

Only what ``consult.privacy.cleaning`` made gets here. A file has another name in the
response than in the draft it came from.
"""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final, Protocol

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from consult.db.models import Upload
from consult.errors import N_, NotReady
from consult.ids import ResponseId, random_id
from consult.privacy.cleaning import Cleaned
from consult.privacy.cleaning.refusals import FileRefused
from consult.services.receipts import Ticket
from consult.services.storage import Storage
from forms.definition import Kind
from forms.judging import ATTACHED
from forms.sheets import Sheet
from forms.typed import Raw

MOST_FILES: Final = 50
"""More no questionnaire asks of one person; who sends them means harm."""

MOST_UNSENT: Final = 5_000_000_000
"""Bytes of files of drafts altogether: a stranger must not fill the disk."""


class TooManyFiles(FileRefused):
    """The draft holds as many files as it may."""

    code: ClassVar[str] = "C466"
    message: ClassVar[str] = N_("These answers hold too many files. Remove some.")


class NoRoom(NotReady):
    """The files of all drafts together are as large as they may be."""

    code: ClassVar[str] = "C504"
    message: ClassVar[str] = N_(
        "Files cannot be taken in now. Go on without it, or try again tomorrow."
    )


class Files(Protocol):
    """Where the files are that answers name."""

    def give(
        self, session: Session, name: str, *, new: str, to: ResponseId, question: str
    ) -> bool:
        """Give a file to a response under a new name; say whether it was there."""


class DraftFiles:
    """The files of a draft."""

    def __init__(self, ticket: Ticket) -> None:
        self._draft = ticket.token_hash

    def give(
        self, session: Session, name: str, *, new: str, to: ResponseId, question: str
    ) -> bool:
        """Give a file of the draft to a response."""
        given = session.scalar(
            update(Upload)
            .where(Upload.name == name, Upload.draft_hash == self._draft)
            .values(name=new, draft_hash=None, response_id=to, question=question)
            .returning(Upload.name)
            .execution_options(synchronize_session=False)
        )
        return given is not None


class SentFiles:
    """Files that came along with the answers, cleaned, by the name they were given."""

    def __init__(self, files: Mapping[str, Cleaned]) -> None:
        self._files = files

    def give(
        self, session: Session, name: str, *, new: str, to: ResponseId, question: str
    ) -> bool:
        """Store a file with a response."""
        file = self._files.get(name)
        if file is None:
            return False
        upload = Upload(
            name=new,
            response_id=to,
            question=question,
            size=len(file.content),
            content=file.content,
        )
        session.add(upload)
        return True


def new_name(ending: str) -> str:
    """Return a name for a file that says nothing but what kind it is."""
    return f"{random_id()}.{ending}"


def hold(storage: Storage, *, ticket: Ticket, file: Cleaned) -> str:
    """Keep a file with a draft and return its name.

    Raises ``TooManyFiles``, and ``NoRoom``. The draft has to be there.
    """
    name = new_name(file.ending)
    with storage.writing() as session:
        _require_room(session, ticket)
        upload = Upload(
            name=name,
            draft_hash=ticket.token_hash,
            question="",
            size=len(file.content),
            content=file.content,
        )
        session.add(upload)
    return name


def drop_unnamed(storage: Storage, *, ticket: Ticket, answers: Raw) -> None:
    """Delete the files of a draft that its answers do not name any more."""
    named = {each for each in answers.values() if isinstance(each, str)}
    own = Upload.draft_hash == ticket.token_hash
    with storage.reading() as session:
        held = set(session.scalars(select(Upload.name).where(own)))
    if unnamed := held - named:
        with storage.writing() as session:
            session.execute(delete(Upload).where(own, Upload.name.in_(sorted(unnamed))))


def attached_in(sheet: Sheet, closed: Raw) -> Iterator[tuple[str, str]]:
    """Give the keys under which answers name files, each with the name."""
    for key, value in closed.items():
        if isinstance(value, str) and ATTACHED.fullmatch(value) and _asks(sheet, key):
            yield key, value


def _asks(sheet: Sheet, key: str) -> bool:
    return sheet.question(key).kind is Kind.OPEN_ATTACHMENT


def _require_room(session: Session, ticket: Ticket) -> None:
    own = select(func.count()).where(Upload.draft_hash == ticket.token_hash)
    if (session.scalar(own) or 0) >= MOST_FILES:
        raise TooManyFiles
    unsent = select(func.sum(Upload.size)).where(Upload.draft_hash.is_not(None))
    if (session.scalar(unsent) or 0) >= MOST_UNSENT:
        raise NoRoom
