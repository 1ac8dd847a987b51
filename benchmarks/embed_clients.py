"""Readers of embeds without browsers: HTTP clients in a process of their own.

``python -m benchmarks.embed_clients ADDRESS WAY CLIENTS EACH`` prints one JSON object.
"""

import asyncio
import json
import random
import sys
import time
from urllib.parse import urlencode, urlsplit

ONE_LINK, OWN_STATES = "one_link", "own_states"
_PATIENCE = 60  # seconds


class _Client:
    """A connection over which readers come one after the other.

    Parameters
    ----------
    host : str
        Where the server is.
    port : int
        And its port.
    way : str
        Whether all readers follow one link.
    draws : random.Random
        Where other states come from.
    """

    def __init__(self, host: str, port: int, way: str, draws: random.Random):
        self._host, self._port, self._way, self._draws = host, port, way, draws
        self.latencies: list[float] = []
        self.errors = 0

    async def read(self, times: int) -> None:
        """So many readers, one after the other."""
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        for _ in range(times):
            start = time.perf_counter()
            try:
                async with asyncio.timeout(_PATIENCE):
                    await self._visit()
            except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError):
                self.errors += 1
                self._writer.close()
                self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
            self.latencies.append(time.perf_counter() - start)
        self._writer.close()

    async def _visit(self) -> None:
        """One reader: the document, the travel of its slider, the figure where it is let go."""
        fields = {"loss": "huber", "figure": "curve"}
        if self._way == OWN_STATES:
            fields["at_residual"] = f"{self._draws.uniform(-4, 4):.6f}"
        await self._get("/embed/regression", fields)
        await self._get("/live/regression/arm", {**fields, "slider": "delta"})
        await self._get("/live/regression/figure", {**fields, "delta": "2"})

    async def _get(self, path: str, fields: dict[str, str]) -> None:
        """Asks, and reads the whole answer; anything but a figure is a ValueError."""
        request = f"GET {path}?{urlencode(fields)} HTTP/1.1\r\nHost: {self._host}\r\nAccept-Encoding: gzip\r\n\r\n"
        self._writer.write(request.encode())
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status, *lines = head.split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines if line)
        body = await self._reader.readexactly(int(headers["content-length"]))
        if " 200 " not in f"{status} " or len(body) < 200:
            raise ValueError(status)


async def _all(address: str, way: str, clients: int, each: int) -> dict:
    """What all clients saw together."""
    place, draws = urlsplit(address), random.Random()
    every = [_Client(place.hostname, place.port, way, random.Random(draws.random())) for _ in range(clients)]
    await every[0].read(1)  # not counted: the first of anything is slow
    every[0].latencies.clear()
    start = time.perf_counter()
    await asyncio.gather(*(client.read(each) for client in every))
    seconds, latencies = time.perf_counter() - start, [one for client in every for one in client.latencies]
    return {"seconds": seconds, "latencies": latencies, "errors": sum(client.errors for client in every)}


if __name__ == "__main__":
    where, how, many, times = sys.argv[1:]
    print(json.dumps(asyncio.run(_all(where, how, int(many), int(times)))), flush=True)
