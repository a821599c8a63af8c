"""Personal data in answers: found with offsets, and masked for people to read.

Recall comes first: what is found is hidden from everybody but the people who may
see raw answers. Patterns alone never find every name, so masking is a help and
not a promise of anonymity.
"""

import re
from collections.abc import Iterable, Iterator

from nlp.normalise import aligned_form
from nlp.redaction.addresses import emails, handles, links, network_addresses
from nlp.redaction.identifiers import account_numbers, card_numbers, identity_numbers
from nlp.redaction.names import names
from nlp.redaction.phones import phones
from nlp.redaction.streets import house_addresses
from nlp.statements import MaskedSpan

# An aligned form has the digits of all scripts as ASCII ones.
_DIGIT = re.compile("[0-9]")

KINDS = (
    "email", "link", "iban", "card", "ip", "id_number", "phone", "address",
    "handle", "name",
)  # fmt: skip


def find_personal_data(text: str, *, language: str) -> tuple[MaskedSpan, ...]:
    """Return the personal data in ``text``, in order and without overlap.

    Where two kinds claim the same place, the earlier in `KINDS` stands. The kinds
    are found in every script; ``language`` chooses the words that announce a
    number or a name.
    """
    aligned = aligned_form(text)
    found: list[MaskedSpan] = []
    taken = bytearray(len(text))
    for span in _candidates(text, aligned, language):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            found.append(span)
    return tuple(sorted(found))


def _candidates(text: str, aligned: str, language: str) -> Iterator[MaskedSpan]:
    """Yield every possible span, the kinds that win first."""
    yield from emails(aligned)
    yield from links(aligned, text=text, language=language)
    if _DIGIT.search(aligned):
        yield from account_numbers(aligned)
        yield from card_numbers(aligned)
        yield from network_addresses(aligned)
        yield from identity_numbers(aligned, language=language)
        yield from phones(aligned, language=language)
        yield from house_addresses(text, aligned)
    if "@" in aligned:
        yield from handles(aligned)
    yield from names(text, aligned, language=language)


def mask(text: str, spans: Iterable[MaskedSpan]) -> str:
    """Return ``text`` with each span replaced by its kind in brackets: ``[phone]``."""
    parts = []
    reached = 0
    for span in sorted(spans):
        parts += [text[reached : span.start], f"[{span.kind}]"]
        reached = span.end
    return "".join([*parts, text[reached:]])
