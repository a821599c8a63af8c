"""Draws and words the figures of the desk; only released ones have a length.

The drawings are those of the reports. What is withheld keeps its place in a bar as
one dashed piece for all of it together, which is what the others leave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from markupsafe import Markup

from consult.i18n import Interface
from consult.privacy.disclosure import Reason, Released, ReleasedCount, Withheld
from consult.reports import charts, tongues
from consult.reports.charts import Segment
from consult.reports.consultation.figures import HUNDRED, ReleasedShare, Share

HEAT_STEPS: Final = (10, 18, 25, 35)
"""Where the five steps of a heat table begin, in hundredths."""

WITHHELD: Final = "wh"
DAY_WIDTH: Final = 10
BAR_WIDTH: Final = 8
WITHHELD_HEIGHT: Final = 12
PLAN_ROOM: Final = 1.35
"""A bar against a plan has room for a third more than was planned."""

Value = TypeVar("Value")

_SVG: Final = Markup(
    '<svg class="plot{}" viewBox="0 0 {} {}" preserveAspectRatio="none" '
    'aria-hidden="true" focusable="false">{}</svg>'
)
_IMAGE: Final = Markup(
    '<svg class="plot days" viewBox="0 0 {} 100" preserveAspectRatio="none" '
    'role="img" aria-label="{}" focusable="false">{}<path class="ci" d="M0 100H{}"/>'
    "</svg>"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the macros of ``layout/figures.html`` ask for; made for one language."""

    interface: Interface

    def is_released(self, value: Released[Value] | Withheld) -> bool:
        """Whether people may see a value."""
        return isinstance(value, Released)

    def is_protected(self, value: Released[Value] | Withheld) -> bool:
        """Whether a value is withheld since it would tell another."""
        return isinstance(value, Withheld) and value.reason is Reason.PROTECTED

    def is_of_small_group(self, value: Released[Value] | Withheld) -> bool:
        """Whether a value is withheld since its whole group is too small."""
        return isinstance(value, Withheld) and value.reason is Reason.SMALL_GROUP

    def percent(self, share: Share) -> str:
        """Return a share as the language writes it."""
        return self.interface.percent(share.percent / HUNDRED)

    def bounds(self, share: Share) -> Markup:
        """Return the range of a share in whole hundredths, in brackets."""
        low, high = map(self.interface.number, (share.low, share.high))
        return Markup("<bdi>({}\N{EN DASH}{})</bdi>").format(low, high)

    def heat(self, share: Share) -> str:
        """Return the class that colours a cell, from ``d1`` to ``d5``."""
        return f"d{1 + sum(share.percent >= step for step in HEAT_STEPS)}"

    def words(self, tag: str) -> Markup:
        """Return ``lang`` and ``dir`` for words in a language."""
        return tongues.attributes(tag)

    def own_name(self, tag: str) -> str:
        """Return the name of a language in itself, else its tag."""
        return tongues.own_name(tag) or tag

    def bar_end(self, shares: Sequence[ReleasedShare]) -> int:
        """Return where bars end, in hundredths, so that every range fits in."""
        highs = [each.value.high for each in shares if isinstance(each, Released)]
        return round(HUNDRED * charts.bar_end(max(highs, default=0) / HUNDRED))

    def share_bar(self, share: Share, end: int, title: str) -> Markup:
        """Draw a share with its range; the bar ends at ``end`` hundredths."""
        return charts.share_bar(
            share.percent / HUNDRED,
            share.low / HUNDRED,
            share.high / HUNDRED,
            end=end / HUNDRED,
            title=title,
        )

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

    def plan_bar(self, count: int, planned: int) -> Markup:
        """Draw a count against the plan, which a line marks."""
        reached = "yes2" if count >= planned else "no"
        length = min(count / planned, PLAN_ROOM) * HUNDRED
        drawn = Markup(
            '<rect class="bg" width="100" height="10"/>'
            '<rect class="{}" width="{:.1f}" height="10"/>'
            '<path class="ci" d="M100 -2V12"/>'
        ).format(reached, length)
        return _SVG.format("", round(PLAN_ROOM * HUNDRED), 10, drawn)

    def days(self, counts: Sequence[ReleasedCount], label: str) -> Markup:
        """Draw one bar a day; a day that is withheld has a dashed one, always as high.

        ``label`` says in words what the picture shows.
        """
        told = [count.value for count in counts if isinstance(count, Released)]
        most = max(told, default=0) or 1
        width = DAY_WIDTH * max(1, len(counts))
        bars = Markup().join(
            _day_bar(place, count, most) for place, count in enumerate(counts)
        )
        return _IMAGE.format(width, label, bars, width)

    def swatch(self, colour: str) -> Markup:
        """Draw the sample of a colour that stands beside its name."""
        return charts.swatch(colour)


def _segments(
    parts: Sequence[tuple[str, ReleasedCount]], whole: ReleasedCount
) -> list[Segment]:
    told = [
        Segment(colour, count.value)
        for colour, count in parts
        if isinstance(count, Released)
    ]
    if isinstance(whole, Withheld):
        return [Segment(WITHHELD, 1)]
    rest = whole.value - sum(segment.count for segment in told)
    return [*told, Segment(WITHHELD, max(0, rest))]


def _day_bar(place: int, count: ReleasedCount, most: int) -> Markup:
    height = float(WITHHELD_HEIGHT)
    if isinstance(count, Released):
        height = HUNDRED * count.value / most
    return Markup(
        '<rect class="{}" x="{}" y="{:.1f}" width="{}" height="{:.1f}"/>'
    ).format(
        "v" if isinstance(count, Released) else WITHHELD,
        DAY_WIDTH * place + 1,
        HUNDRED - height,
        BAR_WIDTH,
        height,
    )
