"""Readers without browsers: WebSocket clients that speak Streamlit's protocol, in a process of their own.

``python -m benchmarks.reader_clients ADDRESS PAGE QUERY WAY READERS CHANGES SEED`` prints one JSON object.
"""

import asyncio
import gzip
import json
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, RemoteDisconnected
from urllib.parse import parse_qs, urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

SETTLES, FOLLOWS_LINK, OPENS = "settles", "follows_link", "opens"
_FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_PATIENCE = 60  # seconds


class _Reader:
    """One reader of one page, who changes ``delta``; like a browser, it also asks for the figure.

    Parameters
    ----------
    socket, http : ClientConnection, HTTPConnection
        Its connections.
    page, query : str
        What it has opened.
    draws : random.Random
        Where its values come from.
    """

    def __init__(self, socket, http: HTTPConnection, page: str, query: str, draws: random.Random):
        self._socket, self._http, self._page, self._query, self._draws = socket, http, page, query, draws
        self._script = self._figure = self._fragment = ""
        self._turn = 0
        self._data: dict = {}
        self._drawn: dict = {}

    def anew(self, socket) -> "_Reader":
        """Another reader of the same page."""
        http = HTTPConnection(self._http.host, self._http.port)
        return _Reader(socket, http, self._page, self._query, self._draws)

    async def open(self) -> None:
        """The first run of the page."""
        await self._run({"query_string": self._query, "page_name": self._page})
        await self._draw(self._data["fields"])

    async def settle(self) -> float:
        """Lets go of the slider at a new value; the seconds until the page has followed and the figure has come."""
        self._turn += 1
        fields = {**self._drawn, "delta": self._value()}
        settled = json.dumps({"settled": {"turn": self._turn, "fields": fields}})  # the least that a page tells
        start = time.perf_counter()
        rerun = self._run(
            {
                "query_string": self._query,
                "page_script_hash": self._script,
                "fragment_id": self._fragment,
                "widget_states": {"widgets": [{"id": self._figure, "json_value": settled}]},
            }
        )
        await asyncio.gather(rerun, self._draw(fields))
        return self._timed(start, fields["delta"])

    async def follow_link(self) -> float:
        """Goes to the same page with another value in the address; the seconds until it is there and drawn."""
        value = self._value()
        query = {name: values[-1] for name, values in parse_qs(self._query).items()}
        self._query = urlencode({**query, "delta": value})
        start = time.perf_counter()
        await self._run({"query_string": self._query, "page_script_hash": self._script})
        await self._draw(self._data["fields"])
        return self._timed(start, value)

    def _value(self):
        return f"{self._draws.uniform(0.3, 6.0):.4f}".rstrip("0")

    def _timed(self, start, value):
        seconds, shown = time.perf_counter() - start, (self._data["fields"].get("delta"), self._drawn.get("delta"))
        if shown != (value, value):
            raise RuntimeError(f"Asked for delta = {value}, the page and the figure show {shown}.")
        return seconds

    async def _draw(self, fields):
        """Asks for the figure of these fields."""
        self._drawn = (await asyncio.to_thread(self._answer, fields))["fields"]

    def _answer(self, fields):
        query = urlencode({**fields, "v": self._data["version"]})
        path = f"{self._data['address']}/{self._data['page']}/figure?{query}"
        try:
            return self._fetched(path)
        except RemoteDisconnected:  # nothing had been asked for seconds: a browser too connects anew
            self._http.close()
            return self._fetched(path)

    def _fetched(self, path):
        self._http.request("GET", path, headers={"Accept-Encoding": "gzip"})
        return json.loads(gzip.decompress(self._http.getresponse().read()))

    async def _run(self, state):
        """Asks for a run and reads until it has finished."""
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        async with asyncio.timeout(_PATIENCE):
            while True:
                message = ForwardMsg.FromString(await self._socket.recv())
                kind = message.WhichOneof("type")
                if kind == "navigation":
                    self._script = message.navigation.page_script_hash
                elif kind == "page_info_changed":
                    self._query = message.page_info_changed.query_string
                elif kind == "delta":
                    self._read(message.delta)
                elif kind == "script_finished" and message.script_finished in _FINISHED:
                    return

    def _read(self, delta):
        element = delta.new_element
        if element.WhichOneof("type") == "bidi_component" and "live_figure" in element.bidi_component.component_name:
            self._figure, self._fragment = element.bidi_component.id, delta.fragment_id
            self._data = json.loads(element.bidi_component.json)
        elif element.WhichOneof("type") == "exception":
            raise RuntimeError(f"The page shows an error: {element.exception.message}")


async def _all(address, page, query, way, readers, changes, seed):
    """What all readers saw together: seconds of every change, and of the whole."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(readers))
    draws, server = random.Random(seed), urlsplit(address).netloc
    stream = f"{address}/_stcore/stream"
    connections = [await connect(stream, subprotocols=["streamlit"], max_size=None) for _ in range(readers)]
    clients = [
        _Reader(connection, HTTPConnection(server), page, query, random.Random(draws.random()))
        for connection in connections
    ]
    await asyncio.gather(*(client.open() for client in clients))

    async def opened(client):
        start = time.perf_counter()
        async with connect(stream, subprotocols=["streamlit"], max_size=None) as connection:
            await client.anew(connection).open()
        return time.perf_counter() - start

    async def change(client, times):
        move = {SETTLES: client.settle, FOLLOWS_LINK: client.follow_link, OPENS: lambda: opened(client)}[way]
        return [await move() for _ in range(times)]

    await asyncio.gather(*(change(client, 1) for client in clients))  # not counted: the first of anything is slow
    print(json.dumps("ready"), flush=True)
    sys.stdin.readline()
    start = time.perf_counter()
    latencies = await asyncio.gather(*(change(client, changes) for client in clients))
    took = time.perf_counter() - start
    print(json.dumps({"seconds": took, "latencies": [one for own in latencies for one in own]}), flush=True)
    sys.stdin.readline()
    for connection in connections:
        await connection.close()


if __name__ == "__main__":
    *words, readers, changes, seed = sys.argv[1:]
    asyncio.run(_all(*words, int(readers), int(changes), int(seed)))
