"""The addresses of the report of a consultation: its page, and its file."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response

from consult.i18n import Interface
from consult.reports.consultation.compose import compose
from consult.reports.consultation.model import ConsultationReport
from consult.reports.consultation.render_html import render_report_in
from consult.services.accessing import Action
from consult.services.auditing import Deed, record
from consult.services.reading import consultation_findings
from consult.web.desk import Desk
from consult.web.policy import requires
from consult.web.report.pages import report_page

SECTION: Final = "report"
STYLE: Final = "report.css"


@dataclass(frozen=True, slots=True)
class Reporting:
    """Answers those who read the report or hand it on."""

    desk: Desk

    def page(self, interface: Interface, slug: str) -> Response:
        """Return the report as a page of the desk."""
        report = self._report(slug, Deed.REPORT_OPENED)
        renderer = self.desk.renderer
        view = report_page(
            report,
            interface,
            renderer.languages,
            stylesheet=renderer.files[STYLE].path,
        )
        template = "report/consultation/page.html"
        return self.desk.page(template, interface, view, section=SECTION)

    def file(self, interface: Interface, slug: str) -> Response:
        """Return the report as a file to keep."""
        report = self._report(slug, Deed.REPORT_DOWNLOADED)
        response = Response(
            render_report_in(report, interface), content_type="text/html; charset=utf-8"
        )
        name = f"{slug}-{interface.tag}.html"
        response.headers.set("Content-Disposition", "attachment", filename=name)
        response.content_language = interface.tag
        return response

    def _report(self, slug: str, deed: Deed) -> ConsultationReport:
        desk = self.desk
        with desk.storage.reading() as read:
            report = compose(consultation_findings(read, slug))
        with desk.storage.writing() as written:
            record(
                written,
                deed,
                who=desk.member().staff,
                about=desk.consultation().id,
                now=desk.clock(),
            )
        return report


def report_area(reporting: Reporting) -> Blueprint:
    """Return the addresses of the report."""
    area = Blueprint("report", __name__)
    named = reporting.desk.renderer.languages.named

    @area.get("/<tag>/desk/<slug>/report")
    @requires(Action.READ_REPORT)
    def page(tag: str, slug: str) -> Response:
        return reporting.page(named(tag), slug)

    @area.get("/<tag>/desk/<slug>/report.html")
    @requires(Action.READ_REPORT)
    def file(tag: str, slug: str) -> Response:
        return reporting.file(named(tag), slug)

    return area
