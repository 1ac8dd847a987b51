"""What this is, a figure to drag at once, things to try, and all losses."""

import streamlit as st

from lossviz.content.labs import HEADINGS
from lossviz.ui.pictures import gallery, thing_at_hand, things

title, words = HEADINGS[""]
st.title(title, anchor=False)
st.markdown(words)
figure, tasks = st.columns([13, 9], gap="medium")
with figure:
    thing_at_hand()
with tasks:
    things()
gallery()
