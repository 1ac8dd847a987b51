"""The gallery and the map of relatives: pictures of links, each a small component."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from lossviz.catalogue import CATALOGUE
from lossviz.content import relatives_map as content
from lossviz.content.gallery import gallery as cards
from lossviz.relatives import RELATIVES
from lossviz.ui.folders import PAGES_FOLDER
from lossviz.vocabulary import Loss

_HERE = Path(__file__).parent


def _component(name: str, waiting: str) -> Any:
    return st.components.v2.component(
        f"lossviz_{name}",
        html=f'<div class="lossviz-{waiting}">The {waiting} is being loaded. It needs JavaScript.</div>',
        css=(_HERE / f"{name}.css").read_text(encoding="utf-8"),
        js=(_HERE / f"{name}.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


_GALLERY, _MAP = _component("gallery", "gallery"), _component("relatives_map", "map")


def gallery() -> None:
    """All losses as cards; one that is clicked opens its page."""
    opened = _GALLERY(key="gallery", data=cards(), on_opened_change=lambda: None).opened
    if opened in CATALOGUE.losses:
        _open(CATALOGUE.losses[opened], {"loss": opened})


def relatives_map() -> None:
    """The map; a loss or a relative that is clicked opens its page."""
    opened = _MAP(key="map", data=content.contents(), on_opened_change=lambda: None).opened
    if opened in RELATIVES:
        _open(RELATIVES[opened].one.loss, content.fields_of(RELATIVES[opened]))
    elif opened in CATALOGUE.losses:
        _open(CATALOGUE.losses[opened], {"loss": opened})


def _open(loss: Loss, fields: Mapping[str, str]) -> None:
    st.switch_page(PAGES_FOLDER / f"{CATALOGUE.family_of(loss).key}.py", query_params=dict(fields))
