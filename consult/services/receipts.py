"""Derives what somebody who answers holds: a nonce, a token and a receipt code.

One follows from the other by keyed hashes, so that a page lost on a bad line can
be shown again although none of them is stored. The database holds hashes alone.
"""

import functools
import hashlib
import hmac
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NewType

from consult.errors import N_, Rejected
from consult.ids import ID_LENGTH, READABLE, random_id

Nonce = NewType("Nonce", str)
Token = NewType("Token", str)
Receipt = NewType("Receipt", str)

RECEIPT_DIGITS: Final = 16
"""16 digits are 53 bits: too many to guess, few enough to read out."""

GROUP: Final = 4
TOKEN_LENGTH: Final = ID_LENGTH
LONGEST_NONCE: Final = 200
SIGNATURE_LENGTH: Final = 32
DAYS_KEPT: Final = timedelta(days=1)
"""A page that was shown, and what was begun on it, last until the next day ends."""


class UnreadableReceipt(Rejected):
    """A receipt code with too few or too many digits, or with something else."""

    code = "C481"
    message = N_(
        "The code has %(wanted)s digits and no letters. What you typed has %(typed)s "
        "digits."
    )


@dataclass(frozen=True)
class Ticket:
    """What belongs to one token: its receipt, and what is stored of both.

    Most pages ask for the hash of the token alone.
    """

    token: Token
    keys: "Keys" = field(repr=False)

    @functools.cached_property
    def token_hash(self) -> str:
        """What is stored of the token."""
        return hashlib.sha256(self.token.encode()).hexdigest()

    @functools.cached_property
    def receipt(self) -> Receipt:
        """The code that stands for the answers once they are sent."""
        return self.keys.receipt_of(self.token)

    @functools.cached_property
    def receipt_hash(self) -> str:
        """What is stored of the receipt code."""
        return self.keys.hash_of(self.receipt)


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes and checks the secrets of people who answer, from the signing key."""

    signing_key: str = field(repr=False)

    def new_nonce(self, *, about: str, today: date) -> Nonce:
        """Return a random value for a form, signed for what it is about."""
        value = f"{today.toordinal()}.{random_id()}"
        return Nonce(f"{value}.{self._signature(about, value)}")

    def accepts(self, nonce: str, *, about: str, today: date) -> bool:
        """Whether we gave this nonce for this purpose, today or yesterday."""
        value, _, signature = nonce.rpartition(".")
        if len(nonce) > LONGEST_NONCE or not nonce.isascii():
            return False
        if not hmac.compare_digest(signature, self._signature(about, value)):
            return False
        day = date.fromordinal(int(value.partition(".")[0]))
        return today - DAYS_KEPT <= day <= today + DAYS_KEPT

    def ticket_for(self, nonce: Nonce) -> Ticket:
        """Return the ticket of a nonce that was accepted; always the same one."""
        number = int.from_bytes(self._keyed("token", nonce))
        return self.ticket_of(Token(_in_signs(number, READABLE, TOKEN_LENGTH)))

    def ticket_of(self, token: Token) -> Ticket:
        """Return what belongs to a token; whether it is in use is not asked."""
        return Ticket(token, self)

    def receipt_of(self, token: Token) -> Receipt:
        """Return the receipt code of a token."""
        number = int.from_bytes(self._keyed("receipt", token))
        return Receipt(_in_signs(number, "0123456789", RECEIPT_DIGITS))

    def hash_of(self, receipt: Receipt) -> str:
        """Return what is stored of a receipt code.

        Keyed, since whoever has only the database could try all codes otherwise.
        """
        return self._keyed("stored receipt", receipt).hex()

    def hash_of_instance(self, instance_id: str, *, about: str) -> str:
        """Return what is stored of the name a client gave to a filled form.

        Keyed, since the name is known to the device that made it. It takes the
        place of the hash of a receipt: nobody holds a code for such an answer.
        """
        return self._keyed(f"instance for {about}", instance_id).hex()

    def _signature(self, about: str, value: str) -> str:
        return self._keyed(f"nonce for {about}", value).hex()[:SIGNATURE_LENGTH]

    def _keyed(self, purpose: str, value: str) -> bytes:
        return hmac.digest(_key(self.signing_key, purpose), value.encode(), "sha256")


@functools.lru_cache(maxsize=256)
def _key(signing_key: str, purpose: str) -> bytes:
    # A key for each purpose, so that no value of one serves for another.
    return hmac.digest(signing_key.encode(), purpose.encode(), "sha256")


def read_receipt(typed: str) -> Receipt:
    """Return the receipt code that somebody typed, in the digits of any script.

    Spaces and signs between the groups do not matter. Raises
    ``UnreadableReceipt`` when the number of digits is another one, or when there
    are letters.
    """
    digits = "".join(
        str(unicodedata.decimal(sign)) for sign in typed if sign.isdecimal()
    )
    if len(digits) != RECEIPT_DIGITS or any(sign.isalpha() for sign in typed):
        raise UnreadableReceipt(wanted=RECEIPT_DIGITS, typed=len(digits))
    return Receipt(digits)


def in_groups(receipt: Receipt) -> str:
    """Return the code in groups of four, as it is easiest to copy."""
    starts = range(0, len(receipt), GROUP)
    return " ".join(receipt[start : start + GROUP] for start in starts)


def _in_signs(number: int, signs: str, length: int) -> str:
    """Return the last ``length`` places of a number, written with these signs.

    The number has 256 bits, so that no sign is noticeably likelier than another.
    """
    written = []
    for _ in range(length):
        number, place = divmod(number, len(signs))
        written.append(signs[place])
    return "".join(written)
