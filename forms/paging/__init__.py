"""Puts questionnaires onto pages and leads through them."""

from forms.paging.pages import Grid, PageKind, PlannedPage, Step
from forms.paging.plan import (
    Plan,
    Route,
    after,
    before,
    beginning_of,
    plan,
    position,
    unfinished,
)

__all__ = [
    "Grid",
    "PageKind",
    "Plan",
    "PlannedPage",
    "Route",
    "Step",
    "after",
    "before",
    "beginning_of",
    "plan",
    "position",
    "unfinished",
]
