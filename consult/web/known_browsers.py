"""Remembers, in a signed cookie, that a browser was let in for a name before.

Only the page to sign in gets it. It opens nothing: it gives its owner tries of
their own when a stranger uses up those of the name.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from consult.clock import Clock
from consult.services.signing_in import SignInKeys

LASTS: Final = timedelta(days=365)
SALT: Final = "a browser that was let in before"
MARK_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class KnownBrowsers:
    """Reads and writes the cookie; ``secret`` signs it."""

    secret: str
    clock: Clock
    is_secure: bool

    @property
    def cookie(self) -> str:
        """Return the name of the cookie; the prefix keeps it off plain HTTP."""
        return "__Secure-known" if self.is_secure else "known"

    def mark_of(self, cookies: Mapping[str, str], name: str) -> str | None:
        """Return the mark of this browser, if it was let in for this name."""
        try:
            kept = self._serializer().loads(cookies.get(self.cookie, ""))
        except BadSignature:
            return None
        match kept:
            case {"name": str(key), "mark": str(mark), "until": str(until)}:
                is_theirs = key == SignInKeys(self.secret).of_name(name)
                return mark if is_theirs and self._is_ahead(until) else None
            case _:
                return None

    def remember(self, response: Response, name: str, paths: tuple[str, ...]) -> None:
        """Mark this browser anew as one from which somebody was let in."""
        kept = {
            "name": SignInKeys(self.secret).of_name(name),
            "mark": secrets.token_hex(MARK_BYTES),
            "until": (self.clock().date() + LASTS).isoformat(),
        }
        # One for each address to sign in, so that no other page is ever sent it.
        for path in paths:
            response.set_cookie(
                self.cookie,
                self._serializer().dumps(kept),
                max_age=LASTS,
                path=path,
                secure=self.is_secure,
                httponly=True,
                samesite="Strict",
            )

    def _serializer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt=SALT)

    def _is_ahead(self, until: str) -> bool:
        return self.clock().date() <= date.fromisoformat(until)
