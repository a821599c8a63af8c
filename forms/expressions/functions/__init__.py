"""Every function of the language. Whoever imports this has them entered."""

from forms.expressions.functions import (
    arithmetic,
    choosing,
    dates,
    digesting,
    logical,
    nodes,
    places,
    regular,
    strings,
    tables,
    trigonometry,
)

__all__ = [
    "arithmetic",
    "choosing",
    "dates",
    "digesting",
    "logical",
    "nodes",
    "places",
    "regular",
    "strings",
    "tables",
    "trigonometry",
]
