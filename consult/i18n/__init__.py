"""The language of pages, reports and messages: words, digits and direction.

It knows nothing of requests, so that the command line and the reports speak the
same way as the pages.
"""

from consult.i18n.interface import Interface, interface_for
from consult.i18n.languages import LANGUAGES, PSEUDO, Direction, Language
from consult.i18n.templates import jinja_environment

__all__ = [
    "LANGUAGES",
    "PSEUDO",
    "Direction",
    "Interface",
    "Language",
    "interface_for",
    "jinja_environment",
]
