"""E-mail addresses, links, handles and network addresses.

Every function reads the aligned form of a text (`nlp.normalise.aligned_form`) and
returns spans that hold for the text itself. Quantifiers are bounded and never
nested over the same characters, so time grows linearly with the text.
"""

import re
from collections.abc import Iterator

from nlp.languages import load
from nlp.languages.signs import AFTER_ADDRESS
from nlp.statements import MaskedSpan

_LOCAL = r"(?<![\w.%+-])[\w.%+-]{1,64}"
_PROVIDERS = (
    "gmail|googlemail|yahoo|ymail|hotmail|outlook|icloud|live|aol|gmx|web|proton"
    "|protonmail|yandex|rediffmail|qq|163|126|naver|daum"
)
_EMAIL = re.compile(
    # As it should be written, in any script.
    rf"{_LOCAL}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,6}}"
    # With the end forgotten, at providers everybody knows.
    rf"|{_LOCAL}@(?:{_PROVIDERS})\b"
    # Disguised or spaced, with an end of Latin letters.
    r"|(?<![\w.%+-])[\w.%+-]{2,64}(?: {0,2}[(\[]at[)\]] {0,2}| {1,2}@ {0,2}|@ {1,2})"
    r"[a-z0-9-]{2,63}(?: ?(?:\.|[(\[]dot[)\]]| dot ) ?[a-z0-9-]{2,63}){0,3}"
    r" ?(?:\.|[(\[]dot[)\]]| dot ) ?[a-z]{2,6}\b"
    r"|(?<![\w.%+-])[\w.%+-]{2,64} at [a-z0-9-]{2,63}(?: dot [a-z0-9-]{2,63}){0,3}"
    r" dot [a-z]{2,6}\b"
)

_SIGNS_OF_EMAIL = ("@", "at)", "at]", " dot ")

_INSIDE_LINK = re.compile(r"\.\S|://")
_GENERIC = (
    "com|org|net|info|edu|gov|int|mil|biz|app|dev|online|site|shop|store|xyz|africa"
    "|asia|news|blog|link|cloud|tech|media|social|email|io|tv|ngo|ong|coop|museum"
)
_SECOND_LEVEL = "co|com|org|net|gov|go|ac|edu|or|ne|sc|gob|gouv|govt|web|mil|sch|desa"
# Country endings that stand alone; each is checked against the function words of
# the language, since a full stop without a space makes "agua.de" of two words.
_COUNTRIES = frozenset({
    "uk", "ke", "tz", "ug", "ng", "gh", "za", "rw", "et", "eg", "ma", "dz", "tn", "jo",
    "sa", "ae", "qa", "kw", "lb", "ps", "iq", "ir", "pk", "in", "bd", "lk", "np", "af",
    "my", "sg", "ph", "th", "vn", "id", "fr", "es", "it", "pt", "br", "mx", "ar", "cl",
    "pe", "uy", "jp", "cn", "tw", "hk", "kr", "ru", "ua", "pl", "cz", "sk", "hu", "ro",
    "bg", "gr", "tr", "nl", "be", "ch", "at", "se", "no", "fi", "dk", "eu", "ca", "au",
    "nz", "de", "sn", "ci", "cm", "cd", "bi", "mw", "zm", "zw", "mz", "ao", "bw", "na",
    "ls", "sz", "er", "so", "dj", "sd", "ly", "ye", "sy", "om",
})  # fmt: skip
_LINK = re.compile(
    r"(?<!\w)(?:(?:https?|ftp)://|www\.)[^\s<>\"]{2,2000}"
    r"|(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}"
    rf"(?:(?:{_SECOND_LEVEL})\.[a-z]{{2}}|{_GENERIC})(?![\w-])(?:[:/?#][^\s<>\"]{{0,2000}})?"
    r"|(?<![\w@.-])(?:t|wa)\.me/[^\s<>\"]{1,2000}"
)
_COUNTRY_LINK = re.compile(
    r"(?<![\w@.-])[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,4}\.(?P<country>[a-z]{2})"
    r"(?![\w-])(?P<path>/[^\s<>\"]{0,2000})?"
)

_HANDLE = re.compile(r"(?<![\w@./+-])@[a-z_][\w.]{1,29}")

_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]?\d)")
_IPV6 = re.compile(r"(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])")
_HIGHEST_OCTET = 255
_FEWEST_GROUPS = 4
_SECTION_LENGTH = 8  # 1.2.3.4 is a paragraph; an address is longer


def emails(aligned: str) -> Iterator[MaskedSpan]:
    """Yield the e-mail addresses, also disguised or spaced ones."""
    if not any(sign in aligned for sign in _SIGNS_OF_EMAIL):
        return
    for match in _EMAIL.finditer(aligned):
        yield MaskedSpan(match.start(), _end(match), "email")


def links(aligned: str, *, text: str, language: str) -> Iterator[MaskedSpan]:
    """Yield web addresses, with or without their scheme.

    A bare country ending counts only in small letters and when it is no function
    word of the language or of English, unless a path follows.
    """
    if not _INSIDE_LINK.search(aligned):
        return
    for match in _LINK.finditer(aligned):
        yield MaskedSpan(match.start(), _end(match), "link")
    for match in _COUNTRY_LINK.finditer(aligned):
        if _is_country_link(match, text, language):
            yield MaskedSpan(match.start(), _end(match), "link")


def _is_country_link(match: re.Match[str], text: str, language: str) -> bool:
    country = match["country"]
    if match["path"]:
        return True
    if country not in _COUNTRIES:
        return False
    words = load(language).function_words + load("en").function_words
    written_small = text[match.start() : match.end()].islower()
    return written_small and country not in words


def _end(match: re.Match[str]) -> int:
    return match.start() + len(match.group().rstrip(AFTER_ADDRESS))


def handles(aligned: str) -> Iterator[MaskedSpan]:
    """Yield names of accounts that begin with ``@``."""
    for match in _HANDLE.finditer(aligned):
        yield MaskedSpan(match.start(), _end(match), "handle")


def network_addresses(aligned: str) -> Iterator[MaskedSpan]:
    """Yield IPv4 and IPv6 addresses, but no numbers of sections like 1.2.3.4."""
    for match in _IPV4.finditer(aligned):
        octets = match.group().split(".")
        plausible = all(int(octet) <= _HIGHEST_OCTET for octet in octets)
        if plausible and len(match.group()) >= _SECTION_LENGTH:
            yield MaskedSpan(match.start(), match.end(), "ip")
    for match in _IPV6.finditer(aligned):
        groups = match.group().split(":")
        has_letters = any(group and not group.isdecimal() for group in groups)
        filled = sum(bool(group) for group in groups)
        if has_letters and (filled >= _FEWEST_GROUPS or "::" in match.group()):
            yield MaskedSpan(match.start(), match.end(), "ip")
