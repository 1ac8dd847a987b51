"""The share dialog: a link, an embedding snippet, and what readers see."""

import streamlit as st

from lossviz.spec import Family
from lossviz.ui.page_state import PageState


def share_button(family: Family, page: PageState) -> None:
    """The button that opens the dialog."""
    st.button("Share", key=f"{family.key}-share", width="stretch")
