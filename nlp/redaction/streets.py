"""Addresses of houses: a street with its number, or a house that has one.

Precision comes first, as people name streets when they speak of their concerns: a
street alone stays, and so does a number that may count what follows. Works on the
aligned form of a text, see `nlp.redaction.addresses`; capital letters are looked up
in the text itself.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.languages.signs import AFTER_ADDRESS
from nlp.languages.words import word_end, word_start
from nlp.normalise import aligned_form, without_accents
from nlp.statements import MaskedSpan

_NUMBER = r"(?P<number>\d{1,4})(?: ?[a-h](?!\w)| ?(?:bis|ter)(?!\w))?"
_MARK = r"(?:n[º°o]\.?|nr\.?|num(?:ero)?\.?|nomor|no\.?:?|n\.|#|д\.|дом|буд\.)"
_WORD = r"[^\W\d_][\w'\u2019.-]{0,24}"
_ENDS = r"(?= ?(?:[.,;:!?)]|\n|$))"

# English: 12 Hill Road.
_AFTER = r"(?:street|str|st|road|rd|avenue|ave|lane|ln|drive|crescent|terrace|close)"
# French: 12 bis, rue du Port.
_FRENCH = (
    r"(?:rue|ruelle|avenue|av\.|boulevard|bd\.?|place|impasse|allee|chemin|quai)"
    r" (?:de la |de l['\u2019]|du |des |de |d['\u2019])?"
)
# Spanish, Portuguese, Italian, Indonesian, Russian, Ukrainian: Calle Sol, 12.
_BEFORE = (
    r"(?:calle|c/|avenida|avda\.?|av\.|carrera|cra\.|jiron|jr\.|rua|travessa|praca"
    r"|largo|via|viale|corso|piazza|jalan|jln\.?|jl\.?|ул\.|улиц[аеы]|проспект[ае]?"  # noqa: RUF001 - Russian
    r"|пр\.|переул[а-я]{2,4}|вул\.|вулиц[яіи])"  # noqa: RUF001 - Ukrainian
)
# German, Dutch: Hauptstraße 12. The aligned form has one letter for ß.
_WITHIN = (
    r"(?!bundes|landes|kreis)[^\W\d_][\w-]{1,24}"
    r"(?:strass?e|str\.|gasse|allee|straat|laan|gracht)"
)
_TURKISH = r"(?:sokak|sokagi|sok\.?|sk\.?|caddesi|cad\.?|cd\.?|bulvari)"

# A house that has a number, in the words of many languages.
_HOUSES = (
    r"(?:house|plot|flat|apartment) (?:number|no\.?|nr\.?|#)",
    r"maison n[°º]", r"casa (?:numero|n[º°]|no\.)", r"haus(?:nummer| nr\.)",
    r"rumah (?:nomor|no\.?)", r"nyumba (?:namba|nambari|na\.)", r"gida mai lamba",
    r"guri(?:ga)? (?:lambarka?|nambarka?)", r"ev no:?", r"дом №", r"будинок №",
    r"منزل رقم", r"بيت رقم", r"شارع [^\d\n]{2,40}(?:رقم|بنايه|عماره)", r"پلاک",
    r"مکان نمبر", r"گھر نمبر", r"(?:मकान|घर) (?:नंबर|नम्बर|संख्या|नं\.?)",
    r"(?:বাড়ি|বাসা) (?:নং|নম্বর)", r"የቤት ቁጥር",
)  # fmt: skip
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,6}[路街巷弄道]\d{1,4}[号號]")

_PARTICLES = frozenset({
    "de", "del", "la", "las", "los", "da", "do", "das", "dos", "di", "della", "dei",
})  # fmt: skip
_YEAR = range(1900, 2100)
_RUNS = re.compile(
    r"(?:bus|buses|line|lines|route|ligne|linea|linha|linie|tram|matatu|daladala) $"
)
_REACH = 12


def house_addresses(text: str, aligned: str) -> Iterator[MaskedSpan]:
    """Yield streets with the number of a house, and houses with a number."""
    for pattern in _patterns():
        for match in pattern.finditer(aligned):
            if _is_address(match, text):
                end = match.start() + len(match.group().rstrip(AFTER_ADDRESS))
                yield MaskedSpan(match.start(), end, "address")
    for match in _CHINESE.finditer(text):
        yield MaskedSpan(match.start(), match.end(), "address")


def _is_address(match: re.Match[str], text: str) -> bool:
    """Return whether the street has a name and the number is neither year nor bus."""
    if int(match["number"]) in _YEAR:
        return False
    if "name" not in match.re.groupindex:
        return True
    before = match.string[max(0, match.start() - _REACH) : match.start()]
    words = text[match.start("name") : match.end("name")].split()
    named = [word for word in words if word not in _PARTICLES]
    capital = bool(named) and all(word[0].isupper() for word in named)
    return capital and not _RUNS.search(before)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    start, end = word_start(), word_end()
    english = rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}}? {_AFTER})"
    names = rf"(?P<name>{_WORD}(?: {_WORD}){{0,3}}?)"
    houses = "|".join(_aligned(each) for each in _HOUSES)
    return tuple(
        re.compile(each)
        for each in (
            rf"{start}(?<![.,/-]){_NUMBER},? {english}{end}",
            rf"{start}(?<![.,/-]){_NUMBER},? {_FRENCH}(?P<name>{_WORD})",
            rf"{start}{_BEFORE} ?{names}(?:,? {_MARK} ?|, ){_NUMBER}{end}",
            rf"{start}{_BEFORE} ?{names} {_NUMBER}{end}{_ENDS}",
            rf"{start}(?P<name>{_WITHIN}) {_NUMBER}{end}{_ENDS}",
            rf"{start}{names} {_TURKISH},? (?:no|numara)[.:]? ?{_NUMBER}{end}",
            rf"{start}(?:{houses})[ :.]{{0,2}}{_NUMBER}{end}",
        )
    )


def _aligned(pattern: str) -> str:
    return without_accents(aligned_form(pattern))
