"""Which losses become which: all relatives as a map."""

import streamlit as st

from lossviz.content.labs import HEADINGS
from lossviz.ui.pictures import relatives_map

title, words = HEADINGS["map"]
st.title(title, anchor=False)
st.markdown(words)
relatives_map()
