"""The least that a page with a chart can be: the drawing library, and the chart."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Browser

from benchmarks.browser import page_of, profile
from lossviz.live.assets import library

LIBRARY = "/plotly.js"
_CHART = """() => {
  const plain = (node) => {
    if (ArrayBuffer.isView(node)) return Array.from(node, plain);
    if (Array.isArray(node)) return node.map(plain);
    if (typeof node === "number" && !Number.isFinite(node)) return null;
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, plain(value)]));
  };
  const { data, layout, offsetWidth, offsetHeight } = document.querySelector(".lossviz-plot");
  return { chart: plain({ data, layout }), size: [offsetWidth, offsetHeight] };
}"""


def bare_page(browser: Browser, address: str) -> str:
    """A page with the chart that a page with a live figure has drawn, at the same size."""
    with profile(browser) as context, page_of(context) as page:
        page.goto(address)
        page.wait_for_selector(".lossviz[data-ready]")
        drawn = page.evaluate(_CHART)
    width, height = drawn["size"]
    chart = json.dumps({**drawn["chart"], "config": {"displayModeBar": False}}).replace("<", "\\u003c")
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>A chart</title><link rel="icon" href="data:,">'
        f'<script src="{LIBRARY}"></script><div id="chart" style="width:{width}px;height:{height}px"></div>'
        f'<script>Plotly.newPlot("chart", {chart})</script>'
    )


@contextmanager
def served_pages(pages: Mapping[str, str]) -> Iterator[str]:
    """Pages by their paths, and the drawing library, served from an address until the ``with`` block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            is_library = self.path == LIBRARY
            body = library() if is_library else pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/javascript" if is_library else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if is_library:
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Cache-Control", "public, max-age=31536000, immutable")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
