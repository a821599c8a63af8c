"""Makes of a question and what was typed so far what its template shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, Final

from consult.errors import N_
from consult.services.illustrating import Illustration
from consult.web.respond.asked import (
    AskedQuestion,
    Attachment,
    Option,
    Part,
    Rank,
    Shown,
    Widget,
)
from consult.web.respond.given import Given
from consult.web.respond.illustrating import shown_beside
from consult.web.respond.inputs import REMOVE
from consult.web.respond.limits import limits_of, limits_of_file
from consult.web.respond.searching import LONG_LIST, Searched, searched
from consult.web.respond.surroundings import has_words
from consult.web.respond.survey import Survey
from consult.web.respond.telling import name_of, problem_told, values_told, words_at
from consult.web.respond.wording import Wording
from forms.appearances import UNSEEN, is_told
from forms.definition import Choice, Kind, Medium, Question, Text
from forms.fields import (
    SURE,
    BoxesField,
    Control,
    NumberField,
    PageForm,
    PositionField,
    RanksField,
    keyboard_of,
)
from forms.judging import ACKNOWLEDGED
from forms.keys import instance_key
from forms.opening import PICTURE
from forms.paging import Grid, PageKind, Step
from forms.problems import Rule
from forms.sheets import Sheet
from forms.typed_moments import Part as Box
from forms.validation import is_needed

WIDEST_GRID: Final = 7
"""More choices beside each other leave no room for their names."""

WIDGETS: Final = {
    Control.LINE: Widget.LINE,
    Control.LINES: Widget.AREA,
    Control.NUMBER: Widget.LINE,
    Control.SCALE: Widget.OPTIONS,
    Control.RADIOS: Widget.OPTIONS,
    Control.SELECT: Widget.SELECT,
    Control.CHECKBOXES: Widget.OPTIONS,
    Control.RANKS: Widget.RANKING,
    Control.BOXES: Widget.PARTS,
    Control.TICK: Widget.OPTIONS,
    Control.POSITION: Widget.POSITION,
    Control.FILE: Widget.FILE,
}
BOXES: Final = {
    Box.DAY: (N_("Day"), 2),
    Box.MONTH: (N_("Month"), 2),
    Box.YEAR: (N_("Year"), 4),
    Box.HOUR: (N_("Hour"), 2),
    Box.MINUTE: (N_("Minutes"), 2),
}
DEGREES: Final = {
    "lat": N_("Latitude, north or south"),
    "lon": N_("Longitude, east or west"),
}
DIGITS: Final = 9
PHOTOS: Final = "image/jpeg,image/png,image/webp"
RECORDINGS: Final = "audio/mpeg,audio/mp4,audio/x-m4a,audio/ogg,audio/wav,.m4a,.opus"
KEPT_PHOTO: Final = N_("Kept: photo %(number)s.")
KEPT_RECORDING: Final = N_("Kept: recording %(number)s.")
READ = N_("Yes, I have read this")


@dataclass(frozen=True, slots=True)
class Asker:
    """Shows the questions of one step with what was given.

    ``searches`` are those in long lists, ``illustrations`` the files by name.
    """

    survey: Survey
    step: Step
    given: Given
    sheet: Sheet
    searches: Searched
    illustrations: Mapping[str, Illustration] = dataclass_field(default_factory=dict)

    @property
    def form(self) -> PageForm:
        """Return the form of the page."""
        return self.given.form

    @property
    def is_made_here(self) -> bool:
        """Whether the page was laid out by hand, in words without marks."""
        return self.step.planned.kind is PageKind.BY_HAND

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the keys of the questions to be seen now."""
        return tuple(
            key
            for key, question in zip(
                self.step.keys, self.step.page.questions, strict=True
            )
            if question.kind not in UNSEEN and self.sheet.is_relevant(key)
        )

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Return the rows to be seen that have the same choices, as grids.

        Where choices differ or are too many, the rows stand by themselves.
        """
        return tuple(
            grid
            for each in self.step.planned.grids
            if self._fits(grid := self._here(each))
        )

    def _here(self, grid: Grid) -> Grid:
        numbers = self.step.numbers
        header = grid.header and instance_key(grid.header, numbers)
        return Grid(tuple(instance_key(key, numbers) for key in grid.keys), header)

    def _fits(self, grid: Grid) -> bool:
        rows = [key for key in grid.keys if self.sheet.is_relevant(key)]
        offered = [[each.name for each in self.sheet.choices(key)] for key in rows]
        return (
            bool(offered)
            and 0 < len(offered[0]) <= WIDEST_GRID
            and all(names == offered[0] for names in offered)
            and not any(self._is_fixed(key) for key in rows)
        )

    def asked(self, key: str) -> AskedQuestion:
        """Return a question as it is shown."""
        question = self.sheet.question(key)
        if question.kind is Kind.NOTE or self._is_fixed(key):
            return self._fixed(key, question)
        control = self.form.control(key)
        field, problem = self.form[key], self.form.problems.get(key)
        choices = self._choices(key, question, control)
        search = None
        is_long = len(choices) > LONG_LIST and not self.is_made_here
        if is_long and control is not Control.RANKS:
            choices, search = searched(self, key, choices, self.given.chosen(key))
        message = problem_told(self.survey, self.sheet, problem) if problem else None
        is_doubt = problem is not None and problem.rule is Rule.UNLIKELY
        return AskedQuestion(
            name=self.form.input_name(key),
            about=name_of(self.survey, self.sheet, key),
            kind=question.kind,
            widget=Widget.SEARCH if search else WIDGETS[control],
            label=self.worded(question.label, key, otherwise=question.name),
            hint=self._worded(question.hint, key),
            guidance=self._worded(question.guidance, key),
            limits=self._limits(question),
            is_required=not self.is_made_here and is_needed(self.sheet, key),
            typed=self.given.typed(key),
            inputmode=keyboard_of(question) if control is not Control.LINES else "",
            direction="ltr" if control is Control.NUMBER else "auto",
            options=self._options(key, control, choices),
            parts=self._parts(key, field),
            ranks=self._ranks(key, field, choices)
            if isinstance(field, RanksField)
            else (),
            attachment=self._attachment(key, question),
            search=search,
            problem=None if is_doubt else message,
            doubt=message if is_doubt else None,
            sure=self.form.input_name(key) + SURE,
            media=self._media(question.media, question.label, key),
        )

    def _media(
        self, media: Sequence[Medium], label: Text, key: str
    ) -> tuple[Shown, ...]:
        if not self.illustrations or not media:
            return ()
        words = self.worded(label, key).plain
        return shown_beside(self.survey, self.illustrations, media, words)

    def worded(self, text: Text, key: str, *, otherwise: str = "") -> Wording:
        """Return a text with the answers filled in that it names."""
        return words_at(self.survey, self.sheet, text, key, otherwise=otherwise)

    def _worded(self, text: Text | None, key: str) -> Wording | None:
        return self.worded(text, key) if text and has_words(text) else None

    def _is_fixed(self, key: str) -> bool:
        is_told_here = is_told(self.sheet.question(key))
        return not self.is_made_here and (is_told_here or self.sheet.is_read_only(key))

    def _fixed(self, key: str, question: Question) -> AskedQuestion:
        is_note = question.kind is Kind.NOTE
        value = self.sheet.value(key)
        words = values_told(self.survey, self.sheet, key, value)
        return AskedQuestion(
            name=key,
            about=name_of(self.survey, self.sheet, key),
            kind=question.kind,
            widget=Widget.NOTE if is_note else Widget.FIXED,
            label=self.worded(question.label, key, otherwise=question.name),
            hint=self._worded(question.hint, key),
            guidance=self._worded(question.guidance, key),
            typed="" if is_note else ", ".join(each.words for each in words) or value,
            media=self._media(question.media, question.label, key),
        )

    def _choices(
        self, key: str, question: Question, control: Control
    ) -> tuple[Choice, ...]:
        if question.choices is None or control is Control.SCALE:
            return ()
        return self.sheet.choices(key)

    def _scale(self, key: str) -> tuple[Option, ...]:
        field, state = self.form[key], self.given.state
        offered = field.offered if isinstance(field, NumberField) else ()
        return tuple(
            Option(each, self._number(each), state(key, each), stands_apart=False)
            for each in offered
        )

    def _options(
        self,
        key: str,
        control: Control,
        choices: Sequence[Choice],
    ) -> tuple[Option, ...]:
        state = self.given.state
        if control is Control.SCALE:
            return self._scale(key)
        if control is Control.TICK:
            label = self.survey.told(self.survey.interface.gettext(READ))
            ticked = state(key, ACKNOWLEDGED)
            return (Option(ACKNOWLEDGED, label, ticked, stands_apart=False),)
        if control is Control.RANKS:
            return ()
        return tuple(
            Option(
                name=choice.name,
                label=self.worded(choice.label, key, otherwise=choice.name),
                state=state(key, choice.name),
                stands_apart=_stands_apart(choices, place),
                media=self._media(choice.media, choice.label, key),
            )
            for place, choice in enumerate(choices)
        )

    def _number(self, number: str) -> Wording:
        decimals = len(number.partition(".")[2])
        written = self.survey.interface.number(float(number), decimals=decimals)
        return self.survey.told(written)

    def _limits(self, question: Question) -> tuple[str, ...]:
        interface = self.survey.interface
        if question.kind is Kind.OPEN_ATTACHMENT:
            settings = self.survey.counter.renderer.settings
            return limits_of_file(
                interface, question, largest=settings.max_upload_bytes
            )
        return limits_of(interface, question, is_made_here=self.is_made_here)

    def _attachment(self, key: str, question: Question) -> Attachment | None:
        if question.kind is not Kind.OPEN_ATTACHMENT:
            return None
        is_photo = question.variant == PICTURE
        others = [self.form.questions[each] for each in self.form.questions]
        alike = [
            each
            for each in others
            if each.kind is question.kind and each.variant == question.variant
        ]
        interface = self.survey.interface
        kept = interface.gettext(
            KEPT_PHOTO if is_photo else KEPT_RECORDING,
            number=interface.number(alike.index(question) + 1),
        )
        return Attachment(
            accept=PHOTOS if is_photo else RECORDINGS,
            capture="environment" if is_photo else "user",
            kept=kept if self.form[key].data else "",
            remove=self.form.input_name(key) + REMOVE,
        )

    def _parts(self, key: str, field: Any) -> tuple[Part, ...]:
        gettext = self.survey.interface.gettext
        if isinstance(field, PositionField):
            return tuple(
                Part(f"{field.name}.{box}", gettext(DEGREES[box]), typed, DIGITS)
                for box, typed in field.boxes.items()
            )
        if not isinstance(field, BoxesField):
            return ()
        typed = self.given.box
        return tuple(
            Part(f"{field.name}.{box}", gettext(label), typed(key, box), digits)
            for box, (label, digits) in ((each, BOXES[each]) for each in field.parts)
        )

    def _ranks(
        self, key: str, field: RanksField, choices: Sequence[Choice]
    ) -> tuple[Rank, ...]:
        places = field.ranks(tuple(each.name for each in choices))
        return tuple(
            Rank(
                name=f"{field.name}.{choice.name}",
                label=self.worded(choice.label, key, otherwise=choice.name),
                place=places.get(choice.name, ""),
            )
            for choice in choices
        )


def _stands_apart(choices: Sequence[Choice], place: int) -> bool:
    """Whether a choice is the first of those that are no answer in substance."""
    return (
        place > 0
        and choices[place].missing is not None
        and choices[place - 1].missing is None
    )
