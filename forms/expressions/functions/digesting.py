"""Functions that turn text into other text: digests, identifiers, Base64; chance."""

import base64
import binascii
import hashlib
import math
import re
from collections.abc import Sequence
from typing import Final

from forms.errors import N_, FormsError
from forms.expressions.environment import Context
from forms.expressions.functions.arguments import LONGEST, bounded, number_of
from forms.expressions.registry import function
from forms.expressions.values import Value, to_text

ALGORITHMS: Final = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
ENCODINGS: Final = ("base64", "hex")

_BLANK: Final = re.compile(r"[ \t\n\f\r]+")


class AlgorithmUnknown(FormsError):
    """A digest that nobody can make."""

    code = "F467"
    message = N_(
        'digest() knows no algorithm "%(given)s". Use one of these: %(known)s.'
    )


class EncodingUnknown(FormsError):
    """A way to write a digest that nobody knows."""

    code = "F468"
    message = N_('digest() knows no encoding "%(given)s". Use one of these: %(known)s.')


def _known(literals: Sequence[Value | None]) -> None:
    _, algorithm, *encoding = literals
    if algorithm is not None and to_text(algorithm) not in ALGORITHMS:
        known = ", ".join(ALGORITHMS)
        raise AlgorithmUnknown(given=to_text(algorithm)[:40], known=known)
    for each in encoding:
        if each is not None and to_text(each) not in ENCODINGS:
            known = ", ".join(ENCODINGS)
            raise EncodingUnknown(given=to_text(each)[:40], known=known)


@function("digest", least=2, most=3, check=_known)
def digest(context: Context, text: Value, algorithm: Value, *encoding: Value) -> str:
    """Return the digest of a text, nothing where the algorithm is not known."""
    name = ALGORITHMS.get(to_text(algorithm))
    written = to_text(encoding[0]) if encoding else "base64"
    if name is None or written not in ENCODINGS:
        return ""
    content = bounded(context, to_text(text)).encode("utf-8", "replace")
    # Forms ask for MD5 and SHA-1 to name things, not to keep them secret.
    raw = hashlib.new(name, content, usedforsecurity=False).digest()
    return raw.hex() if written == "hex" else base64.b64encode(raw).decode("ascii")


@function("base64-decode", least=1, most=1)
def base64_decode(context: Context, value: Value) -> str:
    """Return the text that was encoded, nothing where the value is not Base64."""
    text = _BLANK.sub("", bounded(context, to_text(value)))
    if len(text) % 4 == 0:
        text = re.sub("={1,2}$", "", text)
    if "=" in text:
        return ""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return raw.decode("utf-8", "replace").removeprefix("\ufeff")


@function("uuid", most=1, volatile=True)
def uuid(context: Context, *length: Value) -> str:
    """Return a new identifier, of so many signs where a number is given."""
    made = context.environment.unique()
    wanted = number_of(context, length[0]) if length else math.nan
    if math.isnan(wanted):
        return made
    signs = int(max(-float(LONGEST), min(float(LONGEST), wanted)))
    while len(made) < signs:
        context.budget.spend()
        made += context.environment.unique()
    return made[:signs]


@function("random", most=0, volatile=True)
def random(context: Context) -> float:
    """Return a number from 0 up to before 1."""
    return context.environment.draw()
