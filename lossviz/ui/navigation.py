"""The Streamlit script: page configuration and the list of pages.

It must not stand beside `pages/`: until a script beside a folder of that name has run once, Streamlit
takes the folder for its older kind of multipage app and runs a page by itself, without this script.
"""

from pathlib import Path

import streamlit as st

from lossviz.losses import FAMILIES
from lossviz.ui.folders import PAGES_FOLDER
from lossviz.ui.labs import LABS

st.set_page_config(page_title="lossviz", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide")
st.navigation(
    [
        st.Page(PAGES_FOLDER / "home.py", title="All losses", default=True),
        *(st.Page(PAGES_FOLDER / f"{key}.py", title=title) for key, (title, _) in LABS.items()),
        *(st.Page(PAGES_FOLDER / f"{family.key}.py", title=family.name) for family in FAMILIES.values()),
    ],
    position="hidden" if st.context.is_embedded else "top",
).run()
