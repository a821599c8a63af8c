"""Writes digits as the reader does."""

from consult.i18n import Interface


def in_digits(interface: Interface, text: str) -> str:
    """Return a text with its Western digits in those of the language.

    Each digit by itself, since a code or a year is no number to be grouped.
    """
    return "".join(
        interface.number(int(sign)) if sign.isascii() and sign.isdecimal() else sign
        for sign in text
    )
