"""Drawings of a consultation's report: scales, plans and days, as SVG.

As in ``consult.reports.charts`` they hold no text and no style: colours come by
class, figures stand in HTML beside them, and right to left the page mirrors them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from consult.privacy.disclosure import Released, ReleasedCount
from consult.reports.consultation.figures import HUNDRED, ReleasedShare
from consult.reports.consultation.model import Half, ItemLine, Step

WITHHELD: Final = "wh"
GAP: Final = 0.5
ROUND: Final = 10
MARGIN: Final = 2
DAY_WIDTH: Final = 10
DAY_GAP: Final = 2
WITHHELD_HEIGHT: Final = 12
PLAN_ROOM: Final = 1.35
"""A bar against a plan has room for a third more than was planned."""

COLOURS: Final = {
    Half.LOWER: ("no", "no2"),
    Half.MIDDLE: ("mid",),
    Half.UPPER: ("yes", "yes2"),
}
"""Of the steps of a half, from the middle of the scale outwards."""

_SVG: Final = Markup(
    '<svg class="plot{}" viewBox="{} 0 {} {}" preserveAspectRatio="none" '
    'aria-hidden="true" focusable="false">{}</svg>'
)
_RECT: Final = Markup('<rect class="{}" x="{}" width="{}" height="10"/>')
_RANGE: Final = Markup('<path class="ci" d="M{0} 12.5H{1}M{0} 11V14M{1} 11V14"/>')


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the bars of one table go from the middle line, in hundredths."""

    left: int
    right: int


def colours_of(steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the class of each step of a scale, from the lowest up."""
    colours: list[str] = []
    for place, step in enumerate(steps):
        same = [at for at, each in enumerate(steps) if each.half is step.half]
        outwards = same.index(place)
        if step.half is Half.LOWER:
            outwards = len(same) - 1 - outwards
        ladder = COLOURS[step.half]
        colours.append(ladder[min(outwards, len(ladder) - 1)])
    return tuple(colours)


def reach_of(lines: Sequence[ItemLine]) -> Reach:
    """Return the reach that holds every bar and every range."""
    left = max((_percent(line.lower) + _middle(line) for line in lines), default=0)
    right = max((_high(line.upper) + _middle(line) for line in lines), default=0)
    return Reach(_rounded_up(left), _rounded_up(right))


def diverging_bar(line: ItemLine, steps: Sequence[Step], reach: Reach) -> Markup:
    """Draw the lower half of a scale to one side of a line, the upper to the other.

    The range under it is that of the upper half. A half whose steps are withheld
    is drawn in one piece.
    """
    pieces = _pieces(line, steps)
    at, drawn = -_percent(line.lower) - _middle(line), []
    for colour, percent in pieces:
        width = max(0.0, percent - GAP)
        drawn.append(_RECT.format(colour, _number(at), _number(width)))
        at += percent
    drawn.append(Markup('<path class="ci" d="M0 -3V13"/>'))
    if isinstance(line.upper, Released):
        share, start = line.upper.value, _middle(line)
        drawn.append(
            _RANGE.format(_number(start + share.low), _number(start + share.high))
        )
    width = reach.left + reach.right
    return _SVG.format("", -reach.left, width, 14, Markup().join(drawn))


def count_bar(count: int, most: int) -> Markup:
    """Draw a count beside others of which the largest is ``most``."""
    length = HUNDRED * count / max(1, most)
    drawn = Markup('<rect class="bg" width="100" height="10"/>') + Markup(
        '<rect class="v" width="{}" height="10"/>'
    ).format(_number(length))
    return _SVG.format("", 0, HUNDRED, 10, drawn)


def plan_bar(count: int, planned: int) -> Markup:
    """Draw a count against the plan, which a line marks."""
    length = HUNDRED * min(count / planned, PLAN_ROOM)
    drawn = Markup(
        '<rect class="bg" width="100" height="10"/>'
        '<rect class="{}" width="{}" height="10"/><path class="ci" d="M100 -2V12"/>'
    ).format("yes2" if count >= planned else "no", _number(length))
    return _SVG.format("", 0, round(PLAN_ROOM * HUNDRED), 10, drawn)


def days(counts: Sequence[ReleasedCount], label: str) -> Markup:
    """Draw one bar a day; a day that is withheld has a dashed one, always as high."""
    told = [count.value for count in counts if isinstance(count, Released)]
    most = max(told, default=0) or 1
    bars = Markup().join(_day(place, count, most) for place, count in enumerate(counts))
    width = DAY_WIDTH * max(1, len(counts))
    return Markup(
        '<svg class="plot days" viewBox="0 0 {0} 100" preserveAspectRatio="none" '
        'role="img" aria-label="{1}" focusable="false">{2}'
        '<path class="ci" d="M0 100H{0}"/></svg>'
    ).format(width, label, bars)


def _day(place: int, count: ReleasedCount, most: int) -> Markup:
    colour, height = WITHHELD, float(WITHHELD_HEIGHT)
    if isinstance(count, Released):
        colour, height = "v", HUNDRED * count.value / most
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        colour,
        DAY_WIDTH * place + DAY_GAP // 2,
        _number(HUNDRED - height),
        DAY_WIDTH - DAY_GAP,
        _number(height),
    )


def _pieces(line: ItemLine, steps: Sequence[Step]) -> list[tuple[str, int]]:
    pieces: list[tuple[str, int]] = []
    colours = colours_of(steps)
    sides = {Half.LOWER: line.lower, Half.MIDDLE: line.middle, Half.UPPER: line.upper}
    for half, side in sides.items():
        if not isinstance(side, Released):
            continue
        own = [at for at, step in enumerate(steps) if step.half is half]
        told = [(colours[at], line.steps[at]) for at in own]
        shares = [share for _, share in told if isinstance(share, Released)]
        if len(shares) == len(own):
            pieces += [(colour, _percent(share)) for colour, share in told]
        else:
            pieces.append((COLOURS[half][0], side.value.percent))
    return pieces


def _percent(share: ReleasedShare) -> int:
    return share.value.percent if isinstance(share, Released) else 0


def _high(share: ReleasedShare) -> int:
    return share.value.high if isinstance(share, Released) else 0


def _middle(line: ItemLine) -> float:
    """Return half of the middle of a scale, which lies across the line."""
    return _percent(line.middle) / 2 if line.middle else 0.0


def _rounded_up(reach: float) -> int:
    return ROUND * int(-(-(reach + MARGIN) // ROUND))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
