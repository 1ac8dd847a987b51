"""Mounts a live figure in a Streamlit page. Streamlit tells it fields only; the figure comes by the routes."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from lossviz.content.taken import taken
from lossviz.live.assets import style, version
from lossviz.vocabulary import View

_COMPONENT = st.components.v2.component(
    "lossviz_live_figure",
    html='<div class="lossviz-mount"><p class="lossviz-waiting">The figure is being loaded. It needs JavaScript.</p>'
    "</div>",
    css=style("live"),
    js="""
export default function (component) {
  const { address, version } = component.data;
  let end = () => {}, ended = false;
  import(new URL(`${address}/browser/${version}/lossviz.js`, document.baseURI).href).then(
    ({ streamlit }) => { if (!ended) end = streamlit.attach(component); },
    () => {
      component.parentElement.querySelector(".lossviz-mount").textContent =
        `This figure cannot be drawn: its code did not load from ${address}/browser. Reload the page.`;
      component.setStateValue("drawn", true);
    });
  return () => { ended = true; end(); };
}
""",
    isolate_styles=False,  # Plotly puts its own style sheet into the document
)

DRAWN = "figure-drawn"  # in the session's state


def address() -> str:
    """Where this app serves its live routes, below ``server.baseUrlPath``."""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/live" if base else "/live"


def live_figure(view: View, *, page: str, on_settled: Callable[[Mapping[str, str], Collection[str]], None]) -> bool:
    """A live figure; whether the session has seen one drawn, so that what stands below need wait no longer.

    Parameters
    ----------
    view : View
        What it shows.
    page : str
        The key of the page that it is on; one figure of a page keeps its zoom, its camera and its focus.
    on_settled : callable
        Told, whenever the reader settles on a state, the fields that they have changed, and the names of those that are
        as at first again.
    """
    key = f"{page}-live"
    settled = st.session_state.get(key, {}).get("settled") or {"turn": 0}

    def told() -> None:
        settled = st.session_state[key]["settled"]
        # A page that was opened before the server was renewed may tell of less.
        on_settled(settled["fields"], settled.get("gone", ()))

    data = {
        "address": address(),
        "page": page,
        "version": version(),
        "fields": view.fields(),
        "turn": settled["turn"],
        "awaited": not st.session_state.get(DRAWN),
        "taken": taken(view, _link(), date.today()),
    }
    if _COMPONENT(key=key, data=data, on_settled_change=told, on_drawn_change=lambda: None).drawn:
        st.session_state[DRAWN] = True
    return st.session_state.get(DRAWN, False)


def _link() -> str:
    """The address of the page as it is."""
    fields = st.query_params.to_dict()
    return (st.context.url or "") + (f"?{urlencode(fields, safe=',')}" if fields else "")
