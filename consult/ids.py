"""Random names for things: unguessable, without order and without meaning.

An id that counted upwards would tell in which order people answered, so every
id comes from the operating system's randomness.
"""

import secrets
from typing import Final, NewType

ConsultationId = NewType("ConsultationId", str)
VersionId = NewType("VersionId", str)
WaveId = NewType("WaveId", str)
ResponseId = NewType("ResponseId", str)
RunId = NewType("RunId", str)
StatementId = NewType("StatementId", str)
StaffId = NewType("StaffId", str)
IncidentId = NewType("IncidentId", str)

READABLE: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""Letters and digits that nobody mixes up when reading them aloud."""

ID_LENGTH: Final = 26
"""26 of 31 signs are 128.8 bits, as hard to guess as a random UUID or harder."""

INCIDENT_LENGTH: Final = 8


def random_id() -> str:
    """Return a new id of 26 lower-case signs, safe in URLs and file names."""
    return _random_text(ID_LENGTH)


def new_incident_id() -> IncidentId:
    """Return a short id that a person can read out over the telephone."""
    return IncidentId(_random_text(INCIDENT_LENGTH))


def _random_text(length: int) -> str:
    return "".join(secrets.choice(READABLE) for _ in range(length))
