"""The addresses of those who run a consultation: who answered, and what was said."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from consult.errors import NotFound
from consult.i18n import Interface
from consult.reports.consultation.compose import compose_results
from consult.services.accessing import Action
from consult.services.auditing import Deed, record
from consult.services.fielding import wave_of
from consult.services.following import reading_of
from consult.services.overseeing import refresh_tally
from consult.services.reading import consultation_findings
from consult.services.requesting import request_analysis
from consult.web.desk import Desk
from consult.web.facilitate.concerns import AMONG, SHEET, concern_page, concerns_page
from consult.web.facilitate.material import Material, nothing_yet, reading_view
from consult.web.facilitate.overview import overview_page
from consult.web.facilitate.pages import ResultsPage
from consult.web.facilitate.untyped import Transcription
from consult.web.policy import current_visit, requires

SEE_OTHER: Final = 303
OVERVIEW: Final = "overview"
CONCERNS: Final = "concerns"
RESULTS: Final = "results"
LONGEST_COLUMN: Final = 20
"""How much of a column's name the record of looks has room for."""


@dataclass(frozen=True, slots=True)
class Facilitation:
    """Answers those who run a consultation."""

    desk: Desk

    def overview(self, interface: Interface, slug: str) -> Response:
        """Return who answered so far, counted again if that is due."""
        material = self._material(interface, slug, OVERVIEW)
        today = material.today
        fresh = [
            refresh_tally(self.desk.storage, wave.id, today=today)
            for wave in material.waves
        ]
        if any(fresh):
            material = self._material(interface, slug, OVERVIEW)
        if not material.waves:
            return self._nothing(material)
        view = overview_page(material)
        self.desk.look(OVERVIEW)
        return self._page("facilitate/overview.html", material, view)

    def analyse(self, interface: Interface) -> AnyResponse:
        """Queue a reading of the answers and lead back to the overview."""
        named, now = self.desk.consultation(), self.desk.clock()
        with self.desk.storage.writing() as written:
            queued = request_analysis(written, named.id, now=now)
            if queued.is_new:
                record(
                    written,
                    Deed.ANALYSIS_QUEUED,
                    who=self.desk.member().staff,
                    about=named.id,
                    now=now,
                )
        path = f"/{interface.tag}/desk/{named.slug}/{OVERVIEW}#reading"
        return redirect(path, SEE_OTHER)

    def concerns(self, interface: Interface, slug: str) -> Response:
        """Return the list of concerns, or that there is none yet."""
        among = request.args.get(AMONG, "")
        column = among.partition(":")[0][:LONGEST_COLUMN]
        material = self._material(interface, slug, CONCERNS)
        view = concerns_page(material, among, _number(request.args.get(SHEET, "1")))
        self.desk.look(f"{CONCERNS}/by/{column}" if column else CONCERNS)
        if view is None:
            return self._nothing(material)
        return self._page("facilitate/concerns.html", material, view)

    def concern(self, interface: Interface, slug: str, key: str) -> Response:
        """Return the page of one concern."""
        material = self._material(interface, slug, CONCERNS)
        view = concern_page(material, key)
        self.desk.look(f"{CONCERNS}/{key}")
        return self._page("facilitate/concern.html", material, view)

    def results(self, interface: Interface, slug: str) -> Response:
        """Return trust, voice and needs, or that nothing was counted yet."""
        material = self._material(interface, slug, RESULTS)
        self.desk.look(RESULTS)
        found = compose_results(material.findings)
        if not found.surveys:
            return self._nothing(material)
        overview = material.overview
        view = ResultsPage(
            asked=overview.asked,
            results=found,
            reading=reading_view(material, overview.participation.answers),
        )
        return self._page("facilitate/results.html", material, view)

    def _material(self, interface: Interface, slug: str, section: str) -> Material:
        desk, now = self.desk, self.desk.clock()
        with desk.storage.reading() as read:
            findings = consultation_findings(read, slug)
            return Material(
                findings=findings,
                waves=tuple(wave_of(read, wave.slug) for wave in findings.waves),
                reading=reading_of(read, desk.consultation().id, now=now),
                today=now.date(),
                interface=interface,
                visit=current_visit(),
                section=section,
            )

    def _nothing(self, material: Material) -> Response:
        return self._page("facilitate/nothing.html", material, nothing_yet(material))

    def _page(self, template: str, material: Material, view: object) -> Response:
        interface, section = material.interface, material.section
        return self.desk.page(template, interface, view, section=section)


def facilitate_area(facilitation: Facilitation) -> Blueprint:
    """Return the addresses of those who run a consultation."""
    area = Blueprint("facilitate", __name__)
    named = facilitation.desk.renderer.languages.named
    _add_transcription(area, facilitation.desk)

    @area.get("/<tag>/desk/<slug>/overview")
    @requires(Action.OVERSEE)
    def overview(tag: str, slug: str) -> Response:
        return facilitation.overview(named(tag), slug)

    @area.post("/<tag>/desk/<slug>/analyse")
    @requires(Action.ANALYSE)
    def analyse(tag: str, slug: str) -> AnyResponse:
        del slug  # the policy has read it
        return facilitation.analyse(named(tag))

    @area.get("/<tag>/desk/<slug>/concerns")
    @requires(Action.READ_CONCERNS)
    def concerns(tag: str, slug: str) -> Response:
        return facilitation.concerns(named(tag), slug)

    @area.get("/<tag>/desk/<slug>/concerns/<key>")
    @requires(Action.READ_CONCERNS)
    def concern(tag: str, slug: str, key: str) -> Response:
        return facilitation.concern(named(tag), slug, key)

    @area.get("/<tag>/desk/<slug>/results")
    @requires(Action.READ_RESULTS)
    def results(tag: str, slug: str) -> Response:
        return facilitation.results(named(tag), slug)

    return area


def _add_transcription(area: Blueprint, desk: Desk) -> None:
    transcription, named = Transcription(desk), desk.renderer.languages.named

    @area.get("/<tag>/desk/<slug>/untyped")
    @requires(Action.TYPE_ANSWERS)
    def untyped(tag: str, slug: str) -> Response:
        del slug  # the policy has read it
        return transcription.tray(named(tag))

    @area.get("/<tag>/desk/<slug>/files/<name>")
    @requires(Action.TYPE_ANSWERS)
    def file(tag: str, slug: str, name: str) -> AnyResponse:
        del slug
        named(tag)
        return transcription.file(name)

    @area.post("/<tag>/desk/<slug>/untyped")
    @requires(Action.TYPE_ANSWERS)
    def words_typed(tag: str, slug: str) -> AnyResponse:
        del slug
        return transcription.typed(named(tag))


def _number(given: str) -> int:
    """Return a number from an address; raises ``NotFound`` for anything else."""
    if not (given.isascii() and given.isdigit() and len(given) <= len("9999")):
        raise NotFound
    return int(given)
