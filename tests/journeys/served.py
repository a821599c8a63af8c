"""The real server as processes of its own, and people who answer it over HTTP.

They know of a page what a browser knows: its address, its form, where it leads.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from tests.builders import SECRET

ROOT = Path(__file__).parents[2]
PROGRAM: Final = "from consult.cli.main import main; main()"
PATIENCE_SECONDS: Final = 60
PAUSE_SECONDS: Final = 0.05
NONCE = re.compile(r'name="nonce" value="([^"]+)"')
RECEIPT = re.compile(r'data-receipt="([^"]+)"')

Given = Sequence[Mapping[str, str]]


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@dataclass(slots=True)
class Server:
    """``consult serve`` on a port of its own; killed and started as often as asked."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> Path:
        return self.folder / "consult.sqlite3"

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    @property
    def temporary(self) -> Path:
        return self.folder / "temporary"

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings, which commands beside the server are given too."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(self.temporary),
            "CONSULT_DATABASE_URL": f"sqlite:///{self.database}",
            "CONSULT_SECRET_KEY": SECRET,
            "CONSULT_PORT": str(self.port),
        }

    def start(self) -> None:
        """Start all processes and wait until they answer."""
        self.temporary.mkdir(exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        Person(self.port).ask("GET", "/health")

    def kill(self) -> None:
        """End every process at once, as a power cut would."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def written(self) -> bytes:
        """Return every byte that lies anywhere in the folder of the server."""
        files = sorted(each for each in self.folder.rglob("*") if each.is_file())
        return b"\n".join(each.read_bytes() for each in files)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Give a server that runs, and end it however it was left."""
    server = Server(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


class RefusedError(AssertionError):
    """A request was answered, but not as somebody who answers needs it."""


@dataclass(slots=True)
class Person:
    """Somebody with a browser; ``tries`` counts how often requests were repeated."""

    port: int
    headers: Mapping[str, str] = field(default_factory=dict)
    tries: int = 0

    def ask(
        self, method: str, path: str, fields: Mapping[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Return status, place and text of an answer, asking until there is one.

        The same request is sent again when the line breaks, as a browser does when
        somebody presses the button once more.
        """
        body = urlencode(fields or {})
        headers = {"Content-Type": "application/x-www-form-urlencoded", **self.headers}
        gone = threading.Event()
        for _ in range(int(PATIENCE_SECONDS / PAUSE_SECONDS)):
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                line.request(method, path, body if method == "POST" else None, headers)
                answer = line.getresponse()
                text = answer.read().decode()
                return answer.status, answer.headers.get("Location", ""), text
            except (OSError, http.client.HTTPException):
                self.tries += 1
                gone.wait(PAUSE_SECONDS)
            finally:
                line.close()
        raise RefusedError("the server did not come back")

    def answer(self, slug: str, given: Given, *, tag: str = "en") -> str:
        """Return the receipt of a whole answer; ``given`` has a mapping for each page."""
        path = f"/{tag}/c/{slug}"
        nonce = self._found(NONCE, path)
        path = self._send(path, {"nonce": nonce, "C_OK": "yes"})
        for fields in given:
            self._show(path)
            path = self._send(path, fields)
        self._show(path)
        return self._found(RECEIPT, self._send(path, {}))

    def _send(self, path: str, fields: Mapping[str, str]) -> str:
        status, leads_to, _ = self.ask("POST", path, fields)
        if status != http.HTTPStatus.SEE_OTHER:
            raise RefusedError(f"{status} instead of another page")
        return leads_to

    def _show(self, path: str) -> str:
        status, leads_to, text = self.ask("GET", path)
        if status == http.HTTPStatus.SEE_OTHER:
            return self._show(leads_to)
        if status != http.HTTPStatus.OK:
            raise RefusedError(f"{status} instead of a page")
        return text

    def _found(self, pattern: re.Pattern[str], path: str) -> str:
        found = pattern.search(self._show(path))
        if found is None:
            raise RefusedError("the page lacks what it should show")
        return found[1]
