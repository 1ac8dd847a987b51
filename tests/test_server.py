"""What stands before and beside the pages: the guard, and the documents that pages start from."""

import gc
import time
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect
from streamlit.runtime.scriptrunner.script_cache import ScriptCache

from lossviz.learning.runs import Run
from lossviz.losses import FAMILIES
from lossviz.ui.document import documents
from lossviz.ui.server import Guard, Patience, lifespan, middleware
from tests.asgi import ask, knock


async def _welcome(socket):
    await socket.accept()
    await socket.close()


BEHIND = Starlette(
    routes=[
        Route("/", lambda request: PlainTextResponse("page")),
        Route("/_stcore/upload_file/{rest:path}", lambda request: PlainTextResponse("stored"), methods=["PUT", "POST"]),
        WebSocketRoute("/_stcore/stream", _welcome),
    ]
)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("base", ["", "/teach/losses"])
def test_uploads_are_refused_in_words(method, base):
    answer = ask(Guard(BEHIND), f"{base}/_stcore/upload_file/session/file", method=method)
    assert answer.status == 404
    assert answer.body == b"This app takes no uploads."


def test_answers_are_not_to_be_guessed_at():
    assert ask(Guard(BEHIND), "/").headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://localhost.evil.example", "http://evil.example:8501", "null", "http://LOCAL"],
)
def test_a_foreign_page_gets_no_socket_and_is_refused_at_once(origin):
    start = time.perf_counter()
    sent = knock(Guard(BEHIND), "/_stcore/stream", origin=origin, host="localhost:8501")
    assert [message["type"] for message in sent] == ["websocket.close"]
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://localhost:8501", "host": "localhost:8501"},
        {"origin": "https://lab.example.edu", "host": "127.0.0.1:8501", "x_forwarded_host": "lab.example.edu"},
        {"host": "localhost:8501"},
    ],
    ids=["own", "behind a proxy", "no browser"],
)
def test_the_apps_own_pages_get_their_socket(headers):
    assert knock(Guard(BEHIND), "/_stcore/stream", **headers)[0]["type"] == "websocket.accept"


def test_a_reader_may_leave_in_the_middle_of_what_is_sent():
    heard = []

    async def talk(socket):
        await socket.accept()
        await socket.send_text("hello")
        try:
            while True:
                heard.append(await socket.receive_text())
        except WebSocketDisconnect as left:
            heard.append(left.code)

    app = Starlette(routes=[WebSocketRoute("/", talk)], middleware=middleware())
    assert [message["type"] for message in knock(app, "/", "one", "two", leaves=True)] == ["websocket.accept"]
    assert heard == ["one", "two", 1006]


def _slowly():
    for step in range(60):
        time.sleep(0.01)
        yield step


def test_an_answer_has_what_there_is_of_a_run_and_a_file_all_of_it():
    def look(request):
        _, finished = Run(_slowly).look()
        return PlainTextResponse("all" if finished else "some")

    app = Patience(Starlette(routes=[Route("/live/train/figure", look), Route("/live/train/file/a.html", look)]))
    assert ask(app, "/live/train/figure").body == b"some"
    assert ask(app, "/live/train/file/a.html").body == b"all"


def test_streamlit_makes_no_syntax_tree_of_a_page(monkeypatch):
    """Where two threads make one at once, CPython 3.11 can fail, and a reader sees an error."""
    monkeypatch.setattr("streamlit.runtime.scriptrunner.magic.add_magic", None)  # it makes one
    root = Path(__file__).parents[1]
    for script in (root / "app.py", *sorted((root / "pages").glob("*.py"))):
        assert ScriptCache().get_bytecode(str(script))


@pytest.mark.parametrize("base", ["", "/teach/losses"])
def test_every_page_has_a_document_that_knows_where_its_server_is(base):
    app = Starlette(routes=documents(base))
    for key in ("", *FAMILIES):
        answer = ask(app, f"{base}/{key}")
        page = answer.body.decode()
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/html")
        assert f'new URL("{base}/", location.origin)' in page
        assert page.count("<title>") == 1
        assert "<title>Streamlit</title>" not in page
        if key:
            assert FAMILIES[key].name in page


def test_libraries_are_out_of_the_collectors_sight_while_the_app_runs():
    async def app(scope, receive, send):
        async with lifespan(None):
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": str(gc.get_freeze_count()).encode()})

    try:
        assert int(ask(app, "/").body) > 10_000
    finally:
        gc.unfreeze()
