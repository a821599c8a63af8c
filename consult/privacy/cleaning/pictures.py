"""Draws a photo anew: what is seen stays, in one format and a moderate size.

Place, time, device, thumbnail, comments and colour profile are in no part of a new
picture. Which way is up is read from them first.
"""

import struct
import warnings
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

from consult.privacy.cleaning.refusals import FileDamaged, PictureTooLarge

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS: Final = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE: Final = 2_048
QUALITY: Final = 82
WHITE: Final = (255, 255, 255)
UNSCALED_SHARE: Final = 3
"""A JPEG is decoded at a fraction of its size; of the others so much less is taken."""

_WEBP: Final = slice(8, 12)


def is_picture(content: bytes) -> bool:
    """Whether the first bytes are those of a picture that can be taken in."""
    is_webp = content.startswith(b"RIFF") and content[_WEBP] == b"WEBP"
    return is_webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def clean_picture(content: bytes, most_pixels: int) -> bytes:
    """Return a picture as a new JPEG of at most 2,048 pixels on a side.

    Raises ``PictureTooLarge`` before anything is decoded, and ``FileDamaged``.
    """
    from PIL import Image  # noqa: PLC0415 - large, and only where photos are asked

    # The limit is ours, and holds before a pixel is decoded.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(BytesIO(content), formats=FORMATS) as image,
        ):
            _require_fitting(image, most_pixels)
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _drawn_anew(image)
    except (
        OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError, KeyError,
        OverflowError, struct.error, zlib.error,
    ) as error:  # fmt: skip
        # So many kinds of error come of broken pictures; all mean the same.
        raise FileDamaged from error


def _require_fitting(image: "Image", most_pixels: int) -> None:
    pixels = image.width * image.height
    is_scaled = image.format == "JPEG"
    if pixels > (most_pixels if is_scaled else most_pixels // UNSCALED_SHARE):
        raise PictureTooLarge


def _drawn_anew(image: "Image") -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    drawn = Image.new("RGB", upright.size, WHITE)
    if upright.has_transparency_data:
        layer = upright.convert("RGBA")
        drawn.paste(layer, mask=layer)
    else:
        drawn.paste(upright.convert("RGB"))
    stream = BytesIO()
    drawn.save(stream, "JPEG", quality=QUALITY)
    return stream.getvalue()
