"""Mounts a live figure in a Streamlit page."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from lossviz.live import web

_HERE = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "lossviz_live_figure",
    html='<div class="lossviz-mount">The figure is being loaded. It needs JavaScript.</div>',
    css=(_HERE / "live.css").read_text(encoding="utf-8"),
    js=(_HERE / "live.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # Plotly puts its own style sheet into the document
)


def address() -> str:
    """Where this app serves its live routes, below ``server.baseUrlPath``."""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/live" if base else "/live"


def live_figure(
    snapshot: Mapping[str, Any],
    *,
    hide: tuple[str, ...] = (),
    key: str,
    on_settled: Callable[[Mapping[str, str]], None],
) -> None:
    """A live figure.

    Parameters
    ----------
    snapshot : mapping
        From `lossviz.live.payload.snapshot`.
    hide : tuple of str
        Names of controls, or of ``worked``, ``takeaway`` and ``table``, that the reader does not get.
    key : str
        One figure of a page keeps its zoom, its camera and its focus under one key.
    on_settled : callable
        Told the fields of the new state whenever the reader settles on one.
    """
    settled = st.session_state.get(key, {}).get("settled") or {"turn": 0}

    def told():
        on_settled(st.session_state[key]["settled"]["fields"])

    _COMPONENT(
        key=key,
        data={
            "snapshot": snapshot,
            "address": address(),
            "version": web.version(),
            "hide": list(hide),
            "turn": settled["turn"],
        },
        on_settled_change=told,
    )
