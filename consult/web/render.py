"""Turns a view model and a template into a page in one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Response

from consult.i18n import Direction, Interface, jinja_environment
from consult.settings import Settings
from consult.web.addresses import (
    calendar_path,
    front_path,
    keeping_path,
    receipt_path,
)
from consult.web.languages import Languages
from consult.web.static_files import StaticFile


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language."""

    tag: str
    endonym: str
    direction: Direction
    path: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content of every public page.

    ``questions_style`` and ``script`` are for questionnaires made elsewhere.
    ``way_out`` is where "Leave quickly" leads, on this site or another; the
    ``plain_icon`` shows nobody what was open before.
    """

    organisation: str
    home: str
    keeping: str
    receipt: str
    way_out: str
    stylesheet: str
    questions_style: str
    script: str
    place_script: str
    icon: str
    plain_icon: str
    languages: tuple[LanguageLink, ...]


@dataclass(frozen=True, slots=True)
class Renderer:
    """Makes pages for one installation."""

    settings: Settings
    languages: Languages
    files: Mapping[str, StaticFile]

    def page(
        self,
        template: str,
        interface: Interface,
        view: object,
        *,
        path_in: Callable[[Interface], str] = front_path,
        links: tuple[LanguageLink, ...] | None = None,
        status: int = 200,
    ) -> Response:
        """Return a page; ``path_in`` gives its address in each language.

        ``links`` are given where the languages are not those of the interface.
        """
        if links is None:
            links = self.language_links(interface, path_in)
        frame = self._frame(interface, links)
        return self.filled(template, interface, status, view=view, frame=frame)

    def filled(
        self, template: str, interface: Interface, status: int, **values: object
    ) -> Response:
        """Return a page whose template is given these values."""
        text = jinja_environment(interface).get_template(template).render(values)
        response = Response(text, status, content_type="text/html; charset=utf-8")
        response.content_language = interface.tag
        return response

    def _frame(self, interface: Interface, links: tuple[LanguageLink, ...]) -> Frame:
        return Frame(
            organisation=self.settings.organisation,
            home=front_path(interface),
            keeping=keeping_path(interface),
            receipt=receipt_path(interface),
            way_out=self.settings.quick_exit_url or calendar_path(interface),
            stylesheet=self.files["public.css"].path,
            questions_style=self.files["questions.css"].path,
            script=self.files["public.js"].path,
            place_script=self.files["place.js"].path,
            icon=self.files["mark.svg"].path,
            plain_icon=self.files["calendar.svg"].path,
            languages=links,
        )

    def language_links(
        self, interface: Interface, path_in: Callable[[Interface], str]
    ) -> tuple[LanguageLink, ...]:
        """Return the page in every offered language; ``interface`` is its own."""
        return tuple(
            LanguageLink(
                tag=offered.tag,
                endonym=offered.language.endonym,
                direction=offered.direction,
                path=path_in(offered),
                is_current=offered is interface,
            )
            for offered in self.languages.offered
        )
