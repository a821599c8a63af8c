"""The tray of recordings and photos that nobody has put into words yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from consult.errors import Rejected
from consult.i18n import Interface
from consult.services.auditing import Deed, record
from consult.services.transcribing import (
    File,
    content_of,
    tray_of,
    type_words,
    typed_of,
)
from consult.web.desk import UNTYPED, Desk
from consult.web.security import WITH_MEDIA
from forms.definition import Said

SEE_OTHER: Final = 303
FILES: Final = "files"
FILE: Final = "file"
WORDS: Final = "words"
MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "jpg": "image/jpeg",
        "wav": "audio/wav",
        "mp3": "audio/mpeg",
        "ogg": "audio/ogg",
        "m4a": "audio/mp4",
    }
)


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file with what it answers, where it is, and where its words are sent."""

    number: int
    name: str
    is_photo: bool
    question: Said | None
    words: str
    path: str
    action: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class UntypedPage:
    """What waits, how many more do than are shown, and what was typed."""

    waiting: tuple[ShownFile, ...]
    more: int
    typed: tuple[ShownFile, ...]

    @property
    def has_problem(self) -> bool:
        """Whether what was typed last was not kept."""
        return any(each.problem for each in (*self.waiting, *self.typed))


@dataclass(frozen=True, slots=True)
class Transcription:
    """Answers those who listen, look and type."""

    desk: Desk

    def tray(self, interface: Interface) -> Response:
        """Return the tray."""
        self.desk.look(UNTYPED)
        return self._page(interface, {}, {})

    def file(self, name: str) -> AnyResponse:
        """Return one file, whole or in the part that a player asks for."""
        named = self.desk.consultation()
        with self.desk.storage.reading() as session:
            content = content_of(session, named.id, name)
        self.desk.look(f"{FILES}/{name}")
        media_type = MEDIA_TYPES[name.rpartition(".")[2]]
        response = Response(content, content_type=media_type)
        response.content_length = len(content)
        # What it answers goes by the parts of itself that Safari plays alone.
        return response.make_conditional(
            request, accept_ranges=True, complete_length=len(content)
        )

    def typed(self, interface: Interface) -> AnyResponse:
        """Keep what was typed and lead back to what waits."""
        named, now = self.desk.consultation(), self.desk.clock()
        name, words = (request.form.get(each, "") for each in (FILE, WORDS))
        try:
            with self.desk.storage.writing() as session:
                type_words(session, named.id, name, words)
                record(
                    session,
                    Deed.ANSWER_TYPED,
                    who=self.desk.member().staff,
                    about=f"{named.id}/{name}",
                    now=now,
                )
        except Rejected as refusal:
            problem = interface.explain(refusal)
            page = self._page(interface, {name: words}, {name: problem})
            page.status_code = refusal.status
            return page
        return redirect(self._path(interface), SEE_OTHER)

    def _page(
        self, interface: Interface, words: Mapping[str, str], wrong: Mapping[str, str]
    ) -> Response:
        named = self.desk.consultation()
        with self.desk.storage.reading() as session:
            tray = tray_of(session, named.id)
            typed = typed_of(session, named.id)
        base = self._path(interface)

        def shown(number: int, file: File) -> ShownFile:
            return ShownFile(
                number=number,
                name=file.name,
                is_photo=file.is_photo,
                question=file.question.said_in(interface.tag, otherwise=interface.tag)
                if file.question
                else None,
                words=words.get(file.name, file.words),
                path=f"{base.removesuffix(UNTYPED)}{FILES}/{file.name}",
                action=base,
                problem=wrong.get(file.name, ""),
            )

        waiting = tuple(shown(at, each) for at, each in enumerate(tray.files, 1))
        after = len(waiting) + 1
        view = UntypedPage(
            waiting=waiting,
            more=tray.waiting - len(waiting),
            typed=tuple(shown(at, each) for at, each in enumerate(typed, after)),
        )
        page = self.desk.page(
            "facilitate/untyped.html", interface, view, section=UNTYPED
        )
        page.headers.add(*WITH_MEDIA)
        return page

    def _path(self, interface: Interface) -> str:
        named = self.desk.consultation()
        return f"/{interface.tag}/desk/{named.slug}/{UNTYPED}"
