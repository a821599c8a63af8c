"""Why a count is withheld."""

from enum import StrEnum


class Reason(StrEnum):
    """What a reader is told where a figure would stand.

    ``FEW``: too few people on one side of it. ``SMALL_GROUP``: the group itself
    is too small. ``PROTECTED``: it would tell a withheld count.
    """

    FEW = "few"
    SMALL_GROUP = "small_group"
    PROTECTED = "protected"
