"""The addresses of clients of ODK: what can be filled in, and where it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Request, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from consult.errors import N_, ConsultError, NotFound
from consult.i18n import Interface
from consult.privacy.cleaning import Limits
from consult.services.accessing import Action
from consult.services.collecting import take_instance
from consult.services.fielding import wave_of
from consult.services.illustrating import media_of
from consult.services.offline import ListedForm, form_id_of, open_forms, survey_asking
from consult.services.reckoning import worked_out
from consult.services.responding import AnswersRefused
from consult.web.openrosa import pages
from consult.web.openrosa.attaching import with_files
from consult.web.openrosa.inputs import filled_form
from consult.web.openrosa.refusing import FormRefused, reasons
from consult.web.policy import requires
from consult.web.respond.illustrating import address_of
from consult.web.respond.survey import Counter
from forms.errors import FormsError
from forms.fields import filled
from forms.xform.instances import form_id_in, read_instance

VERSION = "1.0"
CREATED = 201
NO_CONTENT = 204
THANKS = N_("Your answers have arrived. Thank you.")
NOTHING_STORED = N_("Nothing was stored")


@dataclass(frozen=True, slots=True)
class Window:
    """Where clients ask and send, for one consultation or survey.

    Where the address names a language, forms open in that.
    """

    counter: Counter
    slug: str
    language: str = ""

    @property
    def path(self) -> str:
        """Return what the addresses begin with."""
        return "/".join(filter(None, ("/openrosa", self.slug, self.language)))

    def forms(self) -> tuple[ListedForm, ...]:
        """Return what can be filled in today; raises NotFound for nothing."""
        with self.counter.storage.reading() as session:
            forms = open_forms(
                session,
                self.slug,
                today=self.counter.today,
                language=self.language,
            )
        if not forms:
            raise NotFound
        return forms

    def takes_files(self) -> bool:
        """Whether a photo or recording is asked for."""
        with self.counter.storage.reading() as session:
            waves = [wave_of(session, form.survey) for form in self.forms()]
        return any(wave.opening.attachments for wave in waves)

    def form(self, form_id: str) -> ListedForm:
        """Return the form with an id; raises NotFound."""
        for form in self.forms():
            if form.form_id == form_id:
                return form
        raise NotFound


def openrosa_area(counter: Counter) -> Blueprint:
    """Return the addresses for clients of ODK."""
    area = Blueprint("openrosa", __name__, url_prefix="/openrosa/<slug>")

    @area.after_request
    def speak_openrosa(response: Response) -> Response:
        # The date, which is wanted as well, comes from the server around us.
        response.headers["X-OpenRosa-Version"] = VERSION
        return response

    @area.get("/formList")
    @area.get("/<language>/formList")
    @requires(Action.ANSWER)
    def form_list(slug: str, language: str = "") -> Response:
        return _listed(Window(counter, slug, language), request)

    @area.get("/forms/<form_id>")
    @area.get("/<language>/forms/<form_id>")
    @requires(Action.ANSWER)
    def form(slug: str, form_id: str, language: str = "") -> Response:
        return pages.form(Window(counter, slug, language).form(form_id).xml)

    @area.get("/manifest/<form_id>")
    @area.get("/<language>/manifest/<form_id>")
    @requires(Action.ANSWER)
    def manifest(slug: str, form_id: str, language: str = "") -> Response:
        return _shown_with(Window(counter, slug, language), form_id, request)

    @area.get("/submission")
    @area.get("/<language>/submission")
    @requires(Action.ANSWER)
    def greeting(slug: str, language: str = "") -> Response:
        return _greeted(Window(counter, slug, language), request)

    @area.post("/submission")
    @area.post("/<language>/submission")
    @requires(Action.ANSWER)
    def submission(slug: str, language: str = "") -> Response:
        return _taken(Window(counter, slug, language), request)

    return area


def _listed(window: Window, request: Request) -> Response:
    wanted = request.args.get("formID")
    forms = [form for form in window.forms() if wanted in {None, form.form_id}]
    return pages.form_list(forms, _addresses(window, forms, request))


def _shown_with(window: Window, form_id: str, request: Request) -> Response:
    """Return the list of the pictures and recordings of a form."""
    with window.counter.storage.reading() as session:
        kept = media_of(session, window.form(form_id).version_id)
    root = request.host_url.rstrip("/")
    return pages.manifest(
        pages.MediaFile(name=name, md5=file.md5, address=root + address_of(file))
        for name, file in kept.items()
    )


def _addresses(
    window: Window, forms: list[ListedForm], request: Request
) -> Mapping[str, pages.Addresses]:
    root = request.host_url.rstrip("/") + window.path
    return {
        form.form_id: pages.Addresses(
            form=f"{root}/forms/{form.form_id}",
            manifest=f"{root}/manifest/{form.form_id}",
        )
        for form in forms
    }


def _greeted(window: Window, request: Request) -> Response:
    """Answer a client that asks before it sends how much it may send, and where."""
    window.forms()
    limit = request.max_content_length or 0
    if window.takes_files():
        limit += window.counter.renderer.settings.max_upload_bytes
    response = Response(status=NO_CONTENT)
    response.headers["X-OpenRosa-Accept-Content-Length"] = str(limit)
    response.headers["Location"] = f"{request.host_url.rstrip('/')}{request.path}"
    return response


def _taken(window: Window, request: Request) -> Response:
    languages = window.counter.renderer.languages
    interface = (
        languages.nearest(window.language)
        if window.language
        else languages.negotiated(request)
    )
    try:
        is_held = _store(window, request, interface)
    except ConsultError as error:
        return pages.told(interface.explain(error), status=error.status)
    except FormsError as error:
        message = filled(interface, error.template, error.params)
        return pages.told(message, status=400)
    told = THANKS if is_held else NOTHING_STORED
    return pages.told(interface.gettext(told), status=CREATED)


def _store(window: Window, request: Request, interface: Interface) -> bool:
    """Take a filled form in, and tell whether it is held."""
    counter, source = window.counter, filled_form(request)
    settings = counter.renderer.settings
    # Room is made for files alone: a form stays as small as any other request.
    if len(source) > settings.max_request_bytes:
        raise RequestEntityTooLarge
    form_id = form_id_in(source)
    with counter.storage.reading() as session:
        survey = survey_asking(session, window.slug, form_id, today=counter.today)
        wave = wave_of(session, survey)
    instance, files = with_files(
        read_instance(source, wave.questionnaire),
        wave.questionnaire,
        request,
        Limits(size=settings.max_upload_bytes, pixels=settings.max_upload_pixels),
    )
    hashed = counter.keys.hash_of_instance(
        instance.instance_id, about=form_id_of(wave.version_id)
    )
    try:
        with counter.storage.writing() as session:
            return take_instance(
                session,
                wave=wave,
                instance=instance,
                instance_hash=hashed,
                today=counter.today,
                files=files,
                language=window.language,
            )
    except AnswersRefused as refusal:
        sheet = worked_out(
            wave, instance.answers, today=counter.today, language=interface.tag
        )
        raise FormRefused(reasons=reasons(refusal.problems, sheet, interface)) from None
