"""The share dialog: a link, an embedding snippet, and what readers see."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from lossviz.drawing.words import named
from lossviz.vocabulary import PARTS, Page, View
from lossviz.vocabulary.views import address, hideable

_SIZES = {
    "500 × 300, small": ("500", "300"),
    "800 × 480": ("800", "480"),
    "1000 × 600": ("1000", "600"),
    "as wide as the page": ("100%", "600"),
}
# An iframe with a sandbox must let the app be itself, or it stays blank.
_SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-downloads"


def share_button(page: Page, view: View) -> None:
    """The button that opens the dialog."""
    if st.button("Share", key=f"{page.key}-share", width="content"):
        _dialog(page, view)


@st.dialog("Share what you see", width="medium")
def _dialog(page: Page, view: View) -> None:
    st.markdown("**Readers see**")
    seen = {*(control.name for control in view.shown), *PARTS, *view.conceal}
    parts = [part for part in hideable(view.controls).options if part[0] in seen]
    columns = st.columns(2)
    hidden = [
        name
        for place, (name, label) in enumerate(parts)
        if not columns[place * 2 // len(parts)].checkbox(label, name not in view.conceal, key=f"share-{name}")
    ]
    fields = address(page, {**st.query_params.to_dict(), "hide": ",".join(hidden)})
    here = st.context.url or ""
    link = f"{here}?{urlencode(fields, safe=',')}" if fields else here
    st.markdown("**Link**")
    st.code(link, language=None, wrap_lines=True)
    st.markdown("**To embed in a course page**")
    left, right = st.columns(2)
    width, height = _SIZES[left.selectbox("Size", list(_SIZES))]
    theme = right.selectbox("Theme", ["the reader's", "light", "dark"])
    options = "" if theme == "the reader's" else f"&embed_options={theme}_theme"
    source = f"{link}{'&' if fields else '?'}embed=true{options}"
    title = f"{view.figure.name}: {named(view.bound)}, an interactive figure"
    st.code(
        f'<iframe src="{escape(source)}"\n  title="{escape(title)}"\n'
        f'  width="{width}" height="{height}" loading="lazy"\n'
        f'  style="border: 0; max-width: 100%" sandbox="{_SANDBOX}"></iframe>',
        language="html",
        wrap_lines=True,
    )
