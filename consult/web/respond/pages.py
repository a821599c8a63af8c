"""What the first page shows: what is open, and what is promised to everybody."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConsultation:
    """A consultation as the first page announces it, in one language.

    ``minutes`` is how long answering takes, ``languages`` how many there are.
    """

    title: str
    summary: str
    closes_on: dt.date
    minutes: int
    languages: int
    asked_by: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The first page of an installation."""

    consultations: tuple[OpenConsultation, ...]
    disclosure_threshold: int


def no_consultation(_language_tag: str) -> tuple[OpenConsultation, ...]:
    """Return the consultations open now, in a language: none can be held yet."""
    return ()
