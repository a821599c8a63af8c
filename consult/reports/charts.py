"""Small drawings for reports: bars, a range, dots and swatches, as SVG.

They hold no text, no style and no script: colours come from the style sheet of
the page by class, the figures stand in HTML beside each drawing, and right to
left the page mirrors them. Lengths are parts of 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

GAP = 0.7
THINNEST = 0.4
ENDS = (0.1, 0.2, 0.4, 0.6, 0.8)
DOTS = 10
TICK = 0.1
PLOT = Markup(
    '<svg class="plot{}" viewBox="0 0 {} 10" preserveAspectRatio="none" '
    'aria-hidden="true" focusable="false"><title>{}</title>{}</svg>'
)
FIGURE = Markup(
    '<svg class="plot" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
    'aria-labelledby="{0}-title {0}-desc" focusable="false">'
    '<title id="{0}-title">{1}</title><desc id="{0}-desc">{2}</desc>{3}{4}</svg>'
)
SWATCH = Markup(
    '<svg class="sw" viewBox="0 0 10 10" aria-hidden="true" focusable="false">'
    '<rect class="{}" x=".5" y=".5" width="9" height="9" rx="2"/></svg>'
)
# One pattern for the bar, one for the swatch: both are stretched differently.
HATCHES = Markup(
    '<defs><pattern id="hatch" width="1" height="6" patternUnits="userSpaceOnUse">'
    '<rect class="hatch-ground" width="1" height="6"/>'
    '<rect class="k" width=".45" height="6"/></pattern>'
    '<pattern id="hatch-swatch" width="3.4" height="6" patternUnits="userSpaceOnUse">'
    '<rect class="hatch-ground" width="4" height="6"/>'
    '<rect class="k" width="1.5" height="6"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar: the class that colours it, and its count."""

    colour: str
    count: int


def bar_end(highest: float) -> float:
    """Return where bars end, as a share, so that the highest range fits in."""
    return next((end for end in ENDS if highest <= end), 1.0)


def share_bar(
    share: float, low: float, high: float, *, end: float, title: str
) -> Markup:
    """Draw a share with the range around it; the bar ends at ``end``."""
    ticks = range(1, round(end / TICK))
    axis = Markup().join(
        Markup('<path class="axis" d="M{0} 0V10"/>').format(_length(TICK * tick, end))
        for tick in ticks
    )
    left, right = _length(low, end), _length(high, end)
    drawn = Markup(
        '<rect class="bg" width="100" height="10"/>'
        '<rect class="v" width="{0}" height="10"/>{1}'
        '<path class="ci" d="M{2} 5H{3}M{2} 1.5V8.5M{3} 1.5V8.5"/>'
    ).format(_length(share, end), axis, left, right)
    return PLOT.format("", 100, title, drawn)


def stacked_bar(segments: Sequence[Segment], *, title: str) -> Markup:
    """Draw counts one after the other, each as long as its part of the whole."""
    return PLOT.format(" thin", 100, title, _rectangles(segments))


def accounting_bar(
    segments: Sequence[Segment], *, name: str, title: str, description: str
) -> Markup:
    """Draw the bar in which all answers add up; ``name`` starts its ids."""
    return FIGURE.format(name, title, description, HATCHES, _rectangles(segments))


def ten_dots(filled: int) -> Markup:
    """Draw ten dots in a row of which the first are filled."""
    dots = Markup().join(
        Markup('<circle{} cx="{}" cy="6" r="4.8"/>').format(
            Markup(' class="on"') if number < filled else "", 6 + 14 * number
        )
        for number in range(DOTS)
    )
    return Markup(
        '<svg class="dots" viewBox="0 0 138 12" aria-hidden="true" '
        'focusable="false">{}</svg>'
    ).format(dots)


def swatch(colour: str) -> Markup:
    """Draw the sample of a colour that stands beside its name."""
    return SWATCH.format(f"{colour} sample")


def _rectangles(segments: Sequence[Segment]) -> Markup:
    shown = [segment for segment in segments if segment.count]
    widths = _widths([segment.count for segment in shown])
    at, drawn = 0.0, []
    for segment, width in zip(shown, widths, strict=True):
        drawn.append(
            Markup('<rect class="{}" x="{}" width="{}" height="10"/>').format(
                segment.colour, _number(at), _number(width)
            )
        )
        at += width + GAP
    return Markup().join(drawn)


def _widths(counts: Sequence[int]) -> list[float]:
    """Return lengths in proportion, none thinner than can be seen."""
    room = 100 - GAP * (len(counts) - 1)
    total = sum(counts)
    widths = [max(THINNEST, room * count / total) for count in counts]
    # What thin parts were given is taken from the thickest.
    excess = sum(widths) - room
    if widths:
        widths[widths.index(max(widths))] -= excess
    return widths


def _length(share: float, end: float) -> str:
    return _number(100 * min(share, end) / end)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
