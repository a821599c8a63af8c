"""Every hostile workbook is refused with its own sentence, early and cheaply."""

import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from forms import errors
from forms.errors import WorkbookError
from forms.workbook.limits import WorkbookLimits
from forms.workbook.markup import Markup
from forms.workbook.reader import open_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
WORKBOOK = "xl/workbook.xml"
CONTENT_TYPES = "[Content_Types].xml"
COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
Builder = Callable[..., bytes]
MEMORY_KIB = 300 * 1024
SECONDS_EACH = 2


def read_all(content: bytes | Path, limits: WorkbookLimits | None = None) -> int:
    with open_workbook(content, limits=limits or WorkbookLimits()) as workbook:
        return sum(1 for name in workbook.sheet_names for _ in workbook.rows(name))


def refusal_of(content: bytes) -> type[WorkbookError] | None:
    try:
        read_all(content)
    except WorkbookError as error:
        return type(error)
    return None


def noise(count: int) -> str:
    """Digits that do not pack well, the same every time."""
    state, digits = 1, []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        digits.append(str(state)[:12])
    return "".join(digits)


def far_column(rows: int) -> str:
    return "".join(
        f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>'
        for row in range(1, rows + 1)
    )


def wide_rows(columns: int, rows: int) -> str:
    cells = "".join(f"<c><v>{column}</v></c>" for column in range(columns))
    return "".join(f"<row>{cells}</row>" for _ in range(rows))


def doctype(entities: str) -> str:
    return f"<!DOCTYPE worksheet [{entities}]>"


def laughs() -> str:
    entities = '<!ENTITY a0 "ha">'
    for level in range(1, 12):
        entities += f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">'
    return doctype(entities)


