"""The navigation: every page as a link in a list, the present one marked, none behind a menu.

Streamlit's own hides what does not fit behind a menu and marks no page. Its links are no list.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from lossviz.content.navigation import PARTS, Link
from lossviz.live.assets import style, version
from lossviz.ui.live_figure import address

_HERE = Path(__file__).parent
_HINT = "The arrow keys go from page to page."


def _list(part: str, links: Sequence[Link], shorten: bool) -> str:
    items = (
        f'<li><a href="{link.key or "./"}" data-page="{link.key}"{" data-document" if link.is_document else ""}>'
        f"{_short(link.name) if shorten else escape(link.name)}</a></li>"
        for link in links
    )
    away = " hidden" if part == "Labs" else ""  # in the place of the families on the pages of labs
    return f'<ul aria-label="{part}"{away}>{"".join(items)}</ul>'


def _short(name: str) -> str:
    """A family's name; where room is short only its first word is seen, and all of it read out."""
    first, _, rest = name.partition(" ")
    return escape(first) + (f"<span> {escape(rest)}</span>" if rest else "")


_LISTS = "".join(_list(part, links, part == "Families") for part, links in PARTS)
_COMPONENT = st.components.v2.component(
    "lossviz_page_list",
    html=f'<nav class="lossviz-pages" aria-label="Pages">{_LISTS}<p aria-hidden="true">{_HINT}</p></nav>',
    css=f"{style('page_list')}\n{style('terms')}",
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
    data = {"current": current, "address": address(), "base": address().removesuffix("live"), "version": version()}
    opened = _COMPONENT(key="pages", data=data, on_opened_change=lambda: None).opened
    for page in pages:
        if page.url_path == opened:
            st.switch_page(page)
