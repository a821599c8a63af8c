"""What a client of OpenRosa sends: the filled form; its files are for others."""

from flask import Request

from consult.errors import N_, Rejected

PART = "xml_submission_file"


class NothingSent(Rejected):
    """There is no filled form in what was sent."""

    code = "C493"
    status = 400
    message = N_("There is no filled form in what was sent. Send it again.")


def filled_form(request: Request) -> bytes:
    """Return the XML of the filled form; raises ``NothingSent``."""
    part = request.files.get(PART)
    if part is not None:
        return bytes(part.read())
    words = request.form.get(PART)
    if words:
        return words.encode()
    raise NothingSent
