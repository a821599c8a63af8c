"""What a question shows, whatever its kind: ready for the templates."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from consult.web.respond.wording import Wording
from forms.definition import Kind


class Widget(StrEnum):
    """What somebody sees of a question, and answers it with."""

    AREA = "area"
    LINE = "line"
    OPTIONS = "options"
    SELECT = "select"
    SEARCH = "search"
    PARTS = "parts"
    POSITION = "position"
    FILE = "file"
    RANKING = "ranking"
    NOTE = "note"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, or else a recording, that stands beside ``words``."""

    address: str
    is_picture: bool
    words: str


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; a ruled line parts what ``stands_apart`` from the scale.

    ``state`` is what its tag says where it is chosen.
    """

    name: str
    label: Wording
    state: str
    stands_apart: bool
    media: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One field of several that make an answer: the day of a date.

    ``name`` is that of the field in the form, ``digits`` how many fit.
    """

    name: str
    label: str
    typed: str
    digits: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that answers: what browsers offer to choose, and what is kept of one.

    ``kept`` names the file that is there, empty for none. ``capture`` is the camera
    to be opened, where it is a photo. ``remove`` is the name of the box that takes
    the file out.
    """

    accept: str
    capture: str
    kept: str
    remove: str


@dataclass(frozen=True, slots=True)
class Rank:
    """A choice with the place it was given, empty for none."""

    name: str
    label: Wording
    place: str


@dataclass(frozen=True, slots=True)
class Search:
    """A long list that is searched: ``found`` of ``total`` fit, ``shown`` are shown.

    ``name`` and ``last`` are those of the fields with what is searched for now, and
    what was before. Where nothing fits, the first choices are shown.
    """

    name: str
    last: str
    words: str
    total: int
    found: int
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question with what was given so far; ``problem`` is empty where all is well.

    ``name`` is that of its field, ``about`` names it in few words. ``limits`` say
    what an answer must be like. ``doubt`` asks whether an unlikely answer is right.
    ``sure`` is the name of the field that says so.
    """

    name: str
    about: Wording
    kind: Kind
    widget: Widget
    label: Wording
    hint: Wording | None
    guidance: Wording | None = None
    limits: tuple[str, ...] = ()
    is_required: bool = False
    typed: str = ""
    inputmode: str = ""
    direction: Literal["ltr", "auto"] = "auto"
    options: tuple[Option, ...] = ()
    parts: tuple[Part, ...] = ()
    ranks: tuple[Rank, ...] = ()
    attachment: Attachment | None = None
    search: Search | None = None
    problem: Wording | None = None
    doubt: Wording | None = None
    sure: str = ""
    media: tuple[Shown, ...] = ()

    @property
    def has_sound(self) -> bool:
        """Whether a recording stands beside its words or those of a choice."""
        beside = [*self.media, *(each for one in self.options for each in one.media)]
        return not all(each.is_picture for each in beside)

    @property
    def is_told(self) -> bool:
        """Whether it tells something and asks nothing."""
        return self.widget in (Widget.NOTE, Widget.FIXED)

    @property
    def first_field(self) -> str:
        """Return the id that a link to the question leads to."""
        return f"q-{self.name}"


@dataclass(frozen=True, slots=True)
class Block:
    """Questions under a heading of their own, if any; a grid has them as rows."""

    questions: tuple[AskedQuestion, ...]
    heading: Wording | None = None
    hint: Wording | None = None
    is_grid: bool = False
