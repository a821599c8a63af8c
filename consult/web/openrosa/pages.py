"""Writes what clients of OpenRosa read, as XML.

Source: OpenRosa Form Discovery, Form Submission and Response APIs 1.0.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response

from consult.services.offline import ListedForm

FORMS = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
RESPONSE = "http://openrosa.org/http/response"
XML = "text/xml; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where clients fetch a form and the list of its media."""

    form: str
    manifest: str


def form_list(
    forms: Iterable[ListedForm], addresses: Mapping[str, Addresses]
) -> Response:
    """Return the list of forms; ``addresses`` says where each one is, by its id."""
    root = Element("xforms", xmlns=FORMS)
    for form in forms:
        entry = SubElement(root, "xform")
        digest = hashlib.md5(form.xml.encode(), usedforsecurity=False).hexdigest()
        for name, words in (
            ("formID", form.form_id),
            ("name", form.title),
            ("version", form.version),
            ("hash", f"md5:{digest}"),
            ("downloadUrl", addresses[form.form_id].form),
            ("manifestUrl", addresses[form.form_id].manifest),
        ):
            SubElement(entry, name).text = words
    return document(root)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A picture or recording that a form shows, and where it is fetched."""

    name: str
    md5: str
    address: str


def manifest(files: Iterable[MediaFile]) -> Response:
    """Return the list of media files; whatever else a form needs it brings along."""
    root = Element("manifest", xmlns=MANIFEST)
    for file in files:
        entry = SubElement(root, "mediaFile")
        for name, words in (
            ("filename", file.name),
            ("hash", f"md5:{file.md5}"),
            ("downloadUrl", file.address),
        ):
            SubElement(entry, name).text = words
    return document(root)


def told(message: str, *, status: int) -> Response:
    """Return a message that the client shows to the person."""
    root = Element("OpenRosaResponse", xmlns=RESPONSE)
    SubElement(root, "message", nature="").text = message
    return document(root, status=status)


def form(xml: str) -> Response:
    """Return a form as it was written."""
    return Response(xml, content_type=XML)


def document(root: Element, *, status: int = 200) -> Response:
    """Return XML as clients read it."""
    body = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, status=status, content_type=XML)
