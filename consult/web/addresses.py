"""The addresses people who answer can link to, each in one language."""

from consult.i18n import Interface


def front_path(interface: Interface) -> str:
    """Return the address of the first page in a language."""
    return f"/{interface.tag}/"


def receipt_path(interface: Interface) -> str:
    """Return the address where a receipt code is used."""
    return f"/{interface.tag}/receipt"


def keeping_path(interface: Interface) -> str:
    """Return the address that tells what is kept, and for how long."""
    return f"/{interface.tag}/keeping"


def calendar_path(interface: Interface) -> str:
    """Return the address of a page that shows nothing of a consultation."""
    return f"/{interface.tag}/calendar"


def survey_path(tag: str, slug: str) -> str:
    """Return the address of the first page of a survey, in the language ``tag``."""
    return f"/{tag}/c/{slug}"


def refusal_path(tag: str, slug: str) -> str:
    """Return the address that is shown to who does not want to take part."""
    return f"{survey_path(tag, slug)}/no"


def page_path(tag: str, slug: str, token: str, page: str) -> str:
    """Return the address of a page of questions of somebody's draft."""
    return f"{survey_path(tag, slug)}/{token}/{page}"


def review_path(tag: str, slug: str, token: str) -> str:
    """Return the address where a draft is looked at and sent."""
    return page_path(tag, slug, token, "review")


def thanks_path(tag: str, slug: str, token: str) -> str:
    """Return the address that shows the receipt of what was sent."""
    return page_path(tag, slug, token, "thanks")
