import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.xlsform.escapes import LINE_ENDS, from_markdown, in_markdown


@given(st.text(st.sampled_from([*"|\\&#;10amp a", *LINE_ENDS])) | st.text())
def test_a_cell_of_markdown_says_again_what_was_put_into_it(text: str) -> None:
    written = in_markdown(text)

    assert len(f"x{written}x".splitlines()) == 1
    assert from_markdown(f"x{written}x") == f"x{text}x"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a|b", r"a\|b"),
        ("a\nb", "a&#10;b"),
        ("a&#10;b", "a&amp;#10;b"),
        ("a&amp;#10;b", "a&amp;amp;#10;b"),
        ("a & b", "a & b"),
    ],
)
def test_only_what_would_break_the_table_is_written_otherwise(
    text: str, written: str
) -> None:
    assert in_markdown(text) == written