def lying_about_size(content: bytes) -> bytes:
    """Say of every part, in the directory alone, that it unpacks to ten bytes."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", changed, at + 24, 10)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def longer_directory(
    content: bytes, *, entries: int, offset: int | None = None
) -> bytes:
    """Put the end records of very large zip files before the usual one."""
    body, end = content[:-22], content[-22:]
    at = len(body) if offset is None else offset
    record = struct.pack(
        "<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, 40, 4
    )
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    return body + record + locator + end


def changed_inside(content: bytes, name: str) -> bytes:
    """Change a byte of a packed part, so that it does not unpack."""
    start = content.find(name.encode()) + len(name) + 12
    return content[:start] + bytes([content[start] ^ 0xFF]) + content[start + 1 :]


def with_other_checksum(content: bytes, name: str) -> bytes:
    """Change the checksum of a part in the directory."""
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(name.encode())) + 16
    return content[:at] + b"\xde\xad\xbe\xef" + content[at + 4 :]


def types(content_type: str) -> bytes:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{WORKBOOK}" ContentType="{content_type}"/></Types>'
    ).encode()


def many_entries() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(3000):
            archive.writestr(f"xl/{number}.xml", "")
    return stream.getvalue()


def claiming_entries() -> bytes:
    """A directory that says it is as long as a hundred thousand entries need."""
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, 6_000_000, 4, 0)
    return b"PK\x03\x04" + b"\0" * 100 + end


@pytest.fixture
def corpus(
    a_workbook: Builder, an_altered_workbook: Builder, a_sheet: Builder
) -> dict[str, tuple[bytes, type[WorkbookError]]]:
    sound = a_workbook(("answers", [["id", "text"], [1, "street lamps"]]))
    large = a_workbook(("answers", [[noise(9)] for _ in range(2000)]))
    nested = {SHEET: a_sheet(f"<row><c>{'<v>' * 100}{'</v>' * 100}</c></row>")}
    attributes = " ".join(f'a{number}="{number}"' for number in range(200_000))
    packed_tightly = b" " * 50_000_000
    return {
        "bomb": (
            an_altered_workbook({SHEET: packed_tightly}),
            errors.OversizedWorkbook,
        ),
        "bomb in a part nobody reads": (
            an_altered_workbook({"xl/media/image1.png": packed_tightly}),
            errors.OversizedWorkbook,
        ),
        "many large parts": (
            an_altered_workbook(
                {f"xl/{number}.xml": noise(10).encode() * 9000 for number in range(200)}
            ),
            errors.OversizedWorkbook,
        ),
        "directory that lies about sizes": (
            lying_about_size(an_altered_workbook({SHEET: packed_tightly})),
            errors.DamagedWorkbook,
        ),
        "many entries": (many_entries(), errors.OversizedWorkbook),
        "endless directory": (claiming_entries(), errors.OversizedWorkbook),
        "billion laughs": (
            an_altered_workbook(
                {SHEET: a_sheet("<row><c><v>&a11;</v></c></row>", laughs())}
            ),
            errors.SuspiciousWorkbook,
        ),
        "billion laughs in the workbook part": (
            an_altered_workbook(
                {"xl/workbook.xml": a_sheet("<row><c>&a11;</c></row>", laughs())}
            ),
            errors.SuspiciousWorkbook,
        ),
        "quadratic entity": (
            an_altered_workbook(
                {
                    SHEET: a_sheet(
                        f"<row><c><v>{'&a;' * 50_000}</v></c></row>",
                        doctype(f'<!ENTITY a "{"a" * 50_000}">'),
                    )
                }
            ),
            errors.SuspiciousWorkbook,
        ),
        "external entity": (
            an_altered_workbook(
                {
                    STRINGS: a_sheet(
                        "&a;", doctype('<!ENTITY a SYSTEM "file:///etc/passwd">')
                    )
                }
            ),
            errors.SuspiciousWorkbook,
        ),
        "external entity in sixteen bits": (
            an_altered_workbook(
                {
                    SHEET: a_sheet(
                        "&a;", doctype('<!ENTITY a SYSTEM "file:///etc/passwd">')
                    )
                    .decode()
                    .replace("UTF-8", "UTF-16")
                    .encode("utf-16")
                }
            ),
            errors.SuspiciousWorkbook,
        ),
        "sixteen thousand columns": (
            an_altered_workbook({SHEET: a_sheet(wide_rows(16_384, 10))}),
            errors.OversizedSheet,
        ),
        "last column of many rows": (
            an_altered_workbook({SHEET: a_sheet(far_column(50_000))}),
            errors.OversizedSheet,
        ),
        "a million columns": (
            an_altered_workbook(
                {SHEET: a_sheet('<row><c r="ZZZZZ1"><v>1</v></c></row>')}
            ),
            errors.OversizedWorkbook,
        ),
        "row beyond the last": (
            an_altered_workbook(
                {SHEET: a_sheet('<row r="999999999"><c><v>1</v></c></row>')}
            ),
            errors.OversizedSheet,
        ),
        "elements within elements": (
            an_altered_workbook(nested),
            errors.SuspiciousWorkbook,
        ),
        "one element of two megabytes": (
            an_altered_workbook({SHEET: a_sheet(f"<row {attributes}/>")}),
            errors.SuspiciousWorkbook,
        ),
        "style sheet of many formats": (
            an_altered_workbook(
                {
                    "xl/styles.xml": (
                        f'<styleSheet xmlns="{MAIN}"><cellXfs>'
                        + "".join(f'<xf a="{n}"/>' for n in range(400_000))
                        + "</cellXfs></styleSheet>"
                    ).encode()
                }
            ),
            errors.OversizedWorkbook,
        ),
        "workbook in a workbook": (
            an_altered_workbook({"xl/embeddings/one.bin": sound}),
            errors.SuspiciousWorkbook,
        ),
        "name that climbs out": (
            an_altered_workbook({"../../outside.xml": b"<a/>"}),
            errors.SuspiciousWorkbook,
        ),
        "name from the root": (
            an_altered_workbook({"/etc/outside.xml": b"<a/>"}),
            errors.SuspiciousWorkbook,
        ),
        "name with a drive": (
            an_altered_workbook({"c:\\outside.xml": b"<a/>"}),
            errors.SuspiciousWorkbook,
        ),
        "the same name twice": (
            an_altered_workbook({"XL/workbook.XML": b"<a/>"}),
            errors.SuspiciousWorkbook,
        ),
        "macros": (
            an_altered_workbook({"xl/vbaProject.bin": b"code"}),
            errors.MacroWorkbook,
        ),
        "truncated": (sound[: len(sound) // 2], errors.DamagedWorkbook),
        "flipped": (
            sound.replace(b"PK\x01\x02", b"PK\x01\x03"),
            errors.DamagedWorkbook,
        ),
        "part that breaks off": (
            an_altered_workbook({SHEET: b"<worksheet><sheetData><row>"}),
            errors.DamagedWorkbook,
        ),
        "no end of the directory": (sound[:-22], errors.DamagedWorkbook),
        "long directory of the longer kind": (
            longer_directory(sound, entries=10**6),
            errors.OversizedWorkbook,
        ),
        "directory of the longer kind that is not there": (
            longer_directory(sound, entries=9, offset=0),
            errors.DamagedWorkbook,
        ),
        "part whose bytes were changed": (
            changed_inside(sound, SHEET),
            errors.DamagedWorkbook,
        ),
        "part whose checksum was changed": (
            with_other_checksum(large, SHEET),
            errors.DamagedWorkbook,
        ),
        "macros that are only declared": (
            an_altered_workbook(
                {CONTENT_TYPES: types("application/vnd.ms-excel.macroEnabled")}
            ),
            errors.MacroWorkbook,
        ),
        "workbook without sheets": (
            an_altered_workbook({WORKBOOK: f'<workbook xmlns="{MAIN}"/>'.encode()}),
            errors.NotAWorkbook,
        ),
        "workbook without relations": (
            an_altered_workbook({}, leave_out=["xl/_rels/workbook.xml.rels"]),
            errors.NotAWorkbook,
        ),
        "format without a number": (
            an_altered_workbook(
                {
                    "xl/styles.xml": (
                        f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="x"/>'
                        "</cellXfs></styleSheet>"
                    ).encode()
                }
            ),
            errors.DamagedWorkbook,
        ),
        "style without a number": (
            an_altered_workbook({SHEET: a_sheet('<row><c s="one"><v>1</v></c></row>')}),
            errors.DamagedWorkbook,
        ),
        "string that is not there": (
            an_altered_workbook({SHEET: a_sheet('<row><c t="s"><v>99</v></c></row>')}),
            errors.DamagedWorkbook,
        ),
        "other zip file": (
            an_altered_workbook({"a.txt": b"a"}, leave_out=["[Content_Types].xml"]),
            errors.NotAWorkbook,
        ),
        "other office file": (
            an_altered_workbook({}, leave_out=["xl/workbook.xml"]),
            errors.NotAWorkbook,
        ),
        "no zip file": (b"%PDF-1.7 and so on", errors.NotAWorkbook),
        "nothing": (b"", errors.NotAWorkbook),
        "password": (
            COMPOUND_FILE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"),
            errors.EncryptedWorkbook,
        ),
        "format of 1997": (COMPOUND_FILE + b"\0" * 500, errors.OldWorkbook),
        "binary format": (
            an_altered_workbook({"xl/workbook.bin": b"\x83\x01"}),
            errors.OldWorkbook,
        ),
    }


def test_each_hostile_workbook_meets_its_own_refusal(
    corpus: dict[str, tuple[bytes, type[WorkbookError]]],
) -> None:
    met = {name: refusal_of(content) for name, (content, _) in corpus.items()}

    assert met == {name: refusal for name, (_, refusal) in corpus.items()}


CHILD = """
import json, re, sys, time
from pathlib import Path
from forms.errors import WorkbookError
from forms.workbook.reader import open_workbook

