"""Reads a questionnaire from an XLSForm, whole, with everything that is wrong in it."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from forms.definition import Questionnaire, SideFile, Text
from forms.errors import FormsError
from forms.keys import walk
from forms.logic.compiling import compile_logic
from forms.xlsform.body import BodyReader
from forms.xlsform.choices import Lists
from forms.xlsform.choosing import read_choices
from forms.xlsform.columns import (
    CHOICES,
    FILE_NAME,
    FILE_SHEET,
    FILES,
    SETTINGS,
    SURVEY,
)
from forms.xlsform.degraded import (
    tell_appearances,
    tell_entities,
    tell_labels,
    tell_names,
    tell_translations,
)
from forms.xlsform.faults import ERROR
from forms.xlsform.files import Files, written_in
from forms.xlsform.judging import judge
from forms.xlsform.offering import Offers
from forms.xlsform.pages import as_pages
from forms.xlsform.problems import Findings, Located, Place
from forms.xlsform.report import Origins, Reading, Report, expressions_in
from forms.xlsform.settings import NO, SPACES, Settings, settings_of
from forms.xlsform.sheet_faults import SheetFault
from forms.xlsform.side_files import side_file_of
from forms.xlsform.sources import ENTITIES, EXTERNAL_CHOICES, read_grids
from forms.xlsform.tables import Grid
from forms.xlsform.workbook import Sheet, Workbook

ORDER: Final = (SETTINGS, SURVEY, CHOICES, EXTERNAL_CHOICES)
LONGEST_LOGIC: Final = 400_000
"""Ten times what the largest real questionnaires have."""
NO_FILES: Final[Mapping[str, bytes]] = {}


def read_questionnaire(
    source: bytes, *, name: str, side_files: Mapping[str, bytes] = NO_FILES
) -> Reading:
    """Return the questionnaire in a workbook, a CSV file or tables of Markdown.

    ``name`` is that of the file, ``side_files`` what comes along, by file name. The
    questionnaire has no page and asks for no consent, unless they were laid out by
    hand; it is to be used only where its report is ``ok``. Raises a ``FormsError``
    for what is no workbook at all, or hostile.
    """
    with _undisturbed():
        grids = read_grids(source, name)
        return _Reader(grids, name, side_files).read()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let the collector wait: all that is made stays, and is looked through in vain.

    A file makes no more than its bounds allow.
    """
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()


def check_workbook(
    source: bytes, *, name: str, side_files: Mapping[str, bytes] = NO_FILES
) -> Report:
    """Return what a workbook holds and everything that is wrong with it."""
    try:
        return read_questionnaire(source, name=name, side_files=side_files).report
    except FormsError as error:
        problem = Located(ERROR, error.code, Place(), error.template, error.params)
        return Report(problems=(problem,))


