import pytest
from html5lib.html5parser import ParseError

from tests.web.strict_client import parsed, problems_of_document

SOUND = (
    '<!doctype html><html lang="ar" dir="rtl"><head><title>A – B</title></head>'
    "<body><h1>A</h1>{}</body></html>"
)


def problems(body: str, page: str = SOUND) -> list[str]:
    return list(problems_of_document(parsed(page.format(body))))


def test_a_sound_page_has_no_problem() -> None:
    body = '<form action="/a" method="post"><label>N <input name="n"></label></form>'

    assert problems(body) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<h1>Two</h1>", id="second h1"),
        pytest.param('<p id="a"></p><p id="a"></p>', id="same id twice"),
        pytest.param('<input type="text" name="n">', id="field without label"),
        pytest.param('<label for="nowhere">L</label>', id="label of nothing"),
        pytest.param("<form></form>", id="form without action"),
        pytest.param('<a href="https://example.org/">x</a>', id="other site"),
        pytest.param('<a href="//example.org/">x</a>', id="other site, no scheme"),
        pytest.param('<a href="javascript:x()">x</a>', id="script as address"),
        pytest.param('<img src="data:image/gif;base64,x" alt="">', id="data address"),
        pytest.param("<script>x()</script>", id="inline script"),
        pytest.param('<p style="color:red">x</p>', id="inline style"),
        pytest.param('<p onclick="x()">x</p>', id="event handler"),
        pytest.param('<img src="/x.svg">', id="picture without words"),
        pytest.param('<p lang="en">x</p>', id="language without direction"),
    ],
)
def test_a_fault_in_a_page_is_found(body: str) -> None:
    assert problems(body)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('dir="rtl"', 'dir="ltr"', id="wrong direction"),
        pytest.param('lang="ar"', 'lang="tlh"', id="unknown language"),
        pytest.param("<title>A", "<title>C", id="title without the heading"),
        pytest.param("<h1>A</h1>", "", id="no heading"),
    ],
)
def test_a_fault_in_the_frame_is_found(old: str, new: str) -> None:
    assert problems("", SOUND.replace(old, new))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p><div></p>", id="elements crossed"),
        pytest.param("<b>never closed", id="element left open"),
        pytest.param("&nosuch;", id="unknown entity"),
    ],
)
def test_a_page_that_is_not_html_is_refused(body: str) -> None:
    with pytest.raises(ParseError):
        parsed(SOUND.format(body))
