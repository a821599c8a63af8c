"""Templates that speak a language; they know no request and no application."""

import functools

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from consult.i18n.interface import Interface
from consult.paths import templates_folder


@functools.cache
def jinja_environment(interface: Interface) -> Environment:
    """Return the templates in a language, for pages and for reports.

    Everything is escaped and a missing value is an error. Templates find
    ``gettext`` and ``ngettext``, the filters ``number``, ``percent`` and ``day``,
    and the value ``interface``.
    """
    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined] # by the extension
        interface.catalogue.gettext, interface.catalogue.ngettext, newstyle=True
    )
    environment.filters |= {
        "number": interface.number,
        "percent": interface.percent,
        "day": interface.day,
    }
    environment.globals["interface"] = interface
    return environment
