"""The Streamlit script: page configuration and the list of pages.

It must not stand beside `pages/`: until a script beside a folder of that name has run once, Streamlit
takes the folder for its older kind of multipage app and runs a page by itself, without this script.
"""

from pathlib import Path

import streamlit as st

from lossviz.content.labs import LABS
from lossviz.content.titles import TITLES
from lossviz.losses import FAMILIES
from lossviz.ui.folders import PAGES_FOLDER
from lossviz.ui.page_list import page_list

pages = [
    st.Page(PAGES_FOLDER / f"{key or 'home'}.py", title=title, default=not key)
    for key, title in {"": "All losses", **{key: title for key, (title, _) in LABS.items()}}.items()
]
pages += [st.Page(PAGES_FOLDER / f"{family.key}.py", title=family.name) for family in FAMILIES.values()]
page = st.navigation(pages, position="hidden")
st.set_page_config(page_title=TITLES[page.url_path], page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide")
if not st.context.is_embedded:
    page_list(pages, page.url_path)
page.run()
