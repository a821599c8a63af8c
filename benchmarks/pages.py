"""How fast pages are taken in, beside WTForms alone with the same fields.

    python benchmarks/pages.py

Both build the form of a page, take in what was sent and say what is wrong with it;
ours also reads dates and numbers as people type them, and asks the logic. Needs
some seconds.
"""

import datetime as dt
import sys
import time
from collections.abc import Callable

from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    DecimalField,
    Form,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from consult.i18n import interface_for
from forms.definition import Item, Kind
from forms.expressions.environment import Environment
from forms.fields import PageForm, PageForms
from forms.logic import compile_logic
from forms.paging import plan
from tests.forms.filled import WATER, a_field_list, an_item, with_body

WANTED = 0.6
SECONDS = 1.0
ENVIRONMENT = Environment(
    now=dt.datetime(2026, 11, 21, tzinfo=dt.UTC), draw=lambda: 0.5, unique=lambda: "u"
)
CHOICES = [(each.name, each.name) for each in WATER.choices]


def questions(page: int) -> list[Item]:
    """Return eight questions of eight kinds."""
    return [
        an_item(f"text{page}", Kind.TEXT, required=True, longest=200),
        an_item(f"line{page}", Kind.TEXT),
        an_item(f"whole{page}", constraint=". >= 0 and . <= 120"),
        an_item(f"tenths{page}", Kind.DECIMAL),
        an_item(f"day{page}", Kind.DATE),
        an_item(f"one{page}", Kind.CHOICE, required=True),
        an_item(f"two{page}", Kind.CHOICE),
        an_item(f"some{page}", Kind.CHOICES),
    ]


class Plain(Form):
    """The same page in WTForms alone."""

    text0 = StringField("Text", [InputRequired(), Length(max=200)])
    line0 = StringField("Line", [Optional(), Length(max=20_000)])
    whole0 = IntegerField("Whole", [Optional(), NumberRange(0, 120)])
    tenths0 = DecimalField("Tenths", [Optional()])
    day0 = DateField("Day", [Optional()])
    one0 = RadioField("One", [InputRequired()], choices=CHOICES)
    two0 = RadioField("Two", [Optional()], choices=CHOICES)
    some0 = SelectMultipleField("Some", [Optional()], choices=CHOICES)


TYPED = MultiDict(
    [
        ("text0", "The lamps on the river road stay off."),
        ("line0", "Since spring."),
        ("whole0", "34"),
        ("tenths0", "1.5"),
        ("one0", "tap"),
        ("two0", "well"),
        ("some0", "tap"),
        ("some0", "na"),
    ]
)
DAY = (("day0.d", "2"), ("day0.m", "11"), ("day0.y", "2026"))
BOXES = MultiDict([*TYPED.items(multi=True), *DAY])
ONE_BOX = MultiDict([*TYPED.items(multi=True), ("day0", "2026-11-02")])


def rate(work: Callable[[], object]) -> float:
    """Return how often a second something can be done, the best of three trials."""
    best = 0.0
    for _ in range(3):
        done, began = 0, time.process_time()
        while (took := time.process_time() - began) < SECONDS / 3:
            work()
            done += 1
        best = max(best, done / took)
    return best


class Posting:
    """The first page of a questionnaire of many pages, as it is posted."""

    def __init__(self, pages: int) -> None:
        body = [a_field_list(f"g{page}", *questions(page)) for page in range(pages)]
        questionnaire = with_body(*body)
        program = compile_logic(questionnaire).program
        step = plan(questionnaire).step_at("p1")
        if program is None or step is None:
            raise SystemExit("the questionnaire of the benchmark is broken")
        self.program, self.step = program, step
        self.forms = PageForms(questionnaire)
        self.interface = interface_for("en")
        self.answers = program.begin(ENVIRONMENT, "seed")
        self.shown = program.evaluate(self.answers, ENVIRONMENT)
        merged = self.form().merged(self.answers, self.shown)
        self.judging = program.evaluate(merged, ENVIRONMENT)

    def form(self) -> PageForm:
        """Return the form as it was sent."""
        form = self.forms.of(self.step, "en")(self.interface)
        form.process(BOXES)
        return form

    def judge(self) -> None:
        """Take in what was sent, and say what is wrong with it."""
        form = self.form()
        form.merged(self.answers, self.shown)
        if not form.validate(self.judging):
            raise SystemExit(str(form.errors))

    def work_out(self) -> None:
        """Work out all answers once."""
        self.program.evaluate(self.answers, ENVIRONMENT)


def judge_plainly() -> None:
    """Do the same with WTForms alone."""
    form = Plain(ONE_BOX)
    if not form.validate():
        raise SystemExit(str(form.errors))


def main() -> int:
    """Print the rates; return 1 where the share wanted was not reached."""
    worst = 1.0
    for pages in (1, 10, 50):
        posting = Posting(pages)
        bare, ours = rate(judge_plainly), rate(posting.judge)
        logic = 1000 / rate(posting.work_out)
        print(
            f"8 fields of {8 * pages:3} questions: {ours:6.0f} pages a second, "
            f"{ours / bare:4.0%} of WTForms alone; the logic of all {logic:.2f} ms"
        )
        worst = min(worst, ours / bare)
    return 0 if worst >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
