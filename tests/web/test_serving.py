import http.client
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

PROGRAM = """
import sys
from consult.app import create_app
from consult.services.accessing import Action
from consult.web.policy import requires
from consult.web.serving import serve
from tests.builders import some_settings

settings = some_settings(port=0, database_url=sys.argv[1])
app = create_app(settings)

@app.get("/fails/<code>")
@requires(Action.VISIT)
def fails(code):
    raise ValueError(code)

serve(app, settings, announce=lambda address: print(address, flush=True))
"""


class Served:
    """A served installation: its address, and what it wrote once it is stopped."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, f"sqlite:///{folder}/x.sqlite3"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        parts = urlsplit(self.address)
        assert parts.hostname
        assert parts.port
        self.host, self.port = parts.hostname, parts.port

    def get(self, path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        connection.request("GET", path, headers={"User-Agent": "canary-agent"})
        response = connection.getresponse()
        response.read()
        connection.close()
        return response

    def send(self, raw: bytes) -> bytes:
        with socket.create_connection((self.host, self.port), timeout=30) as line:
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
            return line.makefile("rb").read()

    def stop(self) -> str:
        """Stop the server and return everything it wrote."""
        self.process.terminate()
        written, log = self.process.communicate(timeout=60)
        return written + log


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    server = Served(tmp_path)
    yield server
    server.stop()


def test_the_announced_address_answers_at_once(served: Served) -> None:
    assert served.address == f"http://127.0.0.1:{served.port}/"
    assert served.get("/health").status == 200


def test_the_server_does_not_tell_its_version(served: Served) -> None:
    server = served.get("/en/").getheader("Server") or ""

    assert "/" not in server
    assert not any(sign.isdigit() for sign in server)


def test_what_is_no_request_is_answered_with_400(served: Served) -> None:
    answer = served.send(b"canary-line\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 400")


def test_nothing_about_a_visitor_is_written(served: Served) -> None:
    served.get("/en/?code=canary-code")
    served.get("/en/canary-path")
    served.get("/fails/canary-answer")
    served.send(b"GET /canary-raw HTTP/1.1\r\nHost: x\r\nBad Header canary: y\r\n\r\n")
    served.send(b"canary-line\r\n\r\n")

    written = served.stop().replace(served.address, "")

    assert "incident" in written
    assert "A request could not be handled." in written
    assert "canary" not in written
    assert "127.0.0.1" not in written


def test_stopping_is_quick_and_clean(served: Served) -> None:
    served.stop()

    assert served.process.returncode == 0
