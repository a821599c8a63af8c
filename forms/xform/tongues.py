"""Lets a form for clients of ODK open in one of its languages."""

import re
from typing import Final

from forms.definition import Questionnaire

_TRANSLATION: Final = re.compile(
    r'<translation(?: default="true\(\)")? lang="([^"]*)"(?: default="true\(\)")?>'
)
_PLAIN: Final = "default"
"""What pyxform calls the language of texts whose headers name none."""


def opening_in(xml: str, questionnaire: Questionnaire, language: str) -> str:
    """Return the XForm of a questionnaire as it opens in one of its languages.

    It is as it was where it is not in that language.
    """
    names = _TRANSLATION.findall(xml)
    called = _called(questionnaire, language)
    wanted = next((name for name in called if name in names), None)
    if wanted is None:
        return xml

    def told(found: re.Match[str]) -> str:
        default = ' default="true()"' if found[1] == wanted else ""
        return f'<translation lang="{found[1]}"{default}>'

    return _TRANSLATION.sub(told, xml)


def _called(questionnaire: Questionnaire, language: str) -> tuple[str, ...]:
    """Return what a form may call a language: as headers do, by its tag, or plain."""
    named = dict(questionnaire.language_names).get(language, language)
    is_first = language == questionnaire.languages[0]
    return (named, language, _PLAIN) if is_first else (named, language)
