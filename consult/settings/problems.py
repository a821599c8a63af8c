"""What is said when settings cannot be used: every reason, each with a remedy."""

from collections.abc import Mapping
from dataclasses import dataclass

from consult.errors import N_, UnsafeSettings


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """One variable that cannot be used, with the reason and the remedy."""

    variable: str
    message: str
    params: Mapping[str, object]

    def __str__(self) -> str:
        """Return the problem in English, beginning with the variable."""
        return f"{self.variable}: {self.message % self.params}"


class SettingsRefused(UnsafeSettings):
    """The settings cannot be used; ``problems`` holds every reason."""

    message = N_("The settings are not safe. Nothing was started.\n%(problems)s")

    def __init__(self, problems: tuple[SettingProblem, ...]) -> None:
        super().__init__(problems="\n".join(str(problem) for problem in problems))
        self.problems = problems


class UnreadableError(ValueError):
    """A value that cannot be read; carries a message for the person."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message, self.params = message, params