slowest = 0.0
for path in sys.argv[1:]:
    before = time.process_time()
    try:
        with open_workbook(Path(path)) as workbook:
            for name in workbook.sheet_names:
                for row in workbook.rows(name):
                    pass
    except WorkbookError:
        pass
    slowest = max(slowest, time.process_time() - before)
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(json.dumps([int(peak[1]), slowest]))
"""


def test_refusing_takes_little_memory_and_little_processor_time(
    corpus: dict[str, tuple[bytes, type[WorkbookError]]], tmp_path: Path
) -> None:
    paths = []
    for number, (content, _) in enumerate(corpus.values()):
        paths.append(tmp_path / f"{number}.xlsx")
        paths[-1].write_bytes(content)

    child = subprocess.run(
        [sys.executable, "-c", CHILD, *map(str, paths)],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
        text=True,
    )

    kibibytes, slowest = json.loads(child.stdout)
    assert kibibytes <= MEMORY_KIB
    assert slowest < SECONDS_EACH


def test_a_password_on_a_single_part_is_recognised(a_workbook: Builder) -> None:
    content = bytearray(a_workbook(("answers", [["a"]])))
    directory = content.find(b"PK\x01\x02")
    content[directory + 8] |= 1

    with pytest.raises(errors.EncryptedWorkbook):
        read_all(bytes(content))


def test_a_rare_compression_is_not_unpacked(a_workbook: Builder) -> None:
    content = bytearray(a_workbook(("answers", [["a"]])))
    struct.pack_into("<H", content, content.find(b"PK\x01\x02") + 10, 14)

    with pytest.raises(errors.SuspiciousWorkbook):
        read_all(bytes(content))


def test_more_packed_bytes_than_allowed_are_refused(a_workbook: Builder) -> None:
    with pytest.raises(errors.OversizedWorkbook):
        read_all(a_workbook(("answers", [["a"]])), WorkbookLimits(packed_bytes=100))


def test_more_strings_than_allowed_are_refused(an_altered_workbook: Builder) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>a</t></si><si><t>b</t></si></sst>'.encode()

    with pytest.raises(errors.OversizedWorkbook):
        read_all(an_altered_workbook({STRINGS: strings}), WorkbookLimits(strings=1))


def test_a_large_part_is_not_held_in_memory(a_workbook: Builder) -> None:
    with pytest.raises(errors.OversizedWorkbook):
        read_all(a_workbook(("answers", [["a"]])), WorkbookLimits(tree_bytes=100))


def test_more_elements_than_allowed_are_refused(a_workbook: Builder) -> None:
    with pytest.raises(errors.OversizedWorkbook):
        read_all(a_workbook(("answers", [["a"] * 40])), WorkbookLimits(elements=50))


def test_bytes_are_counted_while_they_are_unpacked() -> None:
    markup = Markup(WorkbookLimits(unpacked_bytes=100), elements=1000)

    with pytest.raises(errors.OversizedWorkbook):
        list(markup.pieces(io.BytesIO(b"<a>" + b"<b/>" * 40 + b"</a>")))


def test_gaps_between_cells_count_as_cells(
    an_altered_workbook: Builder, a_sheet: Builder
) -> None:
    content = an_altered_workbook({SHEET: a_sheet(far_column(2))})

    with pytest.raises(errors.OversizedSheet):
        read_all(content, WorkbookLimits(columns=20_000, cells=30_000))


def test_a_gap_of_a_million_rows_costs_nothing(
    an_altered_workbook: Builder, a_sheet: Builder
) -> None:
    last = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'

    assert read_all(an_altered_workbook({SHEET: a_sheet(last)})) == 1


def test_no_refusal_quotes_the_workbook(
    corpus: dict[str, tuple[bytes, type[WorkbookError]]],
) -> None:
    for content, _ in corpus.values():
        with pytest.raises(WorkbookError) as refusal:
            read_all(content)
        assert "outside" not in str(refusal.value)
        assert str(refusal.value).endswith(".")
