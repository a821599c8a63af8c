"""What the page of the report shows: the report itself, and where its file is."""

from dataclasses import dataclass

from consult.i18n import Interface
from consult.reports.consultation.model import ConsultationReport
from consult.reports.consultation.render_html import Shown, shown_in
from consult.web.languages import Languages


@dataclass(frozen=True, slots=True)
class FileLink:
    """The file of the report in one language."""

    interface: Interface
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The page of the report."""

    shown: Shown
    stylesheet: str
    files: tuple[FileLink, ...]


def report_page(
    report: ConsultationReport,
    interface: Interface,
    languages: Languages,
    *,
    stylesheet: str,
) -> ReportPage:
    """Return the page; its own language stands first among the files."""
    ordered = sorted(languages.offered, key=lambda other: other is not interface)
    return ReportPage(
        shown=shown_in(report, interface),
        stylesheet=stylesheet,
        files=tuple(
            FileLink(other, file_path(other, report.asked.slug)) for other in ordered
        ),
    )


def file_path(interface: Interface, slug: str) -> str:
    """Return the address of the file in a language."""
    return f"/{interface.tag}/desk/{slug}/report.html"
