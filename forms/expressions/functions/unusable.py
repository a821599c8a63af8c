"""Why a pattern cannot be used, each reason with what to do."""

from typing import Final

from forms.errors import N_, FormsError


class PatternUnusable(FormsError):
    """A pattern that is none, or that cannot be looked for in linear time."""

    code = "F466"
    message = N_("The pattern in regex() cannot be used. Write it in another way.")


TOO_LONG: Final = N_("The pattern in regex() is too long. Divide it into several.")
TOO_DEEP: Final = N_(
    "In the pattern of regex() too many groups stand in one another. Divide it into "
    "several."
)
TOO_OFTEN: Final = N_(
    "The pattern in regex() repeats something more than 5,000 times. Limit the "
    "length with string-length() instead."
)
TOO_LARGE: Final = N_(
    "The pattern in regex() grows too large. Limit the length with string-length() "
    "instead, or divide it into several."
)
LOOKS_AROUND: Final = N_(
    "The pattern in regex() looks ahead or behind in its middle. Look ahead only at "
    "its beginning, after ^, or use several regex() joined by and."
)
REFERS_BACK: Final = N_(
    "The pattern in regex() refers back to what a group found. Write it without "
    "such a reference."
)
POSSESSIVE: Final = N_(
    "The pattern in regex() has a + right after a repetition. Take that + out."
)
OPENED_NOWHERE: Final = N_(
    "In the pattern of regex() a ) closes nothing. Take it out, or write \\) for "
    "the sign itself."
)
GROUP_OPEN: Final = N_(
    "In the pattern of regex() a ( is not closed. Close it, or write \\( for the "
    "sign itself."
)
BRACKET_OPEN: Final = N_(
    "In the pattern of regex() a [ is not closed. Close it, or write \\[ for the "
    "sign itself."
)
REPEATS_NOTHING: Final = N_(
    "In the pattern of regex() a repetition such as * or + has nothing to repeat. "
    "Write a backslash before it where the sign itself is meant."
)
RANGE_BACKWARDS: Final = N_(
    "In the pattern of regex() a range in brackets runs backwards. Write the lower "
    "end first."
)
COUNT_BACKWARDS: Final = N_(
    "In the pattern of regex() a repetition such as {5,2} runs backwards. Write the "
    "lower number first."
)
ENDS_EARLY: Final = N_(
    "The pattern in regex() ends with a backslash. Write the sign that it is for."
)
NO_SUCH_SIGN: Final = N_(
    "The pattern in regex() names a sign that does not exist. Correct its number."
)
