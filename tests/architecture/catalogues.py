"""Collects the messages into the catalogues and tells whether each is whole.

Run as ``python -m tests.architecture.catalogues write`` or ``check``. What is
written depends on the messages alone: no time, no line numbers, no guesses.
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from consult.i18n import LANGUAGES, PSEUDO

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "translations"
TEMPLATE = FOLDER / "messages.pot"
SOURCE = "en"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")
KEYWORDS = {**DEFAULT_KEYWORDS, "NP_": (1, 2)}
"""What marks messages; NP_ marks one with a number, for one and for several."""
Key = tuple[str | None, tuple[str, ...]]
Text = str | tuple[str, ...] | list[str] | None
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def translated_tags() -> tuple[str, ...]:
    """Return the languages that need a catalogue."""
    return tuple(tag for tag in LANGUAGES if tag not in {SOURCE, PSEUDO.tag})


def catalogue_file(tag: str) -> Path:
    return FOLDER / tag / "LC_MESSAGES" / "messages.po"


def extract() -> Catalog:
    """Return the messages that the code and the templates hold now."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call] # babel leaves it so
    template = Catalog(
        project="consult",
        header_comment="# The messages of consult.\n#",
        creation_date=NO_DATE,
        charset="utf-8",
    )
    extracted = extract_from_dir(
        ROOT,
        methods,
        options,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for filename, _line, message, comments, context in extracted:
        template.add(
            message, None, [(filename, 0)], auto_comments=comments, context=context
        )
    return template


def read(path: Path, tag: str | None = None) -> Catalog:
    """Return a catalogue from its file; ``tag`` is None for the template."""
    locale = Locale.parse(tag, sep="-") if tag else None
    with path.open("rb") as lines:
        return read_po(lines, locale=locale, abort_invalid=True)


def serialise(catalogue: Catalog) -> bytes:
    """Return the bytes of a catalogue file."""
    lines = io.BytesIO()
    write_po(lines, catalogue, width=0, ignore_obsolete=True, include_lineno=False)
    return lines.getvalue()


def write() -> None:
    """Write the template and bring every catalogue up to it."""
    template = extract()
    TEMPLATE.write_bytes(serialise(template))
    for tag in translated_tags():
        path = catalogue_file(tag)
        path.parent.mkdir(parents=True, exist_ok=True)
        locale = Locale.parse(tag, sep="-")
        catalogue = read(path, tag) if path.exists() else Catalog(locale=locale)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.fuzzy = False
        path.write_bytes(serialise(catalogue))


def keys(catalogue: Catalog) -> dict[Key, Message]:
    """Return the messages by context and text, the header left out."""
    return {
        (message.context, _texts(message.id)): message
        for message in catalogue
        if message.id
    }


def is_stale(found: Catalog, wanted: Catalog) -> bool:
    """Say whether two catalogues hold different messages."""
    return keys(found).keys() != keys(wanted).keys()


def problems_of(catalogue: Catalog, tag: str, template: Catalog) -> Iterator[str]:
    """Yield what a translator has left to do in a catalogue."""
    messages = keys(catalogue)
    for key in keys(template):
        if key not in messages:
            yield f"{tag}: {_short(key[1])} is not in the catalogue"
    plural = get_plural(Locale.parse(tag, sep="-"))
    if catalogue.num_plurals != plural.num_plurals:
        yield f"{tag}: needs {plural.num_plurals} plural forms"
    for key, message in messages.items():
        if key not in keys(template):
            yield f"{tag}: {_short(message.id)} is used nowhere"
        elif message.fuzzy:
            yield f"{tag}: {_short(message.id)} is marked as a draft"
        else:
            yield from _problems_of_message(message, tag, plural.num_plurals)


def _problems_of_message(message: Message, tag: str, plurals: int) -> Iterator[str]:
    forms = _texts(message.string)
    if len(forms) != (plurals if message.pluralizable else 1) or not all(forms):
        yield f"{tag}: {_short(message.id)} is not translated"
        return
    wanted = placeholders(*_texts(message.id))
    # A language may say "one answer" without the figure, so all forms together
    # need every placeholder; none may have one of its own.
    if placeholders(*forms) != wanted or any(
        _has_stray_percent(form, wanted) for form in forms
    ):
        yield f"{tag}: {_short(message.id)} has other placeholders"


def placeholders(*texts: str) -> set[str]:
    """Return the names of the placeholders in ``texts``."""
    return {name for text in texts for name in PLACEHOLDER.findall(text) if name}


def _has_stray_percent(text: str, wanted: set[str]) -> bool:
    return bool(wanted) and "%" in PLACEHOLDER.sub("", text)


def _texts(value: Text) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _short(message: Text) -> str:
    return repr(_texts(message)[0][:60])


def all_problems() -> list[str]:
    """Return every reason why the catalogues may not stand as they are."""
    template = extract()
    if not TEMPLATE.exists() or is_stale(read(TEMPLATE), template):
        return ["messages.pot is stale; run make translations"]
    found: list[str] = []
    for tag in translated_tags():
        path = catalogue_file(tag)
        if path.exists():
            found += problems_of(read(path, tag), tag, template)
        else:
            found.append(f"{tag}: has no catalogue; run make translations")
    return found


def main(arguments: list[str]) -> int:
    if arguments == ["write"]:
        write()
    found = all_problems()
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    # Collecting succeeds although translators have work left.
    return 1 if found and arguments != ["write"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
