"""Composes the web application from its parts, and nothing else."""

from flask import Flask

from consult.clock import Clock, now
from consult.db.address import parse_address
from consult.db.engine import open_engine
from consult.db.session import Database
from consult.paths import static_folder
from consult.services.receipts import Keys
from consult.services.signing_in import SignInKeys
from consult.settings import Settings
from consult.web.account.routes import Entrance, account_area
from consult.web.compression import compress_responses
from consult.web.desk import Desk
from consult.web.door import Door
from consult.web.errors import show_errors_as_pages
from consult.web.facilitate.routes import Facilitation, facilitate_area
from consult.web.gate import keep_gate
from consult.web.health.routes import health_area
from consult.web.known_browsers import KnownBrowsers
from consult.web.languages import offered_languages
from consult.web.openrosa.routes import openrosa_area
from consult.web.policy import enforce_policy, refuse_undeclared_routes
from consult.web.render import Renderer
from consult.web.report.routes import Reporting, report_area
from consult.web.respond.illustrating import media_area
from consult.web.respond.routes import respond_area
from consult.web.respond.survey import Counter, Versions
from consult.web.security import secure
from consult.web.sessions import DeskSessions, Sessions
from consult.web.static_files import read_static_files, static_area


def create_app(settings: Settings, *, clock: Clock = now) -> Flask:
    """Return the web application for these settings.

    Raises UndeclaredRouteError when an address has no declared action, and
    MissingCatalogueError when an offered language has no catalogue.
    """
    app = Flask("consult", static_folder=None, template_folder=None)
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    # Nothing is connected yet: processes forked from this one must not share it.
    database = Database(open_engine(parse_address(settings.database_url)))
    # For whoever made the application to close.
    app.extensions["database"] = database
    files = read_static_files(static_folder())
    renderer = Renderer(settings, offered_languages(settings), files)
    secure(app, settings)
    keep_gate(app)
    app.session_interface = DeskSessions()
    sessions = Sessions(database, clock, secret=app.config["SECRET_KEY"])
    enforce_policy(app, sessions)
    compress_responses(app)
    show_errors_as_pages(app, renderer)
    app.register_blueprint(static_area(files))
    app.register_blueprint(health_area())
    keys = Keys(app.config["SECRET_KEY"])
    counter = Counter(renderer, database, keys, clock, Versions())
    app.register_blueprint(respond_area(counter))
    app.register_blueprint(openrosa_area(counter))
    app.register_blueprint(media_area(database))
    desk = Desk(renderer, database, clock, sessions)
    door = Door(database, clock, SignInKeys(sessions.secret))
    known = KnownBrowsers(sessions.secret, clock, is_secure=settings.is_production)
    app.register_blueprint(account_area(Entrance(desk, door, known)))
    app.register_blueprint(facilitate_area(Facilitation(desk)))
    app.register_blueprint(report_area(Reporting(desk)))
    refuse_undeclared_routes(app)
    return app
