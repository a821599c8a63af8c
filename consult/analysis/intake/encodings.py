"""Tells how the letters of a text file are stored, and says so when unsure."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consult.analysis.tables import EncodingUnknown, Note, NulCharacter, TableNotText
from consult.errors import N_

CHUNK = 2**20
HEAD = 2**16
# UTF-32 comes first: its mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = "cp1252"
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROLS_OF_BINARY = 0.01
FEW_CONTROLS = 8
ZEROS_OF_SIXTEEN_BITS = 0.05
LINE_ENDS = re.compile("[\n\r]")

_LETTER = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ffŠŒŽšœžŸ"
LETTER_RUNS = re.compile(f"[{_LETTER}]+")
LONG_RUNS = re.compile(f"[{_LETTER}]{{3,}}")
# In western text no word of two letters is written with accents alone.
LONELY_PAIRS = re.compile(
    f"(?<![A-Za-z{_LETTER}])[{_LETTER}]{{2}}(?![A-Za-z{_LETTER}])"
)
# Signs that other code pages keep where this one keeps them inside words.
SIGNS = bytes.fromhex(
    "8283848586878889 8b95989ba2a4a5a6 acafb1b2b3b6b8b9 bcbdbe"
).decode(WESTERN)
SIGNS_IN_WORDS = re.compile(f"[A-Za-z][{SIGNS}][A-Za-z]")
RARE_SIGNS = re.compile(
    f"[{bytes.fromhex('828386878889988ba4a6acb6b8').decode(WESTERN)}]"
)
ODD_LETTERS = re.compile("[ŠŒŽšœžŸ]")
TOLERATED = 0.02

WESTERN_NOTE = N_(
    "The file is not in UTF-8. It was read as Western European text "
    "(Windows-1252). If letters look wrong, save it as CSV in UTF-8 and start again."
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to open the file (a name that Python knows) and what to say about it."""

    name: str
    notes: tuple[Note, ...] = ()


def detect_encoding(path: Path) -> Encoding:
    """Return the encoding of a text file after reading all of it.

    Raises ``TableNotText``, ``NulCharacter``, or ``EncodingUnknown`` when no
    encoding gives plausible text.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    name = _marked(head) or _sixteen_bits(head) or "utf-8"
    try:
        _check_text(path, name)
    except UnicodeDecodeError as error:
        if name != "utf-8":
            raise EncodingUnknown(name=path.name, line=1) from error
        return _western(path)
    return Encoding(name)


def _marked(head: bytes) -> str | None:
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    return None


def _sixteen_bits(head: bytes) -> str | None:
    # Separators, spaces and line ends have one zero byte of two in any script.
    even = head[0::2].count(0)
    odd = head[1::2].count(0)
    enough = max(1, len(head) // 2 * ZEROS_OF_SIXTEEN_BITS)
    if odd >= enough and even == 0:
        name = "utf-16-le"
    elif even >= enough and odd == 0:
        name = "utf-16-be"
    else:
        return None
    return name if LINE_ENDS.search(head.decode(name, "ignore")) else None


def _chunks(path: Path, name: str, errors: str = "strict") -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(name)(errors)
    with path.open("rb") as stream:
        while piece := stream.read(CHUNK):
            yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _check_text(path: Path, name: str) -> None:
    line = 1
    for text in _chunks(path, name):
        controls = len(CONTROLS.findall(text))
        if controls > max(FEW_CONTROLS, len(text) * CONTROLS_OF_BINARY):
            raise TableNotText(name=path.name)
        at = text.find("\0")
        if at >= 0:
            raise NulCharacter(name=path.name, line=line + text.count("\n", 0, at))
        line += text.count("\n")


def _western(path: Path) -> Encoding:
    refusal = EncodingUnknown(name=path.name, line=_first_broken_line(path))
    if _is_broken_unicode(path):
        raise refusal
    try:
        _check_text(path, WESTERN)
        plausible = all(_is_western(text) for text in _chunks(path, WESTERN))
    except UnicodeDecodeError as error:
        raise refusal from error
    if not plausible:
        raise refusal
    return Encoding(WESTERN, (Note(WESTERN_NOTE),))


def _is_broken_unicode(path: Path) -> bool:
    # One damaged byte must not turn every other letter into two wrong ones.
    sound = broken = 0
    for text in _chunks(path, "utf-8", "surrogateescape"):
        escaped = len(re.findall("[\udc80-\udcff]", text))
        broken += escaped
        sound += sum(1 for sign in text if sign > "\x7f") - escaped
    return sound > broken


def _first_broken_line(path: Path) -> int:
    line = 1
    for text in _chunks(path, "utf-8", "surrogateescape"):
        found = re.search("[\udc80-\udcff]", text)
        if found:
            return line + text.count("\n", 0, found.start())
        line += text.count("\n")
    return line


def _is_western(text: str) -> bool:
    runs = len(LETTER_RUNS.findall(text))
    rare = len(RARE_SIGNS.findall(text))
    odd = len(ODD_LETTERS.findall(text))
    suspicious = (
        len(LONG_RUNS.findall(text))
        + len(LONELY_PAIRS.findall(text))
        + len(SIGNS_IN_WORDS.findall(text))
    )
    return (
        suspicious <= runs * TOLERATED
        and odd <= max(2, runs // 2)
        and rare <= max(1, runs // 10)
    )
