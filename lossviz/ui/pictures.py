"""The parts of the first page, and the map of relatives: components whose links stay in the session."""

from html import escape
from typing import Any

import streamlit as st

from lossviz.catalogue import CATALOGUE
from lossviz.content import relatives_map as content
from lossviz.content.doors import DOORS, Door
from lossviz.content.things import THINGS, Thing, at_hand
from lossviz.live.assets import style, version
from lossviz.ui.live_figure import address, live_figure


def _component(name: str, html: str, css: str) -> Any:
    """The component whose module in the browser has this name."""
    return st.components.v2.component(
        f"lossviz_{name}",
        html=html,
        css=style(css),
        js=f"""
export default function (component) {{
  const {{ address, version }} = component.data;
  import(new URL(`${{address}}/browser/${{version}}/lossviz.js`, document.baseURI).href)
    .then(({{ {name} }}) => {name}.attach(component), () => {{
      component.parentElement.querySelector(".lossviz-{name}").append(
        ` Its code did not load from ${{address}}/browser. Reload the page.`);
    }});
}}
""",
        isolate_styles=False,
    )


def _item(thing: Thing) -> str:
    words = f"<strong>{escape(thing.act)}</strong> <span>{escape(thing.question)}</span>"
    return f'<li><a href="{escape(thing.href)}">{words}</a></li>'


def _door(door: Door) -> str:
    words = f"<strong>{escape(door.name)}</strong> <span>{escape(door.words)}</span>"
    return f'<li><a href="{escape(door.href)}">{words}</a></li>'


_DOORS = st.components.v2.component(
    "lossviz_doors",
    html=f'<nav class="lossviz-doors" aria-label="Ways in"><ul>{"".join(map(_door, DOORS))}</ul></nav>',
    css=style("gallery"),
    js="""
export default function ({ parentElement }) {
  parentElement.querySelector("a[href^='#']").onclick = (event) => {
    event.preventDefault();
    document.getElementById("lossviz-search")?.focus();
  };
}
""",
    isolate_styles=False,
)
_THINGS = _component(
    "things",
    f'<div class="lossviz-things"><h2>Eight things to try</h2><ol>{"".join(map(_item, THINGS))}</ol>'
    f'<p><a href="#lossviz-search">Or search all {len(CATALOGUE.losses)} losses</a></p></div>',
    "gallery",
)
_GALLERY = _component(
    "gallery", '<div class="lossviz-gallery">The losses are being loaded. They need JavaScript.</div>', "gallery"
)
_MAP = _component(
    "relatives", '<div class="lossviz-relatives">The map is being loaded. It needs JavaScript.</div>', "relatives"
)


def _served() -> dict[str, Any]:
    return {"address": address(), "version": version()}


def doors() -> None:
    """The ways in."""
    _DOORS(key="doors")


def thing_at_hand() -> None:
    """The figure of the first thing to try, with the loss's own sliders and nothing else beside it."""
    view, page = at_hand()
    live_figure(view, page=page, on_settled=lambda fields, gone: None)


def things() -> None:
    """Things to try, each a link to its figure."""
    _THINGS(key="things", data=_served())


def gallery() -> None:
    """All losses as cards, with a search."""
    families = [(family.key, family.name) for family in CATALOGUE.families.values()]
    _GALLERY(key="gallery", data={**_served(), "families": families})


def relatives_map() -> None:
    """The map; a loss that is pointed at shows its relatives."""
    _MAP(key="map", data={**_served(), **content.contents()})
