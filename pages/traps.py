"""The classic traps: calls that run without complaint and compute something else."""

import streamlit as st

from lossviz.content.labs import HEADINGS
from lossviz.ui.traps import traps

title, words = HEADINGS["traps"]
st.title(title, anchor=False)
st.markdown(words)
traps()
