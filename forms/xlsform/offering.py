"""Finds what a question is answered from: a list, a file, and "other" beside it."""

from typing import Final

from forms.definition import CHOOSING, Kind, Question
from forms.xlsform.choices import OTHER, Lists, in_each
from forms.xlsform.columns import CHOICES
from forms.xlsform.faults import Fault
from forms.xlsform.files import Files
from forms.xlsform.kinds import Asked
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record
from forms.xlsform.sources import EXTERNAL_CHOICES

SPECIFY_IN: Final = {
    "ar": "يرجى التحديد", "de": "Bitte angeben", "en": "Please specify",
    "es": "Especifique", "fr": "Précisez", "id": "Sebutkan", "it": "Specificare",
    "pt": "Especifique", "ru": "Уточните", "sw": "Tafadhali eleza", "tr": "Belirtin",
    "uk": "Уточніть", "zh": "请说明",
}  # fmt: skip


class Offers:
    """Knows the lists and files; ``language`` is what plain columns are in."""

    def __init__(
        self, lists: Lists, files: Files, findings: Findings, language: str
    ) -> None:
        self._lists = lists
        self._files = files
        self._findings = findings
        self._language = language

    def find(self, asked: Asked, record: Record) -> tuple[Asked, str | None]:
        """Return what is asked and the name of the list it is chosen from.

        Where there are no choices, a short text is asked for.
        """
        if asked.kind not in CHOOSING:
            return asked, None
        name = self._list(asked, record)
        if name is not None:
            return asked, name
        return Asked(Kind.TEXT, " ".join(record.logic("type").split())), None

    def searched(self, question: Question, record: Record) -> Question:
        """Return a question whose appearance looks for choices in a file with them."""
        return self._files.searched(question, record, self._lists)

    def other(self, asked: Asked, question: Question) -> Question | None:
        """Offer "other" where the type says so; return what asks for it."""
        name = question.choices
        if not asked.has_other or name is None or self._lists.is_from_file(name):
            return None
        self._lists.add_other(name, self._language)
        spoken = dict.fromkeys(tag for tag, _ in question.label.in_languages)
        return Question(
            name=f"{question.name}_{OTHER}",
            kind=Kind.TEXT,
            label=in_each(SPECIFY_IN, spoken, self._language),
            relevant=f"selected(${{{question.name}}}, '{OTHER}')",
        )

    def _list(self, asked: Asked, record: Record) -> str | None:
        place = record.place("type")
        if not asked.list:
            self._findings.add(Fault.LIST_UNNAMED, place)
            return None
        if "${" in asked.list:
            self._findings.add(Fault.CHOICES_FROM_ANSWERS, place)
            return None
        if asked.list in self._lists and not asked.is_external:
            return asked.list
        if asked.is_file:
            return self._files.choices_of(asked, record, self._lists)
        sheet = EXTERNAL_CHOICES if asked.is_external else CHOICES
        name = self._files.external(asked.list) if asked.is_external else asked.list
        if name in self._lists:
            return name
        self._findings.add(Fault.LIST_MISSING, place, name=asked.list, sheet=sheet)
        return None
