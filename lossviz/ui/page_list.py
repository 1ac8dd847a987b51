"""The navigation: every page as a link in a list, the present one marked, none behind a menu.

Streamlit's own hides what does not fit behind a menu and marks no page. Its links are no list.
"""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import streamlit as st

from lossviz.content.labs import LABS
from lossviz.live.assets import style
from lossviz.losses import FAMILIES

_HERE = Path(__file__).parent
_HINT = "The arrow keys go from page to page."


def _list(part: str, pages: Mapping[str, str]) -> str:
    items = (f'<li><a href="{key or "./"}" data-page="{key}">{words}</a></li>' for key, words in pages.items())
    return f'<ul aria-label="{part}">{"".join(items)}</ul>'


def _short(name: str) -> str:
    """A family's name; where room is short only its first word is seen, and all of it read out."""
    first, _, rest = name.partition(" ")
    return escape(first) + (f"<span> {escape(rest)}</span>" if rest else "")


_MANY = {"": "All losses"} | {key: escape(title) for key, (title, _) in LABS.items()}
_FAMILIES = {family.key: _short(family.name) for family in FAMILIES.values()}
_COMPONENT = st.components.v2.component(
    "lossviz_page_list",
    html=f'<nav class="lossviz-pages" aria-label="Pages">{_list("Of many losses", _MANY)}'
    f'{_list("Families", _FAMILIES)}<p aria-hidden="true">{_HINT}</p></nav>',
    css=style("page_list"),
    js=(_HERE / "page_list.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def page_list(pages: Sequence[st.Page], current: str) -> None:
    """The navigation; a page that is clicked opens in the session.

    Parameters
    ----------
    pages : sequence of st.Page
        All pages.
    current : str
        The address of the one that is shown.
    """
    opened = _COMPONENT(key="pages", data={"current": current}, on_opened_change=lambda: None).opened
    for page in pages:
        if page.url_path == opened:
            st.switch_page(page)
