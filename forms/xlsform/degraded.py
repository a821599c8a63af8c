"""Tells the author of what is shown otherwise: translations, appearances, labels."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from forms.definition import Group, Item, Kind, Question
from forms.xform.names import plain_name
from forms.xlsform.faults import Fault
from forms.xlsform.problems import Findings, Place
from forms.xlsform.records import Record
from forms.xlsform.report import Origins
from forms.xlsform.sheet_faults import SheetFault

TRANSLATED: Final = (
    "label",
    "hint",
    "guidance",
    "constraint_message",
    "required_message",
    "soft_message",
    "short",
)

ENTITY_COLUMNS: Final = frozenset({"save_to", "bind::entities:saveto"})

CALENDARS: Final = frozenset(
    {
        "ethiopian",
        "coptic",
        "islamic",
        "bikram-sambat",
        "myanmar",
        "persian",
        "buddhist",
    }
)

KNOWN: Final = frozenset(
    {"field-list", "table-list", "list-nolabel", "label", "likert", "minimal"}
    | {"multiline", "numbers", "number", "quick", "compact", "horizontal", "vertical"}
    | {"horizontal-compact", "quickcompact", "columns", "columns-pack", "list"}
    | {
        "no-calendar",
        "month-year",
        "year",
        "autocomplete",
        "search",
        "search()",
        "rating",
    }
    | {"picker", "no-buttons", "no-ticks", "thousands-sep", "hidden", "summary"}
    | {"maps", "map", "placement-map", "signature", "draw", "annotate", "new"}
    | {"new-front", "masked", "hidden-answer", "randomized", "tel", "url", "grid"}
)
"""Appearances that are followed, and those of questions that are not asked anyway."""

_COUNTED: Final = re.compile(r"(columns|compact|quickcompact|w)-?\d+")


def tell_translations(
    records: Iterable[Record],
    languages: Sequence[str],
    names: Mapping[str, str],
    findings: Findings,
) -> None:
    """Tell once for each language how many texts are missing, and where first."""
    places: dict[str, list[Place]] = {tag: [] for tag in languages}
    for record in records:
        for name in TRANSLATED:
            words = record.texts.get(name)
            if words and len(words) < len(languages):
                for tag in languages:
                    if tag not in words:
                        places[tag].append(record.place(name, names.get(tag, tag)))
    for tag, missing in places.items():
        if missing:
            findings.add(
                SheetFault.TRANSLATIONS_MISSING,
                missing[0],
                count=len(missing),
                language=names.get(tag, tag),
            )


def tell_appearances(
    items: Iterable[tuple[str, Item]], origins: Origins, findings: Findings
) -> None:
    """Tell once for each appearance that changes nothing, and where it is first."""
    first: dict[str, Place] = {}
    count: dict[str, int] = {}
    for path, item in items:
        if item.appearance and _is_shown(item):
            for word in _words(item.appearance):
                if word not in count:
                    first[word] = origins.place(path, "appearance")
                count[word] = count.get(word, 0) + 1
    for word, number in count.items():
        if word in CALENDARS:
            findings.add(Fault.CALENDAR_UNKNOWN, first[word], appearance=word)
        else:
            findings.add(
                Fault.APPEARANCE_UNKNOWN, first[word], appearance=word, count=number
            )


def tell_labels(
    items: Iterable[tuple[str, Item]], origins: Origins, findings: Findings
) -> None:
    """Tell which questions are asked without any words."""
    for path, item in items:
        if isinstance(item, Group) or not item.is_asked or item.kind is Kind.POSITION:
            continue
        if not (item.label.in_languages or item.hint or item.media):
            findings.add(Fault.LABEL_MISSING, origins.place(path, "label"))


def tell_names(
    items: Iterable[tuple[str, Item]], origins: Origins, findings: Findings
) -> None:
    """Tell of the first name that stands otherwise in forms for clients of ODK."""
    for path, item in items:
        instead = plain_name(item.name)
        if instead != item.name:
            place = origins.place(path, "name")
            findings.add(
                Fault.NAME_OF_OTHER_LETTERS, place, name=item.name, instead=instead
            )
            return


def tell_entities(records: Iterable[Record], findings: Findings) -> None:
    """Tell once of a column that would keep a file on each person or thing."""
    for record in records:
        for heading in record.headings:
            is_entity = heading.header.lower() in ENTITY_COLUMNS
            if is_entity and record.further.get(heading.header):
                place = Place(
                    record.sheet, record.number, heading.header, heading.letters
                )
                findings.add(SheetFault.ENTITY_UNUSED, place, column=heading.header)
                return


def _is_shown(item: Item) -> bool:
    unshown = {Kind.POSITION, Kind.ATTACHMENT, Kind.METADATA, Kind.HIDDEN}
    if isinstance(item, Question):
        return item.kind not in unshown | {Kind.CALCULATION}
    return True


def _words(appearance: str) -> list[str]:
    """Return the words of an appearance that we do not follow, each once."""
    words = dict.fromkeys(_without_arguments(appearance).lower().split())
    return [
        word for word in words if word not in KNOWN and not _COUNTED.fullmatch(word)
    ]


def _without_arguments(appearance: str) -> str:
    if "(" not in appearance:
        return appearance
    kept: list[str] = []
    depth = 0
    for sign in appearance:
        depth = max(0, depth - (sign == ")"))
        if not depth:
            kept.append(sign)
        depth += sign == "("
    return "".join(kept)
