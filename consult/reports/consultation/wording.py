"""Says and draws the figures of a consultation's report, for its templates.

It is what the macros of ``layout/figures.html`` ask for, and what the report needs
beyond them; made for one language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from babel.lists import format_list
from markupsafe import Markup

from consult.i18n import Interface
from consult.privacy.disclosure import Reason, Released, ReleasedCount, Withheld
from consult.reports import charts, tongues
from consult.reports.charts import Segment
from consult.reports.consultation import drawing
from consult.reports.consultation.figures import HUNDRED, Mean, ReleasedShare, Share
from consult.reports.consultation.model import Concern, ItemLine, Step
from consult.reports.describing import Facts, describe
from consult.reports.model import Score
from forms.definition import Said, Text

HEAT_STEPS: Final = (10, 18, 25, 35)
"""Where the five steps of a heat table begin, in hundredths."""

TENTHS: Final = 10
VERSION_LENGTH: Final = 12
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Figures:
    """What templates ask for."""

    interface: Interface

    def is_released(self, value: Released[Value] | Withheld | None) -> bool:
        """Whether people may see a value."""
        return isinstance(value, Released)

    def is_protected(self, value: Released[Value] | Withheld) -> bool:
        """Whether a value is withheld since it would tell another."""
        return isinstance(value, Withheld) and value.reason is Reason.PROTECTED

    def is_of_small_group(self, value: Released[Value] | Withheld) -> bool:
        """Whether a value is withheld since its whole group is too small."""
        return isinstance(value, Withheld) and value.reason is Reason.SMALL_GROUP

    def text(self, text: Text) -> Said:
        """Return a text in the language, else in one it has."""
        first, _words = text.in_languages[0]
        return text.said_in(self.interface.tag, otherwise=first)

    def percent(self, share: Share) -> str:
        """Return a share as the language writes it."""
        return self.interface.percent(share.percent / HUNDRED)

    def bounds(self, share: Share | Mean) -> Markup:
        """Return a range in whole hundredths or points, in brackets."""
        low, high = map(self.interface.number, (share.low, share.high))
        return Markup("<bdi>({}\N{EN DASH}{})</bdi>").format(low, high)

    def score(self, value: float | Score) -> str:
        """Return a measure with two decimals."""
        number = value.value if isinstance(value, Score) else value
        return self.interface.number(number, decimals=2)

    def version(self, digest: str) -> str:
        """Return the first signs of a hash, which are enough to tell two apart."""
        return digest[:VERSION_LENGTH]

    def tenths(self, share: Share) -> int:
        """Return how many of ten people a share is."""
        return (share.percent + TENTHS // 2) // TENTHS

    def heat(self, share: Share) -> str:
        """Return the class that colours a cell, from ``d1`` to ``d5``."""
        return f"d{1 + sum(share.percent >= step for step in HEAT_STEPS)}"

    def words(self, tag: str) -> Markup:
        """Return ``lang`` and ``dir`` for words in a language."""
        return tongues.attributes(tag)

    def own_name(self, tag: str) -> str:
        """Return the name of a language in itself, else its tag."""
        return tongues.own_name(tag) or tag

    def name_of(self, tag: str) -> str:
        """Return the name of a language for the reader, else its tag."""
        return tongues.name_in(tag, self.interface.language.locale) or tag

    def languages(self, tags: Sequence[str]) -> str:
        """Return the names of languages as one phrase."""
        locale = self.interface.language.locale
        return format_list([self.name_of(tag) for tag in tags], locale=locale)

    def listed(self, texts: Sequence[Text]) -> Markup:
        """Return texts as one phrase, each isolated and in its language."""
        found = map(self.text, texts)
        pieces = [
            Markup("<bdi {}>{}</bdi>").format(self.words(said.language), said.words)
            for said in found
        ]
        phrase = format_list(pieces, locale=self.interface.language.locale)
        return Markup(phrase)  # noqa: S704 - the pieces are escaped, the rest is data

    def description(self, concern: Concern) -> Markup:
        """Return in one breath what a concern is, as far as it may be told."""
        people = concern.people
        facts = Facts(
            title=concern.label,
            terms=concern.terms,
            people=people.value if isinstance(people, Released) else None,
            languages=concern.languages,
            tone=concern.tone,
        )
        return describe(facts, self.interface)

    def bar_end(self, shares: Sequence[ReleasedShare]) -> int:
        """Return where bars end, in hundredths, so that every range fits in."""
        highs = [each.value.high for each in shares if isinstance(each, Released)]
        return round(HUNDRED * charts.bar_end(max(highs, default=0) / HUNDRED))

    def share_bar(self, share: Share, end: int, title: str) -> Markup:
        """Draw a share with its range; the bar ends at ``end`` hundredths."""
        return _bar(share.percent, share.low, share.high, end, title)

    def mean_bar(self, mean: Mean) -> Markup:
        """Draw a mean with its range on a scale from 0 to 100."""
        title = f"{self.interface.number(mean.points)} {self.bounds(mean).striptags()}"
        return _bar(mean.points, mean.low, mean.high, HUNDRED, title)

    def stacked_bar(
        self,
        parts: Sequence[tuple[str, ReleasedCount]],
        whole: ReleasedCount,
        title: str,
    ) -> Markup:
        """Draw counts, each with the class of its colour, as parts of a whole."""
        return charts.stacked_bar(_segments(parts, whole), title=title)

    def accounting_bar(
        self,
        parts: Sequence[tuple[str, ReleasedCount]],
        whole: ReleasedCount,
        title: str,
        description: str,
    ) -> Markup:
        """Draw the bar in which all answers add up."""
        return charts.accounting_bar(
            _segments(parts, whole),
            name="accounting",
            title=title,
            description=description,
        )

    def colours(self, steps: Sequence[Step]) -> tuple[str, ...]:
        """Return the class of each step of a scale."""
        return drawing.colours_of(steps)

    def reach(self, lines: Sequence[ItemLine]) -> drawing.Reach:
        """Return how far the bars of a table go to both sides."""
        return drawing.reach_of(lines)

    def diverging_bar(
        self, line: ItemLine, steps: Sequence[Step], reach: drawing.Reach
    ) -> Markup:
        """Draw one question with a scale to both sides of a line."""
        return drawing.diverging_bar(line, steps, reach)

    def most(self, counts: Sequence[ReleasedCount]) -> int:
        """Return the largest count that is told."""
        told = (count.value for count in counts if isinstance(count, Released))
        return max(told, default=0)

    def count_bar(self, count: int, most: int) -> Markup:
        """Draw a count beside others."""
        return drawing.count_bar(count, most)

    def plan_bar(self, count: int, planned: int) -> Markup:
        """Draw a count against the plan."""
        return drawing.plan_bar(count, planned)

    def days(self, counts: Sequence[ReleasedCount], label: str) -> Markup:
        """Draw one bar a day; ``label`` says in words what the picture shows."""
        return drawing.days(counts, label)

    def dots(self, filled: int) -> Markup:
        """Draw ten dots."""
        return charts.ten_dots(filled)

    def swatch(self, colour: str) -> Markup:
        """Draw the sample of a colour that stands beside its name."""
        return charts.swatch(colour)


def _bar(percent: int, low: int, high: int, end: int, title: str) -> Markup:
    return charts.share_bar(
        percent / HUNDRED, low / HUNDRED, high / HUNDRED, end=end / HUNDRED, title=title
    )


def _segments(
    parts: Sequence[tuple[str, ReleasedCount]], whole: ReleasedCount
) -> list[Segment]:
    """Return the parts that are told, and one piece for the rest of the whole."""
    if isinstance(whole, Withheld):
        return [Segment(drawing.WITHHELD, 1)]
    told = [
        Segment(colour, count.value)
        for colour, count in parts
        if isinstance(count, Released)
    ]
    rest = whole.value - sum(segment.count for segment in told)
    return [*told, Segment(drawing.WITHHELD, max(0, rest))]
