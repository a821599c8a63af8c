"""Renders the report of a consultation as one HTML file that needs nothing beside it.

The style sheets of the desk and of the report stand in the file, no script does,
and nothing is fetched: the file says so itself by a policy that browsers enforce.
"""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from consult.i18n import Interface, interface_for, jinja_environment
from consult.paths import static_folder
from consult.privacy.disclosure import Released, Withheld
from consult.reports.consultation.model import ConsultationReport
from consult.reports.consultation.thresholds import GUARDED_THRESHOLD
from consult.reports.consultation.wording import Figures
from forms.definition import Text

TEMPLATE: Final = "report/consultation/file.html"
STYLES: Final = ("desk.css", "report.css")


def render_report(report: ConsultationReport, locale: str) -> str:
    """Return the report as an HTML document in a language of the interface.

    Raises KeyError for a language that is not offered.
    """
    return render_report_in(report, interface_for(locale))


def render_report_in(report: ConsultationReport, interface: Interface) -> str:
    """Return the report as an HTML document in the language of an interface."""
    style = "".join(_style(name) for name in STYLES)
    return (
        jinja_environment(interface)
        .get_template(TEMPLATE)
        .render(
            style=Markup(style),  # noqa: S704 - our own files, no text of anybody
            policy=f"default-src 'none'; style-src 'sha256-{_digest(style)}'",
            shown=shown_in(report, interface),
        )
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A report as its blocks take it, on a page and in a file.

    ``foreign_texts`` tells that some texts are not in the reader's language.
    """

    report: ConsultationReport
    figures: Figures
    guarded_threshold: int
    foreign_texts: bool


def shown_in(report: ConsultationReport, interface: Interface) -> Shown:
    """Return a report for a language of the interface."""
    return Shown(
        report=report,
        figures=Figures(interface),
        guarded_threshold=max(GUARDED_THRESHOLD, report.asked.threshold),
        foreign_texts=any(
            interface.tag not in dict(text.in_languages) for text in _texts(report)
        ),
    )


def _texts(part: object) -> Iterator[Text]:
    """Give every text of the tree that is shown in the reader's language."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
    elif hasattr(part, "__slots__") and not isinstance(part, Released | Withheld):
        for name in part.__slots__:
            yield from _texts(getattr(part, name))


def _style(name: str) -> str:
    return (static_folder() / name).read_text(encoding="utf-8")


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
