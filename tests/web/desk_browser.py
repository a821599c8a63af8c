"""A strict browser of somebody who works at the desk."""

from flask import Flask
from werkzeug.test import TestResponse

from consult.web.sessions import DeskForm
from tests.desks import PASSWORD
from tests.web.strict_client import Page, StrictClient


class DeskBrowser:
    """Signs in and goes about the desk, keeping its cookies."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.strict = StrictClient(app)
        self.plain = self.strict.plain

    def get(self, path: str) -> Page:
        """Return a page, read strictly."""
        return self.strict.get(path)

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form with the token of the session; return the answer."""
        return self.plain.post(path, data={"csrf_token": self.token()} | fields)

    def knock(
        self, name: str, password: str = PASSWORD, *, tag: str = "en", wanted: str = ""
    ) -> TestResponse:
        """Fill the form to sign in as its page gives it; return the answer."""
        page = self.get(f"/{tag}/desk/sign-in?next={wanted}")
        typed = fields_of(page) | {"name": name, "password": password}
        return self.plain.post(f"/{tag}/desk/sign-in", data=typed)

    def come_in(self, name: str) -> "DeskBrowser":
        """Sign in and return the browser; fails when it is refused."""
        answer = self.knock(name)
        assert answer.status_code == 303, answer.text
        return self

    def token(self) -> str:
        """Return what every form of this session carries."""
        secret = self.app.config["SECRET_KEY"].encode()
        with self.plain.session_transaction("/en/desk/") as kept:
            form = DeskForm(meta={"csrf_secret": secret, "csrf_context": kept})
        return str(form.csrf_token.current_token)


def fields_of(page: Page) -> dict[str, str]:
    """Return what the fields of a page hold."""
    return {
        field.attrib["name"]: field.attrib.get("value", "")
        for field in page.document.iter("input")
    }
