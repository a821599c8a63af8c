"""Serves the application with gunicorn, whose log tells as little as ours."""

import gc
import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped] # gunicorn has no types
from gunicorn.glogging import Logger  # type: ignore[import-untyped] # gunicorn has no types

from consult.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

WORKERS: Final = 2
THREADS: Final = 4
PATIENCE_SECONDS: Final = 30
HANDLING_A_REQUEST: Final = "A request could not be handled."


class DiscreetLogger(Logger):  # type: ignore[misc] # gunicorn has no types
    """gunicorn's log without what came with a request.

    gunicorn writes the visitor's address beside a malformed request and the
    asked-for address, which may hold a code, beside a failed one.
    """

    def warning(self, message: str, *_args: object, **_kwargs: object) -> None:
        """Log that a request was malformed; all else is the server's own matter."""
        about_a_request = message.startswith("Invalid request")
        super().warning(HANDLING_A_REQUEST if about_a_request else message)

    def exception(self, message: str, *_args: object, **_kwargs: object) -> None:
        """Log that something failed and its kind, without its words."""
        kind = sys.exc_info()[0]
        about = HANDLING_A_REQUEST if "request" in message else message
        super().error("%s %s", about, kind.__name__ if kind else "")


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    def __init__(self, application: "WSGIApplication", options: dict[str, Any]) -> None:
        self.application, self.options = application, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> "WSGIApplication":
        return self.application


def serve(
    application: "WSGIApplication",
    settings: Settings,
    *,
    announce: Callable[[str], None],
) -> None:
    """Serve until the process is told to stop.

    ``announce`` is given the address, like ``http://127.0.0.1:8000/``, once it
    can be opened. No access log is written.
    """
    configure_log(settings)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host

    def tell(server: Any) -> None:
        port = server.LISTENERS[0].sock.getsockname()[1]
        announce(f"http://{host}:{port}/")

    options = {
        "bind": f"{host}:{settings.port}",
        "workers": WORKERS,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": PATIENCE_SECONDS,
        "preload_app": True,
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "warning",
        "logger_class": DiscreetLogger,
        "control_socket_disable": True,
        "when_ready": tell,
    }
    # What was loaded stays: the processes share it, and none looks through it again.
    gc.collect()
    gc.freeze()
    _Server(application, options).run()


def configure_log(settings: Settings) -> None:
    """Send the product's own log to standard error at the level asked for."""
    log = logging.getLogger("consult")
    log.setLevel(settings.log_level.upper())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    log.handlers = [handler]
