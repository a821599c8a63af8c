"""Names a questionnaire by what it says: the same content has the same name."""

import hashlib

from forms.canonical import to_json
from forms.definition import Questionnaire


def version_of(questionnaire: Questionnaire) -> str:
    """Return the version: SHA-256 of the canonical form in UTF-8, 64 hex digits."""
    return fingerprint(to_json(questionnaire))


def fingerprint(canonical: str) -> str:
    """Return the version of a questionnaire whose canonical form is given."""
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
