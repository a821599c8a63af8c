"""What somebody can be in a consultation."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a consultation."""

    PUBLIC = "public"
    FACILITATOR = "facilitator"
    ANALYST = "analyst"
    COORDINATOR = "coordinator"
