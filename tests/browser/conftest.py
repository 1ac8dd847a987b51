"""A running app, a browser, and readers whose every trouble fails the test."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import bare
from tests.browser.chromium import find

ROOT = Path(__file__).parents[2]
PATIENCE = 40_000  # milliseconds; a shared machine can be slow, and only failures wait so long

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",  # a page in a process that has compiled the scripts before is there in a third of the time
)

# Chromium's remarks on the speed of drawing without a graphics card.
CHROMIUMS_OWN = ("GL Driver Message", "willReadFrequently")

expect.set_options(timeout=PATIENCE)


class Server:
    """The app in a process of its own, on a free port of this machine, or on that of one that runs already."""

    def __init__(self, log: Path, base: str = "", port: int | None = None):
        self.port = port or _free_port()
        self.log = log
        self.base = base
        self.address = f"http://localhost:{self.port}/{base}".rstrip("/")
        self._process = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={self.port}"]
        command += ["--server.headless=true", "--server.fileWatcherType=none", f"--server.baseUrlPath={self.base}"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=os.environ)
        end = time.monotonic() + 60
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"The app did not start:\n{self.said()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends it."""
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def said(self, start: int = 0) -> str:
        """Its log from this position on."""
        return self.log.read_bytes()[start:].decode(errors="replace")

    def _answers(self):
        try:
            with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


SHARED = pytest.StashKey()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Tells each process of a run in several of the one server that they share."""
    stash = node.config.stash
    if SHARED not in stash:
        folder = TemporaryDirectory()
        server = Server(Path(folder.name) / "log")
        server.start()
        stash[SHARED] = folder, server
    _, server = stash[SHARED]
    node.workerinput["server"] = str(server.log), server.port


def pytest_unconfigure(config):
    """Ends what all have shared."""
    if SHARED in config.stash:
        folder, server = config.stash[SHARED]
        server.stop()
        folder.cleanup()


@pytest.fixture(scope="session")
def start_server(tmp_path_factory):
    """Starts a server of one's own: ``start_server(base="teach")``."""
    started = []

    def start(base=""):
        server = Server(tmp_path_factory.mktemp("server") / "log", base)
        server.start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def server(request, start_server):
    """The server that most tests share, with those in other processes too."""
    shared = getattr(request.config, "workerinput", {}).get("server")
    return start_server() if shared is None else Server(Path(shared[0]), port=shared[1])


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests; without one they fail, with the reason."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield browser
        browser.close()


class Troubles(list):
    """What went wrong in front of readers, a line each."""

    def forgive(self, *words: str) -> None:
        """Takes out the lines that a test provoked: those with one of these words."""
        self[:] = [line for line in self if not any(word in line for word in words)]


@pytest.fixture
def troubles():
    """Console messages, errors, failed and foreign requests of all pages of the test."""
    return Troubles()


@pytest.fixture(scope="session")
def readers(browser, server):
    """Browser contexts by their settings, so that only the first page of each has to fetch and compile scripts.

    Each keeps a page open, and with it the process that the next one will be in.
    """
    contexts = {}

    def reader(theme="light", another=False, fresh=False, touch=False):
        key = object() if fresh else (theme, another, touch)
        if key not in contexts:
            contexts[key] = browser.new_context(color_scheme=theme, reduced_motion="reduce", has_touch=touch)
            contexts[key].set_default_timeout(PATIENCE)
            bare.opened(contexts[key].new_page(), server.address)
        return contexts[key]

    yield reader
    for context in contexts.values():
        context.close()


@pytest.fixture
def visit(readers, server, troubles, request):
    """Opens a page and waits for its figure: ``visit("/regression?loss=huber", width=360, theme="dark")``.

    ``another=True`` is somebody else's browser, ``fresh=True`` one that was never here before, ``touch=True`` one with
    a touch screen, ``alone=True`` a page with nothing but the figure. A reader who sees an error, asks another host or
    meets an exception on the server fails the test.
    """
    start = len(server.said())
    pages = []

    def open_page(
        path,
        *,
        at=None,
        ready="#root .lossviz[data-ready]",
        before=None,
        alone=False,
        width=1366,
        height=768,
        **settings,
    ):
        page = readers(**settings).new_page()
        page.set_viewport_size({"width": width, "height": height})
        pages.append(page)
        _watch(page, troubles)
        if before:
            before(page)
        if alone:
            bare.visited(page, server.address, path)
            return page
        page.goto(path if "://" in path else f"{(at or server).address}{path}")
        if ready:
            page.wait_for_selector(ready)
        return page

    yield open_page
    for page in pages:
        page.close()
    said = server.said(start)
    if request.node.stash.get(FAILED, False):
        request.node.add_report_section("teardown", "server log", said[-4000:])
    assert "Traceback" not in said, said
    assert troubles == []


@pytest.fixture
def alone(visit):
    """Opens a figure on a page of its own, where what stands around it is not the point: no session, no Streamlit."""
    return partial(visit, alone=True)


FAILED = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


def _watch(page, troubles):
    """Puts on the list what goes wrong on a page until it is closed."""
    host = []

    def note(line):
        troubles.append(f"{urlsplit(page.url).path}: {line}")

    def said(message):
        if message.type in ("error", "warning") and not any(remark in message.text for remark in CHROMIUMS_OWN):
            note(f"console {message.type}: {message.text[:400]}")

    def asked(address):
        parts = urlsplit(address)
        if parts.scheme in ("data", "blob", "about"):
            return
        if not host:
            host.append(parts.netloc)
        if parts.netloc != host[0]:
            note(f"asked another host: {address}")

    def failed(request):
        # A page that is left gives up its requests.
        if request.failure != "net::ERR_ABORTED":
            note(f"request failed: {request.url} {request.failure}")

    page.on("console", said)
    page.on("pageerror", lambda error: note(f"uncaught: {error}"))
    page.on("request", lambda request: asked(request.url))
    page.on("websocket", lambda socket: asked(socket.url))
    page.on("requestfailed", failed)
    page.on("response", lambda answer: answer.status >= 400 and note(f"status {answer.status}: {answer.url}"))
