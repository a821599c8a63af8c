"""Says in words what an answer must be like, before anybody gets it wrong."""

from collections.abc import Iterator
from typing import Final

from consult.errors import N_
from consult.i18n import Interface
from forms.definition import Kind, Question
from forms.opening import PICTURE
from forms.ranges import FEW, range_of

COARSE: Final = N_(
    "Only the place to about one kilometre is kept: two digits after the point. Write "
    "latitude and longitude in degrees."
)
PHOTO: Final = N_(
    "A photo of up to %(megabytes)s MB (JPEG, PNG or WebP). Hidden data such as "
    "place and time are taken out; faces and houses stay."
)
RECORDING: Final = N_(
    "A recording of up to %(megabytes)s MB (MP3, M4A, OGG or WAV). Hidden data "
    "are taken out; your voice stays, and somebody listens to it and types what you "
    "say."
)
RANKED: Final = N_("Give each a number of its own: 1 for the first, then 2.")
ALL_THAT_FIT: Final = N_("Choose all that fit.")
FROM_TO: Final = N_("From %(least)s to %(most)s.")


def limits_of(
    interface: Interface, question: Question, *, is_made_here: bool
) -> tuple[str, ...]:
    """Return sentences about how long, how many or how large an answer may be."""
    if question.longest is not None:
        up_to = interface.ngettext(
            "Up to %(number)s letter.", "Up to %(number)s letters.", question.longest
        )
        return (up_to,)
    return () if is_made_here else tuple(_limits(interface, question))


def limits_of_file(
    interface: Interface, question: Question, *, largest: int
) -> tuple[str, ...]:
    """Return sentences about a file: its formats, how many bytes, what is taken out."""
    message = PHOTO if question.variant == PICTURE else RECORDING
    megabytes = interface.number(max(1, largest // 1_000_000))
    return (interface.gettext(message, megabytes=megabytes),)


def _limits(interface: Interface, question: Question) -> Iterator[str]:
    if question.kind is Kind.RANKING:
        yield interface.gettext(RANKED)
    elif question.kind is Kind.OPEN_POSITION:
        yield interface.gettext(COARSE)
    elif question.kind is Kind.CHOICES:
        yield _how_many(interface, question)
    elif question.kind is Kind.RANGE:
        offered = range_of(question)
        if offered is not None and offered.size > FEW:
            least, most = (float(each) for each in offered.bounds)
            yield interface.gettext(
                FROM_TO, least=interface.number(least), most=interface.number(most)
            )


def _how_many(interface: Interface, question: Question) -> str:
    least, most = question.least or 0, question.most
    if most is None:
        if not least:
            return interface.gettext(ALL_THAT_FIT)
        return interface.ngettext(
            "Choose at least %(number)s.", "Choose at least %(number)s.", least
        )
    if least == most:
        return interface.ngettext("Choose %(number)s.", "Choose %(number)s.", most)
    if least:
        return interface.ngettext(
            "Choose %(least)s to %(number)s.",
            "Choose %(least)s to %(number)s.",
            most,
            least=interface.number(least),
        )
    return interface.ngettext(
        "Choose up to %(number)s.", "Choose up to %(number)s.", most
    )
