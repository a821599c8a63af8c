"""Why a file is not taken in, in words that say what to do."""

from typing import ClassVar

from consult.errors import N_, Rejected


class FileRefused(Rejected):
    """A file is not taken in; nothing of it is kept."""

    code: ClassVar[str] = "C480"
    message: ClassVar[str] = N_("This file was not taken in. Choose another one.")


class FileTooLarge(FileRefused):
    """It has more bytes than the settings allow."""

    code: ClassVar[str] = "C488"
    message: ClassVar[str] = N_(
        "This file is too large. Choose one of up to %(megabytes)s MB."
    )


class PictureTooLarge(FileRefused):
    """It has more pixels than the settings allow."""

    code: ClassVar[str] = "C489"
    message: ClassVar[str] = N_(
        "This photo has too many pixels. Take it with a smaller size, or choose "
        "another one."
    )


class FileUnknown(FileRefused):
    """It is not of a kind that can be cleaned."""

    code: ClassVar[str] = "C490"
    picture: ClassVar[str] = N_(
        "This is no photo that can be taken in. Choose one in the format JPEG, PNG or "
        "WebP."
    )
    recording: ClassVar[str] = N_(
        "This is no recording that can be taken in. Choose one in the format MP3, "
        "M4A, OGG or WAV."
    )


class FileDamaged(FileRefused):
    """It cannot be read to its end."""

    code: ClassVar[str] = "C499"
    message: ClassVar[str] = N_(
        "This file is damaged and cannot be read. Choose another one."
    )