class _Reader:
    """Reads the sheets of one workbook one after another."""

    def __init__(
        self, grids: Mapping[str, Grid], name: str, side_files: Mapping[str, bytes]
    ) -> None:
        self._grids = grids
        self._name = name
        self._findings = Findings()
        self._workbook = Workbook(grids, self._findings)
        self._languages = self._workbook.languages
        self._lists = Lists()
        self._files = Files(
            side_files, self._kept_files(), self._languages, self._findings
        )

    def read(self) -> Reading:
        settings = self._settings()
        single = dict(settings.pairs).get(SPACES, "").lower() not in NO
        survey = self._workbook.sheet(SURVEY)
        choices = read_choices(
            self._workbook,
            self._lists,
            self._files,
            self._findings,
            allows_duplicates=settings.allows_duplicates,
        )
        offers = Offers(self._lists, self._files, self._findings, self._languages.plain)
        body = BodyReader(self._lists, offers, self._findings)
        if self._is_readable(survey):
            for record in survey.records(self._languages, single_spaces=single):
                body.take(record)
        questionnaire = self._questionnaire(settings, body)
        origins = Origins(body.records, self._lists.records())
        self._tell(questionnaire, origins, body)
        tell_entities(body.kept, self._findings)
        tell_translations(
            (*body.kept, *choices),
            questionnaire.languages,
            dict(questionnaire.language_names),
            self._findings,
        )
        report = Report(
            questions=body.counts.questions,
            groups=body.counts.groups,
            repeats=body.counts.repeats,
            languages=questionnaire.languages,
            expressions=expressions_in(body.kept),
            problems=self._findings.in_order(ORDER),
        )
        return Reading(questionnaire, report, origins)

    def _kept_files(self) -> list[SideFile]:
        """Return the side files that stand in the workbook itself."""
        listed = self._grids.get(FILES)
        if listed is None or not listed.rows:
            return []
        headers = [cell.strip().lower() for cell in listed.rows[0].cells]
        if not {FILE_SHEET, FILE_NAME} <= set(headers):
            return []
        sheet, name = headers.index(FILE_SHEET), headers.index(FILE_NAME)
        pairs = [
            (row.cells[sheet].strip(), row.cells[name].strip())
            for row in listed.rows[1:]
            if len(row.cells) > max(sheet, name)
        ]
        read = (
            side_file_of(file, self._grids[each])
            for each, file in pairs
            if each in self._grids
        )
        return [file for file in read if file is not None]

    def _settings(self) -> Settings:
        records = self._workbook.sheet(SETTINGS).records(
            self._languages, single_spaces=False
        )
        if ENTITIES in self._grids and len(self._grids[ENTITIES].rows) > 1:
            place = Place(ENTITIES, self._grids[ENTITIES].rows[1].number)
            self._findings.add(SheetFault.SHEET_UNUSED, place, sheet=ENTITIES)
        return settings_of(next(records, None), self._findings)

    def _is_readable(self, survey: Sheet) -> bool:
        if SURVEY not in self._grids:
            self._findings.add(
                SheetFault.SURVEY_MISSING,
                Place(),
                sheets=", ".join(self._grids) or "-",
            )
            return False
        if not survey.has("type"):
            self._findings.add(
                SheetFault.TYPE_COLUMN_MISSING, Place(survey.name, survey.header_row)
            )
            return False
        return True

    def _questionnaire(self, settings: Settings, body: BodyReader) -> Questionnaire:
        items = body.end()
        if not items and self._workbook.sheet(SURVEY).has("type"):
            self._findings.add(SheetFault.NOTHING_ASKED, Place(SURVEY))
        self._files.mentioned(items, body.records)
        languages = settings.spoken or self._workbook.spoken
        instrument = (
            settings.instrument
            or body.settings.get("instrument", "")
            or _stem(self._name)
        )
        title = settings.form_title or body.settings.get("title", "") or instrument
        first = languages[0] if settings.spoken else self._languages.plain
        return as_pages(
            Questionnaire(
                instrument=instrument,
                title=settings.title or Text.of({first: title}),
                languages=languages,
                sections=settings.sections,
                pages=(),
                choice_lists=self._lists.all(),
                consent=settings.consent,
                indices=settings.indices,
                summary=settings.summary,
                body=items,
                files=self._files.used(),
                settings=settings.pairs,
                language_names=self._languages.names(languages),
            )
        )

    def _tell(
        self, questionnaire: Questionnaire, origins: Origins, body: BodyReader
    ) -> None:
        """Tell what is shown otherwise, and what is wrong with the logic."""
        items = list(walk(questionnaire.body))
        tell_appearances(items, origins, self._findings)
        tell_labels(items, origins, self._findings)
        tell_names(items, origins, self._findings)
        if not body.counts.questions and not body.records:
            return
        if written_in(questionnaire.body) > LONGEST_LOGIC:
            self._findings.add(
                SheetFault.LOGIC_TOO_LARGE, Place(SURVEY), most=LONGEST_LOGIC
            )
            return
        judge(
            compile_logic(questionnaire).problems,
            origins,
            self._findings,
            self._files.missed,
        )


def _stem(name: str) -> str:
    base = name.replace("\\", "/").rpartition("/")[2]
    stem = base.rpartition(".")[0] or base
    return stem.strip() or "form"
