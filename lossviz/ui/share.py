"""The share dialog: a link, an embedding snippet, and what readers see."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from lossviz.figures.words import named
from lossviz.spec import Family
from lossviz.ui import page_state
from lossviz.ui.page_state import PageState

_SIZES = {"500 × 300, small": (500, 300), "800 × 480": (800, 480), "1000 × 600": (1000, 600)}
# An iframe with a sandbox must let the app be itself, or it stays blank.
_SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-downloads"


def share_button(family: Family, page: PageState) -> None:
    """The button that opens the dialog."""
    if st.button("Share", key=f"{family.key}-share", width="stretch"):
        _dialog(family, page)


@st.dialog("Share what you see", width="medium")
def _dialog(family: Family, page: PageState) -> None:
    st.markdown("**Readers see**")
    seen = {*page.figure.shown(page.loss, page.values), *page_state.PARTS, *page.hide}
    parts = [part for part in page_state.hideable(page.figure, page.loss).options if part[0] in seen]
    columns = st.columns(2)
    hidden = [
        name
        for place, (name, label) in enumerate(parts)
        if not columns[place * 2 // len(parts)].checkbox(label, name not in page.hide, key=f"share-{name}")
    ]
    fields = page_state.address_fields(family, {"hide": ",".join(hidden)})
    address = st.context.url or ""
    link = f"{address}?{urlencode(fields, safe=',')}" if fields else address
    st.markdown("**Link**")
    st.code(link, language=None, wrap_lines=True)
    st.markdown("**To embed in a course page**")
    left, right = st.columns(2)
    width, height = _SIZES[left.selectbox("Size", list(_SIZES))]
    theme = right.selectbox("Theme", ["the reader's", "light", "dark"])
    options = "" if theme == "the reader's" else f"&embed_options={theme}_theme"
    source = f"{link}{'&' if fields else '?'}embed=true{options}"
    parameters = {parameter.name: page.values[parameter.name] for parameter in page.loss.parameters}
    title = f"{page.figure.name}: {named(page.loss, parameters)}, an interactive figure"
    st.code(
        f'<iframe src="{escape(source)}"\n  title="{escape(title)}"\n'
        f'  width="{width}" height="{height}" loading="lazy"\n'
        f'  style="border: 0; max-width: 100%" sandbox="{_SANDBOX}"></iframe>',
        language="html",
        wrap_lines=True,
    )
