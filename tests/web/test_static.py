import gzip
import re
from pathlib import Path

import pytest

from consult.paths import static_folder, templates_folder
from consult.web.static_files import read_static_files
from tests.web.strict_client import (
    FIRST_PAGE_BYTES,
    StrictClient,
    assets_of,
    problems_of_headers,
)

CSS = (static_folder() / "public.css").read_text(encoding="utf-8")
BLOCKS = re.findall(
    r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
)
DECLARATIONS = [
    (name.strip(), value.strip())
    for _, body in BLOCKS
    for name, found, value in (line.partition(":") for line in body.split(";"))
    if found
]
SELECTORS = [selector.strip() for selector, _ in BLOCKS]
TOKENS: dict[str, str] = {}
for _name, _value in DECLARATIONS:
    if _name.startswith("--"):
        # What people with more contrast get comes later and only raises it.
        TOKENS.setdefault(_name, _value)

PHYSICAL = re.compile(
    r"^(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"(?:-.*)?|left|right|top|bottom|(?:min-|max-)?(?:width|height)|float|clear"
    r"|border-(?:top|bottom)-(?:left|right)-radius)$"
)
SIDES = re.compile(r"\b(?:left|right)\b")


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour like #2b1830 (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("token", "ground", "at_least"),
    [
        ("--ink", "#fff", 16.5),
        ("--ink", "--tint", 14.9),
        ("--soft", "#fff", 7.7),
        ("--soft", "--tint", 6.9),
        ("--plum", "#fff", 11.5),
        ("--plum", "--tint", 10.4),
        ("#fff", "--deep", 15.4),
        ("--gold", "--deep", 8.7),
        ("#fff", "--plum", 11.5),
        ("--edge", "#fff", 4.5),
        ("--edge", "--tint", 4.1),
    ],
)
def test_colours_keep_their_contrast(token: str, ground: str, at_least: float) -> None:
    ratio = contrast(TOKENS.get(token, token), TOKENS.get(ground, ground))

    assert round(ratio, 1) >= at_least


def test_the_contrast_of_black_on_white_is_the_largest() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_only_logical_properties_are_used() -> None:
    physical = [name for name, _ in DECLARATIONS if PHYSICAL.match(name)]
    sided = [(n, v) for n, v in DECLARATIONS if SIDES.search(v)]

    assert physical == []
    assert sided == []


@pytest.mark.parametrize(
    "name",
    ["margin-left", "padding-right", "left", "width", "max-width", "border-top-color"],
)
def test_a_physical_property_would_be_found(name: str) -> None:
    assert PHYSICAL.match(name)


@pytest.mark.parametrize(
    "name", ["margin-inline", "inset-inline-start", "inline-size", "stroke-width"]
)
def test_a_logical_property_is_let_pass(name: str) -> None:
    assert not PHYSICAL.match(name)


def test_every_class_in_the_style_sheet_is_used_by_a_template() -> None:
    styled = set(re.findall(r"\.([a-z][\w-]*)", " ".join(SELECTORS)))
    used: set[str] = set()
    for template in templates_folder().rglob("*.html"):
        text = re.sub(
            r"\{\{.*?\}\}", lambda m: m[0].replace("'", " "), template.read_text()
        )
        for classes in re.findall(r'class="([^"]*)"', text):
            used |= set(classes.split())

    assert styled - used == set()


def test_every_token_is_used() -> None:
    assert [token for token in TOKENS if CSS.count(f"var({token})") == 0] == []


def test_the_style_sheet_calls_nothing() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
    assert "!important" not in CSS


def test_the_style_sheet_is_small() -> None:
    assert len(CSS.encode()) <= 8_000


def test_the_first_page_with_all_it_loads_is_within_the_budget(
    client: StrictClient,
) -> None:
    headers = {"Accept-Encoding": "gzip"}
    page = client.get("/ar/")

    paths = ["/ar/", *assets_of(page.document)]
    weight = sum(len(client.plain.get(path, headers=headers).data) for path in paths)

    assert len(paths) == 3
    assert weight < FIRST_PAGE_BYTES / 2


def test_a_file_is_kept_for_ever_since_its_address_changes_with_it(
    client: StrictClient,
) -> None:
    for path in assets_of(client.get("/").document):
        response = client.plain.get(path)

        assert (
            response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        )
        assert list(problems_of_headers(response)) == []


@pytest.mark.parametrize(
    ("name", "kind"), [("public.css", "text/css"), ("mark.svg", "image/svg+xml")]
)
def test_a_file_says_what_it_is(client: StrictClient, name: str, kind: str) -> None:
    file = read_static_files(static_folder())[name]

    response = client.plain.get(file.path)

    assert response.mimetype == kind
    assert response.data == (static_folder() / name).read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/static/0000000000000000/public.css",
        "/static/{digest}/other.css",
        "/static/{digest}/",
        "/static/{digest}/..%2fapp.py",
        "/static/public.css",
    ],
)
def test_there_is_nothing_else_to_fetch(client: StrictClient, path: str) -> None:
    digest = read_static_files(static_folder())["public.css"].digest

    assert client.plain.get(path.format(digest=digest)).status_code == 404


def test_another_content_has_another_address(tmp_path: Path) -> None:
    paths = set()
    for content in ("a{}", "b{}"):
        (tmp_path / "x.css").write_text(content)
        paths.add(read_static_files(tmp_path)["x.css"].path)

    assert len(paths) == 2


def test_only_known_kinds_of_files_are_sent(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not for visitors")

    assert dict(read_static_files(tmp_path)) == {}


def test_the_icon_is_small() -> None:
    icon = (static_folder() / "mark.svg").read_bytes()

    assert len(gzip.compress(icon)) < 400
