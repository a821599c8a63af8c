"""The marks of an author become a few tags, and nothing else reaches the page."""

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consult.web.respond.marking import blocks, inline, kept_plain, plain


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("How **old** are you?", "How <b>old</b> are you?", id="bold"),
        pytest.param("__old__ *and* _new_", "<b>old</b> <i>and</i> <i>new</i>", id="all"),
        pytest.param("my_old_phone", "my_old_phone", id="a name"),
        pytest.param("2 * 3 * 4", "2 * 3 * 4", id="a sum"),
        pytest.param("**a *b** c*", "<b>a *b</b> c*", id="crossed"),
        pytest.param(r"\*no\* \_no\_", "*no* _no_", id="escaped"),
        pytest.param(
            "[us](https://a.org/b?c=1&d=2)",
            '<a href="https://a.org/b?c=1&amp;d=2" rel="noreferrer">us</a>',
            id="link",
        ),
        pytest.param("[x](javascript:alert)", "[x](javascript:alert)", id="script"),
        pytest.param('<span style="color:red">Red</span>', "Red", id="span"),
        pytest.param("<b>Bold</b><br/>line", "<b>Bold</b><br>\nline", id="tags"),
        pytest.param("<b>open", "open", id="not closed"),
        pytest.param("5 < 6 <name> & &lt;b&gt;", "5 &lt; 6 &lt;name&gt; &amp; &lt;b&gt;", id="signs"),
        pytest.param("one\ntwo", "one<br>\ntwo", id="lines"),
        pytest.param("# Head #", "Head", id="heading"),
        pytest.param("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", id="script tag"),
    ],
)  # fmt: skip
def test_marks_become_tags(words: str, told: str) -> None:
    assert inline(words) == told


def test_a_note_has_paragraphs_headings_and_lists() -> None:
    words = "# About\nFirst\nline\n\n- a\n- **b**\n\n3. c\n4. d"

    assert str(blocks(words)).replace("<br>\n", "<br>").split("\n") == [
        "<h2>About</h2>",
        "<p>First<br>line</p>",
        "<ul><li>a</li><li><b>b</b></li></ul>",
        '<ol start="3"><li>c</li><li>d</li></ol>',
    ]


def test_a_title_has_words_alone() -> None:
    assert plain("## **What** is\n<b>your</b> [name](https://a.org)?") == (
        "What is your name?"
    )


SIGNS = (
    '* ** _ __ [ ](https://a.org) <b> </b> <i> </em> <br> # - 1. a ب \\ < > & " '
    "<script> <img/src=x> <a onclick=x> &#60;"
)
marked = st.lists(
    st.sampled_from([*SIGNS.split(" "), " ", "\n", "<img src=x onerror=y>"]),
    max_size=30,
).map("".join)


def test_no_link_stands_in_another() -> None:
    assert inline("**[a [b](https://b.org) c](https://a.org)**") == (
        '<b>[a <a href="https://b.org" rel="noreferrer">b</a> c](https://a.org)</b>'
    )


@given(marked)
@example("[[](https://a.org)](https://a.org)")
def test_whatever_is_written_the_tags_are_ours_and_closed(words: str) -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = f"<!doctype html><title>x</title><main>{blocks(words)}{inline(words)}</main>"

    document = parser.parse(page)

    (main,) = document.iter("main")
    tags = {element.tag for element in main.iter()} - {"main"}
    assert tags <= {"a", "b", "br", "h2", "i", "li", "ol", "p", "ul"}
    attributes = {name for element in main.iter() for name in element.attrib}
    assert attributes <= {"href", "rel", "start"}


@pytest.mark.parametrize(
    ("sign", "told"),
    [("[", "["), ("** ", "** "), ("<b>", ""), (" _a", " _a")],
)
def test_signs_that_nothing_ends_stay_however_many(sign: str, told: str) -> None:
    assert inline(f"a{sign * 50_000}b") == f"a{told * 50_000}b"


def with_answer(words: str, answer: str) -> str:
    """Return words in which an answer stands for the dollar sign."""
    start = words.index("$")
    filled = words.replace("$", answer)
    return kept_plain(filled, [(start, start + len(answer))])


@pytest.mark.parametrize(
    ("words", "answer", "told"),
    [
        ("How is *$*?", "a*b*c_d_", "How is <i>a*b*c_d_</i>?"),
        ("**Dear** $", "**Ada**", "<b>Dear</b> **Ada**"),
        ("$", "<b>x</b> &lt;", "&lt;b&gt;x&lt;/b&gt; &amp;lt;"),
        ("$", "# 1", "# 1"),
        ("$", "[x](https://a.org)", "[x](https://a.org)"),
        ("*$ and*", "*", "<i>* and</i>"),
        ("[map](https://a.org/?at=$)", "a-b.c", None),
    ],
)
def test_nothing_in_an_answer_is_a_mark(
    words: str, answer: str, told: str | None
) -> None:
    wanted = told or '<a href="https://a.org/?at=a-b.c" rel="noreferrer">map</a>'

    assert inline(with_answer(words, answer)) == wanted


@given(marked | st.text())
def test_an_answer_is_read_as_it_was_typed(answer: str) -> None:
    words = with_answer("a $ b", answer)

    assert plain(words).split() == f"a {answer} b".split()
    assert all(line not in str(blocks(words)) for line in ("<ul>", "<ol>", "<h2>"))
