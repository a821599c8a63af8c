"""Renders a report as one HTML file that needs nothing beside it.

The style sheet stands in the file, no script does, and nothing is fetched: the
file says so itself by a policy that browsers enforce.
"""

import base64
import hashlib

from markupsafe import Markup

from consult.i18n import Interface, interface_for, jinja_environment
from consult.paths import templates_folder
from consult.privacy.disclosure import Reason, Released
from consult.reports.model import FileReport
from consult.reports.wording import Wording

TEMPLATE = "report/file.html"
STYLE = "report/report.css"


def render(report: FileReport, *, locale: str) -> str:
    """Return the report as an HTML document in a language of the interface.

    Raises KeyError for a language that is not offered.
    """
    return render_in(report, interface_for(locale))


def render_in(report: FileReport, interface: Interface) -> str:
    """Return the report as an HTML document in the language of an interface."""
    style = (templates_folder() / STYLE).read_text(encoding="utf-8")
    return (
        jinja_environment(interface)
        .get_template(TEMPLATE)
        .render(
            report=report,
            style=Markup(style),  # noqa: S704 - our own file, no text of anybody
            policy=f"default-src 'none'; style-src 'sha256-{_digest(style)}'",
            wording=Wording(interface),
            is_released=lambda cell: isinstance(cell, Released),
            is_protected=lambda cell: cell.reason is Reason.PROTECTED,
        )
    )


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
