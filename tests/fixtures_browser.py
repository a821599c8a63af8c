"""A real Chromium and a real server for it, and what a page must stand.

Without Chromium or axe-core the tests that need them are skipped with the
reason, which is a failure where everything must run.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
STARTED = pytest.StashKey[Browser]()
POLL_SECONDS = 0.02
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
RULES_OF_AXE = """
async () => {
  const results = await axe.run(document);
  return results.violations.flatMap(
    (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
}
"""
# A browser says so when it has not got a power that a page does without.
UNKNOWN_POWER = "Error with Permissions-Policy header: Unrecognized feature"
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`refused by policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """Return a Chromium that is started once for all tests.

    Several folders of tests may import this fixture, and each then has one of its
    own, but Playwright runs only once in a process. So the first one starts it.
    """
    if STARTED in pytestconfig.stash:
        yield pytestconfig.stash[STARTED]
        return
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program)
        pytestconfig.stash[STARTED] = chromium
        yield chromium
        del pytestconfig.stash[STARTED]
        chromium.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Return the address of the application on a free port of this computer."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def axe_script() -> Path:
    """Return the script of axe-core, which finds what shuts people out."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm ci, which make test runs)")
    return AXE


@dataclass(slots=True)
class Visit:
    """A page somebody looks at, with everything it asked for and complained of."""

    page: Page
    address: str
    foreign_requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to ``path`` and wait until nothing more comes."""
        self.page.goto(self.address + path, wait_until="networkidle")

    @property
    def hidden_sideways(self) -> int:
        """Return how many pixels of the page lie beside the screen."""
        width: int = self.page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        return width

    @property
    def direction(self) -> str:
        """Return in which direction the page runs, as the browser lays it out."""
        found: str = self.page.evaluate(
            "getComputedStyle(document.documentElement).direction"
        )
        return found


def wait_until(page: Page, condition: str) -> None:
    """Wait until an expression of JavaScript holds, frame by frame, up to ten seconds.

    Playwright's own way evaluates text inside the page, which a policy that forbids
    that lets pass only now and then.
    """
    page.evaluate(
        f"""() => new Promise((held, gone) => {{
          setTimeout(() => gone(new Error("it never held")), 10000);
          const holds = () => {{ try {{ return {condition}; }} catch {{ return false; }} }};
          const look = () => holds() ? held() : requestAnimationFrame(look);
          look();
        }})"""
    )


@contextmanager
def visiting(
    browser: Browser, address: str, *, width: int, script: bool = True
) -> Iterator[Visit]:
    """Look at the application in a window of its own, under its own policy."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        locale="en",
    )
    try:
        yield _watched(context, address, script=script)
    finally:
        context.close()


def _watched(context: BrowserContext, address: str, *, script: bool) -> Visit:
    if script:
        context.add_init_script(TELL_VIOLATIONS)
    visit = Visit(context.new_page(), address)

    def note_request(url: str) -> None:
        if not url.startswith((f"{address}/", "data:")):
            visit.foreign_requests.append(url)

    def note_complaint(kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not text.startswith(UNKNOWN_POWER):
            visit.complaints.append(text)

    visit.page.on("request", lambda request: note_request(request.url))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("console", lambda told: note_complaint(told.type, told.text))
    return visit


def axe_findings(browser: Browser, url: str, script: Path, *, width: int) -> list[str]:
    """Return every barrier axe-core finds on a page: its rule and its place.

    The script of axe comes from outside the page, so this window alone does not
    keep the page's policy.
    """
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 800}
    )
    try:
        page = context.new_page()
        page.goto(url)
        page.add_script_tag(path=script)
        found: list[str] = page.evaluate(RULES_OF_AXE)
    finally:
        context.close()
    return found
