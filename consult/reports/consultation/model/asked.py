"""What was asked, by whom and when."""

import datetime as dt
from dataclasses import dataclass

from consult.privacy.disclosure import ReleasedCount
from forms.definition import Text, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question in the words that were shown.

    ``construct`` and ``source`` say where its idea comes from.
    """

    name: str
    label: Text
    use: Use
    construct: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was asked in one wave; ``version`` is the hash of the questionnaire.

    ``source_language`` is the one it was written in. ``answers`` is the number now,
    ``counted`` the number when the tables of who answered were made.
    """

    slug: str
    title: Text
    instrument: str
    version: str
    opens_on: dt.date
    closes_on: dt.date
    source_language: str
    languages: tuple[str, ...]
    questions: tuple[AskedQuestion, ...]
    answers: ReleasedCount
    counted: ReleasedCount
    withdrawn: ReleasedCount
    is_draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked, by whom and when; without days until there is a survey.

    ``contact`` says where to tell that something is wrong.
    """

    slug: str
    title: Text
    summary: Text
    asked_by: Text
    contact: Text | None
    opens_on: dt.date | None
    closes_on: dt.date | None
    delete_on: dt.date
    threshold: int
    surveys: tuple[Survey, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that any survey can be answered in, each once."""
        tags = (tag for survey in self.surveys for tag in survey.languages)
        return tuple(dict.fromkeys(tags))
