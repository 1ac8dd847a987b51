"""Twenty readers at once: how many reruns one server process manages, and what the garbage collector costs."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks.reader_clients import FOLLOWS_LINK, SETTLES
from benchmarks.server import APP, ROOT, UNFROZEN, Server, served
from benchmarks.table import middle_and_tail, table

_READERS = 20
_CHANGES = 10  # of each reader
_GOAL = 60  # reruns a second
_COLLECTED = "--runner.postScriptGC=true"  # Streamlit's default: a collection after every run
_CURVE = "curve: lets go of a slider"
_LOADS = {
    (_CURVE, "app"): (APP, (), SETTLES, "figure=curve"),
    (_CURVE, "collecting after every run"): (APP, (_COLLECTED,), SETTLES, "figure=curve"),
    (_CURVE, "the same without gc.freeze"): (UNFROZEN, (_COLLECTED,), SETTLES, "figure=curve"),
    ("landscape: lets go of a slider", "app"): (APP, (), SETTLES, "figure=landscape"),
    ("curve: follows a link (full rerun)", "app"): (APP, (), FOLLOWS_LINK, "figure=curve"),
}


@dataclass(slots=True)
class _Load:
    """What was seen of one way of reading on one kind of server, over all repetitions."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    cpu: float = 0.0
    before: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)


def run(quick: bool) -> str:
    """The table."""
    repetitions = 1 if quick else 2
    loads = {name: _Load() for name in _LOADS}
    for repetition in range(repetitions):
        for name, (script, options, way, query) in _LOADS.items():
            with served(script, *options) as server:
                _read(server, way, query, repetition, loads[name])
    rows = [(*name, *_row(load)) for name, load in loads.items()]
    head = "What each does", "server", "reruns/s", "goal", "median ms", "p95 ms", "CPU ms a rerun", "MB before", "after"
    return table(
        f"{_READERS} readers",
        head,
        rows,
        f"{_READERS} WebSocket clients in another process, each changing δ {_CHANGES} times to values not seen before, "
        f"each as soon as the page has followed and the figure has come; {repetitions} × on fresh servers, in turn. "
        "CPU: all that the server's process used, per rerun.",
    )


def _read(server: Server, way: str, query: str, seed: int, load: _Load) -> None:
    """Lets the readers loose on the server and adds what was seen."""
    with readers_of(server, query, way, _READERS, _CHANGES, seed) as go:
        load.before.append(server.memory())
        cpu = server.cpu_seconds()
        seen = go()
        load.cpu += server.cpu_seconds() - cpu
        load.after.append(server.memory())
    load.seconds += seen["seconds"]
    load.latencies += seen["latencies"]


@contextmanager
def readers_of(
    server: Server, query: str, way: str, count: int, changes: int, seed: int
) -> Iterator[Callable[[], Any]]:
    """Readers in another process, ready to begin: what is given lets them loose, and tells what they saw."""
    arguments = [server.url.replace("http", "ws"), "regression", query, way, count, changes, seed]
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.reader_clients", *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as clients:
        _answer_of(clients)
        yield lambda: _answer_of(clients, "go")
        clients.communicate("done\n")


def _answer_of(clients, word=None):
    """The next line that simulated readers print, after they are given the word."""
    if word:
        clients.stdin.write(f"{word}\n")
        clients.stdin.flush()
    line = clients.stdout.readline()
    if not line:
        raise RuntimeError("The simulated readers have stopped; their error is above.")
    return json.loads(line)


def _row(load):
    count = len(load.latencies)
    return (
        f"{count / load.seconds:.0f}",
        f"{_GOAL}: {'met' if count / load.seconds >= _GOAL else 'missed'}",
        *middle_and_tail([1e3 * latency for latency in load.latencies], 0),
        f"{1e3 * load.cpu / count:.1f}",
        f"{max(load.before):.0f}",
        f"{max(load.after):.0f}",
    )
