"""Keeps passwords as Argon2id hashes, and checks them in the same time for all."""

import functools
import secrets
import unicodedata
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from consult.errors import N_, Rejected

HASHER: Final = PasswordHasher(
    time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID
)
"""19 MiB, two passes, one lane: the least that the OWASP Password Storage Cheat
Sheet asks for. It takes about a tenth of a second here and, with the slowing of
tries before it, no machine is kept busy by somebody who guesses. Hashes with other
parameters are replaced when their owner signs in.
"""

SHORTEST: Final = 12
LONGEST: Final = 1_000
"""Longer than any phrase, and short enough not to be a burden by itself."""

# No sign that is mixed up with another when it is read from a sheet of paper.
SIGNS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS: Final = 5
GROUP_LENGTH: Final = 4
"""5 groups of 4 out of 31 signs are 99 bits."""


class UnfitPassword(Rejected):
    """A new password that is too short or too long."""

    code = "C471"
    message = N_(
        "A password needs %(shortest)s to %(longest)s signs. A few words that do not "
        "belong together are easy to remember."
    )


def new_password() -> str:
    """Return a random password that can be copied from paper."""
    groups = (
        "".join(secrets.choice(SIGNS) for _ in range(GROUP_LENGTH))
        for _ in range(GROUPS)
    )
    return "-".join(groups)


def hashed(password: str) -> str:
    """Return the hash to be kept; raises ``UnfitPassword``."""
    normal = _normal(password)
    if not SHORTEST <= len(normal) <= LONGEST:
        raise UnfitPassword(shortest=SHORTEST, longest=LONGEST)
    return HASHER.hash(normal)


def fits(password: str, kept: str | None) -> bool:
    """Return whether the password is the one that was hashed.

    Without a hash it is never, which takes as long to find out.
    """
    normal = _normal(password)[: LONGEST + 1]
    # Made before it is known who needs it, so that the first one is no slower.
    nobodys = _nobodys_hash()
    try:
        HASHER.verify(kept or nobodys, normal)
    except (VerificationError, InvalidHashError):
        # A hash that cannot be read lets nobody in either.
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Return whether a hash was made with other parameters than those of today."""
    return HASHER.check_needs_rehash(kept)


def _normal(password: str) -> str:
    """Return the password in one spelling: keyboards write é in two ways."""
    return unicodedata.normalize("NFC", password)


@functools.cache
def _nobodys_hash() -> str:
    return HASHER.hash(secrets.token_hex(SHORTEST))
