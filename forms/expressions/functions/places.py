"""Functions of positions on Earth: geopoints, and lines and shapes made of them.

A geopoint is latitude and longitude in degrees, then height and accuracy in metres,
with spaces between; a line or shape is geopoints with semicolons between.
"""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from forms.expressions.environment import Context
from forms.expressions.functions.arguments import texts_of
from forms.expressions.functions.rounding import half_up
from forms.expressions.numbers import NOT_A_NUMBER, to_number
from forms.expressions.registry import function
from forms.expressions.values import Value, to_text

EQUATORIAL_RADIUS: Final = 6_378_100.0
"""Of the Earth, in metres, as ODK's clients take it."""

Point: TypeAlias = tuple[float, float]
"""Latitude and longitude in degrees."""

_BETWEEN: Final = re.compile(r"\s*;\s*")
_LAST: Final = re.compile(r"(?:\s*;)+$")


@function("area", least=1, most=1)
def area(context: Context, value: Value) -> float:
    """Return the area in square metres, to two decimals; 0 where there is none."""
    points = _points(context, [value]) or []
    if len(points) < 3:  # noqa: PLR2004 - two points enclose nothing
        return 0.0
    total = 0.0
    for start, end in pairwise([*points, points[0]]):
        slope = 2 + math.sin(math.radians(end[0])) + math.sin(math.radians(start[0]))
        total += math.radians(end[1] - start[1]) * slope
    return _to_centimetres(abs(total * EQUATORIAL_RADIUS**2 / 2))


@function("distance", least=1)
def distance(context: Context, *values: Value) -> float:
    """Return the length of the line in metres, to two decimals.

    Not a number where there are no two positions.
    """
    points = _points(context, values)
    if points is None:
        return NOT_A_NUMBER
    return _to_centimetres(sum(_length(*ends) for ends in pairwise(points)))


@function("geofence", least=2, most=2)
def geofence(context: Context, point: Value, shape: Value) -> bool:
    """Tell whether a point lies within a shape that ends where it begins."""
    here = _point(to_text(point))
    around = _line(context, to_text(shape))
    if here is None or around is None or around[0] != around[-1]:
        return False
    inside = False
    for start, end in pairwise(around):
        inside ^= _is_east(here, start, end)
    return inside


@function("intersects", least=1, most=1)
def intersects(context: Context, line: Value) -> bool:
    """Tell whether a line or shape crosses itself."""
    points = _line(context, to_text(line)) or []
    edges = [ends for ends in pairwise(points) if ends[0] != ends[1]]
    for place, edge in enumerate(edges):
        context.budget.spend(1 + len(edges) - place)
        if any(_crosses(edge, other) for other in edges[place + 2 :]):
            return True
    return False


def _points(context: Context, values: Sequence[Value]) -> list[Point] | None:
    texts = list(texts_of(context, values))
    if len(texts) == 1:
        return _line(context, texts[0])
    return _all_points(texts)


def _line(context: Context, text: str) -> list[Point] | None:
    parts = _BETWEEN.split(_LAST.sub("", text[:200_000].strip()))
    context.budget.spend(len(parts))
    return _all_points(parts)


def _all_points(texts: Sequence[str]) -> list[Point] | None:
    points = []
    for text in texts:
        point = _point(text)
        if point is None:
            return None
        points.append(point)
    return points if len(points) >= 2 else None  # noqa: PLR2004 - ends of a line


def _point(text: str) -> Point | None:
    parts = text.strip().split()
    if not 2 <= len(parts) <= 4:  # noqa: PLR2004 - from latitude to accuracy
        return None
    latitude, longitude = to_number(parts[0]), to_number(parts[1])
    if abs(latitude) <= 90 and abs(longitude) <= 180:  # noqa: PLR2004 - degrees
        return latitude, longitude
    return None


def _length(start: Point, end: Point) -> float:
    """Return the distance by the spherical law of cosines."""
    across = math.radians(start[1] - end[1])
    south, north = math.radians(start[0]), math.radians(end[0])
    cosine = math.sin(south) * math.sin(north)
    cosine += math.cos(south) * math.cos(north) * math.cos(across)
    # Of one and the same place the sum can pass 1 by the last bit.
    return math.acos(max(-1.0, min(1.0, cosine))) * EQUATORIAL_RADIUS


def _to_centimetres(metres: float) -> float:
    return half_up(metres * 100) / 100


def _is_east(here: Point, start: Point, end: Point) -> bool:
    """Tell whether the edge lies to the east at the height of the point.

    Source: W. R. Franklin's PNPOLY, the even-odd rule.
    """
    latitude, longitude = here
    if (start[0] > latitude) == (end[0] > latitude):
        return False
    slope = (start[1] - end[1]) / (start[0] - end[0])
    return longitude < slope * (latitude - end[0]) + end[1]


def _crosses(edge: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Tell whether two edges have an inner point in common."""
    return _parts(edge, other) and _parts(other, edge)


def _parts(line: tuple[Point, Point], edge: tuple[Point, Point]) -> bool:
    first, second = _side(line, edge[0]), _side(line, edge[1])
    return first * second < 0


def _side(line: tuple[Point, Point], point: Point) -> float:
    (y, x), (north, east) = line
    return (east - x) * (point[0] - y) - (north - y) * (point[1] - x)
