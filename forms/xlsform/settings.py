"""Reads the sheet of settings: what the questionnaire is called, and in which order."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from forms.checking.bodies import XML_NAME
from forms.definition import Consent, Index, Pairs, Questionnaire, Section, Text
from forms.errors import InvalidDefinition
from forms.logic.sites import NAME, ROOT
from forms.structure import JSON, decode
from forms.xlsform.columns import LANGUAGES
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record
from forms.xlsform.sheet_faults import SheetFault

YES: Final = frozenset({"yes", "true", "true()", "1"})
NO: Final = frozenset({"no", "false", "false()", "0"})

DUPLICATES: Final = "allow_choice_duplicates"
SPACES: Final = "clean_text_values"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the sheet of settings says.

    ``spoken`` are the languages where it lists them.
    """

    title: Text | None = None
    form_title: str = ""
    summary: Text | None = None
    instrument: str = ""
    spoken: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    consent: Consent = field(default=Consent(question="", agreed=""))
    indices: tuple[Index, ...] = ()
    pairs: Pairs = ()

    @property
    def allows_duplicates(self) -> bool:
        """Whether two choices of a list may have the same name."""
        return dict(self.pairs).get(DUPLICATES, "").lower() in YES


def settings_of(record: Record | None, findings: Findings) -> Settings:
    """Return what the first row of the sheet says; without one, nothing."""
    if record is None:
        return Settings()
    laid_out = _laid_out(record, findings)
    root = record.further.get(NAME, ROOT)
    if not XML_NAME.fullmatch(root) or ":" in root:
        findings.add(
            SheetFault.ROOT_UNUSABLE, record.place(NAME), name=root, instead=ROOT
        )
    return Settings(
        title=record.text("title"),
        form_title=record.get("form_title"),
        summary=record.text("summary"),
        instrument=record.get("instrument"),
        spoken=tuple(record.further.get(LANGUAGES, "").split()),
        sections=laid_out.sections,
        consent=laid_out.consent,
        indices=laid_out.indices,
        pairs=_pairs(record.further),
    )


def _pairs(further: dict[str, str]) -> Pairs:
    return tuple((name, cell) for name, cell in further.items() if name != LANGUAGES)


def _laid_out(record: Record, findings: Findings) -> Questionnaire:
    """Return a questionnaire with what is told in JSON: sections, consent, indices."""
    tree: dict[str, JSON] = {
        "instrument": "",
        "title": {},
        "languages": [],
        "sections": [],
        "pages": [],
        "choice_lists": [],
        "consent": {"question": "", "agreed": ""},
    }
    questionnaire = decode(dict(tree))
    for name in ("sections", "consent", "indices"):
        told = record.get(name)
        if told:
            read = _decoded({**tree, name: _json(told)})
            if read is None:
                known = "JSON"
                findings.add(
                    SheetFault.VALUE_UNREADABLE,
                    record.place(name),
                    value=told,
                    known=known,
                )
                continue
            tree[name] = _json(told)
            questionnaire = read
    return questionnaire


def _json(told: str) -> JSON:
    try:
        tree: JSON = json.loads(told)
    except (ValueError, RecursionError):
        return None
    return tree


def _decoded(tree: dict[str, JSON]) -> Questionnaire | None:
    try:
        return decode(tree)
    except InvalidDefinition:
        return None


def chosen(told: str, known: Sequence[str]) -> str | None:
    """Return which of some known words is told, whatever its case; None for none."""
    lower = told.strip().lower()
    return next((each for each in known if each == lower), None)
