"""What the forms of people who answer may send beside the answers."""

from enum import StrEnum
from typing import Final

from werkzeug.datastructures import MultiDict

MOST_DIGITS: Final = 6

Sent = MultiDict[str, str]
"""What a form sent: names and values, both as typed."""

REVIEW: Final = "review"
"""Ends the address where all answers are looked at."""

CHECKED: Final = "checked"
"""Says that a page showed what is wrong, and has to show it again."""

TYPED_IN: Final = ".lang"
"""In which language the page was that the numbers on it were typed into."""

REMOVALS: Final = ".removed"
"""How often something was removed from the lists around a page, when it was shown."""

REMOVE: Final = ".remove"
"""Ends the name of the box that says: take this file out."""

LISTED: Final = "listed"
"""How many were on a list when it was to be changed."""


class Go(StrEnum):
    """Which button was pressed."""

    ON = "on"
    BACK = "back"
    SKIP = "skip"
    LANGUAGE = "language"
    UPDATE = "update"
    FIND = "find"
    ADD = "add"
    NEXT = "next"
    WITHDRAW = "withdraw"


def button_in(sent: Sent) -> Go:
    """Return the button that was pressed; for none, or another, going on.

    Some browsers send no button when Enter is pressed. A question may be called like
    the buttons are: theirs comes last.
    """
    pressed = sent.getlist("go")
    try:
        return Go(pressed[-1]) if pressed else Go.ON
    except ValueError:
        return Go.ON


def number_in(sent: Sent, name: str) -> int | None:
    """Return the number a button of a list stands for, None where there is none."""
    typed = sent.get(name, "")
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS
    return int(typed) if is_number else None


def means_sending(sent: Sent) -> bool:
    """Whether the button that sends was pressed, or none as by Enter."""
    return sent.get("go", Go.ON) == Go.ON
