"""An interface that says its messages as they are."""

from typing import Final

from forms.fields import Translations


class Plain:
    """English with western digits."""

    def gettext(self, message: str, **params: object) -> str:
        return message % params if params else message

    def ngettext(self, singular: str, plural: str, count: int, **params: object) -> str:
        return (singular if count == 1 else plural) % params

    def number(self, value: float, /) -> str:
        return f"{value:,}"


PLAIN: Final[Translations] = Plain()
