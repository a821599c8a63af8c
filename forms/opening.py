"""Opens positions and attachments that a consultation has switched on.

A questionnaire is published with them closed: never asked, always empty. Whoever
holds a consultation may open what can be made safe, and nothing else.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from forms.definition import OPENED, Group, Item, Kind, Question, Questionnaire
from forms.errors import N_
from forms.keys import keys_of

PICTURE: Final = "image"
RECORDING: Final = "audio"
POINT: Final = "geopoint"
MARK_LENGTH: Final = 16


class Unsafe(Enum):
    """Why a question is not opened, in words that say what to do instead."""

    MOVING = N_(
        "Faces, voices and places cannot be taken out of a video. Ask for a photo or "
        "a recording of a voice."
    )
    ANY_FILE = N_(
        "A file of any kind can hold names, places and programs that nobody can take "
        "out. Ask for a photo or a recording of a voice."
    )
    MAPPED = N_(
        "A line or an area on a map can lead to a home. Ask for the place by a list "
        "of choices."
    )
    WORKED_OUT = N_("Nobody answers this question: its answer is worked out or fixed.")
    OTHER_KIND = N_("This question asks for no position, photo or recording.")


@dataclass(frozen=True, slots=True)
class Opening:
    """What is open: all positions or none, and questions with attachments by key."""

    positions: bool = False
    attachments: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is open."""
        return self.positions or bool(self.attachments)

    @property
    def mark(self) -> str:
        """A mark that every other opening has otherwise, empty where nothing is."""
        if not self:
            return ""
        told = json.dumps([self.positions, sorted(self.attachments)])
        return hashlib.sha256(told.encode()).hexdigest()[:MARK_LENGTH]


CLOSED: Final = Opening()


def unsafe(question: Question) -> Unsafe | None:
    """Return why a question must not be opened, None where it may be."""
    if question.kind.published not in OPENED:
        return Unsafe.OTHER_KIND
    is_position = question.kind.published is Kind.POSITION
    if question.variant not in ({POINT} if is_position else {PICTURE, RECORDING}):
        if is_position:
            return Unsafe.MAPPED
        return Unsafe.MOVING if question.variant == "video" else Unsafe.ANY_FILE
    if question.calculation or question.trigger or question.read_only:
        return Unsafe.WORKED_OUT
    return None


def opened(questionnaire: Questionnaire, opening: Opening) -> Questionnaire:
    """Return a questionnaire that asks what is open.

    What cannot be made safe stays closed, whatever the opening says, and nothing
    stands in an opened question before somebody answers it.
    """
    if not opening:
        return questionnaire
    keys = keys_of(questionnaire)

    def within(items: tuple[Item, ...], above: str) -> tuple[Item, ...]:
        return tuple(item_at(item, f"{above}{item.name}") for item in items)

    def item_at(item: Item, path: str) -> Item:
        if isinstance(item, Group):
            return replace(item, items=within(item.items, f"{path}/"))
        return _opened(item) if _is_open(item, keys[path], opening) else item

    return replace(questionnaire, body=within(questionnaire.body, ""))


def _is_open(question: Question, key: str, opening: Opening) -> bool:
    if unsafe(question) is not None:
        return False
    if question.kind is Kind.POSITION:
        return opening.positions
    return key in opening.attachments


def _opened(question: Question) -> Question:
    kind = OPENED.get(question.kind, question.kind)
    return replace(question, kind=kind, default="")
