"""English in disguise: shows in tests which texts never reach a translator."""

import re
from gettext import NullTranslations
from typing import Final

OPENING: Final = "⟦"
CLOSING: Final = "⟧"
PLACEHOLDER: Final = re.compile(r"(%\(\w+\)[sd]|%%)")
DISGUISE: Final = str.maketrans("aeiouncAEIOUNC", "åéîøüñçÅÉÎØÜÑÇ")


class PseudoTranslations(NullTranslations):
    """Disguises every message and leaves its placeholders as they are."""

    def gettext(self, message: str) -> str:
        """Return the message in disguise."""
        return disguise(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form English uses for this number, in disguise."""
        return disguise(msgid1 if n == 1 else msgid2)


def disguise(message: str) -> str:
    """Return the message with other letters, between brackets nobody types."""
    parts = PLACEHOLDER.split(message)
    changed = (
        part if PLACEHOLDER.fullmatch(part) else part.translate(DISGUISE)
        for part in parts
    )
    return f"{OPENING}{''.join(changed)}{CLOSING}"
