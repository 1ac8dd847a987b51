"""What this is, three ways in, a figure to drag at once, things to try, and all losses."""

import streamlit as st

from lossviz.content.labs import HEADINGS
from lossviz.ui.pictures import doors, gallery, thing_at_hand, things

title, words = HEADINGS[""]
st.title(title, anchor=False)
st.markdown(words)
doors()
figure, tasks = st.columns([13, 9], gap="medium")
with figure, st.container(key="at-hand"):
    thing_at_hand()
with tasks:
    things()
gallery()
