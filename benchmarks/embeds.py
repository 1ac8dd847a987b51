"""Embeds by the dozen: twenty on one page, two hundred clients at a time, and the memory of fifty thousand requests."""

import json
import subprocess
import sys
from statistics import median

from benchmarks.bare_pages import served_pages
from benchmarks.browser import chromium, page_of, profile
from benchmarks.embed_clients import ONE_LINK, OWN_STATES
from benchmarks.reader_clients import OPENS
from benchmarks.readers import readers_of
from benchmarks.server import APP, ROOT, Server, served
from benchmarks.table import middle_and_tail, table

_EMBED = "/embed/regression?loss=huber&figure=curve"
_MANY = 20
_MOST_TIMES_ONE = 3
_CLIENTS = 200
_TIMES_SESSIONS = 10
_SESSIONS = 20  # at a time: more of them only wait for one another

# Notes when a figure is drawn; not by the frames of the screen, of which there are none out of sight.
_WATCH = """
new MutationObserver((_, watcher) => {
  if (!document.querySelector(".lossviz[data-ready]")) return;
  watcher.disconnect();
  window.__drawn = performance.timeOrigin + performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });
"""


def run(quick: bool) -> str:
    """The tables."""
    with served(APP) as server:
        together = _together(server, 1 if quick else 3)
    with served(APP) as server:
        readers = _readers(server, 5 if quick else 20)
    with served(APP) as server:
        memory = _memory(server, 5_000 if quick else 50_000)
    return "\n\n".join((together, readers, memory))


def _together(server: Server, repetitions: int) -> str:
    """How long until all embeds of a page are drawn."""
    counts = (1, _MANY)
    pages = {f"/{count}": "<!doctype html><link rel=icon href=data:,>" + _frames(server, count) for count in counts}
    times = {(count, again): [] for again in (False, True) for count in counts}
    with chromium() as browser, served_pages(pages) as host:
        for repetition in range(-1, repetitions):
            for count in counts:
                with profile(browser) as context, page_of(context) as page:
                    context.add_init_script(_WATCH)
                    for again in (False, True):
                        page.goto(f"{host}/{count}", wait_until="commit")
                        took = _all_drawn(page, count)
                        times[count, again] += [took] if repetition >= 0 else []
                        page.goto("about:blank")
    rows = []
    for again in (False, True):
        ratio = median(times[_MANY, again]) / median(times[1, again])
        goal = f"{ratio:.1f} times one: {'met' if ratio <= _MOST_TIMES_ONE else 'missed'}"
        name = "again" if again else "first visit"
        rows += [(f"{count}, {name}", *middle_and_tail(times[count, again], 0), goal * (count > 1)) for count in counts]
    return table(
        f"{_MANY} embeds on one page",
        ("Embeds", "median ms", "p95 ms", f"goal {_MOST_TIMES_ONE}"),
        rows,
        f"One below the other on a page of another site, each in another state; {repetitions} visits each, in turn, in "
        "fresh profiles. From the navigation to that page until the last figure is drawn, out of sight or not.",
    )


def _frames(server, count):
    style = "width:700px;height:420px;border:0;display:block"
    return "".join(
        f'<iframe src="{server.url}{_EMBED}&delta={1 + place / 10:g}" style="{style}"></iframe>'
        for place in range(count)
    )


def _all_drawn(page, count):
    """Milliseconds from the navigation until all figures are drawn."""
    while True:
        frames = [frame for frame in page.frames if "/embed/" in frame.url]
        drawn = [frame.evaluate("window.__drawn") for frame in frames]
        if len(drawn) == count and all(drawn):
            return max(drawn) - page.evaluate("performance.timeOrigin")
        page.wait_for_timeout(50)


def _readers(server: Server, each: int) -> str:
    """How many readers a second there can be, beside pages with sessions."""
    loads = {
        "embed, one link for all": _clients(server, ONE_LINK, _CLIENTS, each),
        "embed, each another state": _clients(server, OWN_STATES, _CLIENTS, max(2, each // 5)),
        "page with a session": _sessions(server, max(1, each // 10)),
    }
    slow = _rate(loads["page with a session"])
    rows = [
        (
            name,
            str(load["clients"]),
            f"{_rate(load):.0f}",
            "" if "session" in name else f"{_rate(load) / slow:.0f}",
            *middle_and_tail([1e3 * one for one in load["latencies"]], 0),
            str(load["errors"]),
        )
        for name, load in loads.items()
    ]
    return table(
        f"{_CLIENTS} clients at a time",
        ("What is opened", "clients", "readers/s", f"times (goal {_TIMES_SESSIONS})", "median ms", "p95 ms", "errors"),
        rows,
        "One process; clients in another, each over a connection of its own, one reader after the other. A reader of "
        "an embed: the document, the travel of its slider, the figure where it is let go. A reader of a page with a "
        "session: a WebSocket, the page's first run, the figure. Scripts and styles, which all readers have in common "
        "and browsers keep, are left out of both.",
    )


def _rate(load):
    return len(load["latencies"]) / load["seconds"]


def _clients(server, way, clients, each):
    """What the clients saw."""
    command = [sys.executable, "-m", "benchmarks.embed_clients", server.url, way, str(clients), str(each)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return {"clients": clients, **json.loads(done.stdout)}


def _sessions(server, each):
    """What readers of a page with a session saw, each of whom opens it so many times."""
    with readers_of(server, "loss=huber&figure=curve", OPENS, _SESSIONS, each, 1) as go:
        return {"clients": _SESSIONS, "errors": 0, **go()}


def _memory(server: Server, requests: int) -> str:
    """The server's memory after a tenth of the requests, and after all of them."""
    rows, sent = [], 0
    for share in (0.1, 0.4, 0.7, 1.0):
        more = int(share * requests) - sent
        new, known = more // 10, more - more // 10
        errors = _clients(server, OWN_STATES, 50, max(1, new // (3 * 50)))["errors"]
        errors += _clients(server, ONE_LINK, 50, max(1, known // (3 * 50)))["errors"]
        sent += more
        rows.append((f"{sent} requests", f"{server.memory():.0f}", str(errors)))
    return table(
        "Memory",
        ("After", "MB", "errors"),
        rows,
        "Documents, travels and figures of embeds, one in ten in a state that nobody has asked for before.",
    )
