"""What the forms of people who answer may send beside the answers."""

from enum import StrEnum
from typing import Final

from werkzeug.datastructures import MultiDict

Sent = MultiDict[str, str]
"""What a form sent: names and values, both as typed."""

CHECKED: Final = "checked"
"""Says that a page showed what is wrong, and has to show it again."""


class Go(StrEnum):
    """Which button was pressed."""

    ON = "on"
    BACK = "back"
    SKIP = "skip"
    LANGUAGE = "language"
    NEXT = "next"
    WITHDRAW = "withdraw"


def button_in(sent: Sent) -> Go:
    """Return the button that was pressed; for none, or another, going on.

    Some browsers send no button when Enter is pressed.
    """
    try:
        return Go(sent.get("go", Go.ON))
    except ValueError:
        return Go.ON


def means_sending(sent: Sent) -> bool:
    """Whether the button that sends was pressed, or none as by Enter."""
    return sent.get("go", Go.ON) == Go.ON
