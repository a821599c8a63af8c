"""Copies the frames of an MP3 file and nothing between, before or after them.

Tags of every kind (ID3, APE, lyrics) stand outside the frames, and the name of the
encoder in a first frame without sound, which is left out. Source: ISO/IEC 11172-3
and 13818-3, layer III.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consult.privacy.cleaning.refusals import FileDamaged

HEADER: Final = 4
FEWEST_FRAMES: Final = 4
LEAST_SHARE: Final = 0.5
"""Of what follows the first tag, at least so much has to be sound."""

_TAG_HEADER: Final = 10
_LAYER_3: Final = 1
_VERSION_1: Final = 3
_RATES: Final = {
    3: (44100, 48000, 32000),
    2: (22050, 24000, 16000),
    0: (11025, 12000, 8000),
}
_BITS: Final = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second by their index, in version 1 and in the others."""

_MONO: Final = 3
_SIDE: Final = {
    (True, False): 32,
    (True, True): 17,
    (False, False): 17,
    (False, True): 9,
}
"""How long the side information of a frame is: in version 1, of one channel."""
_ENCODERS: Final = (b"Xing", b"Info")
_VBRI: Final = (36, b"VBRI")


@dataclass(frozen=True, slots=True)
class _Frame:
    length: int
    rate: int
    is_mono: bool
    is_first_version: bool


def is_mp3(content: bytes) -> bool:
    """Whether the first bytes are those of an MP3 file, tagged or not."""
    return content.startswith(b"ID3") or _frame_at(content, 0) is not None


def clean_mp3(content: bytes) -> bytes:
    """Return the frames that hold sound; raises ``FileDamaged`` for too few."""
    start = _after_tags(content)
    frames = list(_frames(content, start))
    if frames and _tells_encoder(content, *frames[0]):
        del frames[0]
    sound = b"".join(content[place : place + frame.length] for place, frame in frames)
    is_mostly_sound = len(sound) >= LEAST_SHARE * (len(content) - start)
    if len(frames) < FEWEST_FRAMES or not is_mostly_sound:
        raise FileDamaged
    return sound


def _after_tags(content: bytes) -> int:
    """Return where the tags at the beginning end."""
    place = 0
    while content.startswith(b"ID3", place) and len(content) >= place + _TAG_HEADER:
        size = 0
        for byte in content[place + 6 : place + _TAG_HEADER]:
            size = size << 7 | byte & 0x7F
        has_footer = bool(content[place + 5] & 0x10)
        place += _TAG_HEADER + size + (_TAG_HEADER if has_footer else 0)
    return place


def _frames(content: bytes, place: int) -> Iterator[tuple[int, _Frame]]:
    """Give each frame that is followed by another of its rate, or by the end."""
    while 0 <= place < len(content):
        frame = _frame_at(content, place)
        if frame is not None and _goes_on(content, place + frame.length, frame):
            yield place, frame
            place += frame.length
        else:
            place = content.find(b"\xff", place + 1)


def _goes_on(content: bytes, place: int, before: _Frame) -> bool:
    if place > len(content):
        return False
    following = _frame_at(content, place)
    if following is not None:
        return following.rate == before.rate
    return place == len(content) or content[place : place + 3] in (b"TAG", b"APE")


def _frame_at(content: bytes, place: int) -> _Frame | None:
    head = content[place : place + HEADER]
    if len(head) < HEADER or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004 - eleven bits that begin every frame
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate = head[2] >> 4, head[2] >> 2 & 3
    is_known = version in _RATES and layer == _LAYER_3 and rate < len(_RATES[3])
    if not is_known or not 0 < bits < len(_BITS[True]):
        return None
    is_first = version == _VERSION_1
    hertz = _RATES[version][rate]
    samples = 144 if is_first else 72
    length = samples * _BITS[is_first][bits] * 1000 // hertz + (head[2] >> 1 & 1)
    return _Frame(length, hertz, head[3] >> 6 == _MONO, is_first)


def _tells_encoder(content: bytes, place: int, frame: _Frame) -> bool:
    side = place + HEADER + _SIDE[frame.is_first_version, frame.is_mono]
    at, vbri = _VBRI
    return content.startswith(_ENCODERS, side) or content.startswith(vbri, place + at)
