"""Plain builders of values with safe defaults, for tests of every part."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from consult.settings import Settings

SECRET: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def some_settings(**changes: Any) -> Settings:
    """Return settings that are safe to start with, changed as asked."""
    return Settings(**{"secret_key": SECRET, "organisation": "Talvera", **changes})


@dataclass(slots=True)
class StoppedClock:
    """A clock that stands still; call it for the time, move it by ``advance``."""

    moment: datetime = field(default=datetime(2026, 11, 3, 9, 30, tzinfo=UTC))

    def __call__(self) -> datetime:
        """Return the moment at which the clock stands."""
        return self.moment

    def advance(self, by: timedelta) -> None:
        """Move the clock forward."""
        self.moment += by
