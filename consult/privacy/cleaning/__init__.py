"""Makes photos and recordings anew without what is hidden in them, or refuses them.

What a camera or recorder writes beside picture and sound (place, time, device,
names) is not copied. Faces and voices stay: nothing here hides those.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from consult.privacy.cleaning.mp4 import clean_mp4, is_mp4
from consult.privacy.cleaning.mpeg import clean_mp3, is_mp3
from consult.privacy.cleaning.ogg import clean_ogg, is_ogg
from consult.privacy.cleaning.pictures import clean_picture, is_picture
from consult.privacy.cleaning.refusals import FileTooLarge, FileUnknown
from consult.privacy.cleaning.waves import clean_wave, is_wave

__all__ = ["Cleaned", "Limits", "Medium", "cleaned"]


class Medium(StrEnum):
    """What is asked for; the values are the variants of questions."""

    PICTURE = "image"
    RECORDING = "audio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The largest file in bytes, and the largest picture in pixels."""

    size: int
    pixels: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file made anew and what its name ends with, without the dot."""

    content: bytes
    ending: str


Recognise = Callable[[bytes], bool]
Clean = Callable[[bytes], bytes]

RECORDINGS: Final[Mapping[str, tuple[Recognise, Clean]]] = {
    "wav": (is_wave, clean_wave),
    "ogg": (is_ogg, clean_ogg),
    "m4a": (is_mp4, clean_mp4),
    "mp3": (is_mp3, clean_mp3),
}
"""By the ending of the file. Its first bytes decide, never its name or type."""


def cleaned(content: bytes, medium: Medium, limits: Limits) -> Cleaned:
    """Return a file made anew; raises ``FileRefused`` with the reason."""
    if len(content) > limits.size:
        raise FileTooLarge(megabytes=max(1, limits.size // 1_000_000))
    if medium is Medium.PICTURE:
        if not is_picture(content):
            raise FileUnknown(FileUnknown.picture)
        return Cleaned(clean_picture(content, limits.pixels), "jpg")
    for ending, (recognise, clean) in RECORDINGS.items():
        if recognise(content):
            return Cleaned(clean(content), ending)
    raise FileUnknown(FileUnknown.recording)
